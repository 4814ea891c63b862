import {
  type DocumentSymbol,
  type FoldingRange,
  type SelectionRange,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { foldsOf, languageOf, type OutlineEntry, outlineOf, selectionsAt } from '../features/index.ts';
import type { SourceText } from '../text/index.ts';
import { offsetOf, rangeOf } from './conversion.ts';
import type { DocumentPlace } from './places.ts';
import type { Neighbours } from './protocol.ts';

const KINDS: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  section: SymbolKind.Module,
  list: SymbolKind.Array,
  text: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
  function: SymbolKind.Function,
  variable: SymbolKind.Variable,
  constant: SymbolKind.Constant,
};

/**
 * Whether another program of the editor does this for the language of the document. The language server for Bash gives
 * an outline, and neither folding nor selection; the one for YAML gives all three.
 */
export function isLeft(
  { look, path }: DocumentPlace,
  what: 'outline' | 'folding' | 'selection',
  neighbours: Neighbours,
): boolean {
  const language = languageOf(look.repository, path);
  if (language === undefined) return true;
  return neighbours[language] === true && (language === 'yaml' || what === 'outline');
}

export function symbols(place: DocumentPlace, asTree: boolean): DocumentSymbol[] | SymbolInformation[] {
  const entries = outlineOf(place.look.repository, place.path);
  return asTree ? entries.map((entry) => symbol(entry, place.source)) : flat(entries, place, undefined);
}

function symbol(entry: OutlineEntry, source: SourceText): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: KINDS[entry.kind],
    range: rangeOf(source, entry.span),
    selectionRange: rangeOf(source, entry.nameSpan),
    children: entry.children.map((child) => symbol(child, source)),
  };
}

function flat(
  entries: readonly OutlineEntry[],
  place: DocumentPlace,
  containerName: string | undefined,
): SymbolInformation[] {
  const { source, path, addresses } = place;
  return entries.flatMap(({ name, kind, span, children }): SymbolInformation[] => [
    {
      name,
      kind: KINDS[kind],
      location: { uri: addresses.uri(path), range: rangeOf(source, span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...flat(children, place, name),
  ]);
}

export function folds({ look, path }: DocumentPlace): FoldingRange[] {
  return foldsOf(look.repository, path).map(({ startLine, endLine, kind }) => ({
    startLine,
    endLine,
    ...(kind === undefined ? {} : { kind }),
  }));
}

export function selections({ look, path, source }: DocumentPlace, positions: unknown): SelectionRange[] {
  if (!Array.isArray(positions)) return [];
  return positions.map((position: unknown): SelectionRange => {
    const spans = selectionsAt(look.repository, path, offsetOf(source, position));
    let chain: SelectionRange | undefined;
    for (const span of spans.toReversed()) {
      const range = rangeOf(source, span);
      chain = chain === undefined ? { range } : { range, parent: chain };
    }
    return chain ?? { range: rangeOf(source, { start: 0, end: 0 }) };
  });
}
