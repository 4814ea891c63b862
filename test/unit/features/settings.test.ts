import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completionsAt, hoverAt } from '../../../server/src/features/index.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { visit } from '../../support/repository.ts';
import { caret } from './places.ts';

const PATH = '.pangeo-binder.yaml';

async function labels(marked: string): Promise<string[]> {
  const { text, offset } = caret(marked);
  const found = await visit({ [PATH]: text }, (repository) => completionsAt(repository, PATH, offset));
  return [...found].sort((a, b) => (a.sort < b.sort ? -1 : 1)).map(({ label }) => label);
}

/** The text after a choice. */
async function chosen(marked: string, label: string): Promise<string> {
  const { text, offset } = caret(marked);
  const found = await visit({ [PATH]: text }, (repository) => completionsAt(repository, PATH, offset));
  const item = found.find((one) => one.label === label);
  assert.ok(item, `${label} among ${found.map((one) => one.label).join(', ')}`);
  const { span } = item.edit;
  return text.slice(0, span.start) + item.edit.text + text.slice(span.end);
}

async function hover(marked: string): Promise<string | undefined> {
  const { text, offset } = caret(marked);
  return (await visit({ [PATH]: text }, (repository) => hoverAt(repository, PATH, offset)))?.markdown;
}

describe('completion in .pangeo-binder.yaml', () => {
  test('the keys that are not there yet', async () => {
    assert.deepEqual(await labels('|'), ['target', 'rules', 'paths', 'launch']);
    assert.deepEqual(await labels('rules:\n  dask/*: off\n|'), ['target', 'paths', 'launch']);
    assert.deepEqual(await labels('launch:\n  |\n'), ['profile', 'env']);
    assert.deepEqual(await labels('paths:\n  start: [a]\n  |\n'), ['dask-config', 'pod-template', 'ignore']);
  });

  test('rules: families first, then every code', async () => {
    const found = await labels('rules:\n  |\n');
    assert.deepEqual(found.slice(0, 3), ['yaml/*', 'dask/*', 'pod/*']);
    assert.equal(found.includes('start/heavy-work'), true);
    assert.equal(found.length, RULES.length + found.filter((name) => name.endsWith('/*')).length);
  });

  test('values', async () => {
    assert.deepEqual(await labels('rules:\n  start/heavy-work: |\n'), [
      'error',
      'warning',
      'info',
      'hint',
      'off',
    ]);
    assert.deepEqual(await labels('launch:\n  profile: |\n'), [
      'mybinder-2026',
      'pangeo-binder-2020',
      'repo2docker-local',
    ]);
    const versions = await labels('target:\n  dask: |\n');
    assert.equal(versions[0], '2026.7.1');
    assert.equal(versions.includes('2022.01.1'), true);
    assert.deepEqual(await labels('launch:\n  env:\n    MY: |\n'), []);
  });

  test('is written as YAML wants it', async () => {
    assert.equal(await chosen('ru|', 'rules'), 'rules:\n  ');
    assert.equal(await chosen('paths:\n  sta|\n', 'start'), 'paths:\n  start:\n    - \n');
    assert.equal(await chosen('rules:\n  dask|\n', 'dask/*'), 'rules:\n  dask/*: \n');
    assert.equal(await chosen('rules: {dask/*: |}\n', 'off'), 'rules: {dask/*: off}\n');
    assert.equal(await chosen('rules:\n  dask/*:|\n', 'off'), 'rules:\n  dask/*: off\n');
  });

  test('no names of secrets', async () => {
    const found = await labels('launch:\n  env:\n    |\n');
    assert.equal(found.includes('JUPYTER_IMAGE_SPEC'), true);
    assert.equal(
      found.some((name) => name.includes('TOKEN')),
      false,
    );
  });
});

describe('hover in .pangeo-binder.yaml', () => {
  test('keys and values', async () => {
    assert.match(
      (await hover('tar|get:\n  dask: 2021.3.0\n')) ?? '',
      /^\*\*`target`\*\*\n\nVersions to check against/,
    );
    assert.match((await hover('target:\n  da|sk: 2021.3.0\n')) ?? '', /wins over the pins/);
    assert.match(
      (await hover('rules:\n  start/heavy|-work: off\n')) ?? '',
      /^\*\*`start\/heavy-work`\*\*: warning/,
    );
    assert.match((await hover('rules:\n  dask|/*: off\n')) ?? '', /the \d+ rules of this family/);
    assert.equal(await hover('rules:\n  dask/*: o|ff\n'), 'Not reported.');
    assert.equal(await hover('launch:\n  profile: repo2|docker-local\n'), 'plain Docker.');
    assert.match((await hover('launch:\n  env:\n    JUPYTER_IM|AGE: x\n')) ?? '', /set by/);
    assert.equal(await hover('moo|n: 1\n'), undefined);
  });
});
