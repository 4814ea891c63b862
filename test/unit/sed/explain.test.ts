import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainSed, holeCharacter, parseSedScript } from '../../../server/src/sed/index.ts';

function explain(script: string, extended = false): readonly string[] {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'program') throw new Error(script);
  return explainSed(parsed, { hole: (number) => `$VALUE${number}` }).map(({ sentence }) => sentence);
}

describe('in plain words', () => {
  const rows: readonly (readonly [script: string, sentence: string])[] = [
    [`s|WORKER_IMAGE|${holeCharacter(0)}|g`, 'replaces every `WORKER_IMAGE` by `$VALUE0`, on every line'],
    ['s/a/b/', 'replaces the first `a` by `b`, on every line'],
    ['2s/a/b/2', 'replaces the 2nd `a` by `b`, on line 2'],
    ['$s/a/b/2g', 'replaces the 2nd and every later `a` by `b`, on the last line'],
    ['s/ *$//', 'removes the first match of ` *$`, on every line'],
    ['/key:/s/A/b/I', 'replaces the first match of `A` by `b`, in capitals or not, on lines with `key:`'],
    [
      's/\\(x: \\).*/\\1&/',
      'replaces the first match of `\\(x: \\).*` by `\\1&` (`&` is what was found, `\\1` is what group 1 found), on every line',
    ],
    ['s/a/b/w out', 'replaces the first `a` by `b`, and writes the line to `out`, on every line'],
    ['3,5d', 'deletes lines 3 to 5'],
    ['3,5!d', 'deletes every line except lines 3 to 5'],
    ['2,$d', 'deletes line 2 to the last'],
    ['/a/,/b*/d', 'deletes a line with `a` to the next line matching `b*`'],
    ['/a/,+2d', 'deletes a line with `a` and the 2 lines below it'],
    ['1~3p', 'prints every 3rd line from line 1 once more'],
    ['$a end', 'adds `end` below the last line'],
    ['1i\\\nx\\\ny', 'adds `x⏎y` above line 1'],
    ['2c new', 'puts `new` in the place of line 2'],
    ['y/ab/xy/', 'turns each of `ab` into its partner in `xy`, on every line'],
    ['5q', 'stops at line 5'],
    ['s/`/x/', 'replaces the first `` ` `` by `x`, on every line'],
  ];
  for (const [script, sentence] of rows) {
    test(script, () => assert.deepEqual(explain(script), [sentence]));
  }

  test('one sentence a command', () => {
    assert.deepEqual(explain('1{s/a/b/;d}\n:x\nt x'), [
      'does the following on line 1',
      'replaces the first `a` by `b`, on every line',
      'deletes every line',
      'goes on at the label `x` when something was replaced, on every line',
    ]);
  });

  test('long texts are cut', () => {
    assert.deepEqual(explain(`s/${'a'.repeat(80)}//`), [
      `removes the first \`${'a'.repeat(59)}…\`, on every line`,
    ]);
  });
});
