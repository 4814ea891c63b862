import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { podTemplates, type Repository } from '../../../server/src/binder/index.ts';
import { completionsAt, hoverAt } from '../../../server/src/features/index.ts';
import { fieldsAt, podField } from '../../../server/src/kubernetes/index.ts';
import type { Span } from '../../../server/src/text/index.ts';
import { keyText, type YamlNode, type YamlPath } from '../../../server/src/yaml/index.ts';
import { type Files, visit } from '../../support/repository.ts';
import { knownSettings, repositories } from './places.ts';

// What stands in the files at hand is taken out again, in the ways in which people come to type it: completion has
// to offer it at that place.

interface KeyPlace {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly span: Span;
  readonly key: string;
  readonly title: string;
}

/** The text up to a place as it is while somebody types, and where the caret is. */
const WAYS: Readonly<Record<string, (text: string, span: Span) => readonly [text: string, at: number]>> = {
  'taken out': (text, { start, end }) => [text.slice(0, start) + text.slice(end), start],
  'the line not yet written': (text, { start }) => [text.slice(0, start) + fromLineEnd(text, start), start],
  'half typed': (text, { start, end }) => {
    const half = start + Math.ceil((end - start) / 2);
    return [text.slice(0, half) + fromLineEnd(text, half), half];
  },
  'at the end of the file': (text, { start }) => [text.slice(0, start), start],
  'half typed at the end of the file': (text, { start, end }) => {
    const half = start + Math.ceil((end - start) / 2);
    return [text.slice(0, half), half];
  },
  'with Windows line ends': (text, { start, end }) => {
    const before = text.slice(0, start).replaceAll('\n', '\r\n');
    return [before + text.slice(end).replaceAll('\n', '\r\n'), before.length];
  },
};

describe('a key that is taken out is offered', () => {
  for (const [way, cut] of Object.entries(WAYS)) {
    test(way, async () => {
      let seen = 0;
      for (const { files, path, span, key, title } of await keyPlaces()) {
        const text = files[path] ?? '';
        // Between brackets a line that ends takes the rest of the collection with it.
        if (way !== 'taken out' && way !== 'with Windows line ends' && isInBrackets(text, span.start))
          continue;
        const [cutText, at] = cut(text, span);
        const found = await visit({ ...files, [path]: cutText } satisfies Files, (repository) =>
          completionsAt(repository, path, at),
        );
        const same = (label: string) => label.replaceAll('_', '-') === key.replaceAll('_', '-');
        assert.ok(
          found.some(({ label }) => same(label)),
          `${title}, ${way}: ${found.map(({ label }) => label).join(' ')}\n${cutText.slice(0, at)}|${cutText.slice(at)}`,
        );
        seen++;
      }
      assert.ok(seen > 250, `${seen}`);
    });
  }
});

describe('hover says something', () => {
  test('of every value of a key of Dask, and of every pod field and its value', async () => {
    let seen = 0;
    for (const { name, files } of repositories()) {
      await visit(files, (repository) => {
        for (const { path, at, title } of values(repository)) {
          assert.ok(hoverAt(repository, path, at) !== undefined, `${name} ${path}: ${title}`);
          seen++;
        }
      });
    }
    assert.ok(seen > 300, `${seen}`);
  });
});

function fromLineEnd(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return end < 0 ? '' : text.slice(end);
}

function isInBrackets(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /[[{]/.test(line);
}

let found: KeyPlace[] | undefined;

async function keyPlaces(): Promise<readonly KeyPlace[]> {
  if (found !== undefined) return found;
  found = [];
  // What a file is told by its keys in one of them: there it changes with what is taken out.
  for (const { name, files } of repositories().filter((one) => one.name !== 'dask-both-kinds')) {
    const places = await visit(files, (repository) => [...daskKeys(repository), ...podKeys(repository)]);
    for (const { path, span, key } of places)
      found.push({ files, path, span, key, title: `${name} ${path}:${span.start} ${key}` });
  }
  return found;
}

function daskKeys(repository: Repository) {
  const settings = knownSettings(repository).filter(
    ({ status }) => status.kind === 'known' || status.kind === 'section',
  );
  return settings.flatMap(({ file, pair, path }) => {
    const name = keyText(pair);
    // A key that stands there twice is not offered a third time.
    const twins = settings.filter((other) => other.file === file && isSame(other.path, path));
    return name === undefined || twins.length > 1
      ? []
      : [{ path: file.path, span: pair.key.span, key: name }];
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join('.').replaceAll('_', '-') === b.join('.').replaceAll('_', '-');
}

function podKeys(repository: Repository) {
  const keys: { path: string; span: Span; key: string }[] = [];
  for (const { file, node } of repository.derive(podTemplates)) {
    const walk = (here: YamlNode, way: YamlPath): void => {
      if (here.kind === 'mapping') {
        for (const pair of here.pairs) {
          const name = keyText(pair) ?? '';
          const twins = here.pairs.filter((other) => keyText(other) === name);
          if (podField([...way, name]) === undefined) continue;
          if (fieldsAt(way).some((field) => field.name === name) && twins.length === 1)
            keys.push({ path: file.path, span: pair.key.span, key: name });
          walk(pair.value, [...way, name]);
        }
      }
      if (here.kind === 'sequence') for (const [i, item] of here.items.entries()) walk(item, [...way, i]);
    };
    walk(node, []);
  }
  return keys;
}

/** The values that mean something: of keys that are read, of pod fields, and the words of a worker. */
function values(repository: Repository) {
  const places: { path: string; at: number; title: string }[] = [];
  for (const { file, pair, path, status } of knownSettings(repository)) {
    if (status.kind !== 'known' || pair.value.kind !== 'scalar' || pair.value.text === '') continue;
    places.push({ path: file.path, at: pair.value.span.start, title: path.join('.') });
  }
  for (const { file, node } of repository.derive(podTemplates)) {
    const walk = (here: YamlNode, way: YamlPath): void => {
      if (here.kind === 'scalar' && here.text !== '')
        places.push({ path: file.path, at: here.span.start, title: way.join('.') });
      if (here.kind === 'mapping') {
        for (const pair of here.pairs) {
          const next = [...way, keyText(pair) ?? ''];
          if (podField(next) !== undefined) walk(pair.value, next);
        }
      }
      if (here.kind === 'sequence') for (const [i, item] of here.items.entries()) walk(item, [...way, i]);
    };
    walk(node, []);
  }
  return places;
}
