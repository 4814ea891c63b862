import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateOn } from './activate.ts';
import { clientId, clientName } from './language-client.ts';
import type { LanguageServer } from './language-server.ts';

let server: LanguageServer | undefined;

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.worker.js').toString(true);
  server = activateOn(
    {
      createClient: (options) => {
        const worker = new Worker(script);
        return {
          client: new LanguageClient(clientId, clientName, worker, options),
          end: () => worker.terminate(),
        };
      },
      serverReadsFiles: false,
    },
    context,
  );
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
