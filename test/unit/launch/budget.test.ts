import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownText } from '../../../server/src/launch/index.ts';
import { HOSTILE } from '../../support/hostile-scripts.ts';
import { runOf } from './launch.ts';

// What is counted is work, not time: a script ends at the same place on every machine. The benchmark measures how long that takes.

/** Units of one simulation, with what its last step may take beyond. */
const MOST_WORK = 45_000;

/** Hostile scripts that need no budget: what they do is little, or nothing of it is simulated. */
const WITHIN: ReadonlySet<string> = new Set([
  'a trap that runs the script again',
  'braces that are never closed',
  'text that grows by replacing with itself',
  'a width of a billion',
  'many widths of a million',
  'a sequence of a billion',
  'sequences in a loop',
  'yes without end',
  'numbers that grow',
  'powers of powers',
  'variables that name each other',
  'many large expressions',
  'patterns that repeat themselves',
  'sed over a million lines',
  'sed with large counts',
  'a large file, counted',
  'a large file, read with unknown ends',
  'the home copied into itself',
  'subshells in subshells',
  'conditions nested thirty deep',
  'thousands of ways to return',
  'a list of thousands',
  'a list of thousands that nobody knows',
]);

describe('scripts that do too much', () => {
  for (const [name, script] of Object.entries(HOSTILE)) {
    test(`${name}: the simulation ends and says what it did not follow`, async () => {
      const { lines, files } = script();
      const launch = await runOf(lines, files);
      assert.ok(launch.work <= MOST_WORK, `${launch.work} units`);
      const said = [...launch.unknown.map(({ message }) => message), launch.unknownFrom?.reason ?? ''];
      const budget = said.filter((message) => message.includes('budget'));
      assert.equal(budget.length > 0, !WITHIN.has(name), JSON.stringify(said.slice(-3)));
      // Nothing behind the place where it was given up is claimed.
      if (launch.unknownFrom === undefined) return;
      assert.equal(launch.reachesExec, 'perhaps');
      assert.equal(launch.exit, 'unknown');
      for (const [variable, { certain }] of launch.exported) assert.equal(certain, false, variable);
    });
  }

  test('the same work is done each time', async () => {
    const { lines } = HOSTILE['loops that count, in each other']?.() ?? { lines: '' };
    const [first, second] = [await runOf(lines), await runOf(lines)];
    assert.equal(first.work, second.work);
    assert.ok(first.work > 0);
  });

  const QUICK: Readonly<Record<string, string>> = {
    'an expression with stars in stars': `[[ ${'a'.repeat(3000)} =~ (a*)*(a*)*(a+)+b ]] && export A=1`,
    'a pattern with many stars': `[[ ${'a'.repeat(3000)} == *a*a*a*a*a*a*a*a*b ]] && export A=1`,
    'a search with many stars': `x=${'a'.repeat(3000)}; echo \${x//*a*a*a*a*b/x} \${x##*a*a*a*b}`,
  };
  for (const [name, lines] of Object.entries(QUICK)) {
    test(`${name} is no reason to give up what follows`, async () => {
      const launch = await runOf(lines);
      assert.equal(launch.unknownFrom, undefined);
      assert.equal(launch.reachesExec, 'yes');
      const value = launch.exported.get('A')?.value;
      assert.notEqual(value === undefined ? undefined : knownText(value), '1');
    });
  }
});

describe('braces that make very many words', () => {
  const NOTE = 'These braces make more words than the budget of the simulation allows.';

  test('of a command, neither how many nor which is told', async () => {
    const launch = await runOf('echo {1..100000}{1..100000} > o; A=1; export A');
    assert.deepEqual(
      launch.unknown.map(({ message }) => message),
      [NOTE],
    );
    assert.equal(launch.unknownFrom, undefined);
    assert.notEqual(launch.files.get('o')?.after.kind, 'absent');
    const written = launch.files.get('o')?.after;
    assert.ok(written?.kind !== 'text' || knownText(written.text) === undefined);
    assert.equal(launch.exported.get('A')?.certain, true);
  });

  test('of a loop, it is not known how often it runs', async () => {
    const launch = await runOf('for i in {1..100000}; do A=$i; done; export A');
    assert.ok(launch.unknown.some(({ message }) => message === NOTE));
    const value = launch.exported.get('A')?.value;
    assert.equal(value === undefined ? undefined : knownText(value), undefined);
  });

  test('what is computed between them may change anything', async () => {
    const launch = await runOf('n=0; echo {1..100000}$((n++)) > o; export n');
    assert.equal(launch.unknownFrom?.reason, NOTE);
    assert.equal(launch.exported.get('n')?.certain, false);
  });
});

describe('large files', () => {
  const LINE = 'some text of a line, forty letters long.\n';
  const megabyte = `${LINE.repeat(12_500)}image: WORKER_IMAGE\n${LINE.repeat(12_500)}`;
  const COMMANDS: Readonly<Record<string, string>> = {
    'one token': "sed -i 's/WORKER_IMAGE/x/' f",
    'a value of the environment': 'sed -i "s|WORKER_IMAGE|${IMG}|g" f',
    'the value of a key': "sed -i 's|image: .*|image: x|' f",
    'an address': "sed -i '/image:/s/WORKER_IMAGE/x/' f",
    'several commands': "sed -i -e 's/WORKER_IMAGE/x/' -e 's/image/image/' -e 's/NOTHING/y/g' f",
  };
  for (const [name, lines] of Object.entries(COMMANDS)) {
    test(`sed on a megabyte is followed: ${name}`, async () => {
      const launch = await runOf(lines, { f: megabyte }, { IMG: 'x' });
      assert.deepEqual(launch.unknown, []);
      const after = launch.files.get('f')?.after;
      assert.ok(after?.kind === 'text');
      assert.equal(knownText(after.text), megabyte.replace('WORKER_IMAGE', 'x'));
    });
  }
});
