import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintFiles } from '../support/repository.ts';
import { ENTRIES, type Entry, KINDS, type Label } from './dev-starts.ts';

interface Found {
  readonly line: number;
  readonly code: string;
  readonly severity: string;
}

async function findingsIn({ path, files }: Entry): Promise<Found[]> {
  const { findings } = await lintFiles(files);
  const text = String(files[path]);
  return (findings.get(path) ?? []).map(({ span, code, severity }) => ({
    line: text.slice(0, span.start).split('\n').length,
    code,
    severity,
  }));
}

function covers({ line, range }: Label, found: number): boolean {
  return line === found || (range !== undefined && range[0] <= found && found <= range[1]);
}

function isFound(label: Label, found: readonly Found[]): boolean {
  const codes: readonly string[] = KINDS[label.kind];
  return found.some(({ line, code }) => covers(label, line) && codes.includes(code));
}

describe('start scripts as people wrote them', () => {
  for (const entry of ENTRIES) {
    const name = `${entry.names[0]} ${entry.path}`;
    test(`${name}: what people found is found`, async () => {
      const found = await findingsIn(entry);
      const missed = entry.labels.filter((label) => !label.unsure && !isFound(label, found));
      assert.deepEqual(missed, []);
    });
    test(`${name}: nothing else is a warning or an error`, async () => {
      const found = await findingsIn(entry);
      const alarms = found.filter(
        ({ line, severity }) =>
          (severity === 'error' || severity === 'warning') &&
          !entry.labels.some((label) => covers(label, line)),
      );
      assert.deepEqual(alarms, []);
    });
  }
});
