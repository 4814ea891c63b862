import type { SourceText } from '../text/index.ts';
import type { Addresses } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';

/** A document that a request asks about, in its repository as it is now. */
export interface DocumentPlace {
  readonly host: RepositoryHost;
  readonly look: Look;
  /** Its path in the repository. */
  readonly path: string;
  readonly source: SourceText;
  readonly addresses: Addresses;
}

/** What a request names, as far as a client keeps to the rules. */
export type DocumentParams = { readonly textDocument?: { readonly uri?: unknown } } | null | undefined;

/**
 * Answers a request about an open document; null when it belongs to no repository, when all is switched off, and when
 * something fails, which is logged.
 * @param doing what fails, for the log: "find a definition"
 */
export type AtDocument = <T>(
  doing: string,
  params: DocumentParams,
  answer: (place: DocumentPlace) => T | Promise<T>,
) => Promise<T | null>;
