import type { Connection } from 'vscode-languageserver';

/** What the client shows in its log of the server. */
export class Log {
  constructor(readonly connection: Connection) {}

  error(message: string): void {
    try {
      this.connection.console.error(message);
    } catch {
      // The connection is closed: there is nobody left to tell.
    }
  }

  /** @param doing what did not succeed: "check a change" */
  failed(doing: string): (error: unknown) => void {
    return (error) => this.error(`Could not ${doing}: ${describe(error)}`);
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
