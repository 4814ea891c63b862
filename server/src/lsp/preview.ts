import { chosenLaunch, previewLaunch } from '../launch/index.ts';
import type { Addresses } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { FilePlace, Preview, PreviewedFile } from './protocol.ts';

/**
 * What the launch makes of a file.
 * @param path the file asked for, in the repository
 */
export function previewOf(
  host: RepositoryHost,
  look: Look,
  path: string | undefined,
  addresses: Addresses,
): Preview {
  const preview = previewLaunch(look.repository.derive(chosenLaunch));
  const place = (at: string): FilePlace => ({ uri: addresses.uri(at), path: at });
  const changed = preview.files.find((file) => file.path === path);
  const script = look.repository.startScript;
  return {
    root: host.root,
    script: script === undefined ? null : place(script.path),
    targets: preview.files.map((file) => place(file.path)),
    file:
      changed === undefined
        ? unchanged(look, path, place)
        : { ...place(changed.path), before: changed.before, after: changed.after },
    profile: { name: preview.profile.name, title: preview.profile.title },
    // Lines of the simulation count from 1, as bash does; those of the protocol from 0.
    unknown: preview.unknown.map((note) => ({
      message: note.message,
      uri: addresses.uri(note.path),
      line: note.line - 1,
    })),
  };
}

function unchanged(
  look: Look,
  path: string | undefined,
  place: (at: string) => FilePlace,
): PreviewedFile | null {
  const source = path === undefined ? undefined : look.repository.file(path)?.source;
  return source === undefined || path === undefined
    ? null
    : { ...place(path), before: source.text, after: source.text };
}
