import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

const root = process.env['PROJECT_ROOT'] ?? '.';
const temporary = mkdtempSync(join(tmpdir(), 'command line init '));
after(() => rmSync(temporary, { recursive: true, force: true }));

function run(cwd: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'server/bin/pangeo-binder.js'), ...argv],
    { cwd, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function folder(name: string): string {
  const path = join(temporary, name);
  mkdirSync(path);
  return path;
}

describe('pangeo-binder init', () => {
  test('begins a repository in which nothing is found', () => {
    const empty = folder('empty');
    assert.deepEqual(run(empty, 'init', '--cluster', 'operator', '--directory=.binder'), {
      status: 0,
      stdout: 'made  .binder/environment.yml\nmade  .config/dask/kubernetes.yaml\nmade  .binder/start\n',
      stderr: '',
    });
    assert.equal(statSync(join(empty, '.binder/start')).mode & 0o111, 0o111);
    const { status, stdout } = run(empty, 'check', '--fail-on', 'info');
    assert.equal(status, 0, stdout);
  });

  test('leaves what exists, says what it has to bring, and does nothing the second time', () => {
    const begun = folder('begun');
    mkdirSync(join(begun, 'binder'));
    writeFileSync(join(begun, 'binder/start'), '#!/bin/bash\nexec "$@"\n');
    const first = run(temporary, 'init', 'begun');
    assert.equal(
      first.stdout,
      'made  begun/binder/environment.yml\nmade  begun/.config/dask/distributed.yaml\n' +
        'left  begun/binder/start: it exists. It has to bring `DASK_DISTRIBUTED__DASHBOARD__LINK`, and the hand-over, `exec "$@"`.\n',
    );
    assert.equal(readFileSync(join(begun, 'binder/start'), 'utf8'), '#!/bin/bash\nexec "$@"\n');
    assert.doesNotMatch(run(temporary, 'init', 'begun').stdout, /^made/m);
  });

  test('refuses what it does not know', () => {
    const { status, stderr } = run(temporary, 'init', '--cluster', 'slurm');
    assert.equal(status, 2);
    assert.match(stderr, /--cluster takes gateway, operator, classic, local; got "slurm"\./);
    assert.equal(run(temporary, 'init', 'nowhere').status, 2);
    assert.equal(run(temporary, 'init', 'a', 'b').status, 2);
  });
});
