import { describe, test } from 'node:test';
import { holdsTo } from './holds-to.ts';
import { judge, launchOf, type ObservedCase } from './observed.ts';

/** How many cases of a level are to come out exactly; the rest of the others may be unknown, none may be wrong. */
const REPRODUCED: Readonly<Record<ObservedCase['level'], number>> = {
  must: 260,
  should: 43,
  'may-unknown': 3,
};

describe('observed cases', () => {
  for (const [level, floor] of Object.entries(REPRODUCED)) {
    test(`${level}: no claim is wrong, and enough is known`, async (context) => {
      await holdsTo(context, level, floor, async (one) => judge(one, await launchOf(one)));
    });
  }
});
