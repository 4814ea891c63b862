import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryFileSystem, RepositoryLoader } from '../../../server/src/binder/index.ts';
import { lint } from '../../../server/src/lint/index.ts';

describe('changes on disk', () => {
  it('concern what was read, what was looked for, and names in folders that were listed', async () => {
    const loader = new RepositoryLoader({
      fileSystem: new MemoryFileSystem({
        'binder/start': '#!/bin/bash\nsed -i "s|A|b|" conf/site.json\nexec "$@"\n',
        'notebooks/deep/one.ipynb': '{}',
      }),
    });
    await loader.load({}, (repository) => lint(repository));
    assert.equal(loader.concerns('binder/start'), true);
    assert.equal(loader.concerns('binder'), true);
    assert.equal(loader.concerns('conf/site.json'), true);
    assert.equal(loader.concerns('conf'), true);
    assert.equal(loader.concerns('new-folder/x.txt'), true);
    assert.equal(loader.concerns('environment.yml'), true);
    assert.equal(loader.concerns('notebooks/deep/two.ipynb'), false);
    assert.equal(loader.concerns('notebooks/deep/one.ipynb'), false);
  });
});
