import { type LogOutputChannel, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { CloseAction, ErrorAction, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions, Neighbours, ServerRequests } from '../../server/src/lsp/protocol.ts';
import { readDirectory, readFile, stat } from './file-system.ts';
import { ownCommands } from './neighbours.ts';
import { explainRule } from './rule-links.ts';
import { linkRulePages, rulePages } from './rule-pages.ts';
import { documentSchemes, documentSelector, places } from './selector.ts';
import { shownFindings } from './shown-findings.ts';

/** What differs between the two extension hosts. */
export interface Platform {
  /** The client of a server that is still to be started, and what ends that server for certain. */
  createClient(options: LanguageClientOptions): { client: BaseLanguageClient; end?: () => void };
  /** The server reads files of the `file` scheme itself. */
  readonly serverReadsFiles: boolean;
}

/** Names of the client: the first is also the section of the settings that holds `trace.server`. */
export const clientId = 'pangeoBinder';
export const clientName = 'Pangeo Binder';

/** The server may end by itself so often within three minutes before it is left alone. */
const restartsAllowed = 4;
const restartsCountFor = 3 * 60 * 1000;

/** The schemes of documents that the server is to see in this window. */
export function currentSchemes(): readonly string[] {
  return documentSchemes((workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme));
}

/** What the options have to know of the client they are made for. */
export interface Course {
  isRunning(): boolean;
  /** The server has ended too often, or cannot be talked to, and is not started again. */
  gaveUp(): void;
}

export function clientOptions(
  platform: Platform,
  schemes: readonly string[],
  neighbours: Neighbours,
  log: LogOutputChannel,
  course: Course,
): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    fileSystemSchemes: platform.serverReadsFiles ? schemes.filter((scheme) => scheme !== 'file') : schemes,
    documentation: rulePages,
    commands: ownCommands(),
    neighbours,
    places,
  };
  const ends: number[] = [];
  return {
    documentSelector: documentSelector(schemes),
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: clientId,
    diagnosticCollectionProvider: shownFindings,
    markdown: { isTrusted: { enabledCommands: [explainRule] } },
    middleware: {
      provideHover: async (document, position, token, next) =>
        linkRulePages(await next(document, position, token)),
    },
    // Without a handler of ours the library would show a notification.
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (_error, _message, failedWrites) => {
        if (failedWrites !== undefined && failedWrites > 3) {
          course.gaveUp();
          return { action: ErrorAction.Shutdown, handled: true };
        }
        // A worker reports its uncaught exceptions here, and that its script cannot be loaded.
        if (!course.isRunning()) course.gaveUp();
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: () => {
        const now = Date.now();
        ends.push(now);
        if (ends.filter((end) => now - end < restartsCountFor).length <= restartsAllowed) {
          return { action: CloseAction.Restart, handled: true };
        }
        course.gaveUp();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
}

/** Registers the answers to the server's requests. */
export function answerServer(client: BaseLanguageClient): void {
  const answer = <M extends keyof ServerRequests>(
    method: M,
    handler: (params: ServerRequests[M]['params']) => Promise<ServerRequests[M]['result']>,
  ) => client.onRequest(method, handler);
  answer('pangeoBinder/readFile', ({ uri }) => readFile(uri));
  answer('pangeoBinder/readDirectory', ({ uri }) => readDirectory(uri));
  answer('pangeoBinder/stat', ({ uri }) => stat(uri));
}

/** The library insists on notifications for a server that does not start; all of them become lines in the log. */
export function keepQuiet(client: BaseLanguageClient, log: LogOutputChannel): void {
  const error = client.error.bind(client);
  client.error = (message, data) => error(message, data, false);
  client.onNotification('window/showMessage', ({ message }: { message: string }) => log.info(message));
  client.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    log.info(message);
    return null;
  });
}
