import type { Span } from '../text/index.ts';
import { NodeReader, TooDeep } from './node-reader.ts';
import type { YamlNode } from './nodes.ts';
import type { ProblemLog } from './problem.ts';
import type { Scanner } from './scanner.ts';
import type { SlipCandidate } from './slip.ts';
import type { Token, TokenKind } from './token.ts';

/** The content of one document of a stream. */
export interface ParsedDocument {
  /** Undefined when the document is empty. */
  readonly root: YamlNode | undefined;
  /** The `---` in front of it, if there is one. */
  readonly mark: Span | undefined;
}

export interface ParsedStream {
  /** Undefined when they are nested too deeply. */
  readonly documents: readonly ParsedDocument[] | undefined;
  /** In the order of the text; found among other problems, so whether mending helps is to be seen. */
  readonly slips: readonly SlipCandidate[];
}

/** Reads all documents of a text (yaml/parser.py, parse_document_start and its neighbours). */
export function readStream(scanner: Scanner, problems: ProblemLog): ParsedStream {
  const stream = new Stream(scanner, problems);
  const { slips } = stream.reader;
  try {
    return { documents: stream.documents(), slips };
  } catch (error) {
    if (error instanceof TooDeep) return { documents: undefined, slips };
    throw error;
  }
}

class Stream {
  readonly reader: NodeReader;

  constructor(
    readonly scanner: Scanner,
    readonly problems: ProblemLog,
  ) {
    this.reader = new NodeReader(scanner, problems);
  }

  documents(): ParsedDocument[] {
    const documents: ParsedDocument[] = [];
    for (;;) {
      while (documents.length > 0 && this.#kind() === 'document-end') this.scanner.next();
      const { kind } = this.scanner.peek();
      if (kind === 'stream-end') return documents;
      const isBare = documents.length === 0 && kind !== 'directive' && kind !== 'document-start';
      if (isBare) {
        documents.push({ root: this.reader.document(DEFAULT_HANDLES), mark: undefined });
      } else {
        const { first: directive, handles } = this.#directives();
        const mark = this.scanner.peek();
        if (mark.kind === 'document-start') {
          this.scanner.next();
          const isEmpty = DOCUMENT_BORDERS.has(this.#kind());
          documents.push({
            root: isEmpty ? undefined : this.reader.document(handles),
            mark: { start: mark.start, end: mark.end },
          });
        } else this.#skipToDocument(directive ?? mark);
      }
      if (this.#kind() === 'document-end') this.scanner.next();
    }
  }

  #skipToDocument(from: Token): void {
    if (from.kind === 'directive') this.problems.syntax('directive', from.start, from.end);
    else this.reader.reportStray(from, 'document');
    while (!DOCUMENT_BORDERS.has(this.#kind())) this.scanner.next();
  }

  /** Reads the directives in front of a document. */
  #directives(): { readonly first: Token | undefined; readonly handles: ReadonlyMap<string, string> } {
    const first = this.scanner.peek();
    const handles = new Map<string, string>();
    let hasVersion = false;
    while (this.#kind() === 'directive') {
      const directive = this.scanner.next();
      const isVersion = directive.handle === undefined && directive.text === 'YAML';
      const isTwice =
        directive.handle === undefined ? isVersion && hasVersion : handles.has(directive.handle);
      if (isTwice) this.problems.syntax('directive', directive.start, directive.end);
      hasVersion ||= isVersion;
      if (directive.handle !== undefined) handles.set(directive.handle, directive.text);
    }
    for (const [handle, prefix] of DEFAULT_HANDLES) if (!handles.has(handle)) handles.set(handle, prefix);
    return { first: first.kind === 'directive' ? first : undefined, handles };
  }

  #kind(): TokenKind {
    return this.scanner.peek().kind;
  }
}

const DEFAULT_HANDLES: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

const DOCUMENT_BORDERS: ReadonlySet<TokenKind> = new Set([
  'directive',
  'document-start',
  'document-end',
  'stream-end',
]);
