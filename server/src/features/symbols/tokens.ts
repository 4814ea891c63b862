import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { isImageToken, isPlaceholder, placesOf, templateImages } from '../../rules/index.ts';
import { hereDocumentsOf, type Script, type WordPart, walkStatements, wordsOf } from '../../shell/index.ts';
import { contains, type Span } from '../../text/index.ts';
import { type Occurrence, type Place, sorted } from './model.ts';
import { isScript, scriptsOf } from './scripts.ts';
import { type SedPattern, sedPatterns } from './sed-patterns.ts';

/** A name in templates that something else must fill, such as `WORKER_IMAGE`, or a word that a sed looks for. */
export interface Token {
  readonly name: string;
  /** Whether it looks like a name to be filled in; an ordinary word is a token only where its sed edits. */
  readonly placeholder: boolean;
  /** The seds that look for it. */
  readonly fills: readonly SedPattern[];
  /** Where it stands in templates. */
  readonly uses: readonly Place[];
  readonly occurrences: readonly Occurrence[];
}

/** More names than any repository fills. */
const MAX_TOKENS = 300;
const MAX_OCCURRENCES = 5000;

/** All tokens by name. */
export function tokensOf(repository: Repository): ReadonlyMap<string, Token> {
  return repository.derive(collect);
}

function collect(repository: Repository): ReadonlyMap<string, Token> {
  const fills = new Map<string, SedPattern[]>();
  for (const pattern of sedPatterns(repository)) {
    const list = fills.get(pattern.name);
    if (list !== undefined) list.push(pattern);
    else if (fills.size < MAX_TOKENS) fills.set(pattern.name, [pattern]);
  }
  for (const { node } of templateImages(repository)) {
    if (isImageToken(node.text) && !fills.has(node.text) && fills.size < MAX_TOKENS) fills.set(node.text, []);
  }
  const templates = templatesOf(repository);
  const texts = scriptsOf(repository).map((file) => ({ file, spans: literalSpans(repository.script(file)) }));
  const tokens = new Map<string, Token>();
  for (const [name, own] of fills) {
    const placeholder = isPlaceholder(name) || isImageToken(name);
    const uses = templates
      .filter(({ path }) => placeholder || own.some(({ targets }) => targets?.includes(path)))
      .flatMap((file) => usesIn(file, name));
    // An ordinary word that only the sed names is no symbol of anything.
    if (!placeholder && uses.length === 0) continue;
    const fillPlaces = own.map(({ path, span }): Occurrence => ({ path, span, role: 'definition' }));
    const mentions = placeholder ? texts.flatMap(({ file, spans }) => mentionsIn(file, spans, name)) : [];
    tokens.set(name, {
      name,
      placeholder,
      fills: own,
      uses,
      occurrences: sorted([
        ...fillPlaces,
        ...uses.map((place): Occurrence => ({ ...place, role: 'use' })),
        ...mentions.filter(
          ({ path, span }) => !fillPlaces.some((fill) => fill.path === path && contains(fill.span, span)),
        ),
      ]),
    });
  }
  return tokens;
}

/** Files that hold tokens: configurations, worker templates, and what a sed of the repository edits. */
export function templatesOf(repository: Repository): readonly RepositoryFile[] {
  const edited = new Set(sedPatterns(repository).flatMap(({ targets }) => targets ?? []));
  return repository.files.filter(
    (file) =>
      !file.binary &&
      !isScript(file) &&
      (edited.has(file.path) || file.roles.includes('dask-config') || file.roles.includes('pod-template')),
  );
}

function usesIn({ path, source }: RepositoryFile, name: string): readonly Place[] {
  return placesOf(source.text, name)
    .slice(0, MAX_OCCURRENCES)
    .map((start) => ({ path, span: { start, end: start + name.length } }));
}

/** Where a script holds plain text: the places of words, here-documents and comments that no expansion makes. */
function literalSpans(script: Script): readonly Span[] {
  const spans: Span[] = script.comments.map(({ span }) => span);
  const add = (parts: readonly WordPart[]): void => {
    for (const part of parts) {
      if (part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi') spans.push(part.span);
      else if (part.kind === 'double') add(part.parts);
    }
  };
  walkStatements(
    script,
    (statement) => {
      for (const word of wordsOf(statement)) {
        // The name of an assignment is a variable, whatever it is called.
        if (word.assignment === undefined) add(word.parts);
        else if (word.assignment.value.kind === 'word') add(word.assignment.value.parts);
      }
      for (const { parts } of hereDocumentsOf(statement)) add(parts);
    },
    { substitutions: true },
  );
  return spans;
}

/** Plain text that names a token; the parts of paths do not. */
function mentionsIn({ path, source }: RepositoryFile, spans: readonly Span[], name: string): Occurrence[] {
  if (!source.text.includes(name)) return [];
  const { text } = source;
  return spans.flatMap((span) =>
    placesOf(source.slice(span), name).flatMap((at): Occurrence[] => {
      const start = span.start + at;
      const end = start + name.length;
      const isWhole = !/[\w$/]/.test(text[start - 1] ?? '') && !/[\w/]/.test(text[end] ?? '');
      return isWhole ? [{ path, span: { start, end }, role: 'mention' }] : [];
    }),
  );
}
