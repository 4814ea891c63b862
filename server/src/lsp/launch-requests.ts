import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Addresses } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { Repositories } from './repositories.ts';
import { child, relative } from './uri.ts';

/**
 * Registers the answers to the requests of our own: about the launch of a repository, and about what could be made of
 * it. They are about any file, open or not. What makes the answers is loaded with the first question.
 */
export function answerLaunchRequests(connection: Connection, repositories: Repositories): void {
  const refused = (why: string) => new ResponseError(LSPErrorCodes.RequestFailed, why);

  /** @throws ResponseError when a request names no file */
  const fileOf = (name: string, params: unknown): string => {
    const { uri } = (params ?? {}) as { readonly uri?: unknown };
    if (typeof uri !== 'string') throw refused(`${name} needs the uri of a file`);
    return uri;
  };

  connection.onRequest('pangeoBinder/preview', async (params: unknown) => {
    const uri = fileOf('preview', params);
    const { previewOf } = await import('./preview.ts');
    return repositories.about(uri, (host, look) =>
      previewOf(host, look, relative(host.root, uri), repositories.addressesOf(host, look)),
    );
  });

  connection.onRequest('pangeoBinder/launchReport', async (params: unknown) => {
    const { launchReportOf } = await import('./preview.ts');
    return repositories.about(fileOf('launchReport', params), launchReportOf);
  });

  connection.onRequest('pangeoBinder/effectiveConfiguration', async (params: unknown) => {
    const { effectiveConfigurationAnswer } = await import('./effective.ts');
    return atLaunch('effectiveConfiguration', params, effectiveConfigurationAnswer);
  });

  connection.onRequest('pangeoBinder/workerPod', async (params: unknown) => {
    const { workerPodAnswer } = await import('./effective.ts');
    return atLaunch('workerPod', params, workerPodAnswer);
  });

  connection.onRequest('pangeoBinder/status', async (params: unknown) => {
    const uri = fileOf('status', params);
    const { statusFor } = await import('./status.ts');
    return repositories.about(uri, (host, look) =>
      look.settings.enable
        ? statusFor(host, look, relative(host.root, uri), repositories.addressesOf(host, look))
        : null,
    );
  });

  connection.onRequest('pangeoBinder/initializeRepository', async (params: unknown) => {
    const { initializeAnswer, readParams } = await import('./initialize.ts');
    const asked = readParams(params);
    if (asked === undefined)
      throw refused('initializeRepository needs the uri of a folder and a kind of cluster');
    // The place of a start script names the folder above it as the root.
    return initializeAnswer(await repositories.hostOf(child(asked.folder, 'binder/start')), asked);
  });

  connection.onRequest('pangeoBinder/modernize', async (params: unknown) => {
    const { modernizedAnswer } = await import('./modernize.ts');
    return repositories.about(fileOf('modernize', params), (host, look) =>
      modernizedAnswer(host, look, repositories.addressesOf(host, look)),
    );
  });

  connection.onRequest('pangeoBinder/launchAddress', async (params: unknown) => {
    const uri = fileOf('launchAddress', params);
    const { launchAddressAnswer } = await import('./launch-address.ts');
    return launchAddressAnswer(await repositories.hostOf(uri));
  });

  /** What a request about a launch is answered, with the files that the answer itself asks for. */
  async function atLaunch<T>(
    name: string,
    params: unknown,
    answer: (
      host: RepositoryHost,
      look: Look,
      profile: string | undefined,
      addresses: Addresses,
    ) => Promise<T>,
  ): Promise<T> {
    const { profile } = (params ?? {}) as { readonly profile?: unknown };
    const chosen = typeof profile === 'string' ? profile : undefined;
    return repositories.about(fileOf(name, params), (host, look) =>
      answer(host, look, chosen, repositories.addressesOf(host, look)),
    );
  }
}
