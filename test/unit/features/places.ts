import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DaskSetting, daskSettings, type Repository } from '../../../server/src/binder/index.ts';
import type { Span } from '../../../server/src/text/index.ts';
import { pathAt } from '../../../server/src/yaml/index.ts';
import { readFixtures } from '../../support/fixture.ts';
import { type Files, visit } from '../../support/repository.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';

/** Every fixture and every example, as texts by path. */
export function repositories(): readonly { readonly name: string; readonly files: Record<string, string> }[] {
  const fixtures = readFixtures(join(root, 'test/repositories/fixtures'));
  const examples = readdirSync(join(root, 'examples'))
    .filter((name) => statSync(join(root, 'examples', name)).isDirectory())
    .map((name) => ({ name, files: folder(join(root, 'examples', name)) }));
  return [...fixtures, ...examples].map(({ name, files }) => ({ name, files }));
}

function folder(path: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    files[full.slice(path.length + 1).replaceAll('\\', '/')] = readFileSync(full, 'utf8');
  }
  return files;
}

/** The text without its caret `|`, and where the caret was. */
export function caret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error('no caret');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A repository whose only configuration is this text. */
export function configured(text: string, environment?: string): Files {
  return {
    '.config/dask/dask.yaml': text,
    ...(environment === undefined ? {} : { 'binder/environment.yml': environment }),
  };
}

/** The keys of all Dask configurations that the repository's versions know, in the places where they are written. */
export function knownSettings(repository: Repository): readonly DaskSetting[] {
  return repository.derive(daskSettings).filter(({ status, path, pair, document }) => {
    // What an alias brings stands elsewhere.
    const here = pathAt(document, pair.key.span.start)?.path.join(' ');
    return status.kind !== 'unknown' && status.depth === path.length && here === path.join(' ');
  });
}

/** A place of a text. */
export type Find = (text: string) => number;

/** The start of the nth occurrence of a word. */
export function on(word: string, nth = 1): Find {
  return (text) => {
    let from = -1;
    for (let i = 0; i < nth; i++) from = text.indexOf(word, from + 1);
    assert.ok(from >= 0, word);
    return from;
  };
}

/** What a feature says of a place in one of the files of a repository. */
export function ask<T>(
  files: Files,
  path: string,
  find: Find,
  feature: (repository: Repository, path: string, offset: number) => T,
): Promise<T> {
  const offset = find(String(files[path]));
  return visit(files, (repository) => feature(repository, path, offset));
}

/** `path:line:column text`, counted from 1. */
export function showPlace(files: Files, path: string, span: Span): string {
  const text = String(files[path]);
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  return `${path}:${line}:${span.start - before.lastIndexOf('\n')} ${text.slice(span.start, span.end)}`.trimEnd();
}
