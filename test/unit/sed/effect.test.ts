import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { backupName, planSed, type SedFile, type SedPlan, sedEffect } from '../../../server/src/sed/index.ts';

const FILES: Readonly<Record<string, SedFile>> = {
  t: { kind: 'text', text: 'a\nb\n' },
  u: { kind: 'text', text: 'c\n' },
  d: { kind: 'directory' },
  s: { kind: 'text', text: 's/b/B/\n' },
  odd: { kind: 'unknown', reason: 'made elsewhere' },
};
const world = {
  file: (name: string): SedFile => FILES[name] ?? { kind: 'absent' },
  standardInput: 'in\n',
};

function plan(...texts: string[]): SedPlan {
  const args = texts.map((text, i) => ({ text, span: { start: i, end: i } }));
  return planSed(args, (name) => {
    const file = FILES[name];
    return file === undefined ? null : file.kind === 'text' ? file.text : undefined;
  });
}

function effect(...texts: string[]) {
  const ready = plan(...texts);
  if (ready.kind !== 'ready') throw new Error(ready.kind);
  return sedEffect(ready, world);
}

function done(...texts: string[]) {
  const result = effect(...texts);
  if (result.kind === 'unknown') throw new Error(result.reason);
  const { output, stderr, status, edited } = result;
  return { output, stderr, status, edited: Object.fromEntries(edited.map(({ name, text }) => [name, text])) };
}

const cannotRead = (name: string) => `sed: can't read ${name}: No such file or directory`;

describe('what a command does', () => {
  test('to standard output', () => {
    assert.deepEqual(done('s/a/b/', 't', 'u'), { output: 'b\nb\nc\n', stderr: [], status: 0, edited: {} });
    assert.deepEqual(done('p', '-'), { output: 'in\nin\n', stderr: [], status: 0, edited: {} });
    assert.equal(done('-n', '$p').output, 'in\n');
  });

  test('in place', () => {
    assert.deepEqual(done('-i', 's/a/x/', 't', 'u').edited, { t: 'x\nb\n', u: 'c\n' });
    assert.deepEqual(done('-i', 'q3', 't', 'u'), { output: '', stderr: [], status: 3, edited: { t: 'a\n' } });
  });

  test('keeps copies', () => {
    const result = effect('-i.bak', 's/a/x/', 't');
    assert.deepEqual(result.kind === 'done' && result.backups, [{ name: 't.bak', text: 'a\nb\n' }]);
    const starred = effect('-i*.old', 's/a/x/', 't');
    assert.deepEqual(starred.kind === 'done' && starred.backups, [{ name: 't.old', text: 'a\nb\n' }]);
    assert.deepEqual(done('-i*', 'p', 't').edited, { t: 'a\na\nb\nb\n' });
    assert.equal(backupName('dir/t', '.bak'), 'dir/t.bak');
    assert.equal(backupName('dir/t', 'old/*'), undefined);
  });

  test('passes over missing files', () => {
    assert.deepEqual(done('-i', 's/a/x/', 'nope', 't'), {
      output: '',
      stderr: [cannotRead('nope')],
      status: 2,
      edited: { t: 'x\nb\n' },
    });
    assert.deepEqual(done('-i', '', '-e', 's/a/x/', 't').stderr, [cannotRead('')]);
    assert.deepEqual(done('-i', '', 's/a/x/', 't').stderr, [cannotRead('s/a/x/')]);
    assert.deepEqual(done('p', '-i', '-').stderr, [cannotRead('-')]);
    assert.deepEqual(done('-i', 'q', 't', 'nope'), {
      output: '',
      stderr: [],
      status: 0,
      edited: { t: 'a\n' },
    });
  });

  test('ends at a folder', () => {
    assert.deepEqual(done('-i', 's/a/x/', 't', 'd', 'u'), {
      output: '',
      stderr: ["sed: couldn't edit d: not a regular file"],
      status: 4,
      edited: { t: 'x\nb\n' },
    });
    assert.deepEqual(done('p', 'd').stderr, ['sed: read error on d: Is a directory']);
    assert.deepEqual(done('--follow-symlinks', '-i', 'p', 'nope', 't').stderr, [
      "sed: couldn't readlink nope: No such file or directory",
    ]);
  });

  test('ends at an error in a run', () => {
    assert.deepEqual(done('-i', '1n;s//x/', 't', 'u'), {
      output: '',
      stderr: ['sed: -e expression #1, char 0: no previous regular expression'],
      status: 1,
      edited: {},
    });
  });

  test('may be unknown', () => {
    for (const [texts, reason] of [
      [['p', 'odd'], 'made elsewhere'],
      [['-z', 'p', 't'], 'the option -z'],
      [['--debug', 'p', 't'], 'the option --debug'],
      [['-i', 'p', 't', 't'], 'a file that is named twice'],
      [['-i', 'w u', 't', 'u'], 'a file that is read and written'],
      [['w d', 't'], 'a file that sed perhaps cannot write'],
      [['$p', 't', 'd'], 'sed looks ahead into files that it cannot read'],
      [['-iold/*', 'p', 't'], 'the name of the backup'],
    ] as const) {
      const result = effect(...texts);
      assert.equal(result.kind === 'unknown' && result.reason, reason, texts.join(' '));
    }
  });
});

describe('what stops sed before it reads', () => {
  const refused = (...texts: string[]) => {
    const result = plan(...texts);
    return result.kind === 'error' ? [result.stderr, result.status, result.span?.start] : result.kind;
  };

  test('is the first complaint', () => {
    assert.deepEqual(refused('-i', '.bak', 's/a/b/', 't'), [
      "sed: -e expression #1, char 1: unknown command: `.'",
      1,
      1,
    ]);
    assert.deepEqual(refused('-e', 'k', '-Q'), ["sed: -e expression #1, char 1: unknown command: `k'", 1, 1]);
    assert.deepEqual(refused('-Q', '-e', 'k'), ["sed: invalid option -- 'Q'", 1, 0]);
    assert.deepEqual(refused('-e', '{', '-Q'), ["sed: invalid option -- 'Q'", 1, 2]);
    assert.deepEqual(refused('-i', 'p'), ['sed: no input files', 4, undefined]);
    assert.deepEqual(refused('-f', 'nope.sed', 't'), [
      "sed: couldn't open file nope.sed: No such file or directory",
      4,
      1,
    ]);
  });

  test('may be unknown', () => {
    assert.equal(refused('-f', 'odd', 't'), 'unknown');
    assert.equal(refused('--posix', 'p'), 'unknown');
    assert.equal(refused('-i', 'w out'), 'unknown');
  });

  test('is nothing for a script file', () => {
    assert.equal(done('-f', 's', 't').output, 'a\nB\n');
  });
});
