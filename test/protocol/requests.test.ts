import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type EditorClient, inProcess, ROOT, uriOf } from '../support/client.ts';

const START = '#!/bin/bash\nexec "$@"\n';

async function withServer(
  files: Readonly<Record<string, string>>,
  run: (client: EditorClient) => Promise<void>,
): Promise<void> {
  const client = inProcess(files);
  try {
    await client.initialize();
    await run(client);
  } finally {
    client.stop();
  }
}

describe('pangeoBinder/status', () => {
  test('says what a file is for, without its being open', () =>
    withServer(
      { 'binder/start': START, 'binder/environment.yml': 'dependencies: [dask=2.30]\n' },
      async (client) => {
        assert.deepEqual(await client.ask('pangeoBinder/status', { uri: uriOf('binder/start') }), {
          root: ROOT,
          roles: ['start'],
          reading: null,
          changedAtLaunch: false,
          versions: [
            {
              package: 'dask',
              text: '2.30.*',
              pinned: true,
              from: [{ uri: uriOf('binder/environment.yml'), path: 'binder/environment.yml' }],
              fromTarget: false,
            },
          ],
          profile: { name: 'mybinder-2026', title: 'mybinder.org', ownValues: [] },
        });
      },
    ));

  test('has nothing to say of other files, nor when switched off', () =>
    withServer({ 'binder/start': START, 'a.txt': '' }, async (client) => {
      assert.equal(await client.ask('pangeoBinder/status', { uri: uriOf('a.txt') }), null);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { pangeoBinder: { enable: false } },
      });
      assert.equal(await client.ask('pangeoBinder/status', { uri: uriOf('binder/start') }), null);
    }));
});

describe('a deleted file', () => {
  test('is gone although the editor still holds its text, until somebody edits that', () =>
    withServer({ 'binder/start': START }, async (client) => {
      const text = 'dependencies: [dask=2.30]\n';
      client.files.write('binder/environment.yml', text);
      const from = async () =>
        (await client.ask('pangeoBinder/status', { uri: uriOf('binder/start') }))?.versions[0]?.from.length;
      const uri = await client.open('binder/environment.yml', text);
      assert.equal(await from(), 1);
      client.files.delete('binder/environment.yml');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri, type: 3 }],
      });
      assert.equal(await from(), 0);
      await client.replace(uri, `${text}# again\n`);
      assert.equal(await from(), 1);
    }));
});

describe('pangeoBinder/initializeRepository', () => {
  test('gives the files that are missing, and writes nothing', () =>
    withServer({ '.binder/start': START }, async (client) => {
      const answer = await client.ask('pangeoBinder/initializeRepository', {
        folder: ROOT,
        cluster: 'local',
      });
      assert.deepEqual(answer.directories, ['.binder']);
      assert.deepEqual(
        answer.creates.map(({ uri, path }) => [uri, path]),
        [
          [uriOf('.binder/environment.yml'), '.binder/environment.yml'],
          [uriOf('.config/dask/distributed.yaml'), '.config/dask/distributed.yaml'],
        ],
      );
      assert.deepEqual(
        answer.leaves.map(({ path }) => path),
        ['.binder/start'],
      );
      assert.equal(await client.files.stat('.binder/environment.yml'), undefined);
    }));

  test('refuses what it cannot understand', () =>
    withServer({}, async (client) => {
      for (const params of [
        null,
        {},
        { folder: ROOT },
        { folder: ROOT, cluster: 'slurm' },
        { cluster: 'local' },
      ])
        await assert.rejects(
          client.connection.sendRequest('pangeoBinder/initializeRepository', params),
          /initializeRepository needs/,
        );
      await assert.rejects(client.connection.sendRequest('pangeoBinder/status', {}), /status needs/);
    }));
});

describe('pangeoBinder/launchAddress', () => {
  const git = (url: string) => ({
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': `[remote "origin"]\n\turl = ${url}\n`,
  });

  test('follows the remote as it is now', () =>
    withServer({ 'binder/start': START, ...git('https://github.com/me/x.git') }, async (client) => {
      const ask = () => client.ask('pangeoBinder/launchAddress', { uri: uriOf('binder/start') });
      const first = await ask();
      assert.deepEqual(first, {
        kind: 'known',
        repository: 'me/x',
        ref: 'main',
        addresses: [
          {
            host: 'mybinder.org',
            url: 'https://mybinder.org/v2/gh/me/x/main',
            markdown:
              '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/me/x/main)',
            restructuredText:
              '.. image:: https://mybinder.org/badge_logo.svg\n   :target: https://mybinder.org/v2/gh/me/x/main\n   :alt: Binder',
          },
        ],
      });
      client.files.write('.git/config', '[remote "origin"]\nurl = /srv/x\n');
      assert.deepEqual(await ask(), { kind: 'unknown', why: 'not-hosted' });
    }));

  test('is unknown without git', () =>
    withServer({ 'binder/start': START }, async (client) => {
      assert.deepEqual(await client.ask('pangeoBinder/launchAddress', { uri: uriOf('binder/start') }), {
        kind: 'unknown',
        why: 'no-git',
      });
    }));

  test('a badge that leads elsewhere is found in an open README', () =>
    withServer({ 'binder/start': START, ...git('https://github.com/me/x.git') }, async (client) => {
      const uri = await client.open('README.md', '[b](https://mybinder.org/v2/gh/they/y/main)\n', 'markdown');
      const found = await client.diagnostics(uri);
      assert.deepEqual(
        found.map(({ code, range }) => [code, range.start.character, range.end.character]),
        [['repo/badge-elsewhere', 31, 37]],
      );
    }));
});

describe('pangeoBinder/modernize', () => {
  const files = {
    '.dask/config.yaml': 'tick-maximum-delay: 5s\n',
    'binder/start': START,
    'binder/environment.yml': 'dependencies: [dask]\n',
  };

  test('gives edits of the texts as they are in the editor, and what is left', () =>
    withServer(files, async (client) => {
      const uri = await client.open('binder/start', `#!/bin/bash\nwget https://example.org/x\nexec "$@"\n`);
      const answer = await client.ask('pangeoBinder/modernize', { uri });
      assert.deepEqual(
        answer?.files.map(({ path, isNew, done, edits }) => ({
          path,
          isNew,
          done,
          texts: edits.map(({ text }) => text),
        })),
        [
          {
            path: '.dask/config.yaml',
            isNew: false,
            done: ['Move it to `limit` in `distributed.admin.tick`'],
            texts: ['distributed:\n  admin:\n    tick:\n      limit: 5s\n'],
          },
          {
            path: 'binder/start',
            isNew: false,
            done: ['Export `DASK_CONFIG` in binder/start'],
            texts: ['export DASK_CONFIG="${PWD}/.dask"\n'],
          },
        ],
      );
      assert.deepEqual(answer?.files[1]?.edits[0]?.range, {
        start: { line: 2, character: 0 },
        end: { line: 2, character: 0 },
      });
      assert.deepEqual(answer?.renames, []);
      assert.deepEqual(
        answer?.left.map(({ path, line, code }) => [path, line, code]),
        [['binder/start', 1, 'start/heavy-work']],
      );
    }));

  test('moves a file that no script names', () =>
    withServer({ '.dask/config.yaml': 'distributed: {}\n' }, async (client) => {
      const answer = await client.ask('pangeoBinder/modernize', { uri: uriOf('.dask/config.yaml') });
      assert.deepEqual(
        answer?.renames.map(({ from, to }) => [from.path, to.path]),
        [['.dask/config.yaml', '.config/dask/config.yaml']],
      );
    }));
});
