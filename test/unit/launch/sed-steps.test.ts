import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inScript, knownText, type SedStep } from '../../../server/src/launch/index.ts';
import { repositoryOf, seds } from './launch.ts';

async function stepsOf(
  lines: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly steps: readonly SedStep[]; readonly text: string }> {
  const text = `#!/bin/bash\n${lines}\nexec "$@"\n`;
  const { launch } = await repositoryOf({ ...files, 'binder/start': text });
  return { steps: seds(launch), text };
}

async function stepOf(lines: string, files: Readonly<Record<string, string>> = {}): Promise<SedStep> {
  const [step] = (await stepsOf(lines, files)).steps;
  assert.ok(step !== undefined);
  return step;
}

describe('operands of sed', () => {
  const files = { t: 'a\n', 'd/x': 'a\n' };
  const rows: Readonly<Record<string, readonly [state: string, path: string | undefined, outcome: string]>> =
    {
      t: ['file', 't', 'changed'],
      '~/t': ['file', 't', 'changed'],
      '"$PWD/d/../t"': ['file', 't', 'changed'],
      '$HOME/nope': ['missing', 'nope', 'failed'],
      d: ['directory', 'd', 'failed'],
      '""': ['empty-operand', undefined, 'failed'],
      '/etc/hosts': ['outside', undefined, 'unknown'],
      '../x': ['outside', undefined, 'unknown'],
      '"$(hostname)"': ['unknown', undefined, 'unknown'],
      start: ['missing', 'start', 'failed'],
    };
  for (const [operand, [state, path, outcome]] of Object.entries(rows)) {
    test(`${operand} is ${state}`, async () => {
      const [found] = (await stepOf(`sed -i s/a/b/ ${operand}`, files)).operands;
      assert.deepEqual([found?.state, found?.path, found?.outcome], [state, path, outcome]);
    });
  }

  test('an unset variable that was to name the file', async () => {
    const step = await stepOf('sed -i s/a/b/ $TEMPLATE');
    assert.equal(step.operands.length, 0);
    assert.equal(step.vanished.length, 1);
    const [source] = step.vanished[0]?.sources ?? [];
    assert.equal(source?.unset, true);
    assert.equal(source?.part.kind === 'parameter' && source.part.name, 'TEMPLATE');
    assert.deepEqual(step.messages, ['sed: no input files']);
  });

  test('a file that the script made', async () => {
    const step = await stepOf('cp t u\nsed -i s/a/b/ u', files);
    assert.deepEqual([step.operands[0]?.touched, step.operands[0]?.outcome], [true, 'changed']);
  });

  test('a pattern that is not in the file', async () => {
    const step = await stepOf('sed -i s/z/b/ t', files);
    assert.equal(step.operands[0]?.outcome, 'unchanged');
    assert.deepEqual([...(step.operands[0]?.changedBy ?? [])], []);
    assert.equal(step.status, 0);
  });

  test('two commands of which one does something', async () => {
    const step = await stepOf('sed -i -e s/z/b/ -e s/a/c/ t', files);
    assert.deepEqual([...(step.operands[0]?.changedBy ?? [])], [1]);
  });
});

describe('scripts of sed', () => {
  test('the value of a variable breaks the script', async () => {
    const step = await stepOf('sed -i "s/X/$JUPYTER_IMAGE_SPEC/" t', { t: 'X\n' });
    assert.equal(step.plan.kind, 'error');
    assert.deepEqual(step.messages, ["sed: -e expression #1, char 28: unknown option to `s'"]);
    assert.equal(step.operands[0]?.outcome, 'failed');
    assert.equal(step.status, 1);
  });

  test('an unset variable as value', async () => {
    const step = await stepOf('sed -i "s|X|${NB_USER}|" t', { t: 'X\n' });
    const sources = step.scripts[0]?.argument?.sources.filter(({ unset }) => unset) ?? [];
    assert.equal(sources.length, 1);
    assert.equal(step.operands[0]?.outcome, 'changed');
  });

  test('a default takes the place of an unset variable', async () => {
    const step = await stepOf('sed -i "s|X|${NB_USER:-me}|" t', { t: 'X\n' });
    const [source] = step.scripts[0]?.argument?.sources.filter(({ unset }) => unset) ?? [];
    assert.equal(source && knownText(source.value), 'me');
  });

  test('output: log, file, pipe, nowhere', async () => {
    const { steps } = await stepsOf(
      'sed s/a/b/ t\nsed s/a/b/ t > o\nsed s/a/b/ t | cat\nsed s/a/b/ t >/dev/null',
      { t: 'a\n' },
    );
    assert.deepEqual(
      steps.map(({ output }) => output),
      ['log', 'file', 'captured', 'nowhere'],
    );
  });

  test('places lead back to the words as they are written', async () => {
    const rows: readonly (readonly [line: string, pattern: string, replacement: string])[] = [
      ['sed -i "s|TOKEN|${USER}/x|g" t', 'TOKEN', '${USER}/x'],
      ["sed -i 's|TOKEN|'\"$USER\"'|g' t", 'TOKEN', '$USER'],
      ['sed -i -es/TOKEN/x/ t', 'TOKEN', 'x'],
      ['sed -i --expression="s,TOKEN,$(pwd)," t', 'TOKEN', '$(pwd)'],
      ['sed -i s\\|TOKEN\\|a\\ b\\| t', 'TOKEN', 'a\\ b'],
      ['sed -i "s|\\${TOKEN}|$USER|" t', '\\${TOKEN}', '$USER'],
    ];
    for (const [line, pattern, replacement] of rows) {
      const { steps, text } = await stepsOf(line, { t: 'TOKEN ${TOKEN}\n' });
      const [step] = steps;
      assert.ok(step?.plan.kind === 'ready', line);
      const [command] = step.plan.program.commands;
      const segments = step.scripts[0]?.segments ?? [];
      assert.ok(command?.kind === 'substitute');
      const written = [command.patternSpan, command.replacementSpan].map((span) => {
        const place = inScript(segments, span);
        return place === undefined ? undefined : text.slice(place.start, place.end);
      });
      assert.deepEqual(written, [pattern, replacement], line);
    }
  });

  test('a sed that the value of a variable names', async () => {
    const step = await stepOf('S="s/a/b/"\nF=t\nsed -i "$S" "$F"', { t: 'a\n' });
    assert.equal(step.operands[0]?.outcome, 'changed');
  });
});
