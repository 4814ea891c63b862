import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  foldsOf,
  languageOf,
  type OutlineEntry,
  outlineOf,
  selectionsAt,
} from '../../../server/src/features/index.ts';
import { type Files, visit } from '../../support/repository.ts';
import { ask, on } from './places.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';
const FILES: Files = {
  [CONFIG]: `# Two lines
# of comment
distributed:
  comm:
    timeouts: {connect: 10}
kubernetes:
  worker-template:
    spec:
      containers:
        - name: dask-worker
          args: [dask-worker]
          script: |
            one
            two

        - &empty
# the end
`,
  [START]: `#!/bin/bash
# first
# second
export BUCKET=gs://example
greet() {
  local name=$1
  echo "$name"
}
if [[ -n "$BUCKET" ]]; then
  greet "a
b"
else
  cat <<END
text
END
fi
case "$1" in
  a)
    echo
    ;;
esac
exec "$@"
`,
};

function tree(entries: readonly OutlineEntry[], depth = 0): string[] {
  return entries.flatMap(({ name, kind, detail, children }) => [
    `${'  '.repeat(depth)}${name} ${kind}${detail === '' ? '' : ` ${detail}`}`,
    ...tree(children, depth + 1),
  ]);
}

async function outline(path: string): Promise<string[]> {
  return tree(await visit(FILES, (repository) => outlineOf(repository, path)));
}

/** The folded lines, counted from 1. */
async function folds(path: string): Promise<string[]> {
  const found = await visit(FILES, (repository) => foldsOf(repository, path));
  return found
    .map(
      ({ startLine, endLine, kind }) =>
        `${startLine + 1}-${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`,
    )
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

describe('outline', () => {
  test('of a configuration has its keys, items by their name, short values', async () => {
    assert.deepEqual(await outline(CONFIG), [
      'distributed section',
      '  comm section',
      '    timeouts section',
      '      connect number 10',
      'kubernetes section',
      '  worker-template section',
      '    spec section',
      '      containers list',
      '        dask-worker section',
      '          name text dask-worker',
      '          args list',
      '            dask-worker text dask-worker',
      '          script text one two',
      '        2 null',
    ]);
  });

  test('of a script has its functions and variables', async () => {
    assert.deepEqual(await outline(START), [
      'BUCKET constant gs://example',
      'greet function',
      '  name variable $1',
    ]);
  });
});

describe('folding', () => {
  test('of a configuration ends with the last line of the content', async () => {
    assert.deepEqual(await folds(CONFIG), [
      '1-2 comment',
      '3-5',
      '4-5',
      '6-16',
      '7-16',
      '8-16',
      '9-16',
      '10-14',
      '12-14',
    ]);
  });

  test('of a script follows its compound statements, here-documents and commands of several lines', async () => {
    assert.deepEqual(await folds(START), [
      '2-3 comment',
      '5-8',
      '9-11',
      '9-16',
      '10-11',
      '13-15',
      '17-21',
      '18-20',
    ]);
  });
});

describe('selection', () => {
  async function selections(path: string, word: string): Promise<string[]> {
    const spans = await ask(FILES, path, on(word), selectionsAt);
    return spans.map(({ start, end }) => String(FILES[path]).slice(start, end));
  }

  test('of a value grows to its pair, its sections and the text', async () => {
    const found = await selections(CONFIG, '10');
    assert.deepEqual(found.slice(0, 5), [
      '10',
      'connect: 10',
      '{connect: 10}',
      'timeouts: {connect: 10}',
      'comm:\n    timeouts: {connect: 10}',
    ]);
    assert.equal(found.at(-1), FILES[CONFIG]);
  });

  test('of a word grows to its command and the statements around', async () => {
    const found = await selections(START, '"$name"');
    assert.deepEqual(found.slice(0, 3), ['"$name"', 'echo "$name"', '{\n  local name=$1\n  echo "$name"\n}']);
    assert.equal(found.at(-1), FILES[START]);
  });
});

test('files of other kinds have none of it', async () => {
  const files = {
    'binder/environment.yml': 'name: x\n',
    'binder/postBuild': '#!/usr/bin/env python3\nprint()\n',
  };
  for (const path of Object.keys(files)) {
    assert.equal(await visit(files, (repository) => languageOf(repository, path)), undefined);
    assert.deepEqual(await visit(files, (repository) => outlineOf(repository, path)), []);
  }
});
