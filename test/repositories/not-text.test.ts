import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixed, shownFindings } from '../support/repository.ts';

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

  test('a NUL in a start script, where bash looks for one, and further down', async () => {
    const start = (text: string) => ({ ...script, 'binder/start': text });
    assert.deepEqual(await shownFindings(start('#!/bin/bash\nexport A=1\0\nexec "$@"\n')), [
      'binder/start:2:11-12 start/syntax error unsafe',
    ]);
    assert.deepEqual(await shownFindings(start('#!/bin/bash\n\n\nexport A=1\0\nexec $@\n')), [
      'binder/start:4:11-12 start/syntax info unsafe',
    ]);
  });

  test('a start script that is saved as UTF-16', async () => {
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...[...'#!/bin/bash\n'].flatMap((char) => [char.charCodeAt(0), 0]),
    ]);
    assert.deepEqual(await shownFindings({ ...script, 'binder/start': bytes }), [
      'binder/start:1:1-2 start/syntax error none',
    ]);
  });

  test('a start script in another encoding is read, but not written', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('#!/bin/bash\n# caf'),
      0xe9,
      ...new TextEncoder().encode('\nexec $@\n'),
    ]);
    const files = { ...script, 'binder/start': bytes };
    assert.deepEqual(await shownFindings(files), ['binder/start:3:1-8 start/exec-args warning safe']);
    assert.equal((await fixed(files))['binder/start'], bytes);
  });

  test('a byte order mark and mixed line ends are mended', async () => {
    const files = { ...script, 'binder/start': '\uFEFF#!/bin/bash\r\nexport A=1\nexec "$@"\r\n' };
    assert.equal((await fixed(files))['binder/start'], '#!/bin/bash\nexport A=1\nexec "$@"\n');
  });
});
