import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { KEYS } from '../../../server/src/dask/index.ts';
import { type Completion, completionsAt, hoverAt } from '../../../server/src/features/index.ts';
import { visit } from '../../support/repository.ts';
import { caret, configured, knownSettings, repositories } from './places.ts';

const PATH = '.config/dask/dask.yaml';

async function offered(marked: string, environment?: string): Promise<readonly Completion[]> {
  const { text, offset } = caret(marked);
  const found = await visit(configured(text, environment), (repository) =>
    completionsAt(repository, PATH, offset),
  );
  return [...found].sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

async function labels(marked: string, environment?: string): Promise<string[]> {
  return (await offered(marked, environment)).map(({ label }) => label);
}

/** The text after a choice. */
async function chosen(marked: string, label: string): Promise<string> {
  const { text } = caret(marked);
  const items = await offered(marked);
  const item = items.find((one) => one.label === label);
  assert.ok(item, `${label} among ${items.map((one) => one.label).join(', ')}`);
  const { span } = item.edit;
  return text.slice(0, span.start) + item.edit.text + text.slice(span.end);
}

const container = (lines: string) =>
  `kubernetes:\n  worker-template:\n    spec:\n      containers:\n${lines.replace(/^/gm, '        ')}`;

describe('keys', () => {
  test('at the top: the sections of Dask first, none twice, no old names', async () => {
    const found = await labels('array:\n  backend: numpy\n|');
    assert.deepEqual(found.slice(0, 3), ['distributed', 'gateway', 'kubernetes']);
    assert.equal(found.includes('array'), false);
    assert.equal(found.includes('diagnostics-link'), false);
    assert.equal(found.indexOf('coiled') > found.indexOf('tokenize'), true);
  });

  test('below a section, at its column', async () => {
    const found = await labels('distributed:\n  admin:\n    tick:\n      |\n  worker:\n    daemon: true\n');
    assert.deepEqual(found, ['limit', 'interval', 'cycle']);
  });

  for (const [name, marked] of [
    ['on an empty line', 'distributed:\n  dashboard:\n    |\n'],
    ['at the end of the text', 'distributed:\n  dashboard:\n    |'],
    ['with letters and no colon', 'distributed:\n  dashboard:\n    li|\n'],
    ['in the middle of a key', 'distributed:\n  dashboard:\n    li|k: x\n'],
    ['with Windows line ends', 'distributed:\r\n  dashboard:\r\n    l|\r\n  worker:\r\n    daemon: true\r\n'],
    ['in brackets', 'distributed: {dashboard: {|}}\n'],
    ['in brackets that are open', 'distributed: {dashboard: {li|\n'],
    ['behind a tab', 'distributed:\n  dashboard:\n\t\tl|\n'],
    ['below an open quote', 'array:\n  backend: "numpy\ndistributed:\n  dashboard:\n    l|\n'],
    ['above more text', 'distributed:\n  dashboard:\n    |\n\n  worker:\n    memory:\n      target: 0.6\n'],
    ['in quotes', 'distributed:\n  dashboard:\n    "l|"\n'],
    ['in brackets over lines', 'distributed: {\n  dashboard: {\n    l|\n  }\n}\n'],
    ['above an open bracket', 'distributed:\n  dashboard:\n    l|\narray: [1, 2\nx: }}\n'],
    ['below what cannot be read', 'a: "b" c\n]]\n: {\ndistributed:\n  dashboard:\n    l|\n'],
    ['with a comment behind', 'distributed:\n  dashboard:\n    l| # the link\n'],
  ] as const) {
    test(name, async () => assert.equal((await labels(marked))[0], 'link'));
  }

  test('in the spelling of their neighbours', async () => {
    const found = await labels(
      'kubernetes:\n  worker_template_path: x\n  |\n',
      'dependencies:\n- dask-kubernetes=0.10\n',
    );
    assert.equal(found.includes('worker_template'), true);
    assert.equal(found.includes('worker-template'), false);
    assert.equal(found.includes('worker_template_path'), false);
  });

  test('only those that the versions read', async () => {
    assert.equal((await labels('kubernetes:\n  |\n')).includes('worker-template-path'), false);
    const old = await labels('kubernetes:\n  |\n', 'dependencies:\n- dask-kubernetes=0.10\n');
    assert.equal(old.includes('worker-template-path'), true);
  });

  test('write what follows them', async () => {
    assert.equal(await chosen('distributed:\n  dash|', 'dashboard'), 'distributed:\n  dashboard:\n    ');
    assert.equal(await chosen('distributed:\r\n  |\r\n', 'worker'), 'distributed:\r\n  worker:\r\n    \r\n');
    assert.equal(await chosen('a:\n   b: 1\ndist|\n', 'distributed'), 'a:\n   b: 1\ndistributed:\n   \n');
    assert.equal(
      await chosen('distributed:\n  dashboard:\n    |', 'link'),
      'distributed:\n  dashboard:\n    link: ',
    );
    assert.equal(
      await chosen('distributed:\n  dashboard:\n    |: x', 'link'),
      'distributed:\n  dashboard:\n    link: x',
    );
    assert.equal(
      await chosen('distributed:\n  worker:\n    prel|\n', 'preload'),
      'distributed:\n  worker:\n    preload:\n      - \n',
    );
    assert.equal(await chosen('distributed: {|}', 'dashboard'), 'distributed: {dashboard: }');
  });

  test('loggers, and nothing below a value', async () => {
    assert.equal((await labels('distributed:\n  logging:\n    |\n'))[0], 'distributed');
    assert.deepEqual(await labels('temporary-directory: # |\n'), []);
    assert.deepEqual(await labels('unheard-of:\n  |\n'), []);
  });

  test('not within a longer text', async () => {
    assert.deepEqual(
      await visit(configured('temporary-directory: |\n  di\n'), (repository) =>
        completionsAt(repository, PATH, 27),
      ),
      [],
    );
  });

  test('in a file that is a pod', async () => {
    const file = 'binder/worker-template.yaml';
    const { text, offset } = caret(
      'metadata:\nspec:\n  containers:\n    - name: w\n      args: [dask-worker]\n      ima|\n',
    );
    const found = await visit({ [file]: text }, (repository) => completionsAt(repository, file, offset));
    assert.equal(
      found.some(({ label }) => label === 'image'),
      true,
    );
    assert.equal(
      found.some(({ label }) => label === 'args'),
      false,
    );
    const image = text.indexOf('name');
    const hover = await visit({ [file]: text }, (repository) => hoverAt(repository, file, image));
    assert.match(hover?.markdown ?? '', /^\*\*`name`\*\* \(text, required\)/);
  });

  test('of a pod: containers and their fields', async () => {
    assert.deepEqual((await labels('kubernetes:\n  worker-template:\n    |\n')).slice(0, 2), [
      'spec',
      'metadata',
    ]);
    assert.equal((await labels(container('- |\n')))[0], 'name');
    assert.equal((await labels(container('- name: w\n  |\n')))[0], 'image');
    assert.equal((await labels(container('- |\n  name: w\n')))[0], 'image');
    assert.deepEqual(
      (await labels(container('- resources:\n    limits:\n      memory: 1G\n      |\n'))).slice(0, 1),
      ['cpu'],
    );
    assert.equal(
      await chosen(container('- name: w\n  res|'), 'resources'),
      `${container('- name: w\n  resources:')}\n            `,
    );
    assert.equal(
      await chosen(container('- name: w\n  arg|'), 'args'),
      `${container('- name: w\n  args:')}\n            - `,
    );
    assert.equal(await chosen(container('-|'), 'name'), container('- name: '));
  });
});

describe('values', () => {
  for (const [marked, expected] of [
    ['multiprocessing:\n  context: |\n', ['spawn', 'fork', 'forkserver']],
    ['multiprocessing:\n  context:|\n', ['spawn', 'fork', 'forkserver']],
    ['multiprocessing:\n  context: "f|"\n', ['spawn', 'fork', 'forkserver']],
    ['multiprocessing: {context: |}\n', ['spawn', 'fork', 'forkserver']],
    ['distributed:\n  admin:\n    pdb-on-err: t|\n', ['true', 'false']],
    [
      'distributed:\n  logging:\n    bokeh: |',
      ['critical', 'fatal', 'error', 'warning', 'warn', 'info', 'debug', 'notset'],
    ],
    ['distributed:\n  admin:\n    tick:\n      limit: 5|\n', ['5ms', '5s', '5m', '5h', '5d']],
    ['array:\n  chunk-size: 128|\n', ['128kB', '128MB', '128GB', '128KiB', '128MiB', '128GiB']],
    [
      'distributed:\n  dashboard:\n    link: "/x/{|"\n',
      ['{scheme}', '{host}', '{port}', '{JUPYTERHUB_SERVICE_PREFIX}', '{JUPYTERHUB_USER}'],
    ],
    [container('- image: $|\n'), ['${JUPYTER_IMAGE_SPEC}', '${JUPYTER_IMAGE}']],
    [container('- image: |\n'), ['${JUPYTER_IMAGE_SPEC}']],
    [container('- resources:\n    limits:\n      memory: 7|\n'), ['7M', '7G', '7Mi', '7Gi']],
    [container('- resources:\n    limits:\n      cpu: 7|\n'), ['7m']],
    [
      'kubernetes:\n  worker-template:\n    spec:\n      restartPolicy: |\n',
      ['Always', 'Never', 'OnFailure'],
    ],
    ['distributed: |\n', []],
    ['distributed:\n  dashboard:\n    link: x # |\n', []],
  ] as const) {
    test(JSON.stringify(marked.trimEnd().split('\n').at(-1)), async () => {
      const found = await labels(marked);
      assert.deepEqual(found.slice(0, expected.length || 1), expected);
    });
  }

  test('replace what is there, and get quotes where YAML needs them', async () => {
    assert.equal(
      await chosen('multiprocessing:\n  context: f|oo # why\n', 'fork'),
      'multiprocessing:\n  context: fork # why\n',
    );
    assert.equal(
      await chosen('multiprocessing:\n  context:|\n', 'fork'),
      'multiprocessing:\n  context: fork\n',
    );
    assert.equal(
      await chosen('multiprocessing:\n  context: "f|"\n', 'fork'),
      'multiprocessing:\n  context: "fork"\n',
    );
    assert.equal(
      await chosen(
        'distributed:\n  dashboard:\n    link: |\n',
        '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status',
      ),
      'distributed:\n  dashboard:\n    link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"\n',
    );
    assert.equal(
      await chosen('distributed:\n  dashboard:\n    link: "/x/{po|}/status"\n', '{port}'),
      'distributed:\n  dashboard:\n    link: "/x/{port}/status"\n',
    );
    assert.equal(
      await chosen(container('- image: ${JU|\n'), '${JUPYTER_IMAGE_SPEC}'),
      container('- image: ${JUPYTER_IMAGE_SPEC}\n'),
    );
  });
});

describe('words of a worker', () => {
  const args = (...words: string[]) =>
    container(`- name: w\n  args:\n${words.map((word) => `    - ${word}`).join('\n')}\n`);

  test('the program first', async () => {
    assert.deepEqual(await labels(args('|')), ['dask-worker', 'dask']);
    assert.deepEqual(await labels(args('dask', '|')), ['worker']);
    assert.deepEqual(await labels(args('bash', '|')), []);
  });

  test('options that the versions accept and that are not given', async () => {
    const found = await labels(args('dask-worker', '--nthreads', '"2"', '--no-dashboard', '--|'));
    assert.equal(found.includes('--memory-limit'), true);
    assert.equal(found.includes('--preload'), true);
    for (const absent of ['--nthreads', '--no-dashboard', '--dashboard', '--no-bokeh'])
      assert.equal(found.includes(absent), false, absent);
    const old = await labels(args('dask-worker', '|'), 'dependencies:\n- distributed=1.22\n');
    assert.equal(old.includes('--no-bokeh'), true);
    assert.equal(old.includes('--no-dashboard'), false);
  });

  test('values behind an option', async () => {
    assert.deepEqual(await labels(args('dask-worker', '--memory-limit', '7|')), [
      'auto',
      '7GB',
      '7GiB',
      '7MB',
      '7MiB',
    ]);
    assert.deepEqual(await labels(args('dask-worker', '--death-timeout', '|')), ['60s', '5m']);
  });

  for (const [name, marked] of [
    ['in the middle', args('dask-worker', '--memory|', '--nthreads', '"2"')],
    ['in brackets', container('- args: [dask-worker, --mem|]\n')],
    ['in open brackets', container('- args: [dask-worker, --mem|\n')],
    ['in quotes', args('dask-worker', '"--mem|"')],
    ['behind a lone dash', args('dask-worker', '-|')],
    ['in command', container('- command: [dask-worker]\n  args:\n    - |\n')],
    ['in lists that are not indented', container('- args:\n  - dask-worker\n  - --m|\n  name: w\n')],
  ] as const) {
    test(name, async () => assert.equal((await labels(marked)).includes('--memory-limit'), true));
  }

  test('replace the whole word', async () => {
    assert.equal(
      await chosen(args('dask-worker', '--mem|ory'), '--memory-limit'),
      args('dask-worker', '--memory-limit'),
    );
  });
});

describe('completion everywhere', () => {
  test('each known key of each repository is offered where it stands', async () => {
    let seen = 0;
    for (const { name, files } of repositories()) {
      const places = await visit(files, (repository) =>
        knownSettings(repository)
          .filter(({ status }) => status.kind === 'known' || status.kind === 'section')
          // A key that stands there twice is not offered a third time.
          .filter(({ path, file }, _, all) => {
            const name = path.join('.').replaceAll('_', '-');
            const twins = all.filter((other) => other.path.join('.').replaceAll('_', '-') === name);
            return twins.filter((other) => other.file === file).length === 1;
          })
          .map(({ file, pair, path }) => ({ file: file.path, span: pair.key.span, path })),
      );
      for (const { file, span, path } of places) {
        const text = files[file] ?? '';
        const cut = text.slice(0, span.start) + text.slice(span.end);
        const found = await visit({ ...files, [file]: cut }, (repository) =>
          completionsAt(repository, file, span.start),
        );
        const wanted = KEYS.find(path);
        assert.ok('key' in wanted && wanted.key !== undefined);
        const own = wanted.key.path.at(-1) ?? '';
        const isThere = found.some(({ label }) => label === own || label === own.replaceAll('-', '_'));
        assert.ok(isThere, `${name} ${file} ${path.join('.')}`);
        seen++;
      }
    }
    assert.ok(seen > 0);
  });

  test('each key that current versions read is offered in its section', async () => {
    for (const { key, path } of KEYS.keys) {
      const lines = path.map((part, depth) => `${'  '.repeat(depth)}${part}:`);
      const known = await visit(configured(`${lines.join('\n')}\n`), (repository) =>
        knownSettings(repository).at(-1),
      );
      if (known?.path.length !== path.length || !['known', 'section'].includes(known.status.kind)) continue;
      const above = lines
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join('');
      const text = `${above}${'  '.repeat(path.length - 1)}`;
      const found = await visit(configured(text), (repository) =>
        completionsAt(repository, PATH, text.length),
      );
      assert.ok(
        found.some(({ label }) => label === path.at(-1)),
        key,
      );
    }
  });

  test('any text at all', async () => {
    const piece = fc.constantFrom(
      ...[
        'distributed',
        'kubernetes',
        'worker-template',
        'spec',
        'containers',
        'args',
        'dask-worker',
        '--memory-limit',
      ],
      ...[
        ':',
        ': ',
        '\n',
        '\r\n',
        '  ',
        '\t',
        '- ',
        '-',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ',',
        '#',
        ' #',
        '&a ',
        '*a',
        '|',
        '>',
        '!',
        '%',
        '---\n',
        '😀',
        '\uFEFF',
        '\0',
        '\u2028',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const text = pieces.join('');
        await visit(configured(text), (repository) => {
          for (let at = 0; at <= text.length; at++) {
            hoverAt(repository, PATH, at);
            for (const { edit } of completionsAt(repository, PATH, at))
              assert.ok(edit.span.start <= at && at <= edit.span.end, JSON.stringify([text, at, edit]));
          }
        });
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  for (const [name, text] of Object.entries({
    brackets: '['.repeat(50_000),
    braces: '{a: '.repeat(20_000),
    mappings: `${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')}\n`,
    quotes: '"'.repeat(100_000),
    blanks: ' '.repeat(100_000),
    dashes: '- '.repeat(50_000),
    aliases: `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`,
    keys: Array.from({ length: 20_000 }, (_, i) => `key-${i}: ${i}`).join('\n'),
  }))
    test(`hostile ${name}`, { timeout: 30_000 }, async () => {
      await visit(configured(text), (repository) => {
        for (const at of [0, 1, text.length >> 1, text.length]) {
          hoverAt(repository, PATH, at);
          completionsAt(repository, PATH, at);
        }
      });
    });

  test('edits lie around the caret, on its line, and throw nowhere', async () => {
    const check = (whole: string, items: readonly Completion[], at: number) => {
      for (const { edit } of items) {
        assert.ok(edit.span.start <= at && at <= edit.span.end);
        assert.doesNotMatch(whole.slice(edit.span.start, edit.span.end), /[\r\n]/);
      }
    };
    // A sample of the offsets of texts, variants and beginnings, a different one in each text.
    let turn = 0;
    for (const { files } of repositories()) {
      for (const [path, text] of Object.entries(files).filter(([path]) => /\.ya?ml$/.test(path))) {
        const variants = [text, text.replaceAll('\n', '\r\n'), text.replaceAll('  ', '\t')] as const;
        for (const variant of variants) {
          const step = variant === text ? 5 : 29;
          await visit({ ...files, [path]: variant }, (repository) => {
            for (let at = turn % step; at <= variant.length; at += step)
              check(variant, completionsAt(repository, path, at), at);
          });
        }
        for (let end = turn++ % 47; end <= text.length; end += 47) {
          const half = text.slice(0, end);
          await visit({ ...files, [path]: half }, (repository) =>
            check(half, completionsAt(repository, path, end), end),
          );
        }
      }
    }
  });
});
