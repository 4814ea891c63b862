import fc from 'fast-check';
import type { Files } from '../support/repository.ts';

// Repositories with configurations and start scripts that change them; the same ones in every run.
const SEED = 20_221_201;

const word = (...list: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...list);

/** YAML texts of values, as people write them. */
// biome-ignore format: one value a line would be hundreds of lines
const value = word(
  '5', '0.5', '1e3', '1.0', '5s', '"5s"', "'x'", 'true', 'no', 'null', '', '~', '5 hours', '[]', '[a, 1, 2.5]',
  '{}', '{a: 1, b-c: {d_e: [1]}}', '"{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"', '.inf', '0x10', '007', '1_000',
  'LINK', '"LINK"', 'WORKER_IMAGE', '/home/jovyan/x', 'tcp://host:8786', '[{name: x, value: 1}]', '!!str 5', '10 # ten',
);

/** Names in the spellings and misspellings of the field. */
// biome-ignore format: one value a line would be hundreds of lines
const PATHS: readonly (readonly string[])[] = [
  ['distributed', 'dashboard', 'link'], ['distributed', 'dashboard', 'export-tool'],
  ['distributed', 'worker', 'memory', 'target'], ['distributed', 'worker', 'memory'], ['distributed', 'worker'],
  ['distributed', 'worker', 'lifetime'], ['distributed', 'worker', 'lifetime', 'duration'], ['distributed'],
  ['distributed', 'worker', 'use_file_locking'], ['distributed', 'worker', 'use-file-locking'],
  ['distributed', 'comm', 'timeouts', 'connect'], ['distributed', 'comm', 'compression'],
  ['distributed', 'scheduler', 'work-stealing'], ['distributed', 'scheduler', 'work_stealing'],
  ['distributed', 'scheduler', 'default-task-durations', 'mine'], ['distributed', 'admin', 'tick', 'limit'],
  ['distributed', 'logging', 'distributed.client'], ['logging', 'bokeh'], ['logging'],
  ['kubernetes', 'name'], ['kubernetes', 'worker-template', 'spec', 'containers'], ['kubernetes', 'worker_template'],
  ['kubernetes', 'worker-template', 'metadata'], ['kubernetes', 'count', 'max'], ['kubernetes', 'env', 'A_B'],
  ['labextension', 'factory', 'class'], ['gateway', 'address'], ['temporary-directory'], ['temporary_directory'],
  ['array', 'svg', 'size'], ['dataframe', 'shuffle-compression'], ['optimization', 'fuse', 'ave-width'],
  ['fuse_ave_width'], ['fuse-ave-width'], ['diagnostics-link'], ['tick-maximum-delay'], ['work-stealing'],
  ['compression'], ['rmm'], ['ucx'], ['ucx', 'tcp'], ['connect-timeout'], ['Distributed', 'worker'], ['mine', 'a-b_c'],
];
const path = fc.constantFrom(...PATHS);

type Tree = Map<string, Tree | string>;

/** A configuration in block style; what is set below a plain value replaces it. */
const document = fc.array(fc.tuple(path, value), { minLength: 1, maxLength: 7 }).map((settings) => {
  const root: Tree = new Map();
  for (const [names, text] of settings) {
    let node = root;
    for (const name of names.slice(0, -1)) {
      const next = node.get(name);
      const inner: Tree = next instanceof Map ? next : new Map();
      node.set(name, inner);
      node = inner;
    }
    node.set(names.at(-1) ?? '', text);
  }
  return written(root, '');
});

function written(tree: Tree, indent: string): string {
  return [...tree]
    .map(([name, item]) =>
      typeof item === 'string'
        ? `${indent}${name}: ${item}`.trimEnd()
        : `${indent}${name}:\n${written(item, `${indent}  `)}`,
    )
    .map((line) => (line.endsWith('\n') ? line : `${line}\n`))
    .join('');
}

/** Texts with the corners of YAML. */
// biome-ignore format: one value a line would be hundreds of lines
const corner = word(
  '', '# nothing\n', 'null\n', '- a\n', '5\n', 'distributed: "x\n', 'a: 1\n---\nb: 2\n', 'distributed:\n  8787: x\n',
  'yes: 1\n', 'null: 1\n', '1.5: x\n', '? [a]\n: b\n', 'distributed: &d\n  worker: {daemon: false}\nother: *d\n',
  'base: &b {a: 1, b: 2}\ndistributed:\n  <<: *b\n  b: 3\n', 'distributed:\n  worker: 1\n  worker: {daemon: false}\n',
  'distributed:\n  dashboard:\n    link: a\ndistributed:\n  worker:\n    daemon: false\n',
  'kubernetes:\n  worker-template:\n    spec: {containers: [{name: w, args: [a, 1, 2.0, true, null]}]}\n',
  '{"distributed": {"worker": {"daemon": false}}}', 'a: 2020-01-01\n', 'a: !!python/name:os.system x\n',
  'diagnostics-link: "x"\n tick-maximum-delay: 5s\n', '\ufeffdistributed: {worker: {daemon: false}}\n',
  'a: |\n  text\n  more\nb: >\n  folded\n  text\n', 'a: "tab\\tand \\u00e9"\n', 'a:\tb\n', '%YAML 1.1\n---\na: 1\n',
  'a: 1\n...\n', 'true: {a: 1}\n"true": {b: 2}\n', 'a: {1: x}\n', 'a: [{1: x}]\n', '"": 1\n', 'a.b: 1\n',
);

const file = fc.oneof({ weight: 5, arbitrary: document }, { weight: 1, arbitrary: corner });

/** Texts of variables, quoted for the shell. */
// biome-ignore format: one value a line would be hundreds of lines
const text = word(
  '5', '0.5', '"5s"', 'true', 'True', 'None', 'null', "'{}'", `"{'a': 1, 'b_c': {'d': [1, 2]}}"`, "'[1, 2]'", '1,2', '""',
  '0x10', '007', '1_000', '"${PWD}/x"', '"$JUPYTER_IMAGE_SPEC"', '${NOT_SET:-other}', "'a b'", '"{port}"', '-1', "'[[1]: 2]'",
  "'{[1]: 2}'", '1e400', "b\\'x\\'", '$(basename /a/b)',
);
// biome-ignore format: one value a line would be hundreds of lines
const name = word(
  'DASK_DISTRIBUTED__DASHBOARD__LINK', 'DASK_DISTRIBUTED__WORKER__MEMORY__TARGET', 'DASK_DISTRIBUTED__WORKER',
  'DASK_DISTRIBUTED__WORKER__USE_FILE_LOCKING', 'DASK_TEMPORARY_DIRECTORY', 'DASK_FUSE_AVE_WIDTH', 'DASK_DIAGNOSTICS_LINK',
  'DASK_KUBERNETES__NAME', 'DASK_KUBERNETES__WORKER_TEMPLATE', 'DASK_KUBERNETES__WORKER_TEMPLATE__SPEC', 'DASK_COMPRESSION',
  'DASK_kubernetes__env', 'dask_lower', 'DASK_', 'DASK___A', 'DASK_MINE__A_B_C', 'DASK_LOGGING', 'DASK_UCX__TCP', 'DASK_RMM',
);

const setting = fc.oneof(
  fc.tuple(name, text).map(([variable, value]) => `export ${variable}=${value}`),
  fc.tuple(name, text).map(([variable, value]) => `${variable}=${value}`),
);
// biome-ignore format: one value a line would be hundreds of lines
const place = word(
  'export DASK_CONFIG=$HOME/.dask', 'export DASK_CONFIG="${PWD}/.dask/config.yaml"', 'export DASK_CONFIG=~/.config/dask',
  'export DASK_CONFIG=binder', 'export DASK_CONFIG=/nowhere', 'export DASK_ROOT_CONFIG=$HOME/.dask', 'export DASK_CONFIG="~/.dask"',
  'DASK_CONFIG=$HOME/.dask', 'export DASK_CONFIG=', 'export DASK_ROOT_CONFIG="$PWD/binder/dask_config.yaml"',
);
// biome-ignore format: one value a line would be hundreds of lines
const change = word(
  'mkdir -p ~/.config/dask', 'cp -f .dask/config.yaml ~/.config/dask/', 'cp .dask/*.yaml .config/dask/', 'rm -f .dask/config.yaml',
  'rm -rf .config/dask', 'mv .dask/config.yaml .config/dask/z.yaml', 'sed -i "s|LINK|{port}|" .config/dask/*.yaml',
  'sed -i -e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml', "sed -i '/LINK/d' .dask/config.yaml",
  'mkdir -p .config/dask; cat > .config/dask/made.yaml <<EOF\ndistributed:\n  dashboard:\n    link: "$JUPYTER_IMAGE_SPEC"\nEOF',
  'echo "temporary-directory: /made" >> .config/dask/a.yaml', 'envsubst < .dask/config.yaml > .config/dask/e.yaml',
  'if [ -f .dask/config.yaml ]; then export DASK_CONFIG=$PWD/.dask/config.yaml; fi', 'ln -s ../.dask/config.yaml .config/dask/link.yaml',
  'ln -s ../.dask .config/linked; export DASK_CONFIG=$PWD/.config/linked', 'cd .dask', 'touch .config/dask/empty.yaml', 'unset DASK_CONFIG',
);

const script = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: setting },
      { weight: 1, arbitrary: place },
      { weight: 2, arbitrary: change },
    ),
    { maxLength: 6 },
  )
  .map((lines) => ['#!/bin/bash', ...lines, 'exec "$@"', ''].join('\n'));

const repository: fc.Arbitrary<Files> = fc
  .record({
    '.dask/config.yaml': fc.option(file, { nil: undefined }),
    '.dask/second.YML': fc.option(file, { nil: undefined, freq: 2 }),
    '.config/dask/a.yaml': fc.option(file, { nil: undefined }),
    '.config/dask/b.yml': fc.option(file, { nil: undefined, freq: 2 }),
    '.config/dask/c.json': fc.option(
      word('{"a": 1}', '{"distributed": {"worker": null}}', '[1]', '{"a": 1,}'),
      {
        nil: undefined,
        freq: 1,
      },
    ),
    '.config/dask/notes.txt': fc.option(file, { nil: undefined, freq: 1 }),
    'binder/dask_config.yaml': fc.option(file, { nil: undefined, freq: 1 }),
    'binder/start': script,
  })
  .map((files) =>
    Object.fromEntries(
      Object.entries(files).flatMap(([at, content]) => (content === undefined ? [] : [[at, content]])),
    ),
  );

/** The generated repositories. */
export function effectiveRepositories(count: number): readonly Files[] {
  return fc.sample(repository, { seed: SEED, numRuns: count });
}
