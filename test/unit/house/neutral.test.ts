import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { build } from 'esbuild';

const root = process.env['PROJECT_ROOT'] ?? '.';
/** The rooms on the floors 0 to 7: they know no platform. */
const ROOMS = [
  'text',
  'yaml',
  'shell',
  'sed',
  'dask',
  'kubernetes',
  'binder',
  'launch',
  'effective',
  'rules',
  'lint',
  'features',
];

describe('the rooms below the two faces', () => {
  test('bundle for no platform at all, without a built-in module', async () => {
    const rooms = ROOMS.filter((room) => existsSync(join(root, `server/src/${room}/index.ts`)));
    const { metafile } = await build({
      stdin: {
        contents: rooms.map((room) => `export * as ${room} from './server/src/${room}/index.ts';`).join('\n'),
        resolveDir: root,
      },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: [...builtinModules, 'node:*'],
      logLevel: 'silent',
    });
    const needed = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true).map(({ path }) => path),
    );
    assert.deepEqual(needed, []);
    assert.ok(Object.keys(metafile.inputs).length > 100);
  });

  test('have no state of a module that changes', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const found: string[] = [];
    for (const room of ROOMS) {
      const folder = join(root, 'server/src', room);
      if (!existsSync(folder)) continue;
      for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!path.endsWith('.ts')) continue;
        const lines = readFileSync(join(folder, path), 'utf8').split('\n');
        for (const [i, line] of lines.entries())
          if (/^(?:export )?(?:let|var) /.test(line)) found.push(`${room}/${path}:${i + 1}`);
      }
    }
    assert.deepEqual(found, []);
  });
});
