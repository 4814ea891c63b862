import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateOn } from './activate.ts';
import { clientId, clientName } from './language-client.ts';
import type { LanguageServer } from './language-server.ts';

let server: LanguageServer | undefined;

export function activate(context: ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.node.cjs').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  server = activateOn(
    {
      createClient: (options) => ({
        client: new LanguageClient(clientId, clientName, { run, debug }, options),
      }),
      serverReadsFiles: true,
    },
    context,
  );
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
