import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inProcess, ROOT } from '../support/client.ts';
import { command } from '../support/command.ts';
import { readFixtures } from '../support/fixture.ts';
import { SEVERITIES } from '../support/guide.ts';

/** `line:column-line:column code severity message` of each finding, by path. */
type Findings = Readonly<Record<string, readonly string[]>>;

interface Json {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
      readonly message: string;
      readonly range: Record<'start' | 'end', { readonly line: number; readonly column: number }>;
    }[];
  }[];
}

async function byCommandLine(files: Readonly<Record<string, string>>): Promise<Findings> {
  const { status, stdout } = await command(files, ['check', '--format', 'json']);
  assert.ok(status <= 2);
  const { files: checked } = JSON.parse(stdout) as Json;
  return Object.fromEntries(
    checked.map(({ path, findings }) => [
      path,
      findings.map(({ code, severity, message, range: { start, end } }) =>
        [`${start.line}:${start.column}-${end.line}:${end.column}`, code, severity, message].join(' '),
      ),
    ]),
  );
}

async function byEditor(files: Readonly<Record<string, string>>): Promise<Findings> {
  const client = inProcess(files);
  try {
    await client.initialize({ workspaceFolders: [{ uri: ROOT, name: 'repository' }] });
    const uris = new Map<string, string>();
    for (const [path, text] of Object.entries(files)) uris.set(path, await client.open(path, text));
    const found: Record<string, string[]> = {};
    for (const [path, uri] of uris) {
      found[path] = (await client.diagnostics(uri)).map(
        ({ range: { start, end }, code, severity, message }) =>
          [
            `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
            code,
            SEVERITIES[severity ?? 0],
            message,
          ].join(' '),
      );
    }
    return found;
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

/** Every file that the command line lists has the same findings in the editor, and no other file has any there. */
async function agree(files: Readonly<Record<string, string>>): Promise<Findings> {
  const [command, editor] = [await byCommandLine(files), await byEditor(files)];
  for (const path of Object.keys(editor)) assert.deepEqual(editor[path], command[path] ?? [], path);
  for (const path of Object.keys(command)) assert.ok(path in editor, path);
  return command;
}

const START = '#!/bin/bash\npip install x\nexec $@\n';
const ENVIRONMENT = { 'binder/environment.yml': 'dependencies: [dask]\n' };
const codes = (found: Findings) =>
  Object.fromEntries(
    Object.entries(found).map(([path, lines]) => [path, lines.map((line) => line.split(' ')[1])]),
  );

describe('editor and command line agree', () => {
  test('on severities, versions and suppressions', async () => {
    const found = await agree({
      ...ENVIRONMENT,
      'binder/start': START.replace('exec', '# pangeo-binder: ignore[start/exec-args, start/xtrace]\nexec'),
      '.config/dask/dask.yaml':
        'optimization:\n  fuse:\n    subgraphs: true\ndistributed:\n  x: 1 # pangeo-binder: ignore[dask/*]\n',
      '.pangeo-binder.yaml':
        'target: {dask: 2023.1.0}\nrules: {start/heavy-work: error, dask/key-not-reed: off}\n',
    });
    assert.deepEqual(codes(found), {
      '.config/dask/dask.yaml': ['dask/key-not-read'],
      '.pangeo-binder.yaml': ['repo/settings-invalid'],
      'binder/start': ['start/heavy-work', 'repo/unused-ignore'],
    });
  });

  test('on files that only the settings name, and on those to be ignored', async () => {
    const found = await agree({
      ...ENVIRONMENT,
      'binder/start': START,
      'images/base/run': START,
      'deploy/dask/a.yaml': 'distributed: {x: 1}\n',
      'deploy/dask/b.yaml': 'distributed: {x: 1}\n',
      'deploy/pod.yaml': 'spec:\n  containers: []\n',
      '.pangeo-binder.yaml':
        'paths:\n  dask-config: [deploy/dask/*]\n  pod-template: [deploy/pod.yaml]\n  start: ["images/*/run"]\n  ignore: [binder, "**/b.yaml"]\n',
    });
    assert.deepEqual(codes(found), {
      '.pangeo-binder.yaml': [],
      'deploy/dask/a.yaml': ['dask/unknown-key'],
      'deploy/pod.yaml': ['pod/restart-policy', 'pod/required-missing'],
      'images/base/run': ['start/heavy-work', 'start/exec-args'],
    });
  });

  test('on repositories below the folder', async () => {
    const found = await agree({
      '.pangeo-binder.yaml': 'paths: {ignore: [third-party/**]}\n',
      'a/binder/environment.yml': 'dependencies: [dask]\n',
      'a/binder/start': START,
      'a/.pangeo-binder.yaml': 'rules: {start/heavy-work: off}\n',
      'third-party/b/binder/start': START,
      'c/.pangeo-binder.yaml': 'paths: {dask-config: [x.yaml]}\n',
      'c/x.yaml': 'distributed: {x: 1}\n',
    });
    assert.deepEqual(codes(found), {
      '.pangeo-binder.yaml': [],
      'a/.pangeo-binder.yaml': [],
      'a/binder/start': ['start/exec-args'],
      'c/.pangeo-binder.yaml': [],
      'c/x.yaml': ['dask/unknown-key'],
    });
  });

  test('on settings that are no YAML', async () => {
    const found = await agree({
      ...ENVIRONMENT,
      'binder/start': START,
      '.pangeo-binder.yaml': 'rules: {start/*: off}\na: [\n',
    });
    assert.deepEqual(codes(found), {
      '.pangeo-binder.yaml': ['repo/settings-invalid'],
      'binder/start': ['start/heavy-work', 'start/exec-args'],
    });
  });

  for (const { name, files } of readFixtures(
    join(process.env['PROJECT_ROOT'] ?? '.', 'test/repositories/fixtures'),
  ))
    test(`on the fixture ${name}`, async () => void (await agree(files)));
});
