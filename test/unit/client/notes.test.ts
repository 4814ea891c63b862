import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { labelColumns, notesFor, previewText } from '../../../client/src/preview/notes.ts';
import type { Preview } from '../../../server/src/lsp/protocol.ts';

const sentences = {
  noRepository: 'no repository',
  noScript: 'no script',
  changesNothing: (script: string) => `${script} changes nothing`,
  changes: (script: string, path: string) => `${script} changes ${path}`,
  changesAnother: (script: string, paths: string) => `${script} changes ${paths}, not this`,
};
const start = { uri: 'file:///r/binder/start', path: 'binder/start' };
const config = { uri: 'file:///r/.dask/config.yaml', path: '.dask/config.yaml' };
const workspaceFile = { uri: 'file:///r/binder/workspace.json', path: 'binder/workspace.json' };

const filled: Preview = {
  root: 'file:///r',
  script: start,
  targets: [config],
  file: { ...config, before: 'image: WORKER_IMAGE\n', after: 'image: reg/x:1\n' },
  profile: { name: 'mybinder-2026', title: 'mybinder.org' },
  unknown: [],
};

function text(uri: string, preview: Preview | null): string {
  return previewText(uri, preview, notesFor(uri, preview, sentences));
}

suite('the text of a preview', () => {
  test('is nothing but the file at launch when all was computed', () => {
    assert.equal(text(config.uri, filled), 'image: reg/x:1\n');
  });

  test('begins with a line for each thing that was not computed', () => {
    const unknown = [
      { message: '`$(hostname)` is not known.', uri: start.uri, line: 6 },
      { message: 'two\nlines', uri: 'file:///r/binder/my%20env.sh', line: 0 },
    ];
    assert.equal(
      text(config.uri, { ...filled, unknown }),
      '# binder/start:7: `$(hostname)` is not known.\n# my env.sh:1: two lines\nimage: reg/x:1\n',
    );
  });

  test('says when the script leaves the file alone, and what it changes', () => {
    const untouched = { ...config, before: 'a: 1\n', after: 'a: 1\n' };
    assert.equal(
      text(config.uri, { ...filled, targets: [workspaceFile], file: untouched }),
      '# binder/start changes binder/workspace.json, not this\na: 1\n',
    );
    assert.equal(
      text(config.uri, { ...filled, targets: [], file: untouched }),
      '# binder/start changes nothing\na: 1\n',
    );
  });

  test('says nothing about a target that happens to stay the same', () => {
    const same = { ...config, before: 'a: 1\n', after: 'a: 1\n' };
    assert.equal(text(config.uri, { ...filled, file: same }), 'a: 1\n');
  });

  test('of the script lists what it changes, without repeating the script', () => {
    const file = { ...start, before: '#!/bin/bash\n', after: '#!/bin/bash\n' };
    assert.equal(
      text(start.uri, { ...filled, targets: [config, workspaceFile], file }),
      '# binder/start changes .dask/config.yaml\n# binder/start changes binder/workspace.json\n',
    );
    assert.equal(text(start.uri, { ...filled, targets: [], file }), '# binder/start changes nothing\n');
  });

  test('explains itself without repository or script', () => {
    assert.equal(text(config.uri, null), '# no repository\n');
    assert.equal(text(config.uri, { ...filled, script: null, targets: [] }), '# no script\nimage: reg/x:1\n');
  });

  test('keeps Windows line ends, and uses comments that JSON readers know', () => {
    const file = { ...workspaceFile, before: '{\r\n}\r\n', after: '{\r\n}\r\n' };
    assert.equal(
      text(workspaceFile.uri, { ...filled, file }),
      '// binder/start changes .dask/config.yaml, not this\r\n{\r\n}\r\n',
    );
  });
});

suite('places in the notes', () => {
  test('are where the text has their labels', () => {
    const unknown = [{ message: 'not known', uri: start.uri, line: 6 }];
    const untouched: Preview = {
      ...filled,
      unknown,
      targets: [workspaceFile],
      file: { ...config, before: '', after: '' },
    };
    const notes = notesFor(config.uri, untouched, sentences);
    const columns = labelColumns(config.uri, notes);
    assert.deepEqual(columns, [null, [2, 16]]);
    assert.equal(text(config.uri, untouched).split('\n')[1]?.slice(2, 16), 'binder/start:7');
  });
});
