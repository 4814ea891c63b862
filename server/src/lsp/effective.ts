import { DEFAULT_PROFILE, type Repository } from '../binder/index.ts';
import { jsonFromConfig } from '../dask/index.ts';
import {
  type ConfigSource,
  configurationText,
  effectiveConfiguration,
  type PodSource,
  podSourceText,
  podText,
  sourceText,
  workerPod,
} from '../effective/index.ts';
import { chosenLaunch, type Launch, type Place } from '../launch/index.ts';
import type { Addresses } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { EffectiveConfigurationAnswer, LinePlace, ValueSource, WorkerPodAnswer } from './protocol.ts';
import { repositoryOptions } from './settings.ts';

/** What Dask will see. */
export function effectiveConfigurationAnswer(
  host: RepositoryHost,
  look: Look,
  profile: string | undefined,
  addresses: Addresses,
): Promise<EffectiveConfigurationAnswer> {
  return launched(host, look, profile, (repository, launch) => {
    const configuration = effectiveConfiguration(repository, launch);
    const { text, lines } = configurationText(repository, launch, configuration);
    const place = placesIn(addresses);
    const source = sourcesIn(addresses);
    return {
      root: host.root,
      profile: { name: launch.profile?.name ?? '', title: launch.profile?.title ?? '' },
      text,
      entries: [...lines].map(([{ path, leaf, ignored }, line]) => ({
        path,
        value: jsonFromConfig(leaf.value),
        line,
        source: source(leaf.source.source),
        note: ignored ?? (leaf.source.doubt === undefined ? null : `${leaf.source.doubt} is not certain`),
      })),
      failures: configuration.failures.map((failure) => ({
        message: failure.message,
        place: failure.place === undefined ? null : place(failure.place),
      })),
      notes: configuration.notes,
      layers: configuration.layers.map(({ name, state, note, path }) => ({
        name,
        state,
        note: note ?? null,
        file: path === undefined ? null : { uri: addresses.uri(path), path },
      })),
      shadowed: configuration.shadowed.map(({ leaf, by, why }) => ({
        path: leaf.source.path,
        value: jsonFromConfig(leaf.value),
        source: source(leaf.source.source),
        by: by === undefined ? null : source(by),
        why,
      })),
    };
  });
}

/** The worker pod. */
export function workerPodAnswer(
  host: RepositoryHost,
  look: Look,
  profile: string | undefined,
  addresses: Addresses,
): Promise<WorkerPodAnswer> {
  return launched(host, look, profile, (repository, launch) => {
    const worker = workerPod(repository, launch, effectiveConfiguration(repository, launch));
    const { text, lines } = podText(repository, launch, worker);
    const source = podSourcesIn(addresses);
    return {
      root: host.root,
      profile: { name: launch.profile?.name ?? '', title: launch.profile?.title ?? '' },
      text,
      entries: lines.map(({ path, node, line }) => ({
        path,
        value: node.kind === 'scalar' ? jsonFromConfig(node.value) : null,
        line,
        source: source(node.source),
        note: node.source.doubt === undefined ? null : `${node.source.doubt} is not certain`,
      })),
      failures: worker.failures.map((message) => ({ message, place: null })),
      notes: worker.notes,
      made: worker.made,
      dropped: worker.dropped.map(({ path, node, why }) => ({ path, source: source(node.source), why })),
    };
  });
}

/** The launch in a profile, with every file that a question about it asks for. */
async function launched<T>(
  host: RepositoryHost,
  look: Look,
  profile: string | undefined,
  ask: (repository: Repository, launch: Launch) => T,
): Promise<T> {
  const options = repositoryOptions(look.settings);
  const chosen =
    profile === undefined
      ? options
      : { ...options, launch: { env: {}, ...options.launch, profile: profile || DEFAULT_PROFILE } };
  const { result } = await host.loader.load(chosen, (repository) =>
    ask(repository, repository.derive(chosenLaunch)),
  );
  return result;
}

/** Lines of the simulation count from 1, as bash does; those of the protocol from 0. */
function placesIn(addresses: Addresses): (place: Place) => LinePlace {
  return ({ path, line }) => ({ uri: addresses.uri(path), path, line: line - 1 });
}

function sourcesIn(addresses: Addresses): (source: ConfigSource) => ValueSource {
  const place = placesIn(addresses);
  return (source) => ({
    kind: source.kind,
    text: sourceText(source),
    place: source.kind === 'default' || source.place === undefined ? null : place(source.place),
    changes: source.kind === 'file' ? source.changes.map(place) : [],
  });
}

function podSourcesIn(addresses: Addresses): (source: PodSource) => ValueSource {
  const written = sourcesIn(addresses);
  return (source) =>
    source.kind === 'written'
      ? { ...written(source.source), text: podSourceText(source) }
      : { kind: 'added', text: podSourceText(source), place: null, changes: [] };
}
