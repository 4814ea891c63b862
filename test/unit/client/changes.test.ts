import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { code, explain, marksOf } from '../../../client/src/preview/changes.ts';
import type { Preview, PreviewedChange } from '../../../server/src/lsp/protocol.ts';

const range = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});
const start = { uri: 'file:///r/binder/start', path: 'binder/start' };
const config = { uri: 'file:///r/.dask/config.yaml', path: '.dask/config.yaml' };
const change: PreviewedChange = {
  range: range(1, 7, 16),
  before: range(1, 7, 19),
  by: { uri: start.uri, range: range(13, 2, 60), line: 13, text: 'sed -i "s|WORKER_IMAGE|$X|" f' },
  values: [
    { name: 'JUPYTER_IMAGE_SPEC', value: 'reg/x:1', from: 'profile Pangeo-like hub', place: null },
    { name: 'EMPTY', value: null, from: 'not set', place: null },
  ],
};
const preview: Preview = {
  root: 'file:///r',
  script: start,
  targets: [config],
  file: {
    ...config,
    before: 'a: 1\nimage: WORKER_IMAGE\n',
    after: 'a: 1\nimage: reg/x:1\n',
    changes: [change],
  },
  profile: { name: 'pangeo-binder-2020', title: 'Pangeo-like hub' },
  unknown: [],
};
const sentences = {
  changedBy: (place: string, command: string) => `${place} ${command}`,
  value: (name: string, value: string, from: string) => `${name} = ${value} (${from})`,
  unset: (name: string) => `${name} unset`,
};

suite('the marks of a preview', () => {
  test('stand below the lines of the banner, and name the line of the script', () => {
    const [mark] = marksOf(preview, 2);
    assert.deepEqual(mark?.range, range(3, 7, 16));
    assert.deepEqual(mark?.place, { uri: start.uri, label: 'binder/start:14', line: 13 });
  });

  test('say the command, and each value with where it came from', () => {
    const [mark] = marksOf(preview, 0);
    assert.ok(mark);
    assert.deepEqual(
      explain(mark, (label) => `[${label}]`, sentences),
      [
        '[binder/start:14] `sed -i "s|WORKER_IMAGE|$X|" f`',
        '`JUPYTER_IMAGE_SPEC` = `reg/x:1` (profile Pangeo-like hub)',
        '`EMPTY` unset',
      ],
    );
  });

  test('are none where nothing is known of changes', () => {
    assert.deepEqual(marksOf(undefined, 0), []);
    assert.deepEqual(marksOf({ ...preview, file: null }, 0), []);
  });
});

test('text in a hover is code, whatever is in it', () => {
  assert.equal(code('a b'), '`a b`');
  assert.equal(code('echo `date`'), '`` echo `date` ``');
  assert.equal(code('a\n  b'), '`a b`');
  assert.equal(code(''), '""');
});
