import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Launch, show } from '../../../server/src/launch/index.ts';
import { exported, type Files, launchOf, textAfter } from './launch.ts';

function startedBy(line: string, script: string, files: Files = {}): Promise<Launch> {
  return launchOf({ ...files, 'binder/start': `${line}\n${script}exec "$@"\n` });
}

describe('options of the shell in the first line', () => {
  test('a login shell still finds sed, and only its path is not known', async () => {
    const launch = await startedBy('#!/bin/bash -l', 'export A=1\nmkdir -p made\nsed -i s/NAME/x/ t\n', {
      t: 'is NAME\n',
    });
    assert.equal(textAfter(launch, 't'), 'is x\n');
    assert.equal(exported(launch, 'A'), '1');
    assert.equal(exported(launch, 'PATH'), '<PATH>:/usr/bin:<PATH>');
    assert.equal(launch.reachesExec, 'yes');
    assert.deepEqual(
      launch.unknown.map(({ message }) => message),
      ['The login shell reads `/etc/profile` of the image, which may set `PATH` anew.'],
    );
  });

  test('files of a login that the repository has are not simulated', async () => {
    const launch = await startedBy('#!/bin/bash --login', '', { '.profile': 'export A=1\n' });
    assert.deepEqual(
      launch.unknownFrom?.reason,
      'The login shell reads `~/.profile` first, which is not simulated.',
    );
    const other = await startedBy('#!/bin/bash', '', { '.profile': 'export A=1\n' });
    assert.equal(other.unknownFrom, undefined);
  });

  test('-u ends the script at a variable that is not set', async () => {
    const launch = await startedBy('#!/bin/bash -u', 'echo $NOBODY\n');
    assert.equal(launch.reachesExec, 'no');
    assert.equal(show(launch.stderr), '/home/jovyan/binder/start: line 2: NOBODY: unbound variable\n');
  });

  test('-v shows the lines as they are read', async () => {
    const launch = await startedBy('#!/bin/bash -v', '# a comment\nset +v; echo a\n');
    assert.equal(show(launch.stderr), '#!/bin/bash -v\n# a comment\nset +v; echo a\n');
  });

  test('options behind a blank are refused', async () => {
    const launch = await startedBy('#!/bin/bash -l -e', 'export A=1\n');
    assert.deepEqual(launch.start, { runs: 'nothing', why: 'shell-option' });
    assert.equal(launch.reachesExec, 'no');
    assert.equal(launch.exit, 2);
    assert.equal(show(launch.stderr), '/bin/bash: - : invalid option\n<usage>');
  });

  test('behind -o the shell expects a name, and finds the script', async () => {
    const launch = await startedBy('#!/bin/bash -euo pipefail', '');
    assert.equal(
      show(launch.stderr),
      '/bin/bash: line 0: /bin/bash: /home/jovyan/binder/start: invalid option name\n',
    );
    const dash = await startedBy('#!/bin/sh -o nounset', '');
    assert.equal(show(dash.stderr), '/bin/sh: 0: Illegal option -o /home/jovyan/binder/start\n');
  });

  test('env -S splits the line', async () => {
    const launch = await startedBy('#!/usr/bin/env -S bash -eu -o pipefail', 'export A=$-\nfalse | true\n');
    assert.equal(launch.reachesExec, 'no');
    assert.equal(launch.exit, 1);
    assert.equal(exported(launch, 'A'), 'ehuB');
  });

  test('what the shell is told to do instead of reading the script is not simulated', async () => {
    for (const option of ['-c', '-n', '-i', '--posix']) {
      const launch = await startedBy(`#!/bin/bash ${option}`, '');
      assert.deepEqual(launch.start, { runs: 'other', interpreter: `/bin/bash ${option}` });
    }
  });
});

describe('scripts that a script starts', () => {
  test('their first line counts too', async () => {
    const launch = await startedBy('#!/bin/bash', 'chmod +x s\n./s\nexport A=$?\nbash -eu s\nexport B=$?\n', {
      s: '#!/bin/bash -u\nfalse\necho "$NOBODY"\n',
    });
    assert.equal(exported(launch, 'A'), '1');
    assert.equal(exported(launch, 'B'), '1');
    assert.equal(show(launch.stderr), './s: line 3: NOBODY: unbound variable\n');
  });
});
