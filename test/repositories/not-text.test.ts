import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shownFindings } from '../support/repository.ts';

const script = {
  'binder/environment.yml': 'dependencies: [dask]\n',
  'binder/start': '#!/bin/bash\nexec "$@"\n',
};

describe('files that are no text', () => {
  test('bytes that are no UTF-8 in a configuration', async () => {
    assert.deepEqual(
      await shownFindings({
        ...script,
        '.config/dask/dask.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0x0a]),
      }),
      ['.config/dask/dask.yaml:1:1-2 yaml/syntax error none'],
    );
  });

  test('a replacement character that the author wrote is text', async () => {
    assert.deepEqual(
      await shownFindings({ ...script, '.config/dask/dask.yaml': 'annotations:\n  note: "\uFFFD"\n' }),
      [],
    );
  });

  test('a configuration that is too long is named, not read', async () => {
    assert.deepEqual(
      await shownFindings({
        ...script,
        '.config/dask/dask.yaml': `annotations:\n  text: ${'x'.repeat(5_000_000)}\n`,
      }),
      ['.config/dask/dask.yaml:1:1-2 repo/too-large info none'],
    );
  });
});
