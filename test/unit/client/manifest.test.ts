import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';

const root = process.env.PROJECT_ROOT ?? '';
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(text('package.json'));
const sources = readdirSync(join(root, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => text(join('client/src', path)))
  .join('\n');

function all(pattern: RegExp, where: string): string[] {
  return [...new Set([...where.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

suite('the manifest', () => {
  test('has a text for each of its keys, and no other texts', () => {
    const used = all(/"%([\w.-]+)%"/g, text('package.json'));
    assert.deepEqual(used, Object.keys(JSON.parse(text('package.nls.json'))).sort());
  });

  test('and the client know the same commands', () => {
    const contributed = manifest.contributes.commands
      .map(({ command }: { command: string }) => command)
      .sort();
    assert.deepEqual(contributed, all(/'(pangeoBinder\.\w+)'/g, sources));
  });

  test('gives every setting a place, a scope, a default and a description', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.ok(settings.length > 0);
    for (const [name, setting] of settings as [string, Record<string, unknown>][]) {
      for (const field of ['order', 'scope', 'default', 'markdownDescription']) {
        assert.ok(field in setting, `${name} lacks ${field}`);
      }
    }
  });

  test('has the name by which the client asks for its own commands', () => {
    assert.ok(text('client/src/neighbours.ts').includes(`'${manifest.publisher}.${manifest.name}'`));
  });

  test('promises to work in untrusted and virtual workspaces', () => {
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: { supported: true },
    });
  });

  test('starts for our files and documents only', () => {
    for (const event of manifest.activationEvents) assert.match(event, /^(workspaceContains|onFileSystem):/);
  });

  test('runs commands that there are in its walkthrough', () => {
    const own = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const used = all(/command:(pangeoBinder\.\w+)/gi, text('package.json') + text('package.nls.json'));
    assert.ok(used.length > 4);
    for (const command of used) assert.ok(own.includes(command), command);
  });

  test('is no ES module: the web worker extension host runs CommonJS only', () => {
    assert.equal(manifest.type, undefined);
  });

  test('names files that exist', () => {
    const snippets = manifest.contributes.snippets.map(({ path }: { path: string }) => path);
    const pictures = manifest.contributes.walkthroughs.flatMap(
      ({ steps }: { steps: { media: { image: Record<string, string> } }[] }) =>
        steps.flatMap(({ media }) => Object.values(media.image)),
    );
    assert.equal(pictures.length, 20);
    for (const path of [manifest.icon, manifest.l10n, ...snippets, ...pictures])
      assert.ok(existsSync(join(root, path)), path);
  });
});

test('every text of the client can be translated', () => {
  const used = all(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g, sources);
  assert.deepEqual(Object.keys(JSON.parse(text('l10n/bundle.l10n.json'))).sort(), used);
});

suite('a translation', () => {
  const placeholders = (sentence: string) => [...sentence.matchAll(/\{\d+\}/g)].map(([one]) => one).sort();
  const commands = (sentence: string) => [...sentence.matchAll(/\(command:[\w.]+\)/g)].map(([one]) => one);
  const translations = [
    ...readdirSync(root)
      .filter((name) => /^package\.nls\.[\w-]+\.json$/.test(name))
      .map((name) => [name, 'package.nls.json'] as const),
    ...readdirSync(join(root, 'l10n'))
      .filter((name) => /^bundle\.l10n\.[\w-]+\.json$/.test(name))
      .map((name) => [`l10n/${name}`, 'l10n/bundle.l10n.json'] as const),
  ];

  test('is there: German', () => {
    assert.deepEqual(
      translations.map(([name]) => name),
      ['package.nls.de.json', 'l10n/bundle.l10n.de.json'],
    );
  });

  for (const [name, source] of translations) {
    test(`${name} says everything, with the same places for values and the same commands`, () => {
      const english: Record<string, string> = JSON.parse(text(source));
      const translated: Record<string, string> = JSON.parse(text(name));
      assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort());
      for (const [key, sentence] of Object.entries(translated)) {
        assert.ok(sentence.trim() !== '', key);
        assert.deepEqual(placeholders(sentence), placeholders(english[key] ?? ''), key);
        assert.deepEqual(commands(sentence), commands(english[key] ?? ''), key);
      }
    });
  }
});
