import type { Preview } from '../../../server/src/lsp/protocol.ts';

/** A line above the text of a preview, and the place it speaks of. */
export interface Note {
  readonly message: string;
  readonly place?: { readonly uri: string; readonly label: string; readonly line: number };
}

/** The sentences of this page; the caller translates them. */
export interface Sentences {
  noRepository: string;
  noScript: string;
  changesNothing(script: string): string;
  changes(script: string, path: string): string;
  changesAnother(script: string, paths: string): string;
}

/** What the reader must know that the two texts do not show. Empty for a template that was filled completely. */
export function notesFor(uri: string, preview: Preview | null, sentences: Sentences): readonly Note[] {
  if (!preview) return [{ message: sentences.noRepository }];
  const { script, targets, file, unknown } = preview;
  if (!script) return [{ message: sentences.noScript }];
  return [...whatIsChanged(), ...unknown.map(toNote)];

  function whatIsChanged(): Note[] {
    const paths = targets.map((target) => target.path);
    if (paths.length === 0) return [{ message: sentences.changesNothing(script?.path ?? '') }];
    if (uri === script?.uri) return paths.map((path) => ({ message: sentences.changes(script.path, path) }));
    const changed = targets.some((target) => target.uri === uri) || file?.after !== file?.before;
    return changed ? [] : [{ message: sentences.changesAnother(script?.path ?? '', paths.join(', ')) }];
  }

  function toNote({ message, uri: place, line }: Preview['unknown'][number]): Note {
    const path = [script, ...targets].find((known) => known?.uri === place)?.path ?? lastPart(place);
    return { message, place: { uri: place, label: `${path}:${line + 1}`, line } };
  }
}

/** The text of the right side: the notes as comments, then the file as it is at launch (not for the script itself). */
export function previewText(uri: string, preview: Preview | null, notes: readonly Note[]): string {
  const text = preview?.script?.uri === uri ? '' : (preview?.file?.after ?? '');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const marker = commentMarker(uri);
  const lines = notes.map(({ message, place }) =>
    place ? `${marker} ${place.label}: ${message}` : `${marker} ${message}`,
  );
  return lines.map((line) => line.replaceAll(/[\r\n]+/g, ' ') + eol).join('') + text;
}

/** Where the labels of places stand in the text of `previewText`: columns of the line with the same index. */
export function labelColumns(
  uri: string,
  notes: readonly Note[],
): readonly (readonly [number, number] | null)[] {
  const start = commentMarker(uri).length + 1;
  return notes.map(({ place }) => (place ? [start, start + place.label.length] : null));
}

/** Most files that start scripts fill have comments with a hash; JSON, the workspace of JupyterLab, has none. */
function commentMarker(uri: string): string {
  return /\.(json|ipynb|js|ts)$/i.test(uri) ? '//' : '#';
}

function lastPart(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
