import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import keys from '../../schemas/data/dask-config-keys.json';
import { compareVersions, parseVersion } from '../../server/src/dask/index.ts';
import type { Finding } from '../../server/src/rules/index.ts';
import { lintFiles } from '../support/repository.ts';
import { environment } from '../support/table.ts';

// What the packages themselves ship: every key with its default, in every release that brought or removed a key.

interface Key {
  readonly key: string;
  readonly package: string;
  readonly type: readonly string[];
  readonly default: unknown;
  readonly nullable: boolean;
  readonly since: string | null;
  readonly removed: string | null;
  readonly unreadSince?: string;
  readonly section?: boolean;
}

const KEYS = keys as readonly Key[];
const PATH = '.config/dask/dask.yaml';
const SERIOUS: ReadonlySet<string> = new Set(['error', 'warning']);
const packages = [...new Set(KEYS.map((key) => key.package))];

describe('the defaults of each package, written down as a configuration', () => {
  for (const name of packages) {
    const own = KEYS.filter((key) => key.package === name);
    const releases = [...new Set(own.flatMap(({ since, removed }) => [since ?? [], removed ?? []].flat()))];
    for (const release of releases.filter((one) => own.some((key) => livesIn(key, one)))) {
      test(`${name} ${release}`, async () => {
        const text = written(
          own.filter((key) => livesIn(key, release)),
          release,
        );
        assert.deepEqual(await serious(text, [`${name}=${release}`]), []);
      });
    }
    test(`${name}, nothing pinned`, async () => {
      const text = written(
        own.filter(({ removed, unreadSince }) => removed === null && unreadSince === undefined),
      );
      assert.deepEqual(await serious(text, undefined), []);
    });
  }
});

describe('a value of a wrong type', () => {
  for (const key of KEYS) {
    test(key.key, async () => {
      const value = wrongValue(key);
      const text = line(key.key, value);
      const pinned =
        key.removed === null && key.unreadSince === undefined ? undefined : [`${key.package}=${key.since}`];
      const findings = await found(text, pinned);
      const start = text.indexOf(': ') + 2;
      const at = findings.filter(({ span }) => span.start === start);
      assert.equal(at.length, 1, `${text}${JSON.stringify(findings)}`);
      const others = findings.filter((one) => !at.includes(one) && SERIOUS.has(one.severity));
      assert.deepEqual(
        others.map(({ code }) => code),
        [],
      );
    });
  }
});

/** A value that no key of this type takes. */
function wrongValue({ key, type }: Key): unknown {
  if (type.includes('object') || key === 'admin.traceback.shorten') return 5.5;
  return type.includes('array') ? true : FLOW;
}

const FLOW = { a: 1 };

function livesIn({ since, removed, unreadSince }: Key, release: string): boolean {
  const ends = [removed, unreadSince].filter((end) => end !== null && end !== undefined);
  return (since === null || order(since, release) <= 0) && ends.every((end) => order(release, end) < 0);
}

function order(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  assert.ok(left !== undefined && right !== undefined, `${a} ${b}`);
  return compareVersions(left, right);
}

/** A file of the keys that have a default. */
function written(chosen: readonly Key[], release?: string): string {
  const file: Record<string, unknown> = {};
  for (const { key, default: value, nullable, section } of chosen) {
    if (section === true || (value === null && !nullable)) continue;
    const steps = key.split('.');
    let part = file;
    for (const step of steps.slice(0, -1)) {
      part[step] ??= {};
      part = part[step] as Record<string, unknown>;
    }
    part[steps.at(-1) ?? ''] = defaultOf(key, value, release);
  }
  return stringify(file, { version: '1.1' });
}

/** Defaults that were others before a release. */
function defaultOf(key: string, value: unknown, release: string | undefined): unknown {
  if (value === '.inf') return Number.POSITIVE_INFINITY;
  // `{scheme}` came with distributed 2.1.0 (distributed/distributed.yaml).
  if (key === 'distributed.dashboard.link' && release !== undefined && order(release, '2.1.0') < 0)
    return 'http://{host}:{port}/status';
  return value;
}

/** A file that sets one key, its value on the line of the key. */
function line(key: string, value: unknown): string {
  const steps = key.split('.').map((step, depth) => `${'  '.repeat(depth)}${step}:`);
  return `${steps.join('\n')} ${JSON.stringify(value)}\n`;
}

async function serious(text: string, pins: readonly string[] | undefined): Promise<string[]> {
  const findings = await found(text, pins);
  return findings
    .filter(({ severity }) => SERIOUS.has(severity))
    .map(({ code, message, span }) => `${code} ${text.slice(span.start, span.end)}: ${message}`);
}

async function found(text: string, pins: readonly string[] | undefined): Promise<readonly Finding[]> {
  const files = {
    [PATH]: text,
    ...(pins === undefined ? {} : { 'binder/environment.yml': environment(pins) }),
  };
  const { findings } = await lintFiles(files);
  return findings.get(PATH) ?? [];
}
