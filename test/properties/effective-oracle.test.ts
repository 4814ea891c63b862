import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { profileOf, variablesOf } from '../../server/src/binder/index.ts';
import {
  type ConfigMap,
  canonicalName,
  isConfigMap,
  isTree,
  withoutSources,
} from '../../server/src/dask/index.ts';
import {
  type EffectiveConfiguration,
  effectiveConfiguration,
  type GivenTree,
} from '../../server/src/effective/index.ts';
import { chosenLaunch, knownText, type Launch } from '../../server/src/launch/index.ts';
import { type Files, visit } from '../support/repository.ts';
import { type Encoded, encodeConfig } from './dask-oracle-encoding.ts';
import { effectiveRepositories } from './effective-repositories.ts';

// What Dask computes in a home with an environment, compared with "What Dask will see". Generated repositories are
// launched by the real bash; those of people, whose scripts are not to be run, have the files and variables that the
// simulation leaves. It needs a Python with dask and distributed, which `DASK_ORACLE_PYTHON` names.

const ROOT = process.env.PROJECT_ROOT ?? '.';
const HOME = '/home/jovyan';
const PROFILE = 'mybinder-2026';
const GENERATED = 260;

interface Case {
  readonly name: string;
  readonly files: Files;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Values of the hub beyond the profile. */
  readonly given: Given;
}

type Given = Readonly<Record<string, string>>;

/** Repositories of people are also looked at as if the hub named their folders. */
const HUBS: readonly Given[] = [
  {},
  { DASK_CONFIG: `${HOME}/.dask` },
  { DASK_CONFIG: `${HOME}/binder`, DASK_DISTRIBUTED__WORKER__MEMORY: '0.5' },
];

type Answer = { readonly ok: Encoded } | { readonly error: string; readonly stage: string };

interface Answers {
  readonly dask: string;
  readonly distributed: string;
  readonly answers: readonly Answer[];
}

const folder = mkdtempSync(join(tmpdir(), 'effective-oracle-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const python = [
  'DASK_ORACLE_PYTHON' in process.env ? String(process.env['DASK_ORACLE_PYTHON']) : 'python3',
  '/usr/bin/python3',
].find((one) => spawnSync(one, ['-c', 'import dask, distributed']).status === 0);
if (python === undefined)
  console.log(
    'effective-oracle: skipped, no Python with dask and distributed was found (DASK_ORACLE_PYTHON names one)',
  );

describe('Dask itself', {
  skip: python === undefined ? 'no Python with dask and distributed was found' : false,
}, () => {
  if (python === undefined) return;

  it('sees what is said to be seen', async () => {
    const generated = effectiveRepositories(GENERATED).map((files, i) => launched(`generated ${i}`, files));
    const [empty, ...asked] = [
      prepared('nothing', {}, new Map(), {}),
      ...generated,
      ...(await Promise.all(
        peoplesRepositories().flatMap(([name, files]) => HUBS.map((given) => simulated(name, files, given))),
      )),
    ];
    const { dask, distributed, answers } = ask(python, [empty, ...asked]);
    const [pristine, ...given] = answers;
    assert.ok(pristine !== undefined && 'ok' in pristine);
    const defaults = plain(pristine.ok);
    let certain = 0;
    let failing = 0;
    const differences: unknown[] = [];
    for (const [i, one] of asked.entries()) {
      const answer = given[i];
      if (answer === undefined) continue;
      const seen = await seenIn(one, { dask, distributed });
      if (seen.unknown) continue;
      certain++;
      if ('error' in answer) failing++;
      const found = compare(seen.configuration, answer, one.home, defaults);
      if (found.length > 0)
        differences.push({
          name: one.name,
          files: one.files,
          found: found.slice(0, 4),
          answer: 'error' in answer ? answer : 'ok',
        });
    }
    assert.deepEqual(differences.slice(0, 3), [], `${differences.length} of ${certain} differ`);
    assert.ok(certain >= 200, `only ${certain} repositories were compared`);
    console.log(
      `effective-oracle: ${certain} of ${asked.length} repositories compared with dask ${dask}; ${failing} of them stop the import`,
    );
  });
});

/** Differences in words; none when both say the same. */
function compare(
  { config, failures }: EffectiveConfiguration,
  answer: Answer,
  home: string,
  defaults: ConfigMap,
): string[] {
  if ('error' in answer)
    return failures.length > 0 ? [] : [`${answer.error} in ${answer.stage}, not foreseen`];
  if (failures.length > 0) return [`foreseen, but works: ${failures[0]?.message}`];
  const real = plain(inHome(answer.ok, home));
  return [...wrong(config, real, []), ...missing(config, real, defaults, [])];
}

/** What somebody wrote is there, with the value that it has. */
function wrong(ours: GivenTree, real: ConfigMap, above: readonly string[]): string[] {
  return [...ours].flatMap(([name, item]) => {
    const path = [...above, name];
    const there = real.get(name);
    if (isTree(item)) {
      if (isWritten(item) && !isConfigMap(there))
        return [`${path.join('.')}: a section, Dask has ${show(there)}`];
      return isConfigMap(there) ? wrong(item, there, path) : [];
    }
    if (item.source.source.kind === 'default') return [];
    return show(item.value) === show(there)
      ? []
      : [`${path.join('.')}: ${show(item.value)}, Dask has ${show(there)}`];
  });
}

/** What is there and no default was written by somebody. */
function missing(ours: GivenTree, real: ConfigMap, defaults: ConfigMap, above: readonly string[]): string[] {
  return [...real].flatMap(([name, item]) => {
    const path = [...above, name];
    const own = ours.get(name);
    const usual = defaults.get(canonicalName(name, defaults));
    if (isConfigMap(item) && item.size > 0)
      return missing(isTree(own) ? own : new Map(), item, isConfigMap(usual) ? usual : new Map(), path);
    if (show(item) === show(usual))
      return own === undefined ||
        isTree(own) ||
        own.source.source.kind === 'default' ||
        show(own.value) === show(item)
        ? []
        : [`${path.join('.')}: ${show(own.value)}, Dask has its default`];
    if (own === undefined) return [`${path.join('.')}: nothing, Dask has ${show(item)}`];
    const value = isTree(own) ? withoutSources(own) : own.value;
    return show(value) === show(item) ? [] : [`${path.join('.')}: ${show(value)}, Dask has ${show(item)}`];
  });
}

function isWritten(tree: GivenTree): boolean {
  return [...tree.values()].some((item) =>
    isTree(item) ? isWritten(item) : item.source.source.kind !== 'default',
  );
}

function show(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : JSON.stringify(encodeConfig(value as Parameters<typeof encodeConfig>[0]));
}

interface Seen {
  readonly configuration: EffectiveConfiguration;
  /** Whether something in it is not certain; then it is not compared. */
  readonly unknown: boolean;
}

function seenIn({ files, given }: Case, target: Readonly<Record<string, string>>): Promise<Seen> {
  return visit(
    files,
    (repository) => {
      const launch = repository.derive(chosenLaunch);
      const configuration = effectiveConfiguration(repository, launch);
      const uncertain = configuration.values.some(({ leaf }) => leaf.source.doubt !== undefined);
      const unread = configuration.layers.some(
        ({ name, state, note }) =>
          state === 'unknown' &&
          !/^(?:\/etc\/dask|\{sys\.prefix\})/.test(name) &&
          !/cannot be read|no mapping/.test(note ?? ''),
      );
      return {
        configuration,
        unknown:
          uncertain ||
          unread ||
          launch.unknownFrom !== undefined ||
          (launch.script !== undefined && launch.reachesExec !== 'yes'),
      };
    },
    { target, launch: { profile: PROFILE, env: given } },
  );
}

/** A repository that the real bash has launched. */
function launched(name: string, files: Files): Case {
  const home = prepared(name, files, new Map(), {}).home;
  const profile = profileOf(PROFILE);
  assert.ok(profile);
  const given = Object.fromEntries(
    [...variablesOf(profile)].map(([variable, value]) => [variable, value.replaceAll(HOME, home)]),
  );
  const run = spawnSync('bash', [join(home, 'binder/start'), '/usr/bin/env', '-0'], {
    cwd: home,
    env: { ...given, HOME: home, PWD: home, PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
  const environment = Object.fromEntries(
    run.stdout.split('\0').flatMap((line) => {
      const equals = line.indexOf('=');
      return equals > 0 ? [[line.slice(0, equals), line.slice(equals + 1)]] : [];
    }),
  );
  return { name, files, home, environment, given: {} };
}

/** A repository with what the simulation leaves. */
function simulated(name: string, files: Files, given: Given): Promise<Case> {
  return visit(
    files,
    (repository) => {
      const launch = repository.derive(chosenLaunch);
      const environment: Record<string, string> = {};
      for (const [variable, { value }] of launch.exported) {
        const text = value === undefined ? undefined : knownText(value);
        if (variable.startsWith('DASK_') && text !== undefined) environment[variable] = text;
      }
      return prepared(name, files, changesOf(launch), environment, given);
    },
    { launch: { profile: PROFILE, env: given } },
  );
}

function changesOf(launch: Launch): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...launch.files].map(([path, { after }]) => [
      path,
      after.kind === 'text' ? knownText(after.text) : undefined,
    ]),
  );
}

let count = 0;

/** A home with the files of a repository and what a launch changes. */
function prepared(
  name: string,
  files: Files,
  changes: ReadonlyMap<string, string | undefined>,
  environment: Readonly<Record<string, string>>,
  given: Given = {},
): Case {
  const home = join(folder, `${count++}`);
  mkdirSync(home);
  for (const [path, content] of Object.entries({ ...files, ...Object.fromEntries(changes) })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
  }
  const places = ['DASK_CONFIG', 'DASK_ROOT_CONFIG'];
  const moved = Object.entries(environment).map(([variable, value]) => [
    variable,
    places.includes(variable) ? value.replace(HOME, home) : value,
  ]);
  return { name, files, home, environment: Object.fromEntries(moved), given };
}

/** The examples, and the repositories of people when they are there. */
function peoplesRepositories(): readonly (readonly [string, Files])[] {
  return [join(ROOT, 'examples'), join(ROOT, '../shared/corpus/dev')]
    .filter((above) => existsSync(above))
    .flatMap((above) => readdirSync(above).map((name) => [name, filesBelow(join(above, name))] as const));
}

function filesBelow(root: string): Files {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(root.length + 1), new Uint8Array(readFileSync(path))]),
  );
}

function ask(program: string, cases: readonly Case[]): Answers {
  const script = readFileSync(join(ROOT, 'test/properties/effective-oracle.py'), 'utf8');
  const input = JSON.stringify({ cases: cases.map(({ home, environment }) => ({ home, environment })) });
  const run = spawnSync(program, ['-c', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Answers;
}

/** An answer of Python, its texts with the home of the image. */
function inHome(value: Encoded, home: string): Encoded {
  return JSON.parse(JSON.stringify(value).replaceAll(home, HOME)) as Encoded;
}

/** As our own configurations. */
function plain(value: Encoded): ConfigMap {
  const decode = ([kind, content]: Encoded): unknown => {
    switch (kind) {
      case 'none':
        return null;
      case 'int':
      case 'float':
        return content === 'inf'
          ? Number.POSITIVE_INFINITY
          : content === '-inf'
            ? Number.NEGATIVE_INFINITY
            : Number(content);
      case 'dict':
        return new Map(
          (content as [Encoded, Encoded][]).map(([key, item]) => [String(decode(key)), decode(item)]),
        );
      case 'list':
        return (content as Encoded[]).map(decode);
      case 'bool':
      case 'string':
        return content;
      case 'bytes':
        return { kind: 'python', value: { kind, value: content } };
      default:
        return content;
    }
  };
  return decode(value) as ConfigMap;
}
