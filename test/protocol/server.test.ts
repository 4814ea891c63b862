import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess, stdio, uriOf } from '../support/client.ts';
import { GUIDE_FINDINGS, SEVERITIES } from '../support/guide.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const config = read('examples/pangeo-guide/.dask/config.yaml');
const start = read('examples/pangeo-guide/binder/start');
const guide = { '.dask/config.yaml': config, 'binder/start': start };

/** `line:from-to code severity`, counted from 1 as in the documentation. */
function show({ range, code, severity }: Diagnostic): string {
  return `${range.start.line + 1}:${range.start.character + 1}-${range.end.character + 1} ${String(code)} ${SEVERITIES[severity ?? 0]}`;
}

const CONFIG_FINDINGS = GUIDE_FINDINGS['.dask/config.yaml'];
const START_FINDINGS = GUIDE_FINDINGS['binder/start'];

async function withClient(
  files: Record<string, string>,
  use: (client: EditorClient) => Promise<void>,
): Promise<void> {
  const client = inProcess(files);
  try {
    await use(client);
  } finally {
    // Everything that is under way is answered before the pipes are cut.
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

describe('the language server', () => {
  for (const [name, params] of [
    ['nothing', {}],
    ['no folders and no options', { rootUri: null, workspaceFolders: null }],
    ['odd options', { initializationOptions: 'please' as unknown as object, capabilities: {} }],
    ['null options', { initializationOptions: null as unknown as object }],
    ['odd settings', { initializationOptions: { settings: { rules: [1], launch: 7, target: null } } }],
  ] as const) {
    test(`initialises with ${name}`, () =>
      withClient(guide, async (client) => {
        const result = await client.initialize(params);
        assert.equal(result.capabilities.codeActionProvider !== undefined, true);
        const uri = await client.open('.dask/config.yaml', config);
        assert.deepEqual((await client.diagnostics(uri)).map(show), CONFIG_FINDINGS);
      }));
  }

  test('pushes findings with the version they were made for', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('binder/start', start, 'shellscript');
      assert.deepEqual((await client.diagnostics(uri, 1)).map(show), START_FINDINGS);
      const version = await client.change(uri, [
        { range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, text: '' },
      ]);
      assert.equal(version, 2);
      assert.deepEqual((await client.diagnostics(uri, 2)).map(show), [
        '3:8-45 template/path-wrong-kind info',
        '4:8-36 start/env-not-read warning',
      ]);
    }));

  test('answers pulls and pushes nothing to a client that pulls', () =>
    withClient(guide, async (client) => {
      await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
      const uri = await client.open('.dask/config.yaml', config);
      assert.deepEqual((await client.pull(uri)).map(show), CONFIG_FINDINGS);
      assert.deepEqual(await client.pull(uriOf('binder/never-opened')), []);
      assert.equal(client.published.size, 0);
    }));

  test('checks the other file of the repository again when one changes', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const yaml = await client.open('.dask/config.yaml', config);
      const script = await client.open('binder/start', start, 'shellscript');
      await client.diagnostics(yaml);
      await client.diagnostics(script);
      await client.replace(script, '#!/usr/bin/env bash\nexport DASK_CONFIG="${PWD}/.dask"\nexec "$@"\n');
      // Now Dask reads the folder; but nothing fills the token any more.
      const findings = await client.until(() => {
        const last = client.published.get(yaml)?.at(-1)?.diagnostics.map(show) ?? [];
        return last.some((line) => line.includes('template/never-filled')) ? last : undefined;
      });
      assert.equal(
        findings.some((line) => line.includes('repo/dask-dir-not-read')),
        false,
      );
    }));

  test('clears what it published when a document is closed', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      await client.diagnostics(uri);
      await client.close(uri);
      await client.until(() =>
        client.published.get(uri)?.at(-1)?.diagnostics.length === 0 ? true : undefined,
      );
    }));

  test('sees a file that was deleted or made on disk', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      await client.diagnostics(uri);
      client.files.delete('binder/start');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf('binder/start'), type: 3 }],
      });
      await client.until(() =>
        client.published
          .get(uri)
          ?.at(-1)
          ?.diagnostics.some(({ code }) => code === 'template/never-filled')
          ? true
          : undefined,
      );
    }));

  test('says nothing when switched off', () =>
    withClient(guide, async (client) => {
      await client.initialize({ initializationOptions: { settings: { enable: false } } });
      const uri = await client.open('.dask/config.yaml', config);
      assert.deepEqual(await client.diagnostics(uri), []);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { pangeoBinder: { enable: true } },
      });
      await client.until(() =>
        (client.published.get(uri)?.at(-1)?.diagnostics.length ?? 0) > 0 ? true : undefined,
      );
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    }));

  test('offers the fixes of a place, for the version it looked at', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      const diagnostics = await client.diagnostics(uri);
      const slip = diagnostics.find(({ code }) => code === 'yaml/indented-under-scalar');
      assert.ok(slip);
      const actions = await client.codeActions(uri, slip.range);
      const dedent = actions.find(
        ({ title }) => title === 'Move `tick-maximum-delay` to the column of `diagnostics-link`',
      );
      assert.equal(dedent?.isPreferred, true);
      assert.deepEqual(dedent?.edit?.documentChanges, [
        {
          textDocument: { uri, version: 1 },
          edits: [
            { range: { start: { line: 5, character: 0 }, end: { line: 5, character: 2 } }, newText: '' },
          ],
        },
      ]);
      assert.deepEqual(await client.codeActions(uri, slip.range, ['refactor']), []);
    }));

  test('offers comments that suppress, with the caret where the reason belongs', async () => {
    const edits = async (capabilities: object) => {
      let found: unknown;
      await withClient({ 'binder/start': '#!/bin/bash\nexec $@\n' }, async (client) => {
        await client.initialize({ capabilities });
        const uri = await client.open('binder/start', '#!/bin/bash\nexec $@\n');
        const at = { line: 1, character: 6 };
        const actions = await client.codeActions(uri, { start: at, end: at });
        found = actions
          .filter(({ title }) => title.startsWith('Ignore'))
          .map(({ title, kind, isPreferred, edit }) => {
            const [change] = edit?.documentChanges ?? [];
            return [title, kind, isPreferred, change !== undefined && 'edits' in change && change.edits];
          });
      });
      return found;
    };
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
    const line = 'Ignore `start/exec-args` on this line';
    const file = 'Ignore `start/exec-args` in this file';
    const comment = '# pangeo-binder: ignore';
    assert.deepEqual(await edits({ workspace: { workspaceEdit: { documentChanges: true } } }), [
      [line, 'quickfix', undefined, [{ range, newText: `${comment}[start/exec-args]\n` }]],
      [file, 'quickfix', undefined, [{ range, newText: `${comment}-file[start/exec-args]\n` }]],
    ]);
    const snippet = (value: string) => [{ range, snippet: { kind: 'snippet', value } }];
    assert.deepEqual(
      await edits({ workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } } }),
      [
        [line, 'quickfix', undefined, snippet(`${comment}[start/exec-args] $0\n`)],
        [file, 'quickfix', undefined, snippet(`${comment}-file[start/exec-args] $0\n`)],
      ],
    );
  });

  test('makes all safe fixes as one edit', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      const [action] = await client.codeActions(
        uri,
        { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        ['source.fixAll'],
      );
      assert.equal(action?.kind, 'source.fixAll.pangeoBinder');
      const [change] = action?.edit?.documentChanges ?? [];
      assert.ok(change !== undefined && 'edits' in change);
      let text = config;
      for (const edit of [...change.edits].reverse()) {
        assert.ok('newText' in edit);
        const lines = text.split('\n');
        const offset = (line: number, character: number) =>
          lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
        text =
          text.slice(0, offset(edit.range.start.line, edit.range.start.character)) +
          edit.newText +
          text.slice(offset(edit.range.end.line, edit.range.end.character));
      }
      assert.equal(text, read('test/repositories/guide/config.yaml.fixed'));
    }));

  test('previews the template with the token filled', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      const preview = await client.preview(uri);
      assert.equal(preview?.file?.uri, uri);
      assert.equal(preview?.file?.before, config);
      assert.match(
        preview?.file?.after ?? '',
        /^ {7}image: oci\.2i2c\.mybinder\.org\/mybinder-builds\/\S+:[0-9a-f]{40}$/m,
      );
      assert.deepEqual(preview?.unknown, []);
    }));

  test('says of each change of a preview which command made it, and from which values', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('.dask/config.yaml', config);
      const image = /^ {7}image: (.*)$/m.exec((await client.preview(uri))?.file?.after ?? '')?.[1] ?? '';
      assert.deepEqual((await client.preview(uri))?.file?.changes, [
        {
          range: { start: { line: 22, character: 14 }, end: { line: 22, character: 14 + image.length } },
          before: { start: { line: 22, character: 14 }, end: { line: 22, character: 26 } },
          by: {
            uri: uriOf('binder/start'),
            range: { start: { line: 11, character: 2 }, end: { line: 11, character: 93 } },
            line: 11,
            text: 'sed -i -e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" ${DASK_KUBERNETES__WORKER_TEMPLATE_PATH}',
          },
          values: [{ name: 'JUPYTER_IMAGE_SPEC', value: image, from: 'profile mybinder.org', place: null }],
        },
      ]);
    }));

  test('tells the story of a launch, of documents as they are being edited', () =>
    withClient(guide, async (client) => {
      await client.initialize();
      const uri = await client.open('binder/start', '#!/bin/bash\nexport A=1\nexec "$@"\n');
      const report = await client.ask('pangeoBinder/launchReport', { uri });
      assert.deepEqual(report?.profile, { name: 'mybinder-2026', title: 'mybinder.org' });
      assert.match(report?.markdown ?? '', /^# The launch of `binder\/start`\n/);
      assert.match(report?.markdown ?? '', /^- line 2: exports `A` = `1`$/m);
      assert.match(report?.markdown ?? '', /^- \*\*Jupyter takes the place of the script\.\*\*$/m);
    }));

  test('gives the same findings as a process of its own', async () => {
    const client = stdio();
    try {
      const folder = pathToFileURL(join(root, 'examples/pangeo-guide')).href;
      await client.initialize({ rootUri: folder });
      for (const [path, text, expected] of [
        ['.dask/config.yaml', config, CONFIG_FINDINGS],
        ['binder/start', start, START_FINDINGS],
      ] as const) {
        const uri = `${folder}/${path}`;
        await client.connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: 'x', version: 5, text },
        });
        assert.deepEqual((await client.diagnostics(uri, 5)).map(show), expected);
      }
      await client.connection.sendRequest('shutdown');
      await client.connection.sendNotification('exit');
      assert.equal(await new Promise((resolve) => client.process.once('exit', resolve)), 0);
    } finally {
      client.stop();
    }
  });

  test('survives a client that breaks the rules', () =>
    withClient(guide, async (client) => {
      await client.initialize({ capabilities: { workspace: { configuration: true } } });
      const uri = await client.open('.dask/config.yaml', config);
      await client.open('.dask/config.yaml', config);
      await client.change(uriOf('binder/not-open'), [{ text: 'x' }]);
      await client.change(uri, [
        {
          range: { start: { line: 900, character: 900 }, end: { line: 9000, character: 0 } },
          text: 'x: 1\n',
        },
      ]);
      await client.close(uriOf('binder/not-open'));
      await client.codeActions(uri, {
        start: { line: 9999, character: 0 },
        end: { line: 99999, character: 4 },
      });
      await assert.rejects(client.connection.sendRequest('pangeoBinder/preview', {}));
      await assert.rejects(client.connection.sendRequest('pangeoBinder/unheard-of', {}));
      await client.connection.sendNotification('pangeoBinder/unheard-of', {});
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: 'not a uri', type: 1 }],
      });
      const other = await client.open('binder/start', start);
      assert.deepEqual((await client.diagnostics(other)).map(show), START_FINDINGS);
    }));
});
