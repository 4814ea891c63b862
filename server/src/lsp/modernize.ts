import { modernize } from '../features/index.ts';
import { difference, SourceText, type TextEdit } from '../text/index.ts';
import { type Addresses, editOf } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { Modernized } from './protocol.ts';
import { lintConfiguration, repositoryOptions } from './settings.ts';

/** The edits that take a repository to what works today, in places of the texts as they are now. */
export async function modernizedAnswer(
  host: RepositoryHost,
  look: Look,
  addresses: Addresses,
): Promise<Modernized> {
  const { files, renames, left } = await modernize(
    host.loader,
    repositoryOptions(look.settings),
    lintConfiguration(look.settings),
    host.loader.options.overlay,
  );
  const place = (path: string) => ({ uri: addresses.uri(path), path });
  const after = new Map(files.map((file) => [file.path, new SourceText(file.path, file.after)]));
  return {
    root: host.root,
    files: files.map(({ path, before, after: text, done }) => {
      const source = look.repository.file(path)?.source ?? new SourceText(path, before ?? '');
      return {
        ...place(path),
        isNew: before === undefined,
        edits: together(before ?? '', text).map((edit) => {
          const { range, newText } = editOf(source, edit);
          return { range, text: newText };
        }),
        done,
      };
    }),
    renames: renames.map(({ path, to }) => ({ from: place(path), to: place(to) })),
    left: left.map(({ path, code, message, span }) => ({
      ...place(path),
      line: (after.get(path) ?? look.repository.file(path)?.source)?.lines.lineAt(span.start) ?? 0,
      code,
      message,
    })),
  };
}

/** One edit from the first change to the last: parts of a file that are taken without each other may break it. */
function together(before: string, after: string): TextEdit[] {
  const edits = difference(before, after);
  const [first, last] = [edits[0], edits.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = { start: first.span.start, end: last.span.end };
  const rest = before.length - span.end;
  return [{ span, text: after.slice(span.start, after.length - rest) }];
}
