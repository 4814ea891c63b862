import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryFileSystem, RepositoryLoader } from '../../../server/src/binder/index.ts';
import { RepositoryHost } from '../../../server/src/lsp/host.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/lsp/settings.ts';

const FILES = { 'binder/start': '#!/bin/bash\nexec $@\n', 'binder/environment.yml': 'name: x\n' };

describe('a look at a repository', () => {
  it('is shared by those who ask while it runs, never replaced by the one before', async () => {
    let enable = true;
    const answers: (() => void)[] = [];
    const host = new RepositoryHost(
      'file:///r',
      new RepositoryLoader({ fileSystem: new MemoryFileSystem(FILES) }),
      async () => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return { ...DEFAULT_SETTINGS, enable };
      },
    );
    const first = host.look();
    answers.shift()?.();
    assert.equal((await first).settings.enable, true);

    enable = false;
    host.changed();
    const asked = host.look();
    const askedMeanwhile = host.look();
    answers.shift()?.();
    assert.equal((await askedMeanwhile).settings.enable, false);
    assert.equal(await asked, await askedMeanwhile);
    assert.equal(answers.length, 0);
  });
});
