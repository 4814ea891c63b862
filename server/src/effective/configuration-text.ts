import type { Repository } from '../binder/index.ts';
import { isTree } from '../dask/index.ts';
import type { Launch } from '../launch/index.ts';
import { Doubts } from './doubts.ts';
import type { ConfigSource, EffectiveConfiguration, EffectiveValue, GivenTree, Layer } from './model.ts';
import { YamlWriter } from './yaml-writer.ts';

/** A configuration as a YAML document, with the line of each value in it. */
export interface ConfigurationText {
  readonly text: string;
  /** Lines, counted from 0, of the values in the order of the document. */
  readonly lines: ReadonlyMap<EffectiveValue, number>;
}

/** The configuration for people: what is read, every value with its source, and what is without effect. */
export function configurationText(
  repository: Repository,
  launch: Launch,
  configuration: EffectiveConfiguration,
): ConfigurationText {
  const writer = new YamlWriter();
  const doubts = new Doubts();
  head(writer, repository, launch, configuration);
  const values = new Map(configuration.values.map((value) => [value.leaf, value]));
  const lines = new Map<EffectiveValue, number>();
  const visit = (tree: GivenTree, depth: number): void => {
    for (const [name, item] of ordered(tree)) {
      if (isTree(item)) {
        if (item.size === 0) writer.pair(depth, name, new Map(), nothing);
        else {
          writer.section(depth, name);
          visit(item, depth + 1);
        }
        continue;
      }
      const value = values.get(item);
      const { source, doubt, inside } = item.source;
      const own = commentOf(value, doubt === undefined ? undefined : doubts.text(doubt), source);
      const line = writer.pair(depth, name, item.value, (path) => {
        if (path.length === 0) return own;
        const inner = inside?.(path);
        return inner?.kind === 'file' && inner.changes.length > 0 ? sourceText(inner) : undefined;
      });
      if (value !== undefined) lines.set(value, line);
    }
  };
  visit(configuration.config, 0);
  if (configuration.config.size === 0) writer.comment(0, 'Nothing.');
  shadowed(writer, configuration);
  return { text: writer.text, lines };
}

function nothing(): undefined {
  return undefined;
}

function head(
  writer: YamlWriter,
  repository: Repository,
  launch: Launch,
  { layers, failures, notes }: EffectiveConfiguration,
): void {
  const { era } = repository;
  writer.comment(0, `What Dask sees at launch: ${launch.profile?.title ?? 'your own values'}`);
  for (const name of ['dask', 'distributed'] as const)
    writer.comment(0, `${name} ${era.target(name).text}: ${era.describe(name)}`);
  for (const { message, place } of failures)
    writer.comment(0, `${message}${place === undefined ? '' : ` (${place.path}:${place.line})`}`);
  if (failures.length > 0) writer.comment(0, 'Below stands what Dask would see without that.');
  writer.comment(0);
  writer.comment(0, 'Read in this order; what comes later wins:');
  for (const layer of layers.filter(({ state }) => state !== 'not-read'))
    writer.comment(0, `  ${layerText(layer)}`);
  const beside = layers.filter(({ state }) => state === 'not-read');
  if (beside.length > 0) {
    writer.comment(0, 'Not read:');
    for (const layer of beside) writer.comment(0, `  ${layerText(layer)}`);
  }
  for (const note of notes) writer.comment(0, note);
  writer.comment(0);
}

const STATES: Readonly<Record<Layer['state'], string>> = {
  read: 'read',
  absent: 'not there',
  'not-read': '',
  unknown: 'not known',
};

function layerText({ name, state, note }: Layer): string {
  return `${name}: ${[STATES[state], note].filter((part) => part !== '' && part !== undefined).join(', ')}`;
}

/** What somebody wrote stands before the defaults. */
function ordered(
  tree: GivenTree,
): readonly (readonly [string, GivenTree extends ReadonlyMap<string, infer T> ? T : never])[] {
  return [...tree].sort(([, a], [, b]) => Number(isDefault(a)) - Number(isDefault(b)));
}

function isDefault(item: GivenTree extends ReadonlyMap<string, infer T> ? T : never): boolean {
  return isTree(item) ? [...item.values()].every(isDefault) : item.source.source.kind === 'default';
}

function commentOf(
  value: EffectiveValue | undefined,
  doubt: string | undefined,
  source: ConfigSource,
): string {
  const parts = [sourceText(source)];
  if (doubt !== undefined) parts.push(doubt);
  if (value?.ignored !== undefined) parts.push(value.ignored);
  return parts.join('; ');
}

/** Where a value came from, in a few words. */
export function sourceText(source: ConfigSource): string {
  switch (source.kind) {
    case 'file': {
      const by = source.changes.map(({ path, line }) => `${path}:${line}`);
      const values = source.variables.length === 0 ? '' : ` with ${source.variables.join(', ')}`;
      return `${source.name}:${source.line}${by.length === 0 ? '' : `, written by ${by.join(', ')}${values}`}`;
    }
    case 'variable':
      return source.place === undefined
        ? `${source.name} of the environment`
        : `${source.name}, ${source.place.path}:${source.place.line}`;
    case 'default':
      return source.asOf === undefined ? `default` : `default (as of ${source.package} ${source.asOf})`;
  }
}

function shadowed(writer: YamlWriter, configuration: EffectiveConfiguration): void {
  if (configuration.shadowed.length === 0) return;
  writer.comment(0);
  writer.comment(0, 'Written, and not seen:');
  for (const { leaf, why } of configuration.shadowed) {
    const { path, source } = leaf.source;
    const line = new YamlWriter();
    line.pair(0, path.join('.'), leaf.value, nothing);
    const [first = '', second] = line.text.split('\n');
    writer.comment(
      0,
      `  ${first}${second === undefined || second === '' ? '' : ' ...'}  (${sourceText(source)}): ${why}`,
    );
  }
}
