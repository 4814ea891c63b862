import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completionsAt, hoverAt } from '../../../server/src/features/index.ts';
import { visit } from '../../support/repository.ts';
import { repositories } from './places.ts';
import { chosen, FILES, scriptCompletions } from './script-places.ts';

const labels = async (marked: string): Promise<string[]> =>
  (await scriptCompletions(marked)).map(({ label }) => label);

describe('names', () => {
  test('behind $ and ${: those of the hub first', async () => {
    for (const marked of [
      'echo $§',
      'echo "${§',
      'echo ${JUP§}',
      'sed -i "s|A|$§',
      'cat <<E\n$§\nE\n',
      'x=$(echo $§',
    ])
      assert.deepEqual((await labels(marked)).slice(0, 4), [
        'JUPYTER_IMAGE_SPEC',
        'JUPYTER_IMAGE',
        'JUPYTERHUB_USER',
        'JUPYTERHUB_SERVICE_PREFIX',
      ]);
    assert.ok((await labels('MY_DIR=x\necho $§')).includes('MY_DIR'));
  });

  test('of the script itself are left to whoever offers them', async () => {
    const offered = async (marked: string) =>
      (await scriptCompletions(marked, FILES, { shell: true })).map(({ label }) => label);
    const script = 'MY_DIR=x\nexport DASK_DISTRIBUTED__DASHBOARD__LINK=y\n';
    for (const line of ['echo $§', 'export §', 'unset §', 'D§']) {
      const labels = await offered(script + line);
      assert.equal(labels.includes('MY_DIR'), false, line);
      assert.equal(labels.includes('DASK_DISTRIBUTED__DASHBOARD__LINK'), false, line);
    }
    assert.ok((await offered(`${script}echo $§`)).includes('JUPYTERHUB_USER'));
    assert.ok((await offered(`${script}export §`)).includes('DASK_CONFIG'));
  });

  test('a brace is closed once', async () => {
    assert.equal(await chosen('echo "${JUPYTERHUB_§', 'JUPYTERHUB_USER'), 'echo "${JUPYTERHUB_USER}');
    assert.equal(await chosen('echo ${JUP§YTER}', 'JUPYTERHUB_USER'), 'echo ${JUPYTERHUB_USER}');
    assert.equal(await chosen('echo ${§:-x}', 'JUPYTERHUB_USER'), 'echo ${JUPYTERHUB_USER:-x}');
    assert.equal(await chosen('echo $JUP§/x', 'JUPYTERHUB_USER'), 'echo $JUPYTERHUB_USER/x');
  });

  test('not in single quotes, comments, and here-documents whose marker is quoted', async () => {
    for (const marked of ["sed 's|x|$§", '# $§', "cat <<'E'\n$§\nE\n"])
      assert.deepEqual(await labels(marked), []);
  });

  test('behind export, and without it', async () => {
    const offered = await labels('export §');
    assert.equal(offered[0], 'DASK_CONFIG');
    assert.ok(offered.includes('DASK_DISTRIBUTED__DASHBOARD__LINK'));
    assert.ok(!offered.includes('DASK_DISTRIBUTED__DIAGNOSTICS_LINK'));
    assert.equal(
      await chosen('export DASK_DIST§', 'DASK_DISTRIBUTED__DASHBOARD__LINK'),
      'export DASK_DISTRIBUTED__DASHBOARD__LINK=',
    );
    assert.equal(await chosen('export DASK§=x', 'DASK_CONFIG'), 'export DASK_CONFIG=x');
    assert.equal(
      await chosen('if true; then\n  DASK_§', 'DASK_CONFIG'),
      'if true; then\n  export DASK_CONFIG=',
    );
  });

  test('names that these versions read only', async () => {
    const old = await scriptCompletions('export §', {
      ...FILES,
      'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.10.0\n',
    });
    assert.ok(old.some(({ label }) => label === 'DASK_KUBERNETES__WORKER_TEMPLATE_PATH'));
    assert.ok(!(await labels('export §')).includes('DASK_KUBERNETES__WORKER_TEMPLATE_PATH'));
  });
});

describe('values of keys', () => {
  test('as Python writes them', async () => {
    assert.deepEqual(await labels('export DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=§'), ['True', 'False']);
    assert.deepEqual(await labels('export DASK_DISTRIBUTED__ADMIN__TICK__LIMIT=5§'), [
      '5ms',
      '5s',
      '5m',
      '5h',
      '5d',
    ]);
  });

  test('in quotes where the shell needs them', async () => {
    const link = '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status';
    assert.equal(
      await chosen('export DASK_DISTRIBUTED__DASHBOARD__LINK=§', link),
      `export DASK_DISTRIBUTED__DASHBOARD__LINK="${link}"`,
    );
    assert.equal(
      await chosen('export DASK_DISTRIBUTED__DASHBOARD__LINK="§"', link),
      `export DASK_DISTRIBUTED__DASHBOARD__LINK="${link}"`,
    );
  });

  test('a file for a path', async () => {
    assert.equal(
      await chosen('export DASK_CONFIG="${PWD}/.dask/§"', 'config.yaml'),
      'export DASK_CONFIG="${PWD}/.dask/config.yaml"',
    );
  });
});

describe('names of a template', () => {
  test('in the pattern of a sed', async () => {
    assert.deepEqual(await labels('sed -i "s|§'), ['DASK_DASHBOARD_URL', 'WORKER_IMAGE', 'WORKSPACE_ID']);
    assert.equal(
      await chosen('sed -i -e "s|WORK§|x|" .dask/config.yaml', 'WORKER_IMAGE'),
      'sed -i -e "s|WORKER_IMAGE|x|" .dask/config.yaml',
    );
  });
});

describe('files', () => {
  test('that are there, where a command needs one', async () => {
    assert.deepEqual(await labels('sed -i "s|A|b|" notebooks/§'), ['a b.ipynb', 'c.ipynb']);
    assert.deepEqual(await labels('jupyter lab workspaces import "${PWD}/binder/§"'), [
      'environment.yml',
      'jupyterlab-workspace.json',
    ]);
    assert.deepEqual(await labels('cat < binder/j§'), ['environment.yml', 'jupyterlab-workspace.json']);
    assert.deepEqual(await labels('cd §'), ['binder/', 'notebooks/', '.dask/']);
    assert.equal(await chosen('cp notebooks/§', 'a b.ipynb'), 'cp notebooks/a\\ b.ipynb');
    assert.equal(await chosen('cp "notebooks/§"', 'a b.ipynb'), 'cp "notebooks/a b.ipynb"');
  });

  test('not elsewhere', async () => {
    for (const marked of ['echo §', 'cp /opt/§', 'cp $(ls)/§', 'sed -§'])
      assert.deepEqual(await labels(marked), []);
  });
});

describe('lines', () => {
  test('what this repository needs, and the hand-over last', async () => {
    assert.deepEqual(await labels('§\n'), [
      'exec "$@"',
      'sed: WORKER_IMAGE in .dask/config.yaml',
      'sed: DASK_DASHBOARD_URL in binder/jupyterlab-workspace.json',
      'sed: WORKSPACE_ID in binder/jupyterlab-workspace.json',
      'jupyter lab workspaces import binder/jupyterlab-workspace.json',
      'export DASK_CONFIG="${PWD}/.dask"',
    ]);
    assert.equal(
      await chosen('  §\nexec "$@"\n', 'sed: WORKER_IMAGE in .dask/config.yaml'),
      '  if [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n    sed -i -e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml\n  fi\nexec "$@"\n',
    );
  });

  test('nothing twice, and nothing behind the hand-over', async () => {
    assert.deepEqual(await labels('e§\nexec "$@"\n'), ['export DASK_CONFIG="${PWD}/.dask"']);
    assert.deepEqual(await labels('exec "$@"\n§'), []);
  });

  test('the first line', async () => {
    assert.deepEqual(await labels('#!§'), ['#!/bin/bash']);
  });
});

test('at every place of every script of the fixtures and examples, whole and cut off there', async () => {
  for (const { files } of repositories()) {
    const path = ['binder/start', '.binder/start', 'start'].find((one) => files[one] !== undefined);
    const text = path === undefined ? undefined : files[path];
    if (path === undefined || text === undefined || text.length > 4000) continue;
    const step = Math.max(1, Math.floor(text.length / 60));
    for (let offset = 0; offset <= text.length; offset += step) {
      await visit(files, (repository) => [
        hoverAt(repository, path, offset),
        completionsAt(repository, path, offset),
      ]);
      const cut = { ...files, [path]: text.slice(0, offset) };
      await visit(cut, (repository) => [
        hoverAt(repository, path, offset),
        completionsAt(repository, path, offset),
      ]);
    }
  }
});
