import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

const root = process.env['PROJECT_ROOT'] ?? '.';
const temporary = mkdtempSync(join(tmpdir(), 'command line modernize '));
after(() => rmSync(temporary, { recursive: true, force: true }));

function run(...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'server/bin/pangeo-binder.js'), ...argv],
    { cwd: temporary, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('pangeo-binder modernize', () => {
  test("prints the edits of the guide's example, and writes nothing", () => {
    cpSync(join(root, 'examples/pangeo-guide'), join(temporary, 'guide'), { recursive: true });
    const before = readFileSync(join(temporary, 'guide/binder/start'), 'utf8');
    const { status, stdout, stderr } = run('modernize', 'guide');
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^--- guide\/binder\/start$/m);
    assert.match(stdout, /^# Export `DASK_CONFIG` in binder\/start$/m);
    assert.match(stdout, /^\+export DASK_CONFIG="\$\{PWD\}\/\.dask"$/m);
    assert.match(
      stdout,
      /^left {2}guide\/\.dask\/config\.yaml:13: dask-kubernetes 2024\.5\.0 and later has no classic/m,
    );
    assert.equal(readFileSync(join(temporary, 'guide/binder/start'), 'utf8'), before);
  });

  test('makes them when told to, and has nothing more to do', () => {
    assert.match(run('modernize', '--write', 'guide').stdout, /^edited {2}guide\/binder\/start: /m);
    assert.match(readFileSync(join(temporary, 'guide/binder/start'), 'utf8'), /^export DASK_CONFIG=/m);
    assert.doesNotMatch(run('modernize', 'guide').stdout, /^---/m);
  });

  test('moves a configuration that no script names', () => {
    const moved = join(temporary, 'moved');
    mkdirSync(join(moved, '.dask'), { recursive: true });
    writeFileSync(join(moved, '.dask/config.yaml'), 'distributed: {}\n');
    assert.equal(
      run('modernize', 'moved', '--write').stdout,
      'moved  moved/.dask/config.yaml to moved/.config/dask/config.yaml\n',
    );
    assert.ok(existsSync(join(moved, '.config/dask/config.yaml')));
    assert.equal(run('modernize', 'moved').stdout, 'There is nothing to do.\n');
  });
});
