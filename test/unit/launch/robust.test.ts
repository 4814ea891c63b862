import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runOf } from './launch.ts';

const NESTED = 140;
/** Each ends within the limits of the simulation, whatever it would do when it ran. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a function that calls itself': 'f() { f; }\nf',
  'functions that call each other in substitutions': 'f() { A=$(g); }\ng() { A=$(f); }\nf',
  'a loop without end': 'while true; do :; done',
  'a loop without end that grows a variable': 'while :; do A+=xxxxxxxxxxxxxxxxxxxx; done',
  'a variable that doubles': `A=xxxxxxxx\n${'A=$A$A\n'.repeat(60)}`,
  'a fork bomb': ':(){ :|:& };:',
  'a file that sources itself': '. ./binder/start',
  'a script that runs itself': 'bash binder/start',
  'a text that evaluates itself': `A='eval "$A"'\neval "$A"`,
  'braces without measure': 'echo {1..100}{1..100}{1..100}',
  'braces in braces': `echo ${'{a,'.repeat(NESTED)}b${'}'.repeat(NESTED)}`,
  'deep conditions': `${'if maybe; then\n'.repeat(NESTED)}:\n${'fi\n'.repeat(NESTED)}`,
  'deep subshells': `${'('.repeat(NESTED)}:${')'.repeat(NESTED)}`,
  'deep substitutions': `A=${'$(echo '.repeat(NESTED)}x${')'.repeat(NESTED)}`,
  'deep defaults': `A=${'${X:-'.repeat(NESTED)}x${'}'.repeat(NESTED)}`,
  'deep arithmetic': `A=$((${'('.repeat(3000)}1${')'.repeat(3000)}))`,
  'variables that name each other': 'A=B B=C C=A\necho $((A))',
  'links that lead in a circle': 'ln -s a b\nln -s b a\ncat a\ncd a',
  'a test of a thousand signs': `[ ${'! '.repeat(1000)}a ]`,
  'loops in loops of unknown length': `${'for a in $(maybe); do\n'.repeat(40)}B=$A\n${'done\n'.repeat(40)}`,
  'a thousand ways to end': 'maybe || exit 1\n'.repeat(1000),
  'the home copied into itself': 'cp -r ~ ./x\nmv ~ y\nrm -rf ~ /',
  'names of properties of objects':
    'toString\nconstructor x\nexport __proto__=1 constructor=2\ndeclare -A m\nm[__proto__]=1',
};
const MAX_MILLISECONDS = 5000;

describe('scripts made to hurt', () => {
  for (const [name, script] of Object.entries(HOSTILE)) {
    test(name, async () => {
      const start = performance.now();
      const launch = await runOf(script);
      assert.ok(launch.steps.length <= 3000);
      assert.ok(performance.now() - start < MAX_MILLISECONDS);
      // Whatever was not followed is not claimed.
      if (launch.unknownFrom !== undefined) assert.notEqual(launch.reachesExec, 'yes');
    });
  }

  test('a script that is given up claims nothing of what follows', async () => {
    const launch = await runOf('while true; do A=$A; done\nexport B=1');
    assert.match(launch.unknownFrom?.reason ?? '', /loop runs more often than the budget/);
    assert.equal(launch.reachesExec, 'perhaps');
  });
});
