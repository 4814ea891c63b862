import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { launchAddresses } from '../../../server/src/features/index.ts';
import { visit } from '../../support/repository.ts';

const CONFIG =
  '[remote "upstream"]\nurl = https://github.com/them/x\n[remote "origin"]\nurl = git@github.com:me/x.git\n' +
  '[branch "topic"]\nremote = upstream\nmerge = refs/heads/main\n';

suite('the addresses that launch a repository', () => {
  test('are of the remote and the branch that the checked out one follows', async () => {
    const of = (head: string) => visit({ '.git/HEAD': head, '.git/config': CONFIG }, launchAddresses);
    const [topic, other, detached] = await Promise.all([
      of('ref: refs/heads/topic\n'),
      of('ref: refs/heads/other\n'),
      of('5d41402abc4b2a76b9719d911017c592aaaaaaaa\n'),
    ]);
    const url = (found: typeof topic) => (found.kind === 'known' ? found.addresses[0]?.url : found.why);
    assert.equal(url(topic), 'https://mybinder.org/v2/gh/them/x/main');
    assert.equal(url(other), 'https://mybinder.org/v2/gh/me/x/other');
    assert.equal(url(detached), 'https://mybinder.org/v2/gh/me/x/HEAD');
  });

  test('are on the usual hub and on those of the README that still answer', async () => {
    const found = await visit(
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/config': CONFIG,
        'README.md':
          'https://binder.pangeo.io/v2/gh/me/x/main https://hub.example.org/v2/gh/me/x/main https://mybinder.org/v2/gh/me/x/main\n',
      },
      launchAddresses,
    );
    assert.ok(found.kind === 'known');
    assert.deepEqual(
      found.addresses.map(({ host }) => host),
      ['mybinder.org', 'hub.example.org'],
    );
    assert.deepEqual(found.addresses[0], {
      host: 'mybinder.org',
      url: 'https://mybinder.org/v2/gh/me/x/main',
      markdown: '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/me/x/main)',
      restructuredText:
        '.. image:: https://mybinder.org/badge_logo.svg\n   :target: https://mybinder.org/v2/gh/me/x/main\n   :alt: Binder',
    });
  });

  test('are unknown without git, without a remote, and for a folder as remote', async () => {
    const HEAD = 'ref: refs/heads/main\n';
    assert.deepEqual(await visit({}, launchAddresses), { kind: 'unknown', why: 'no-git' });
    assert.deepEqual(await visit({ '.git/HEAD': HEAD, '.git/config': '[core]\n' }, launchAddresses), {
      kind: 'unknown',
      why: 'no-remote',
    });
    assert.deepEqual(
      await visit({ '.git/HEAD': HEAD, '.git/config': '[remote "origin"]\nurl = /srv/x\n' }, launchAddresses),
      { kind: 'unknown', why: 'not-hosted' },
    );
  });
});
