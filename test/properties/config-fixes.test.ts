import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import aliases from '../../schemas/data/dask-aliases.json';
import keys from '../../schemas/data/dask-config-keys.json';
import {
  CURRENT_ERA,
  configFromPlain,
  configurationSeen,
  plainFromConfig,
} from '../../server/src/dask/index.ts';
import { SourceText } from '../../server/src/text/index.ts';
import { parseYaml, toValue } from '../../server/src/yaml/index.ts';
import { fixed, shownFindings } from '../support/repository.ts';

// Fixing all at once: whatever old, misspelt and new names stand together in a file, each setting is there once
// afterwards, and Dask sees what it saw before.

const PATH = '.config/dask/dask.yaml';
const CUT = { seed: 5, numRuns: 250 } as const;

/** Old flat names that work through an alias in the current release, with the default of the new key. */
const OLD = aliases.flatMap(({ old, new: now, kind, package: owner }) => {
  const key = keys.find((one) => one.key === now);
  const usable =
    kind === 'alias' &&
    owner === 'distributed' &&
    !old.includes('.') &&
    key !== undefined &&
    key.removed === null;
  return usable && key.default !== null && key.default !== '.inf' && key.section === undefined
    ? [{ name: old, key: key.key, value: key.default }]
    : [];
});

describe('fixing everything', () => {
  test('there are old names to look at', () => assert.ok(OLD.length > 20, `${OLD.length}`));

  test('old names become new ones, and Dask sees the same', async () => {
    const chosen = fc.subarray(OLD, { minLength: 2, maxLength: 6 });
    const order = fc.infiniteStream(fc.nat(1000));
    await fc.assert(
      fc.asyncProperty(chosen, order, fc.boolean(), async (names, places, isBetween) => {
        const lines = names.map(({ name, value }) => `${name}: ${JSON.stringify(value)}\n`);
        if (isBetween) lines.push('temporary-directory: /tmp/x # mine\n');
        const text = shuffled(lines, places).join('');
        const after = String((await fixed({ [PATH]: text }))[PATH]);
        assert.deepEqual(seen(after), seen(text), after);
        const left = await shownFindings({ [PATH]: after });
        assert.deepEqual(
          left.filter((line) => / (?:dask\/legacy-key info|yaml\/[a-z-]+ )/.test(line)),
          [],
          after,
        );
      }),
      CUT,
    );
  });

  test('misspelt, dotted and old names of one section meet in it', async () => {
    const pieces = [
      'diagnostics-link: "{port}"\n',
      'distribted:\n  version: 2\n',
      'Distributed:\n  nanny:\n    environ: {}\n',
      'distributed.scheduler.idle-timeout: 1h\n',
      'distributed.scheduler.worker-ttl: 5m\n',
      'tick-maximum-delay: 5s\n',
      'distributed:\n  schedular:\n    bandwidth: 100MB\n',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(pieces, { minLength: 2 }),
        fc.infiniteStream(fc.nat(1000)),
        async (some, places) => {
          const text = shuffled(some, places).join('');
          const after = String((await fixed({ [PATH]: text }))[PATH]);
          const findings = await shownFindings({ [PATH]: after });
          assert.deepEqual(
            findings.filter((line) => line.includes(' yaml/')),
            [],
            `${text}\n${after}`,
          );
        },
      ),
      CUT,
    );
  });
});

function shuffled<T>(list: readonly T[], places: fc.Stream<number>): T[] {
  return list
    .map((item) => ({ item, place: places.next().value ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** What Dask makes of a file. */
function seen(text: string): unknown {
  const { root } = parseYaml(new SourceText(PATH, text));
  const value = root === undefined ? undefined : toValue(root)?.value;
  const file = configFromPlain(value ?? {});
  assert.ok(file instanceof Map);
  const result = configurationSeen([file], new Map(), CURRENT_ERA);
  assert.ok(result.ok);
  return plainFromConfig(result.config);
}
