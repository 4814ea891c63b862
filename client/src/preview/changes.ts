import type { Preview, PreviewedChange, TextRange } from '../../../server/src/lsp/protocol.ts';

/** A stretch of a preview that the launch changed, in lines of the preview, and what there is to say of it. */
export interface Mark {
  readonly range: TextRange;
  readonly change: PreviewedChange;
  /** The command that changed it. */
  readonly place: { readonly uri: string; readonly label: string; readonly line: number };
}

/** The marks of a preview. A stretch where text was only removed is empty. */
export function marksOf(preview: Preview | undefined, linesAbove: number): readonly Mark[] {
  return (preview?.file?.changes ?? []).map((change) => ({
    range: lower(change.range, linesAbove),
    change,
    place: {
      uri: change.by.uri,
      label: `${pathOf(preview, change.by.uri)}:${change.by.line + 1}`,
      line: change.by.line,
    },
  }));
}

/** Sentences of a hover; the caller translates them. */
export interface ChangeSentences {
  changedBy(place: string, command: string): string;
  value(name: string, value: string, from: string): string;
  unset(name: string): string;
}

/** What there is to say of a stretch: the command, and each value it put there; Markdown, a paragraph each. */
export function explain(mark: Mark, link: (label: string) => string, sentences: ChangeSentences): string[] {
  const { by, values } = mark.change;
  return [
    sentences.changedBy(link(mark.place.label), code(by.text)),
    ...values.map(({ name, value, from }) =>
      value === null ? sentences.unset(code(name)) : sentences.value(code(name), code(value), from),
    ),
  ];
}

/** Text as Markdown code, whatever is in it. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const blank = longest > 0 ? ' ' : '';
  return line === '' ? '""' : `${fence}${blank}${line}${blank}${fence}`;
}

function lower({ start, end }: TextRange, lines: number): TextRange {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

function pathOf(preview: Preview | undefined, uri: string): string {
  const known = [preview?.script, preview?.file, ...(preview?.targets ?? [])];
  return (
    known.find((place) => place?.uri === uri)?.path ?? decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))
  );
}
