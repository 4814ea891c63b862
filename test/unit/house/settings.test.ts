import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  DEFAULT_PROFILE,
  PROFILES,
  RULE_SEVERITIES,
  SETTINGS_KEYS,
  settingsKey,
} from '../../../server/src/binder/index.ts';
import { readSettings } from '../../../server/src/lsp/settings.ts';
import { RULES } from '../../../server/src/rules/index.ts';

// Settings, commands, rules and snippets stand in the manifest, in the program and in the documentation: nothing may
// exist in only one of them.

const root = process.env['PROJECT_ROOT'] ?? '.';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const properties: Record<string, Record<string, never>> = manifest.contributes.configuration.properties;
const documentation = read('docs/configuration.md');
const codes = RULES.map(({ meta }) => meta.code);

/** Names of nested records joined by dots. */
function leaves(value: object, records: ReadonlySet<string>, above = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = above === '' ? key : `${above}.${key}`;
    return typeof inner === 'object' && inner !== null && !records.has(name)
      ? leaves(inner, records, name)
      : [name];
  });
}

/** The first column of a table below a header, as it is written between backquotes or bare. */
function column(text: string, header: string): string[] {
  const lines = text.slice(text.indexOf(`| ${header} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) => (line.split(' | ')[0] ?? '').replace(/^\| |`/g, ''));
}

describe('the settings of the editor', () => {
  // What the client's library reads by itself.
  const OF_THE_LIBRARY = ['pangeoBinder.trace.server'];

  test('of the manifest are those that the server reads', () => {
    const server = leaves(
      readSettings({}),
      new Set(['rules', 'target', 'launch.env', 'lenses', 'inlayHints']),
    );
    assert.deepEqual(
      Object.keys(properties).sort(),
      [...server.map((name) => `pangeoBinder.${name}`), ...OF_THE_LIBRARY].sort(),
    );
  });

  test('of the manifest are those of the documentation and of the README', () => {
    assert.deepEqual(column(documentation, 'setting'), Object.keys(properties));
    assert.deepEqual(column(read('README.md'), 'setting'), Object.keys(properties));
  });

  test('have the defaults of the server, in a scope that it asks for', () => {
    const defaults = readSettings({});
    const of = (name: string) => properties[`pangeoBinder.${name}`];
    assert.equal(of('enable')?.['default'], defaults.enable);
    assert.deepEqual(of('rules')?.['default'], defaults.rules);
    assert.deepEqual(of('target')?.['default'], defaults.target);
    assert.deepEqual(of('launch.env')?.['default'], defaults.launch.env);
    assert.deepEqual(of('lenses')?.['default'], defaults.lenses);
    assert.deepEqual(of('inlayHints')?.['default'], defaults.inlayHints);
    assert.equal(of('launch.profile')?.['default'], DEFAULT_PROFILE);
    for (const [name, { scope }] of Object.entries(properties))
      assert.equal(scope, OF_THE_LIBRARY.includes(name) ? 'window' : 'resource', name);
  });

  test('offer the values that there are', () => {
    assert.deepEqual(
      properties['pangeoBinder.launch.profile']?.['enum'],
      PROFILES.map(({ name }) => name),
    );
    const { additionalProperties } = properties['pangeoBinder.rules'] as unknown as {
      additionalProperties: { enum: string[] };
    };
    assert.deepEqual(
      additionalProperties.enum,
      RULE_SEVERITIES.map(({ name }) => name),
    );
    assert.deepEqual(
      Object.keys(properties['pangeoBinder.target']?.['properties'] ?? {}),
      settingsKey('target')?.keys?.map(({ name }) => name),
    );
    const { propertyNames } = properties['pangeoBinder.rules'] as unknown as {
      propertyNames: { enum: string[]; enumDescriptions: string[] };
    };
    assert.deepEqual(
      propertyNames.enum.filter((name) => !name.endsWith('/*')),
      codes,
    );
    assert.ok(propertyNames.enum.includes('start/*'));
    assert.equal(propertyNames.enumDescriptions.length, propertyNames.enum.length);
    assert.equal(
      propertyNames.enumDescriptions[propertyNames.enum.indexOf('start/heavy-work')],
      `${RULES.find(({ meta }) => meta.code === 'start/heavy-work')?.meta.summary}.`,
    );
  });

  test('of the wrong form count as not set', () => {
    for (const wrong of [null, undefined, 3, 'x', [], { rules: [], target: 3, launch: 'x', enable: 'no' }])
      assert.deepEqual(readSettings(wrong), readSettings({}));
    assert.deepEqual(readSettings({ rules: { a: 'loud', b: 'off' }, target: { dask: 2021.1 } }).rules, {
      b: 'off',
    });
  });
});

describe('the settings of a repository', () => {
  test('have a schema with the same keys, codes and severities', () => {
    const schema = JSON.parse(read('schemas/pangeo-binder.schema.json'));
    assert.deepEqual(
      Object.keys(schema.properties),
      SETTINGS_KEYS.map(({ name }) => name),
    );
    assert.deepEqual(
      Object.keys(schema.properties.rules.properties).filter((code) => !code.endsWith('/*')),
      codes,
    );
    assert.deepEqual(schema.properties.rules.properties['start/*'].enum, [
      ...RULE_SEVERITIES.map(({ name }) => name),
      false,
    ]);
  });

  test('are all in the example of the documentation', () => {
    const example = /```yaml\n(target:[^`]*)```/.exec(documentation)?.[1] ?? '';
    for (const { name, keys } of SETTINGS_KEYS) {
      assert.match(example, new RegExp(`^${name}:`, 'm'));
      for (const key of keys ?? []) assert.ok(example.includes(key.name), `${name}.${key.name}`);
    }
    for (const { name } of PROFILES) assert.ok(example.includes(name), name);
  });
});

describe('the documentation', () => {
  test('has a row for each command that people see, and no other', () => {
    const hidden = new Set(
      (manifest.contributes.menus.commandPalette as { command: string; when: string }[])
        .filter(({ when }) => when === 'false')
        .map(({ command }) => command),
    );
    const titles = (manifest.contributes.commands as { command: string; title: string }[])
      .filter(({ command }) => !hidden.has(command))
      .map(({ title }) => words[title.replaceAll('%', '')] ?? '');
    assert.deepEqual(column(documentation, 'command').sort(), titles.sort());
  });

  test('has a row for each snippet, and no other', () => {
    const prefixes = (manifest.contributes.snippets as { path: string }[]).flatMap(({ path }) =>
      Object.values(JSON.parse(read(path)) as Record<string, { prefix: string }>).map(({ prefix }) => prefix),
    );
    assert.deepEqual(column(documentation, 'snippet').sort(), prefixes.sort());
  });

  test('names no rule that does not exist', () => {
    const families = new Set(codes.map((code) => code.slice(0, code.indexOf('/'))));
    const pages = [
      'README.md',
      'CHANGELOG.md',
      'docs/configuration.md',
      'docs/editors/README.md',
      'package.nls.json',
    ];
    for (const page of [
      ...pages,
      ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
    ]) {
      for (const [, code = ''] of read(page).matchAll(/`([a-z]+\/[a-z]+(?:-[a-z]+)+)`/g))
        if (families.has(code.slice(0, code.indexOf('/'))))
          assert.ok(codes.includes(code), `${page}: ${code}`);
    }
  });
});
