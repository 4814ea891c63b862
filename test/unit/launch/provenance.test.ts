import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Launch, originOf, previewLaunch } from '../../../server/src/launch/index.ts';
import { type Chosen, type Files, launchOf, runOf } from './launch.ts';

/** Each changed stretch as `before -> after, path:line, NAME=value (from)`. */
function told(launch: Launch, path: string): readonly string[] {
  const file = previewLaunch(launch).files.find((one) => one.path === path);
  return (file?.changes ?? []).map(({ span, before, by, values }) => {
    const shown = values.map(({ name, value, from }) => `${name}=${value} (${from})`).join(', ');
    const old = file?.before.slice(before.start, before.end);
    return `${old} -> ${file?.after.slice(span.start, span.end)}, ${by.path}:${by.line}, ${shown}`;
  });
}

const toldOf = async (lines: string, files: Files, env: Chosen['env'] = {}, path = 't') =>
  told(await runOf(lines, files, env), path);

describe('where a changed stretch of a file comes from', () => {
  test('a value of your own, put in by sed', async () => {
    assert.deepEqual(await toldOf('sed -i "s|X|$IMG|" t', { t: 'a: 1\nimage: X\n' }, { IMG: 'reg/lab:1' }), [
      'X -> reg/lab:1, binder/start:2, IMG=reg/lab:1 (your own values)',
    ]);
  });

  test('a value that the script sets, two commands, each with its own', async () => {
    assert.deepEqual(
      await toldOf('A=one\nB="two-$A"\nsed -i "s/X/$A/; s/Y/$B/" t\nsed -i s/Z/z/ t', {
        t: 'X\n-\nY\n-\nZ\n',
      }),
      [
        'X -> one, binder/start:4, A=one (line 2)',
        'Y -> two-one, binder/start:4, A=one (line 2), B=two-one (line 3)',
        'Z -> z, binder/start:5, ',
      ],
    );
  });

  test('a variable that is not set', async () => {
    assert.deepEqual(await toldOf('sed -i "s/X/$NOPE/" t', { t: 'image: X\n' }), [
      'X -> , binder/start:2, NOPE=undefined (not set)',
    ]);
  });

  test('what is written over again belongs to the last command', async () => {
    assert.deepEqual(await toldOf('sed -i s/a/b/ t\nsed -i s/b/c/ t\necho "$HOME" >> t', { t: 'a\n' }), [
      'a\n -> c\n, binder/start:3, ',
      ' -> /home/jovyan\n, binder/start:4, HOME=/home/jovyan (profile mybinder.org)',
    ]);
  });

  test('a here-document of a new file, a substitution, envsubst', async () => {
    const lines = [
      'N=3',
      'cat > t <<E',
      'n: $N',
      'host: $(echo "${TEAM}-hub")',
      'E',
      'export K=v',
      'envsubst < u > w',
    ].join('\n');
    const launch = await runOf(lines, { u: 'k: $K\n' }, { TEAM: 'blue' });
    assert.deepEqual(told(launch, 't'), [
      ' -> n: 3\nhost: blue-hub\n, binder/start:3, N=3 (line 2), TEAM=blue (your own values)',
    ]);
    assert.deepEqual(told(launch, 'w'), [' -> k: v\n, binder/start:8, K=v (line 7)']);
  });

  test('a file that is sourced, and a function with its argument', async () => {
    const launch = await runOf('. ./env.sh\nput() { sed -i "s/X/$1/" t; }\nput "$V"', {
      'env.sh': '#!/bin/sh\nV=from-file\n',
      t: 'X\n',
    });
    assert.deepEqual(told(launch, 't'), ['X -> from-file, binder/start:3, $1=from-file (line 4)']);
    const other = await runOf('. ./env.sh\nsed -i "s/X/$V/" t', {
      'env.sh': '#!/bin/sh\nV=from-file\n',
      t: 'X\n',
    });
    assert.deepEqual(told(other, 't'), ['X -> from-file, binder/start:3, V=from-file (line 2 of env.sh)']);
  });

  test('a copy, a removed line, a file that is moved', async () => {
    const launch = await runOf("cp t u\nsed -i '/b/d' u\nmv w v", { t: 'a\nb\nc\n', u: 'a\n', w: 'x\n' });
    assert.deepEqual(told(launch, 'u'), [' -> c\n, binder/start:2, ']);
    assert.deepEqual(told(launch, 'v'), [' -> x\n, binder/start:4, ']);
    assert.deepEqual(told(await runOf("sed -i '/b/d' t", { t: 'a\nb\nc\n' }), 't'), [
      'b\n -> , binder/start:2, ',
    ]);
  });
});

describe('where an exported variable comes from', () => {
  test('profile, own value, line of the script, line of a sourced file', async () => {
    const launch = await launchOf(
      {
        'binder/start': '#!/bin/bash\nexport A=1\n. ./env.sh\nunset JUPYTER_IMAGE\nexec "$@"\n',
        'env.sh': '#\nexport B=2\n',
      },
      { env: { MINE: 'x' } },
    );
    const from = (name: string): string | undefined => {
      const variable = launch.exported.get(name);
      return variable === undefined
        ? undefined
        : originOf(launch, name, variable.from, variable.value !== undefined).from;
    };
    assert.deepEqual(['A', 'B', 'MINE', 'JUPYTER_IMAGE_SPEC'].map(from), [
      'line 2',
      'line 2 of env.sh',
      'your own values',
      'profile mybinder.org',
    ]);
  });
});
