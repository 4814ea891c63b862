import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readIgnores } from '../../../server/src/ignores/index.ts';
import { visit } from '../../support/repository.ts';

/** `scope [codes] lines` of each suppression, lines from 1; what is wrong with it in place of the lines. */
async function read(path: string, text: string): Promise<string[]> {
  return visit({ [path]: text }, (repository) => {
    const file = repository.file(path);
    return (file === undefined ? [] : (readIgnores(repository, file)?.ignores ?? [])).map(
      ({ scope, codes, lines, problem }) =>
        `${scope} [${codes.map(({ code }) => code).join(' ')}] ${problem?.kind ?? lines.map((line) => line + 1).join()}`,
    );
  });
}

const YAML = '.dask/config.yaml';
const START = 'binder/start';

describe('the words of a suppression', () => {
  const cases: readonly (readonly [comment: string, expected: readonly string[]])[] = [
    ['# pangeo-binder: ignore[a/b] why', ['line [a/b] 1,2']],
    ['#pangeo-binder:ignore[a/b]', ['line [a/b] 1,2']],
    ['#  pangeo-binder :  ignore [ a/b , c/* ]', ['line [a/b c/*] 1,2']],
    ['# pangeo-binder: ignore-file[a/b]', ['file [a/b] ']],
    ['# noqa # pangeo-binder: ignore[a/b]', ['line [a/b] 1,2']],
    ['# pangeo-binder: ignore[a/b] # pangeo-binder: ignore[c/d]', ['line [a/b] 1,2']],
    ['# pangeo-binder: ignore', ['line [] no-codes']],
    ['# pangeo-binder: ignore[]', ['line [] no-codes']],
    ['# pangeo-binder: ignore[,]', ['line [] no-codes']],
    ['# pangeo-binder: ignore[a/b', ['line [] no-codes']],
    ['# pangeo-binder: ignroe[a/b]', ['line [a/b] word']],
    ['# pangeo-binder: ignore_file[a/b]', ['file [a/b] word']],
    ['# pangeo-binder ignore[a/b]', ['line [a/b] no-colon']],
    // Words about us are no suppressions.
    ['# pangeo-binder ignores this file', []],
    ['# pangeo-binder: see the documentation', []],
    ['# checked by pangeo-binder: ignore[a/b] switches it off', []],
    ['# Pangeo Binder: ignore[a/b]', []],
  ];
  for (const [comment, expected] of cases) {
    test(comment, async () => {
      assert.deepEqual(await read(YAML, `${comment}\ndistributed:\n`), expected);
      assert.deepEqual(await read(START, `${comment}\nexec "$@"\n`), expected);
    });
  }

  test('a line of nothing but hashes and marks takes no time', async () => {
    const hashes = '#'.repeat(100_000);
    const marks = '# pangeo-binder '.repeat(5_000);
    const start = Date.now();
    assert.deepEqual(await read(YAML, `${hashes}\n${marks}\nx: 1\n`), []);
    assert.ok(Date.now() - start < 5_000);
  });
});

describe('the lines of which a comment speaks, in YAML', () => {
  const comment = '# pangeo-binder: ignore[a/b]';
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ['behind the text: its line', `a: 1 ${comment}\nb: 2\n`, ['line [a/b] 1']],
    ['alone: the next line', `a: 1\n${comment}\nb: 2\n`, ['line [a/b] 2,3']],
    ['the next with content', `a: 1\n${comment}\n\n# more\n  \nb: 2\n`, ['line [a/b] 2,6']],
    ['at the end', `a: 1\n${comment}\n`, ['line [a/b] 2']],
    [
      'in a flow collection',
      `a: [\n  ${comment}\n  1,\n  2 ${comment}\n]\n`,
      ['line [a/b] 2,3', 'line [a/b] 4'],
    ],
    ['above a block scalar', `a: 1\n${comment}\nb: |\n  # text\n  more\nc: 1\n`, ['line [a/b] 2,3']],
    ['in a block scalar', `b: |\n  ${comment}\n  more\nc: 1\n`, []],
    ['behind a block scalar', `b: |\n  more\n${comment}\nc: 1\n`, ['line [a/b] 3,4']],
    ['in quotes', `b: "x\n  ${comment}\n  more"\nc: '${comment}'\n`, []],
    ['behind quotes of several lines', `b: "x\n  more" ${comment}\nc: 1\n`, ['line [a/b] 1']],
    ['no blank before it', `b: x${comment}\n`, []],
    ['a text that is no YAML', `a: 1 ${comment}\n\tb: [\n`, []],
    [
      'but the whole file',
      `# x\n\n---\n#pangeo-binder: ignore-file[a/b]\na: 1 ${comment}\n\tb: [\n`,
      ['file [a/b] '],
    ],
    ['the whole file, too late', 'a: 1\n#pangeo-binder: ignore-file[a/b]\n', ['file [a/b] too-late']],
    [
      'with Windows line ends',
      `a: 1 ${comment}\r\n${comment}\r\nb: 2\r\n`,
      ['line [a/b] 1', 'line [a/b] 2,3'],
    ],
    ['behind a byte order mark', `\uFEFF${comment}\nb: 2\n`, ['line [a/b] 1,2']],
  ];
  for (const [title, text, expected] of cases)
    test(title, async () => assert.deepEqual(await read(YAML, text), expected));
});

describe('the lines of which a comment speaks, in a script', () => {
  const comment = '# pangeo-binder: ignore[a/b]';
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ['behind a command', `#!/bin/bash\ncd x ${comment}\nexec "$@"\n`, ['line [a/b] 2']],
    ['alone', `#!/bin/bash\n${comment}\n\n# more\nexec "$@"\n`, ['line [a/b] 2,5']],
    ['on the shebang line', `#!/bin/bash ${comment}\nexec "$@"\n`, ['line [a/b] shebang']],
    ['the whole file', '#!/bin/bash\n# pangeo-binder: ignore-file[a/b]\nexec "$@"\n', ['file [a/b] ']],
    ['the whole file, too late', 'cd x\n# pangeo-binder: ignore-file[a/b]\n', ['file [a/b] too-late']],
    ['above a continued command', `cd x\n${comment}\nexec \\\n  "$@"\n`, ['line [a/b] 2,3']],
    ['at the end of a continued command', `cd x\nexec \\\n  "$@" ${comment}\n`, ['line [a/b] 2']],
    ['behind a backslash, where bash ends the command', `exec \\\n${comment}\n`, ['line [a/b] 1']],
    ['in quotes', `echo "\n${comment}\n" '\n${comment}\n'\n`, []],
    ['in a here-document', `cat <<EOF\n${comment}\nEOF\n`, []],
    ['beside the operator of a here-document', `cat <<EOF ${comment}\nx\nEOF\ncd x\n`, ['line [a/b] 1']],
    ['in a substitution', `x=$(\n${comment}\ndate\n)\n`, ['line [a/b] 2,3']],
    ['in an array', `x=(\n${comment}\na\n)\n`, ['line [a/b] 2,3']],
    ['a length is no comment', `echo \${#x} a${comment}\n`, []],
    [
      'before what bash cannot read',
      `cd x ${comment}\nif true; then\ncd y ${comment}\n)\n`,
      ['line [a/b] 1', 'line [a/b] 3'],
    ],
    ['behind what bash cannot read', `cd x\n)\ncd y ${comment}\n`, []],
    [
      'a Python script',
      `#!/usr/bin/env python3\n# pangeo-binder: ignore-file[a/b]\n${comment}\nimport os\n`,
      ['file [a/b] '],
    ],
    ['behind a byte order mark', `\uFEFF${comment}\nexec "$@"\n`, []],
  ];
  for (const [title, text, expected] of cases)
    test(title, async () => assert.deepEqual(await read(START, text), expected));
});

test('in other files', async () => {
  const comment = '# pangeo-binder: ignore[a/b]';
  assert.deepEqual(await read('binder/Dockerfile', `# syntax=x\n${comment}\nRUN a \\\n  b ${comment}\n`), [
    'line [a/b] 2,3',
  ]);
  assert.deepEqual(await read('binder/postBuild', `#!/bin/bash\ncd x ${comment}\n`), ['line [a/b] 2']);
  assert.deepEqual(await read('binder/requirements.txt', `${comment}\ndask==1 ${comment}\n`), [
    'line [a/b] 1,2',
  ]);
  assert.deepEqual(await read('.dask/config.json', `{}\n`), []);
});
