import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonOrigin, inScript, knownText, previewLaunch, show } from '../../../server/src/launch/index.ts';
import { exported, launchOf, repositoryOf, seds, textAfter } from './launch.ts';

const IMAGE =
  'oci.2i2c.mybinder.org/mybinder-builds/i-pangeo-2ddata-2dpangeo-2dexample-2dnotebooks-ae9149:f380ea8c5d1e4b7a9c0d2e3f405162738495a6b7';

/** The two files of the guide, as printed. */
const GUIDE = {
  '.dask/config.yaml': `# .dask/config.yaml
logging:
  bokeh: critical

diagnostics-link: "../proxy/{port}/status"
  tick-maximum-delay: 5s

kubernetes:
 worker-template:
   metadata:
   spec:
     restartPolicy: Never
     containers:
     - args:
         - dask-worker
         - --no-bokeh
       image: WORKER_IMAGE
       name: dask-worker
`,
  'binder/start': `#!/usr/bin/env bash

export DASK_DISTRIBUTED__DIAGNOSTICS_LINK={JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status
export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/.dask/config.yaml
export DASK_KUBERNETES__WORKER_NAME=dask-{JUPYTERHUB_USER}-{uuid}


# set worker image url in worker template
if [[ -z "\${JUPYTER_IMAGE_SPEC}" ]]; then
    echo "JUPYTER_IMAGE_SPEC is not set"
else
  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" \${DASK_KUBERNETES__WORKER_TEMPLATE_PATH}
fi

exec "$@"
`,
};

describe('the example of the guide', () => {
  test('on a hub the image is put in, and the server starts', async () => {
    const launch = await launchOf(GUIDE);
    assert.equal(
      textAfter(launch, '.dask/config.yaml'),
      GUIDE['.dask/config.yaml'].replace('WORKER_IMAGE', IMAGE),
    );
    assert.deepEqual([...launch.files.keys()], ['.dask/config.yaml']);
    assert.equal(launch.reachesExec, 'yes');
    assert.equal(launch.server?.how, 'exec');
    assert.equal(launch.server?.certain, true);
    assert.equal(
      exported(launch, 'DASK_DISTRIBUTED__DIAGNOSTICS_LINK'),
      '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status',
    );
    assert.equal(exported(launch, 'DASK_KUBERNETES__WORKER_TEMPLATE_PATH'), '/home/jovyan/.dask/config.yaml');
    assert.equal(exported(launch, 'DASK_KUBERNETES__WORKER_NAME'), 'dask-{JUPYTERHUB_USER}-{uuid}');
    assert.deepEqual(launch.unknown, []);
    assert.equal(launch.unknownFrom, undefined);
    assert.equal(show(launch.stdout), '');
  });

  test('in plain Docker there is no image: the template stays, and the log says so', async () => {
    const launch = await launchOf(GUIDE, { profile: 'repo2docker-local' });
    assert.equal(launch.files.size, 0);
    assert.equal(show(launch.stdout), 'JUPYTER_IMAGE_SPEC is not set\n');
    assert.equal(launch.reachesExec, 'yes');
  });

  test('a value of the settings wins over the profile, null unsets it', async () => {
    const named = await launchOf(GUIDE, { env: { JUPYTER_IMAGE_SPEC: 'me/mine:1' } });
    assert.match(textAfter(named, '.dask/config.yaml') ?? '', /\n {7}image: me\/mine:1\n/);
    const unset = await launchOf(GUIDE, { env: { JUPYTER_IMAGE_SPEC: null } });
    assert.equal(unset.files.size, 0);
  });

  test('the sed says what it does, and where its words are written', async () => {
    const { repository, launch } = await repositoryOf(GUIDE);
    const [sed] = seds(launch);
    const source = repository.file('binder/start')?.source;
    assert.ok(sed !== undefined && source !== undefined);
    assert.equal(sed.certain, true);
    assert.equal(sed.reached, 'always');
    assert.equal(sed.output, 'log');
    assert.equal(sed.status, 0);
    assert.equal(sed.plan.kind, 'ready');
    const [script] = sed.scripts;
    const [operand] = sed.operands;
    assert.ok(script !== undefined && operand !== undefined && sed.plan.kind === 'ready');
    assert.equal(knownText(script.value), `s|WORKER_IMAGE|${IMAGE}|g`);
    const [command] = sed.plan.program.commands;
    assert.ok(command?.kind === 'substitute');
    const written = (span: { start: number; end: number }): string => {
      const place = inScript(script.segments, span);
      return place === undefined ? '' : source.slice(place);
    };
    assert.equal(written(command.patternSpan), 'WORKER_IMAGE');
    assert.equal(written(command.replacementSpan), '${JUPYTER_IMAGE_SPEC}');
    assert.equal(written(command.flagsSpan), 'g');
    const variable = script.argument?.sources.find(({ part }) => part.kind === 'parameter');
    assert.equal(variable?.unset, false);
    assert.deepEqual(variable && commonOrigin(variable.value), {
      kind: 'environment',
      name: 'JUPYTER_IMAGE_SPEC',
    });
    assert.equal(operand.path, '.dask/config.yaml');
    assert.equal(operand.state, 'file');
    assert.equal(operand.outcome, 'changed');
    assert.deepEqual([...(operand.changedBy ?? [])], [0]);
    assert.equal(operand.before && show(operand.before), GUIDE['.dask/config.yaml']);
    assert.equal(
      operand.argument && source.slice(operand.argument.word.span),
      '${DASK_KUBERNETES__WORKER_TEMPLATE_PATH}',
    );
  });

  test('the preview shows one changed file and nothing unknown', async () => {
    const preview = previewLaunch(await launchOf(GUIDE));
    assert.deepEqual(preview, {
      profile: { name: 'mybinder-2026', title: 'mybinder.org' },
      files: [
        {
          path: '.dask/config.yaml',
          before: GUIDE['.dask/config.yaml'],
          after: GUIDE['.dask/config.yaml'].replace('WORKER_IMAGE', IMAGE),
          certain: true,
          changes: [
            {
              span: { start: 284, end: 284 + IMAGE.length },
              before: { start: 284, end: 296 },
              by: seds(await launchOf(GUIDE))[0]?.place,
              values: [
                {
                  name: 'JUPYTER_IMAGE_SPEC',
                  value: IMAGE,
                  from: 'profile mybinder.org',
                  place: undefined,
                },
              ],
            },
          ],
        },
      ],
      unknown: [],
    });
  });
});

describe('the common script for a workspace', () => {
  const files = {
    'binder/start': `#!/bin/bash

# Replace the dashboard
sed -i -e "s|DASK_DASHBOARD_URL|/user/\${JUPYTERHUB_USER}/proxy/8787|g" binder/jupyterlab-workspace.json
# Get the right workspace ID
sed -i -e "s|WORKSPACE_ID|/user/\${JUPYTERHUB_USER}/lab|g" binder/jupyterlab-workspace.json

# Import the workspace
jupyter lab workspaces import binder/jupyterlab-workspace.json \\
  --NotebookApp.base_url=user/\${JUPYTERHUB_USER}

exec "$@"
`,
    'binder/jupyterlab-workspace.json': '{"url": "DASK_DASHBOARD_URL", "id": "WORKSPACE_ID"}\n',
  };

  test('both tokens are filled, and the import changes nothing that is known', async () => {
    const launch = await launchOf(files);
    assert.equal(
      textAfter(launch, 'binder/jupyterlab-workspace.json'),
      '{"url": "/user/pangeo-data-pan-ample-notebooks-x1y2z3a4/proxy/8787", "id": "/user/pangeo-data-pan-ample-notebooks-x1y2z3a4/lab"}\n',
    );
    assert.deepEqual(
      launch.files.get('binder/jupyterlab-workspace.json')?.changes.map(({ line }) => line),
      [4, 6],
    );
    assert.equal(launch.reachesExec, 'yes');
    assert.deepEqual(
      launch.unknown.map(({ place, message }) => [place.line, message]),
      [[9, 'What `jupyter` does is not simulated.']],
    );
    const command = launch.steps.find((step) => step.kind === 'command');
    assert.ok(command?.kind === 'command');
    assert.equal(command.name, 'jupyter');
    assert.deepEqual(
      command.files.map(({ path, state }) => [path, state]),
      [
        ['lab', 'missing'],
        ['workspaces', 'missing'],
        ['import', 'missing'],
        ['binder/jupyterlab-workspace.json', 'file'],
      ],
    );
  });

  test('without the file the sed fails, and the script goes on', async () => {
    const launch = await launchOf({ 'binder/start': files['binder/start'] });
    assert.equal(launch.files.size, 0);
    assert.equal(launch.reachesExec, 'yes');
    const [operand] = seds(launch)[0]?.operands ?? [];
    assert.equal(operand?.state, 'missing');
    assert.equal(operand?.outcome, 'failed');
    assert.equal(
      operand?.error,
      "sed: can't read binder/jupyterlab-workspace.json: No such file or directory",
    );
  });
});
