import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  gitState,
  hostedRepository,
  launchAddress,
  launchLinks,
  parseGitConfig,
} from '../../../server/src/binder/index.ts';
import { visit } from '../../support/repository.ts';

suite('the configuration of git', () => {
  test('is read with its quotes, comments and continued lines', () => {
    const config = parseGitConfig(
      '; a comment\n[core] bare = false\n[Remote "Up \\"stream"]\n\tURL = "https://h.org/a;b" # why\n' +
        '\turl = second\n[branch "main"]\n\tremote = ori\\\ngin\n',
    );
    assert.equal(config.get('core')?.get('bare'), 'false');
    assert.equal(config.get('remote.Up "stream')?.get('url'), 'https://h.org/a;b');
    assert.equal(config.get('branch.main')?.get('remote'), 'origin');
  });

  test('gives remotes without credentials, and the branch that is followed', async () => {
    const state = await visit(
      {
        '.git/HEAD': 'ref: refs/heads/topic\n',
        '.git/config':
          '[remote "origin"]\nurl = https://me:secret@github.com/me/x\n[remote "b"]\nurl = ssh://git@h.org/y\n[branch "topic"]\nremote = origin\nmerge = refs/heads/feature/a\n',
      },
      gitState,
    );
    assert.deepEqual(
      [...(state?.remotes ?? [])],
      [
        ['origin', 'https://github.com/me/x'],
        ['b', 'ssh://git@h.org/y'],
      ],
    );
    assert.equal(state?.branch, 'topic');
    assert.deepEqual(state?.upstream, { remote: 'origin', branch: 'feature/a' });
  });

  test('is unknown in a work tree and without git', async () => {
    assert.equal(await visit({ '.git': 'gitdir: /elsewhere\n' }, gitState), undefined);
    assert.equal(await visit({}, gitState), undefined);
  });
});

suite('an address that launches', () => {
  test('is made of the remote of a repository', () => {
    const spec = (url: string) => {
      const hosted = hostedRepository(url);
      return hosted && `${hosted.provider}/${hosted.spec}`;
    };
    for (const url of [
      'https://github.com/me/glaciers.git',
      'https://github.com/me/glaciers/',
      'git@github.com:me/glaciers.git',
      'ssh://git@github.com/me/glaciers',
      'git://GitHub.com/me/glaciers.git',
    ])
      assert.equal(spec(url), 'gh/me/glaciers', url);
    assert.equal(spec('git@gitlab.com:group/sub/name.git'), 'gl/group%2Fsub%2Fname');
    assert.equal(spec('https://codeberg.org/me/x.git'), 'git/https%3A%2F%2Fcodeberg.org%2Fme%2Fx');
    for (const url of ['/srv/git/x.git', '../x', 'file:///srv/x', 'C:\\repos\\x', 'host:x', ''])
      assert.equal(spec(url), undefined, url);
  });

  test('keeps the slashes of a branch', () => {
    const hosted = { provider: 'gh', spec: 'me/x', name: 'me/x' } as const;
    assert.equal(
      launchAddress('mybinder.org', hosted, 'feature/a b'),
      'https://mybinder.org/v2/gh/me/x/feature/a%20b',
    );
  });

  test('is found in Markdown, reStructuredText and HTML', () => {
    const text =
      '[![x](https://mybinder.org/badge.svg)](https://mybinder.org/v2/gh/a/b/main?urlpath=lab)\n' +
      '   :target: https://mybinder.org/v2/gl/g%2Fs/master/\n<a href="http://HUB.example.org/repo/o/n">x</a>';
    assert.deepEqual(
      launchLinks(text).map(({ host, provider, spec, query, start, end }) => [
        host,
        provider,
        spec,
        query,
        text.slice(start, end),
      ]),
      [
        ['mybinder.org', 'gh', 'a/b/main', '?urlpath=lab', 'https://mybinder.org/v2/gh/a/b/main?urlpath=lab'],
        ['mybinder.org', 'gl', 'g%2Fs/master', '', 'https://mybinder.org/v2/gl/g%2Fs/master/'],
        ['hub.example.org', 'gh', 'o/n', '', 'http://HUB.example.org/repo/o/n'],
      ],
    );
  });
});
