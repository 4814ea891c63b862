import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { podTemplates, type Repository } from '../../../server/src/binder/index.ts';
import { KEYS } from '../../../server/src/dask/index.ts';
import { hoverAt } from '../../../server/src/features/index.ts';
import { podField } from '../../../server/src/kubernetes/index.ts';
import { keyText, type YamlNode } from '../../../server/src/yaml/index.ts';
import { visit } from '../../support/repository.ts';
import { caret, configured, knownSettings, repositories } from './places.ts';

const PATH = '.config/dask/dask.yaml';

async function hover(
  marked: string,
  environment?: string,
): Promise<{ text: string; word: string } | undefined> {
  const { text, offset } = caret(marked);
  const found = await visit(configured(text, environment), (repository) => hoverAt(repository, PATH, offset));
  return found === undefined
    ? undefined
    : { text: found.markdown, word: text.slice(found.span.start, found.span.end) };
}

async function says(marked: string, word: string, ...patterns: readonly RegExp[]): Promise<void> {
  const found = await hover(marked);
  assert.ok(found, `something is said in ${JSON.stringify(marked)}`);
  assert.equal(found.word, word);
  for (const pattern of patterns) assert.match(found.text, pattern);
}

const worker = (words: string) => `kubernetes:
  worker-template:
    spec:
      containers:
        - name: w
          args: ${words}
          resources:
            limits:
              memory: 7G
              cpu: 1750m
`;

describe('hover on keys', () => {
  test('the dashboard link, with default, fields, versions and variable', () =>
    says(
      'distributed:\n  dashboard:\n    li|nk: x\n',
      'link',
      /^\*\*`distributed\.dashboard\.link`\*\* \(text\)/,
      /- Default: `"\{scheme\}:\/\/\{host\}:\{port\}\/status"`/,
      /- May name in braces: `\{scheme\}`, `\{host\}`, `\{port\}`, environment variables/,
      /- Versions: since distributed 1\.\d+/,
      /`DASK_DISTRIBUTED__DASHBOARD__LINK`/,
      /https:\/\/docs\.dask\.org\/en\/stable\/configuration\.html/,
    ));

  test('a duration says what a bare number means', () =>
    says(
      'distributed:\n  admin:\n    tick:\n      |limit: 5s\n',
      'limit',
      /\(duration\)/,
      /A number without unit counts as milliseconds\./,
    ));

  test('a section', () =>
    says('distributed|:\n  worker:\n', 'distributed', /^\*\*`distributed`\*\* \(section\)/));

  test('an old name leads to the new one', () =>
    says(
      'diagnostics-li|nk: x\n',
      'diagnostics-link',
      /old name of `distributed\.dashboard\.link`/,
      /through an alias/,
    ));

  test('underscores and quotes', () =>
    says("'temporary_directory|': /tmp\n", "'temporary_directory'", /^\*\*`temporary-directory`\*\*/));

  test('a slip says what was meant', () =>
    says('distributed:\n  dashbord|:\n', 'dashbord', /Was `distributed\.dashboard` meant\?/));

  test('a logger and a key of the classic KubeCluster', async () => {
    await says('distributed:\n  logging:\n    boke|h: critical\n', 'bokeh', /^\*\*`bokeh`\*\*: a logger/);
    await says('kubernetes:\n  worker-temp|late:\n', 'worker-template', /dask-kubernetes 2024\.5\.0/);
  });

  test('what the pins bring decides', async () => {
    const marked = 'kubernetes:\n  worker-temp|late:\n';
    const old = await hover(marked, 'dependencies:\n  - dask-kubernetes=0.10.0\n');
    assert.match(old?.text ?? '', /The right name for the versions|Read by the versions of this repository/);
    assert.doesNotMatch(old?.text ?? '', /Has no effect/);
    assert.match((await hover(marked))?.text ?? '', /Has no effect here/);
  });

  test('a field of a pod, in the words of Kubernetes', () =>
    says(
      worker('[dask-worker]').replace('containers:', 'cont|ainers:'),
      'containers',
      /^\*\*`containers`\*\* \(list \(mapping\), required\)/,
      /List of containers belonging to the pod/,
      /kubernetes\.io/,
    ));

  test('comments and unknown files have none', async () => {
    assert.equal(await hover('# dis|tributed: 1\n'), undefined);
    assert.equal(await visit({ 'a.txt': 'x' }, (repository) => hoverAt(repository, 'a.txt', 0)), undefined);
  });
});

describe('hover on values', () => {
  for (const [marked, word, pattern] of [
    [
      'distributed:\n  admin:\n    tick:\n      limit: 5|\n',
      '5',
      /`5` is \*\*5 ms\*\*\. Without a unit .* milliseconds/,
    ],
    ['distributed:\n  admin:\n    tick:\n      limit: 5|s\n', '5s', /`5s` is \*\*5 seconds\*\*/],
    ['distributed:\n  comm:\n    timeouts:\n      connect: "1|h"\n', '"1h"', /`1h` is \*\*1 hour\*\*/],
    ['distributed:\n  comm:\n    timeouts:\n      connect: 1 par|sec\n', '1 parsec', /no duration/],
    ['array:\n  chunk-size: 128M|iB\n', '128MiB', /`128MiB` is \*\*134,217,728 bytes, 128\.00 MiB\*\*/],
    ['distributed:\n  logging:\n    bokeh: crit|ical\n', 'critical', /`critical` \(50\)/],
    ['multiprocessing:\n  context: fo|rk\n', 'fork', /Values: `spawn`, `fork`, `forkserver`/],
    ['distributed:\n  dashboard:\n    link: "/x/{po|rt}/status"\n', '{port}', /port of the dashboard/],
    [
      'distributed:\n  dashboard:\n    link: "{JUPYTERHUB_SERVICE_PRE|FIX}proxy/{port}"\n',
      '{JUPYTERHUB_SERVICE_PREFIX}',
      /environment variable, set by JupyterHub/,
    ],
    [
      worker('[dask-worker, --memory-limit, 7G|B]'),
      '7GB',
      /7,000,000,000 bytes, 6\.52 GiB.*That is the limit of its pod, `7G`\./s,
    ],
    [worker('[dask-worker, --memory-limit, 6G|B]'), '6GB', /1,000,000,000 bytes, 0\.93 GiB below the limit/],
    [worker('[dask-worker, --memory-limit, 8G|B]'), '8GB', /\*\*above\*\* the limit/],
    [worker('[dask-worker, --death-tim|eout, "60"]'), '--death-timeout', /takes a duration/],
    [worker('[dask-worker, --death-timeout, "6|0"]'), '"60"', /`60` is \*\*1 minute\*\*/],
    [worker('[dask-worker, --no-b|okeh]'), '--no-bokeh', /Stops the worker here.*Write `--no-dashboard`/s],
    [worker('[dask-w|orker]'), 'dask-worker', /Starts a Dask worker/],
    [worker('[x]').replace('7G', '7|G'), '7G', /`7G` is \*\*7 GB \(6\.52 GiB\)\*\*/],
    [worker('[x]').replace('1750m', '17|50m'), '1750m', /`1750m` is \*\*1\.75 cores\*\*/],
  ] as const) {
    test(marked.split('\n').find((line) => line.includes('|')) ?? '', () => says(marked, word, pattern));
  }
});

describe('hover everywhere', () => {
  test('every key that a release has had', async () => {
    for (const key of KEYS.keys) {
      const lines = key.path.map((name, depth) => `${'  '.repeat(depth)}${name}:`);
      const text = `${lines.join('\n')}\n`;
      const found = await visit(configured(text), (repository) => hoverAt(repository, PATH, text.length - 2));
      assert.ok(found, key.key);
    }
  });

  test('every known key of every repository at hand', async () => {
    let seen = 0;
    for (const { name, files } of repositories()) {
      await visit(files, (repository) => {
        for (const { file, pair, path } of knownSettings(repository)) {
          const at = pair.key.span.start + 1;
          assert.ok(hoverAt(repository, file.path, at), `${name} ${file.path} ${path.join('.')}`);
          seen++;
        }
        for (const { file, at, path } of podKeys(repository)) {
          assert.ok(hoverAt(repository, file, at), `${name} ${file} ${path.join('.')}`);
          seen++;
        }
      });
    }
    assert.ok(seen > 15, `${seen} keys`);
  });

  test('throws nowhere, in whole texts and in half ones', async () => {
    for (const { files } of repositories()) {
      for (const [path, text] of Object.entries(files).filter(([path]) => /\.ya?ml$/.test(path))) {
        for (let end = 0; end <= text.length; end += 53)
          await visit({ ...files, [path]: text.slice(0, end) }, (repository) => {
            for (let at = Math.max(0, end - 40); at <= end; at++) hoverAt(repository, path, at);
          });
        await visit(files, (repository) => {
          for (let at = 0; at <= text.length; at++) hoverAt(repository, path, at);
        });
      }
    }
  });
});

function podKeys(repository: Repository) {
  const found: { file: string; at: number; path: (string | number)[] }[] = [];
  for (const { file, node } of repository.derive(podTemplates)) {
    const walk = (here: YamlNode, path: (string | number)[]): void => {
      // What an alias brings stands elsewhere.
      const target = here.kind === 'alias' ? undefined : here;
      if (target?.kind === 'mapping') {
        for (const pair of target.pairs) {
          const way = [...path, keyText(pair) ?? ''];
          if (podField(way) === undefined) continue;
          found.push({ file: file.path, at: pair.key.span.start + 1, path: way });
          walk(pair.value, way);
        }
      }
      if (target?.kind === 'sequence')
        for (const [i, item] of target.items.entries()) walk(item, [...path, i]);
    };
    walk(node, []);
  }
  return found;
}
