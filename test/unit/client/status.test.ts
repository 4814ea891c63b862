import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type StatusWords, statusText } from '../../../client/src/status/words.ts';
import type { Status } from '../../../server/src/lsp/protocol.ts';

const words: StatusWords = {
  role: (name) =>
    ({ 'dask-config': 'Dask configuration', start: 'start script', 'ignored-start': 'unused start' })[name],
  reading: (name) => `(${name})`,
  changedAtLaunch: 'changed at launch',
  from: (places) => `from ${places}`,
  settings: 'settings',
  nothingPinned: 'nothing is pinned',
};

const status: Status = {
  root: 'file:///r',
  roles: ['start'],
  reading: null,
  changedAtLaunch: false,
  versions: [{ package: 'dask', text: '2026.7.1', pinned: false, from: [], fromTarget: false }],
  profile: { name: 'mybinder-2026', title: 'mybinder.org', ownValues: [] },
};
const environment = { uri: 'file:///r/binder/environment.yml', path: 'binder/environment.yml' };

suite('the language status', () => {
  test('says what the file is for, and that nothing is pinned', () => {
    assert.deepEqual(statusText(status, words), {
      text: 'Start script',
      detail: 'dask 2026.7.1 (nothing is pinned)',
      warns: false,
    });
  });

  test('says whether Dask reads a configuration, and where the era comes from', () => {
    const config: Status = {
      ...status,
      roles: ['dask-config'],
      reading: 'older',
      changedAtLaunch: true,
      versions: [
        { package: 'dask', text: '2021.3.0', pinned: true, from: [environment], fromTarget: false },
        { package: 'dask-kubernetes', text: '0.11.0', pinned: true, from: [environment], fromTarget: true },
      ],
    };
    assert.deepEqual(statusText(config, words), {
      text: 'Dask configuration, (older), changed at launch',
      detail: 'dask 2021.3.0, dask-kubernetes 0.11.0 (from binder/environment.yml, settings)',
      warns: false,
    });
    assert.equal(statusText({ ...config, reading: 'not-read' }, words).warns, true);
  });

  test('names a file that only the launch changes, and leaves out roles that it has no word for', () => {
    assert.equal(
      statusText({ ...status, roles: ['other'], changedAtLaunch: true }, words).text,
      'Changed at launch',
    );
    assert.equal(statusText({ ...status, roles: ['ignored-start'] }, words).warns, true);
  });
});
