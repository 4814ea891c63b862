import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CASES, judge, launchOf, type ObservedCase, type Verdict } from './observed.ts';

/** How many cases of a level are to come out exactly; the rest of the others may be unknown, none may be wrong. */
const REPRODUCED: Readonly<Record<ObservedCase['level'], number>> = {
  must: 260,
  should: 43,
  'may-unknown': 3,
};

describe('observed cases', () => {
  for (const [level, floor] of Object.entries(REPRODUCED)) {
    test(`${level}: no claim is wrong, and enough is known`, async (context) => {
      const counts: Record<Verdict, number> = { reproduced: 0, unknown: 0, wrong: 0 };
      const wrong: string[] = [];
      const open: string[] = [];
      for (const one of CASES.filter((candidate) => candidate.level === level)) {
        const { verdict, differences } = judge(one, await launchOf(one));
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
    });
  }
});
