import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { minimatch } from 'minimatch';
import {
  documentSchemes,
  documentSelector,
  exactly,
  places,
  templateOrScript,
} from '../../../client/src/selector.ts';

const root = process.env.PROJECT_ROOT ?? '';

suite('places that the server sees', () => {
  const seen = [
    '/home/a/repo/binder/start',
    '/home/a/repo/.binder/start',
    '/home/a/repo/start',
    '/home/a/repo/.dask/config.yaml',
    '/home/a/repo/.dask/more/config.yml',
    '/home/a/repo/.config/dask/gateway.yaml',
    '/home/a/repo/binder/dask_config.yaml',
    '/home/a/repo/dask_config.yml',
    '/home/a/repo/dask.yaml',
    '/home/a/repo/worker-template.yaml',
    '/home/a/repo/worker-spec-large.yml',
    '/home/a/repo/environment.yml',
    '/home/a/repo/binder/environment.yaml',
    '/home/a/repo/requirements.txt',
    '/home/a/repo/postBuild',
    '/home/a/repo/Dockerfile',
    '/home/a/repo/binder/jupyterlab-workspace.json',
    '/home/a/repo/.pangeo-binder.yaml',
    '/home/a/repo/README.md',
    '/home/a/repo/README.rst',
  ];
  const unseen = [
    '/home/a/repo/docs/guide.md',
    '/home/a/repo/bin/startup',
    '/home/a/repo/start.sh',
    '/home/a/repo/docker-compose.yaml',
    '/home/a/repo/.github/workflows/ci.yml',
    '/home/a/repo/.config/other/dask.json',
    '/home/a/repo/notebooks/analysis.ipynb',
  ];
  const matches = (path: string) => places.some((pattern) => minimatch(path, pattern, { dot: true }));
  for (const path of seen) test(`sees ${path}`, () => assert.ok(matches(path)));
  for (const path of unseen) test(`leaves ${path} alone`, () => assert.ok(!matches(path)));
});

suite('a file beyond the usual places', () => {
  test('has a pattern of its name', () => {
    assert.equal(exactly({ path: '/r/conf/site.json' }), '**/site.json');
    assert.equal(exactly({ path: '/r/conf/a[1]{x}.json' }), '**/a?1??x?.json');
  });

  test('has the usual pattern where there is one', () => {
    assert.equal(exactly({ path: '/r/binder/jupyterlab-workspace.json' }), '**/{binder,.binder}/**');
    assert.equal(exactly({ path: '/r/.dask/config.yaml' }), '**/.dask/**/*.{yaml,yml}');
    assert.equal(exactly({ path: '/r/environment.yml' }), '**/environment.{yml,yaml}');
  });
});

suite('schemes', () => {
  test('are those of files and of the workspace folders, once each', () => {
    assert.deepEqual(documentSchemes([]), ['file']);
    assert.deepEqual(documentSchemes(['vscode-vfs', 'file', 'vscode-vfs']), ['file', 'vscode-vfs']);
  });

  test('every filter names one, so that versions in git are left alone', () => {
    const selector = documentSelector(['file', 'memfs']);
    assert.equal(selector.length, 2 * places.length);
    assert.deepEqual([...new Set(selector.map((filter) => filter.scheme))], ['file', 'memfs']);
  });
});

suite('templates and start scripts', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['/repo/binder/start', true],
    ['/repo/.binder/start', true],
    ['c:\\repo\\binder\\start', true],
    ['c:\\repo\\.dask\\config.yaml', true],
    ['/repo/.dask/config.yaml', true],
    ['/repo/.dask/labextension.yml', true],
    ['/repo/.config/dask/dask.yaml', true],
    ['/repo/binder/dask_config.yaml', true],
    ['/repo/dask.yaml', true],
    ['/repo/worker-template.yaml', true],
    ['/repo/worker-spec.yml', true],
    ['/repo/start', false],
    ['/repo/binder/startup', false],
    ['/repo/notbinder/start', false],
    ['/repo/.dask/deeper/config.yaml', false],
    ['/repo/.dask/notes.md', false],
    ['/repo/environment.yml', false],
    ['/repo/mydask.yaml', false],
  ];
  for (const [path, expected] of cases) {
    test(`${path}: ${expected ? 'has' : 'has not'} the preview in its menus`, () => {
      assert.equal(templateOrScript.test(path), expected);
    });
  }

  test('the manifest uses the same expression', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const menus = manifest.contributes.menus;
    for (const menu of ['commandPalette', 'editor/title', 'editor/context', 'explorer/context']) {
      const entry = menus[menu].find(
        ({ command }: { command: string }) => command === 'pangeoBinder.previewTemplate',
      );
      assert.ok(entry.when.includes(`resourcePath =~ /${templateOrScript.source}/`), menu);
    }
  });
});
