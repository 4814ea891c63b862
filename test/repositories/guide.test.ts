import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fixed, shownFindings } from '../support/repository.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The Pangeo guide's own example, verbatim. */
const guide = {
  '.dask/config.yaml': read('examples/pangeo-guide/.dask/config.yaml'),
  'binder/start': read('examples/pangeo-guide/binder/start'),
};

describe('the example of the Pangeo guide', () => {
  test('has exactly these findings with current versions', async () => {
    assert.deepEqual(await shownFindings(guide), [
      '.dask/config.yaml:1:1-20 repo/dask-dir-not-read warning unsafe',
      '.dask/config.yaml:5:1-17 dask/legacy-key info safe',
      '.dask/config.yaml:6:3-21 dask/legacy-key info safe',
      '.dask/config.yaml:6:3-21 yaml/indented-under-scalar error safe',
      '.dask/config.yaml:9:2-17 dask/worker-template-not-read warning none',
      '.dask/config.yaml:18:12-22 worker/removed-flag warning safe',
      'binder/start:3:8-42 start/env-not-read warning safe',
      'binder/start:4:8-45 template/path-wrong-kind info unsafe',
      'binder/start:5:8-36 start/env-not-read warning unsafe',
    ]);
  });

  test('becomes exactly these texts after all safe fixes', async () => {
    const result = await fixed(guide);
    assert.equal(result['.dask/config.yaml'], read('test/repositories/guide/config.yaml.fixed'));
    assert.equal(result['binder/start'], read('test/repositories/guide/start.fixed'));
  });

  test('keeps four findings after the fixes, none of them an error', async () => {
    assert.deepEqual(await shownFindings(await fixed(guide)), [
      '.dask/config.yaml:1:1-20 repo/dask-dir-not-read warning unsafe',
      '.dask/config.yaml:13:2-17 dask/worker-template-not-read warning none',
      'binder/start:4:8-45 template/path-wrong-kind info unsafe',
      'binder/start:5:8-36 start/env-not-read warning unsafe',
    ]);
  });

  test('has exactly these findings with the versions of its time', async () => {
    const environment = [
      'dependencies:',
      '  - dask=0.19.1',
      '  - distributed=1.23.1',
      '  - dask-kubernetes=0.5.0',
      '',
    ].join('\n');
    assert.deepEqual(await shownFindings({ ...guide, 'binder/environment.yml': environment }), [
      '.dask/config.yaml:5:1-17 dask/legacy-key info safe',
      '.dask/config.yaml:6:3-21 dask/legacy-key info safe',
      '.dask/config.yaml:6:3-21 yaml/indented-under-scalar error safe',
      '.dask/config.yaml:18:12-22 worker/removed-flag hint none',
      'binder/start:3:8-42 start/env-not-read warning safe',
      'binder/start:4:8-45 template/path-wrong-kind info unsafe',
      'binder/start:5:8-36 start/env-not-read warning safe',
    ]);
  });
});
