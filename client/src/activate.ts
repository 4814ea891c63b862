import { commands, type ExtensionContext, window } from 'vscode';
import { clientName, type Platform } from './language-client.ts';
import { LanguageServer } from './language-server.ts';
import { registerPages } from './pages/index.ts';
import { registerPreview } from './preview/index.ts';
import { registerRepository } from './repository/index.ts';
import { registerRulePages } from './rule-pages.ts';
import { registerStatus } from './status/index.ts';

/** Registers everything and starts the server, without waiting for it. */
export function activateOn(platform: Platform, context: ExtensionContext): LanguageServer {
  const log = window.createOutputChannel(clientName, { log: true });
  const server = new LanguageServer(platform, log);
  context.subscriptions.push(
    log,
    server,
    ...registerPreview(server),
    ...registerPages(server),
    ...registerRepository(server),
    ...registerStatus(server, context),
    ...registerRulePages(context.extensionUri),
    commands.registerCommand('pangeoBinder.restartServer', () => server.restart()),
    commands.registerCommand('pangeoBinder.showLog', () => log.show()),
  );
  server.start();
  return server;
}
