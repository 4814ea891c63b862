import type { Repository } from '../binder/index.ts';
import {
  CHANGES,
  CURRENT_MERGE,
  collectSourcedVariables,
  configValue,
  type Era,
  isTree,
  keyPathOfVariable,
  type Merged,
  type MergeRules,
  mergeRules,
  renameKeys,
  renameTables,
  type Sourced,
  statusOfKey,
  updateConfiguration,
} from '../dask/index.ts';
import type { Launch } from '../launch/index.ts';
import { defaultsOf } from './defaults.ts';
import { fileLayers } from './files.ts';
import { flatConfiguration, flatVariables } from './flat-configuration.ts';
import { hyphenated } from './hyphenated.ts';
import { whyIgnored } from './ignored.ts';
import type {
  ConfigSource,
  EffectiveConfiguration,
  EffectiveValue,
  Given,
  GivenLeaf,
  GivenTree,
  ImportFailure,
  Layer,
  ShadowedValue,
} from './model.ts';
import { type DaskVariable, daskVariables } from './variables.ts';

/** The configuration that Dask would compute at a launch, every value with where it came from. */
export function effectiveConfiguration(repository: Repository, launch: Launch): EffectiveConfiguration {
  const { era } = repository;
  const files = fileLayers(repository, launch);
  const variables = daskVariables(launch);
  const sourceOf = ({ name, place }: DaskVariable): ConfigSource => ({ kind: 'variable', name, place });
  const isFlat = !era.of(CHANGES.nestedKeys).inForce;
  const collected = isFlat
    ? { ok: true as const, config: flatVariables(variables, sourceOf) }
    : nestedVariables(variables, era, sourceOf);
  const fromVariables: GivenTree = collected.ok ? collected.config : new Map();
  const given = [...files.trees, fromVariables];
  // dask 0.20.1 to 1.2.1 turned `_` into `-` in all names.
  const written = era.of(CHANGES.underscoresBecomeHyphens).inForce ? given.map(hyphenated) : given;
  const computed = isFlat ? { config: flatConfiguration(written, era), failures: [] } : compute(written, era);
  const failures = [
    ...files.failures,
    ...(collected.ok ? [] : [badVariable(collected, variables)]),
    ...computed.failures,
  ];
  const values = valuesOf(computed.config, era);
  const kept = new Set(values.map(({ leaf }) => leaf));
  const variableLayer: Layer = {
    name: 'DASK_* variables',
    state: variables.length === 0 ? 'absent' : 'read',
    note: undefined,
    path: undefined,
  };
  return {
    layers: [
      ...files.layers.filter(({ state }) => state !== 'not-read'),
      variableLayer,
      ...files.layers.filter(({ state }) => state === 'not-read'),
    ],
    config: computed.config,
    values,
    shadowed: written
      .flatMap((tree) => leavesOf(tree))
      .filter(({ leaf }) => !kept.has(leaf))
      .map(({ leaf }) => shadowedBy(leaf, computed.config, era)),
    failures,
    notes: notesOf(repository, launch),
  };
}

function nestedVariables(
  variables: readonly DaskVariable[],
  era: Era,
  sourceOf: (variable: DaskVariable) => ConfigSource,
): ReturnType<typeof collectSourcedVariables<Given>> {
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  return collectSourcedVariables(
    variables.map(({ name, text }) => [name, text] as const),
    era,
    (name): Given => {
      const variable = byName.get(name) ?? { name, text: '', place: undefined, doubt: undefined };
      return { source: sourceOf(variable), path: keyPathOfVariable(name) ?? [], doubt: variable.doubt };
    },
  );
}

interface Computed {
  readonly config: GivenTree;
  readonly failures: readonly ImportFailure[];
}

type Step = (now: GivenTree, rules: MergeRules) => Merged<GivenLeaf>;

/** What importing dask, distributed and the packages around them does with the configuration. */
function compute(written: readonly GivenTree[], era: Era): Computed {
  const tables = renameTables(era);
  const failures: ImportFailure[] = [];
  let config: GivenTree = new Map();
  const step = (module: string, next: Step): void => {
    const result = next(config, mergeRules(era));
    if (result.ok) {
      config = result.config;
      return;
    }
    failures.push(belowValue(module, result.path, config));
    const without = next(config, CURRENT_MERGE);
    if (without.ok) config = without.config;
  };
  for (const tree of written) step('dask', (now, rules) => updateConfiguration(now, tree, 'new', rules));
  if (era.of(CHANGES.aliasesActOnFiles).inForce) step('dask', (now) => renameKeys(now, tables.dask, era));
  for (const defaults of defaultsOf(era)) {
    const module = defaults.package.replaceAll('-', '_');
    step(module, (now, rules) => updateConfiguration(now, defaults.tree, 'old', rules));
    if (defaults.package === 'distributed') step(module, (now) => renameKeys(now, tables.distributed, era));
  }
  return { config, failures };
}

function belowValue(module: string, path: readonly string[], config: GivenTree): ImportFailure {
  const found = configValue(config, path);
  const source = found === undefined || isTree(found) ? undefined : found.source.source;
  return {
    message: `\`import ${module}\` fails with TypeError, since \`${path.join('.')}\` is a plain value and names are set below it.`,
    place: source?.kind === 'file' || source?.kind === 'variable' ? source.place : undefined,
  };
}

function badVariable(
  failed: { readonly variable: string; readonly reason: 'literal' | 'below-value' },
  variables: ReturnType<typeof daskVariables>,
): ImportFailure {
  const place = variables.find(({ name }) => name === failed.variable)?.place;
  return {
    message:
      failed.reason === 'literal'
        ? `\`import dask\` fails with TypeError, since the value of \`${failed.variable}\` is a literal that Python cannot build.`
        : `\`import dask\` fails with TypeError, since \`${failed.variable}\` sets a name below one to which another variable gives a plain value.`,
    place,
  };
}

/** Every value of a tree; an empty mapping has none. */
function leavesOf(
  tree: GivenTree,
  above: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly leaf: GivenLeaf }[] {
  return [...tree].flatMap(([name, item]) =>
    isTree(item) ? leavesOf(item, [...above, name]) : [{ path: [...above, name], leaf: item }],
  );
}

function valuesOf(config: GivenTree, era: Era): readonly EffectiveValue[] {
  return leavesOf(config).map(({ path, leaf }) => {
    const { source } = leaf.source;
    const ignored =
      source.kind === 'default'
        ? undefined
        : whyIgnored(statusOfKey(path, era, source.kind === 'file' ? 'file' : 'variable'));
    return { path, leaf, ignored };
  });
}

/** What stands where a value was written, and why it is not the value. */
function shadowedBy(leaf: GivenLeaf, config: GivenTree, era: Era): ShadowedValue {
  const path = leaf.source.path;
  const found = configValue(config, path) ?? renamedAway(config, path, era);
  const above = found ?? nearestAbove(config, path);
  if (above !== undefined && !isTree(above))
    return { leaf, by: above.source.source, why: `${sourceWords(above.source.source)} wins.` };
  const nothing = leaf.value === null;
  const first = above === undefined ? undefined : firstSource(above);
  return {
    leaf,
    by: first,
    why: nothing
      ? 'Nothing was given for a section, which leaves it as it is.'
      : first?.kind === 'default'
        ? 'A plain value stands in the place of a section, and the defaults replace it.'
        : 'A plain value stands in the place of a section, and the section replaces it.',
  };
}

/** Where an alias has moved a name to. */
function renamedAway(
  config: GivenTree,
  path: readonly string[],
  era: Era,
): GivenLeaf | GivenTree | undefined {
  const name = path.join('.').replaceAll('_', '-');
  const tables = renameTables(era);
  const to = [...tables.distributed, ...tables.dask].find(
    ({ from }) => from.replaceAll('_', '-') === name,
  )?.to;
  return to === undefined ? undefined : configValue(config, to.split('.'));
}

/** The plain value above a path. */
function nearestAbove(config: GivenTree, path: readonly string[]): GivenLeaf | undefined {
  for (let length = path.length - 1; length > 0; length--) {
    const found: Sourced<Given> | GivenTree | undefined = configValue(config, path.slice(0, length));
    if (found !== undefined && !isTree(found)) return found;
  }
  return undefined;
}

function firstSource(tree: GivenTree): ConfigSource | undefined {
  const leaves = leavesOf(tree);
  return (leaves.find(({ leaf }) => leaf.source.source.kind !== 'default') ?? leaves[0])?.leaf.source.source;
}

/** A source as the subject of a sentence. */
export function sourceWords(source: ConfigSource): string {
  switch (source.kind) {
    case 'file':
      return `\`${source.name}\`, line ${source.line},`;
    case 'variable':
      return `The variable \`${source.name}\``;
    case 'default':
      return `The default of ${source.package}`;
  }
}

function notesOf(repository: Repository, launch: Launch): readonly string[] {
  const notes: string[] = [];
  const { unknownFrom } = launch;
  if (unknownFrom !== undefined)
    notes.push(
      `From line ${unknownFrom.place.line} of \`${unknownFrom.place.path}\` on nothing is certain: ${unknownFrom.reason}`,
    );
  if (launch.exported.get('DASK_INTERNAL_INHERIT_CONFIG')?.value !== undefined)
    notes.push('`DASK_INTERNAL_INHERIT_CONFIG` holds configuration that is not read here.');
  for (const name of ['dask-kubernetes', 'dask-gateway', 'dask-labextension'] as const) {
    if (repository.era.presence(name) === 'unknown')
      notes.push(`Whether ${name} is installed is not known; its defaults are left out.`);
  }
  return notes;
}
