import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { MemoryFileSystem, RepositoryLoader } from '../../../server/src/binder/index.ts';
import { type Modernization, modernize } from '../../../server/src/features/index.ts';
import { chosenLaunch, knownText, previewLaunch } from '../../../server/src/launch/index.ts';
import { ENTRIES } from '../../repositories/dev-starts.ts';
import { readFixtures } from '../../support/fixture.ts';
import { type Files, lintFiles, visit } from '../../support/repository.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const guide = Object.fromEntries(
  ['.dask/config.yaml', 'binder/start'].map((path) => [
    path,
    readFileSync(join(root, 'examples/pangeo-guide', path), 'utf8'),
  ]),
);

function modernized(files: Files): Promise<Modernization> {
  const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files) });
  return modernize(loader, {}, { severities: {} });
}

/** The repository afterwards. */
function applied(files: Files, { files: changed, renames }: Modernization): Files {
  const after: Record<string, string | Uint8Array> = { ...files };
  for (const { path, after: text } of changed) after[path] = text;
  for (const { path, to } of renames) {
    const text = after[path];
    if (text !== undefined) after[to] = text;
    delete after[path];
  }
  return after;
}

async function count(files: Files): Promise<{ readonly errors: number; readonly warnings: number }> {
  const { findings } = await lintFiles(files);
  const severities = [...findings.values()].flat().map(({ severity }) => severity);
  return {
    errors: severities.filter((severity) => severity === 'error').length,
    warnings: severities.filter((severity) => severity === 'warning').length,
  };
}

/** Whether the server is reached, and with which words: `exec $@` splits arguments that the fix keeps together. */
function handOver(files: Files) {
  return visit(files, (repository) => {
    const { reachesExec, execCommand } = repository.derive(chosenLaunch);
    return { reachesExec, words: execCommand?.arguments.map((value) => knownText(value) ?? '?').join(' ') };
  });
}

suite('modernizing', () => {
  test("the guide's example brings it to what Dask reads, and says what needs a person", async () => {
    const { files, renames, left } = await modernized(guide);
    assert.deepEqual(renames, []);
    assert.deepEqual(
      files.map(({ path, done }) => [path, [...done].sort()]),
      [
        [
          '.dask/config.yaml',
          [
            'Move `tick-maximum-delay` to the column of `diagnostics-link`',
            'Move it to `limit` in `distributed.admin.tick`',
            'Move it to `link` in `distributed.dashboard`',
            'Write `--no-dashboard`',
          ],
        ],
        [
          'binder/start',
          [
            'Export `DASK_CONFIG` in binder/start',
            'Use a plain variable, `WORKER_TEMPLATE_FILE`, for the `sed`',
            'Write `DASK_DISTRIBUTED__DASHBOARD__LINK`',
          ],
        ],
      ],
    );
    assert.equal(
      files[1]?.after,
      `#!/usr/bin/env bash

export DASK_DISTRIBUTED__DASHBOARD__LINK={JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status
export WORKER_TEMPLATE_FILE=\${PWD}/.dask/config.yaml
export DASK_KUBERNETES__WORKER_NAME=dask-{JUPYTERHUB_USER}-{uuid}


# set worker image url in worker template
if [[ -z "\${JUPYTER_IMAGE_SPEC}" ]]; then
    echo "JUPYTER_IMAGE_SPEC is not set"
else
  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" \${WORKER_TEMPLATE_FILE}
fi

export DASK_CONFIG="\${PWD}/.dask"
exec "$@"
`,
    );
    assert.deepEqual(
      left.map(({ path, code }) => `${path} ${code}`),
      ['.dask/config.yaml dask/worker-template-not-read', 'binder/start start/env-not-read'],
    );
  });

  test("the guide's example fills the same image in as before", async () => {
    const image = async (files: Files) => {
      const changed = await visit(
        files,
        (repository) => previewLaunch(repository.derive(chosenLaunch)).files,
      );
      return /^ +image: (\S+)$/m.exec(
        changed.find(({ path }) => path === '.dask/config.yaml')?.after ?? '',
      )?.[1];
    };
    const before = await image(guide);
    assert.match(before ?? '', /:[0-9a-f]{40}$/);
    assert.equal(await image(applied(guide, await modernized(guide))), before);
  });

  test('moves a configuration that no script names', async () => {
    const files = { '.dask/config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n' };
    const result = await modernized(files);
    assert.deepEqual(
      result.renames.map(({ path, to }) => [path, to]),
      [['.dask/config.yaml', '.config/dask/config.yaml']],
    );
    assert.deepEqual(result.left, []);
    assert.deepEqual(await count(applied(files, result)), { errors: 0, warnings: 0 });
  });

  test('leaves alone what is right for the versions that are pinned', async () => {
    const files = {
      '.dask/config.yaml': 'kubernetes:\n  name: dask-{JUPYTERHUB_USER}-{uuid}\n',
      'binder/environment.yml': 'dependencies:\n  - dask=2021.3.0\n  - dask-kubernetes=0.11.0\n',
      'binder/start': '#!/bin/bash\nexec "$@"\n',
    };
    const result = await modernized(files);
    assert.deepEqual([result.files, result.renames, result.left], [[], [], []]);
  });

  test('fills a token that nothing fills', async () => {
    const files = {
      '.config/dask/kubernetes.yaml':
        'kubernetes:\n  worker-template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - image: WORKER_IMAGE\n          name: dask-worker\n          args: [dask-worker, --death-timeout, "60"]\n',
      'binder/environment.yml':
        'dependencies:\n  - python=3.11\n  - dask=2024.4.2\n  - dask-kubernetes=2024.4.2\n',
      'binder/start': '#!/bin/bash\nexec "$@"\n',
    };
    const { files: changed, left } = await modernized(files);
    assert.match(changed[0]?.after ?? '', /- image: \$\{JUPYTER_IMAGE_SPEC\}\n/);
    assert.deepEqual(left, []);
  });

  const repositories: readonly (readonly [string, Files])[] = [
    ...ENTRIES.map((entry) => [entry.names[0] ?? entry.path, entry.files] as const),
    ...readFixtures(join(root, 'test/repositories/fixtures')).map(
      ({ name, files }) => [name, files] as const,
    ),
  ];
  for (const [name, files] of repositories) {
    test(`${name}: is never worse, reaches the server as before, and is done at once`, async () => {
      const result = await modernized(files);
      const after = applied(files, result);
      const [first, second] = [await count(files), await count(after)];
      assert.ok(second.errors <= first.errors, 'errors');
      assert.ok(second.errors + second.warnings <= first.errors + first.warnings, 'warnings');
      const before = await handOver(files);
      if (before.reachesExec === 'yes') assert.deepEqual(await handOver(after), before);
      const again = await modernized(after);
      assert.deepEqual([again.files, again.renames], [[], []]);
    });
  }
});
