import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shownFindings } from '../support/repository.ts';
import { expandSnippet, readSnippets } from '../support/snippets.ts';

function text(file: string, prefix: string): string {
  const snippet = readSnippets(file).get(prefix);
  assert.ok(snippet, prefix);
  return `${expandSnippet(snippet.body).trimEnd()}\n`;
}

const environment = 'dependencies:\n  - dask\n  - distributed\n  - dask-labextension\n';
const start = text('start.json', 'binder-start');

// Each snippet as it is meant: nothing at all is found, not even a hint.
describe('a repository made of snippets has no finding', () => {
  test('configuration and start script', async () => {
    assert.deepEqual(
      await shownFindings({
        'binder/environment.yml': environment,
        'binder/start': start,
        '.dask/config.yaml': text('dask-config.json', 'dask-config'),
      }),
      [],
    );
  });

  test('worker template beside fitting pins', async () => {
    const pins = 'dependencies:\n  - dask=2022.9.0\n  - distributed=2022.9.0\n  - dask-kubernetes=2022.9.0\n';
    assert.deepEqual(
      await shownFindings({
        'binder/environment.yml': pins,
        'binder/start': start,
        '.dask/config.yaml': text('dask-config.json', 'dask-worker-template'),
      }),
      [],
    );
  });

  test('substitution in a start script, for a template with the token', async () => {
    const pins = 'dependencies:\n  - dask=2021.3.0\n  - distributed=2021.3.0\n  - dask-kubernetes=2021.3.0\n';
    const template = text('dask-config.json', 'dask-worker-template').replace(
      '${JUPYTER_IMAGE_SPEC}',
      'WORKER_IMAGE',
    );
    const script = `#!/bin/bash\n${text('start.json', 'binder-sed')}${text('start.json', 'binder-exec')}`;
    assert.deepEqual(
      await shownFindings({
        'binder/environment.yml': pins,
        'binder/start': script,
        '.dask/config.yaml': template,
      }),
      [],
    );
  });
});
