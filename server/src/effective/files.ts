import { DASK_FOLDERS, folderOf, type Repository } from '../binder/index.ts';
import { CHANGES } from '../dask/index.ts';
import type { Launch } from '../launch/index.ts';
import type { YamlDocument } from '../yaml/index.ts';
import { filesOf } from './built-files.ts';
import type { ChangedText } from './changed-text.ts';
import { filesAt, pathName, repositoryPath } from './disk.ts';
import { launchedFile } from './launched-file.ts';
import type { GivenTree, ImportFailure, Layer } from './model.ts';
import { readOrder } from './read-order.ts';
import type { FileLayer } from './yaml-layer.ts';

/** What all files give. */
export interface FileLayers {
  readonly layers: readonly Layer[];
  readonly trees: readonly GivenTree[];
  readonly failures: readonly ImportFailure[];
}

/** Everything that Dask reads from files at a launch, lowest first, and what lies beside its way. */
export function fileLayers(repository: Repository, launch: Launch): FileLayers {
  const read: ReadFile[] = [];
  const seen = new Set<string>();
  const layers: Layer[] = [];
  for (const place of readOrder(launch, repository.era)) {
    for (const found of filesAt(place, filesOf(repository, launch))) {
      if (found.kind !== 'file') {
        const state = found.kind === 'nothing' ? 'absent' : 'unknown';
        layers.push({ name: place.name, state, note: found.note, path: undefined });
        continue;
      }
      seen.add(found.path);
      const file = readFile(repository, launch, found.path, found.doubt);
      read.push(file);
      layers.push(file.layer);
    }
  }
  return {
    layers: [...layers, ...besides(repository, launch, seen)],
    trees: read.flatMap(({ tree }) => tree ?? []),
    failures: read.flatMap(({ failure }) => failure ?? []),
  };
}

interface ReadFile {
  readonly layer: Layer;
  readonly tree: GivenTree | undefined;
  readonly failure: ImportFailure | undefined;
}

function readFile(
  repository: Repository,
  launch: Launch,
  absolute: string,
  placeDoubt: string | undefined,
): ReadFile {
  const name = pathName(absolute);
  const layer = (state: Layer['state'], note?: string): Layer => ({
    name,
    state,
    note,
    path: repositoryPath(absolute),
  });
  const nothing = (state: Layer['state'], note?: string): ReadFile => ({
    layer: layer(state, note),
    tree: undefined,
    failure: undefined,
  });
  const file = launchedFile(repository, launch, absolute, placeDoubt);
  if (file.kind !== 'text') return nothing(file.kind, file.note);
  const { document, changed, content } = file;
  const failure = failureOf(document, changed, name, repository);
  if (document.problem !== undefined) return { ...nothing('unknown', 'it cannot be read'), failure };
  switch (content.kind) {
    case 'nothing':
      return { ...nothing('read', 'nothing is in it'), failure };
    case 'too-large':
      return nothing('unknown', 'its aliases make it too large');
    case 'not-a-mapping': {
      const message = `\`import dask\` fails, since \`${name}\` is no mapping.`;
      return {
        ...nothing('unknown', 'it is no mapping'),
        failure: failure ?? { message, place: changed.placeOf(content.span) },
      };
    }
    case 'mapping':
      return {
        layer: layer('read', file.doubt === undefined ? undefined : `${file.doubt} is not certain`),
        tree: content.tree,
        failure: failure ?? badName(content, changed, name, repository),
      };
  }
}

/** From 0.20.1 on, Dask looks for `_` in every name. */
function badName(
  { badName: bad }: Extract<FileLayer, { kind: 'mapping' }>,
  changed: ChangedText,
  name: string,
  repository: Repository,
): ImportFailure | undefined {
  if (bad === undefined || !repository.era.inForce('dask', '0.20.1').inForce) return undefined;
  return {
    message: `\`import dask\` fails with TypeError, since the name \`${bad.name}\` in \`${name}\` is no text; quotes make it one.`,
    place: changed.placeOf(bad.span),
  };
}

function failureOf(
  document: YamlDocument,
  changed: ChangedText,
  name: string,
  repository: Repository,
): ImportFailure | undefined {
  const span = document.slip?.key ?? document.problem?.span ?? document.furtherDocuments[0];
  if (span === undefined) return undefined;
  const error = repository.era.of(CHANGES.malformedFileError).inForce
    ? 'ValueError, "is malformed"'
    : 'an error of the YAML reader';
  const what =
    document.slip === undefined && document.problem === undefined
      ? 'has more than one document'
      : 'is no valid YAML';
  return {
    message: `\`import dask\` fails with ${error}, since \`${name}\` ${what}.`,
    place: changed.placeOf(span),
  };
}

/** Configurations of the repository that lie where Dask does not look. */
function besides(repository: Repository, launch: Launch, read: ReadonlySet<string>): readonly Layer[] {
  return repository.filesOf('dask-config').flatMap((file): Layer[] => {
    const absolute = `/home/jovyan/${file.path}`;
    const { path, content } = filesOf(repository, launch).at(absolute);
    if (read.has(path) || content.kind === 'absent') return [];
    const folder = folderOf(file.path);
    const note =
      folder === '.dask' && repository.era.of(CHANGES.dotDaskNotRead).inForce
        ? 'dask 2022.01.1 and later do not look into ~/.dask'
        : DASK_FOLDERS.some((dask) => dask === folder)
          ? 'these versions do not look there'
          : 'Dask does not look there; only a copy in one of its places would be read';
    return [{ name: file.path, state: 'not-read', note, path: file.path }];
  });
}
