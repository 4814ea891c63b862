import { launchReport } from '../features/index.ts';
import { type ChangedSpan, chosenLaunch, notesAbout, previewLaunch } from '../launch/index.ts';
import { SourceText } from '../text/index.ts';
import { type Addresses, rangeOf } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { FilePlace, LaunchReport, Preview, PreviewedChange, PreviewedFile } from './protocol.ts';

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
  const launch = look.repository.derive(chosenLaunch);
  const preview = previewLaunch(launch);
  const place = (at: string): FilePlace => ({ uri: addresses.uri(at), path: at });
  const changed = preview.files.find((file) => file.path === path);
  const script = look.repository.startScript;
  const isOne = path !== undefined && path !== script?.path;
  return {
    root: host.root,
    script: script === undefined ? null : place(script.path),
    targets: preview.files.map((file) => place(file.path)),
    file:
      changed === undefined
        ? unchanged(look, path, place)
        : {
            ...place(changed.path),
            before: changed.before,
            after: changed.after,
            changes: changesOf(changed, addresses),
          },
    profile: { name: preview.profile.name, title: preview.profile.title },
    // Lines of the simulation count from 1, as bash does; those of the protocol from 0.
    unknown: (isOne ? notesAbout(launch, preview, path) : preview.unknown).map((note) => ({
      message: note.message,
      uri: addresses.uri(note.path),
      line: note.line - 1,
    })),
  };
}

/** The story of the launch that the settings choose. */
export function launchReportOf(host: RepositoryHost, look: Look): LaunchReport {
  const launch = look.repository.derive(chosenLaunch);
  const { profile } = previewLaunch(launch);
  return {
    root: host.root,
    markdown: launchReport(look.repository, launch),
    profile: { name: profile.name, title: profile.title },
  };
}

function changesOf(
  file: {
    readonly path: string;
    readonly before: string;
    readonly after: string;
    readonly changes: readonly ChangedSpan[];
  },
  addresses: Addresses,
): readonly PreviewedChange[] {
  const before = new SourceText(file.path, file.before);
  const after = new SourceText(file.path, file.after);
  const at = (place: { readonly path: string; readonly span: ChangedSpan['span'] }) => ({
    uri: addresses.uri(place.path),
    range: rangeOf(addresses.source(place.path), place.span),
  });
  return file.changes.map((change) => {
    const source = addresses.source(change.by.path);
    const by = at(change.by);
    return {
      range: rangeOf(after, change.span),
      before: rangeOf(before, change.before),
      by: {
        ...by,
        line: by.range.start.line,
        text: source?.slice(change.by.span).split('\n', 1)[0]?.trimEnd() ?? '',
      },
      values: change.values.map(({ name, value, from, place }) => ({
        name,
        value: value ?? null,
        from,
        place: place === undefined ? null : at(place),
      })),
    };
  });
}

function unchanged(
  look: Look,
  path: string | undefined,
  place: (at: string) => FilePlace,
): PreviewedFile | null {
  const source = path === undefined ? undefined : look.repository.file(path)?.source;
  return source === undefined || path === undefined
    ? null
    : { ...place(path), before: source.text, after: source.text, changes: [] };
}
