import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { CASES, type Judged, type ObservedCase, type Verdict } from './observed.ts';

/** Of the observed cases of a level none is contradicted, and at least so many come out exactly. */
export async function holdsTo(
  context: TestContext,
  level: string,
  floor: number,
  judged: (one: ObservedCase) => Promise<Judged>,
): Promise<void> {
  const counts: Record<Verdict, number> = { reproduced: 0, unknown: 0, wrong: 0 };
  const wrong: string[] = [];
  const open: string[] = [];
  for (const one of CASES.filter((candidate) => candidate.level === level)) {
    const { verdict, differences } = await judged(one);
    counts[verdict]++;
    const told = [one.name, ...differences].join('\n    ');
    if (verdict === 'wrong') wrong.push(told);
    if (verdict === 'unknown') open.push(told);
  }
  context.diagnostic(JSON.stringify(counts));
  assert.equal(wrong.join('\n'), '');
  assert.ok(
    counts.reproduced >= floor,
    `only ${counts.reproduced} of ${floor}; unknown:\n${open.join('\n')}`,
  );
}
