import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownText } from '../../../server/src/launch/index.ts';
import { type Files, runOf } from './launch.ts';

// Scripts that would run for very long, or make very much text. The bounds on time are generous: without a budget none
// of these ends within a minute.

const LONGEST = 10_000;
const LINE = `${'a'.repeat(99)}\n`;
const BIG = LINE.repeat(100_000);
const TOO_MUCH = /too much|too often|too deeply|more text|could not be read|not known/;

const HOSTILE: Readonly<Record<string, readonly [lines: string, files?: Files]>> = {
  'loops in loops': [
    'for a in {1..90}; do for b in {1..90}; do for c in {1..90}; do x=$x$a; done; done; done',
  ],
  'a loop without end': ['while :; do echo x >> o; done'],
  'text that doubles': ['x=aaaaaaaaaa; for i in {1..60}; do x=$x$x; done; echo $x > o'],
  'a function that calls itself': ['f() { f; }; f'],
  'a function that forks': ['f() { f | f & }; f'],
  'a script that sources itself': ['. binder/start'],
  'text that is evaluated again and again': [`f='eval "$f"'; eval "$f"`],
  'substitutions that double': ['f() { echo $(f)$(f); }; f'],
  'a function that doubles its calls': [
    'f() { local x=$1; [ ${#x} -gt 100000 ] && return; f "$x$x"; f "$x$x"; }; f ab',
  ],
  'unknown loops in unknown loops': [`${'while git a; do '.repeat(12)}A=$A$B; B=$A; ${'done; '.repeat(12)}`],
  'a large file, edited step by step': ["sed -i ':x;s/aa/a/;tx' big", { big: BIG }],
  'a large file, copied often': ['for i in {1..50}; do cat big big > o$i; done', { big: BIG }],
  'a large file, read line by line': ['while read -r l; do x="$x$l"; done < big', { big: BIG }],
  'a large value put in often': [
    'export A=$(cat big); envsubst < t > o; envsubst < o > p',
    { big: BIG.slice(0, 1_000_000), t: '$A'.repeat(1000) },
  ],
  'numbers that grow': ['x=2; for i in {1..60}; do x=$((x*x)); done; echo $((x**99999999))'],
};

describe('scripts that do too much', () => {
  for (const [name, [lines, files]] of Object.entries(HOSTILE)) {
    test(`${name}: the simulation ends, and says what it did not follow`, async () => {
      const start = performance.now();
      const launch = await runOf(lines, files);
      assert.ok(performance.now() - start < LONGEST, `took ${performance.now() - start} ms`);
      const said = [...launch.unknown.map(({ message }) => message), launch.unknownFrom?.reason ?? ''];
      assert.ok(
        said.some((message) => TOO_MUCH.test(message)),
        JSON.stringify(said),
      );
    });
  }

  const QUICK: Readonly<Record<string, string>> = {
    'an expression with stars in stars': `[[ ${'a'.repeat(3000)} =~ (a*)*(a*)*(a+)+b ]] && export A=1`,
    'a pattern with many stars': `[[ ${'a'.repeat(3000)} == *a*a*a*a*a*a*a*a*b ]] && export A=1`,
    'a search with many stars': `x=${'a'.repeat(3000)}; echo \${x//*a*a*a*a*b/x} \${x##*a*a*a*b}`,
  };
  for (const [name, lines] of Object.entries(QUICK)) {
    test(`${name} takes no longer than its length`, async () => {
      const start = performance.now();
      const launch = await runOf(lines);
      assert.ok(performance.now() - start < LONGEST);
      assert.equal(launch.reachesExec, 'yes');
      const value = launch.exported.get('A')?.value;
      assert.notEqual(value === undefined ? undefined : knownText(value), '1');
    });
  }
});
