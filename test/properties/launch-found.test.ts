import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import found from '../launch-cases/found-cases.json' with { type: 'json' };
import lines from '../launch-cases/line-cases.json' with { type: 'json' };
import { judgeAnswer } from '../unit/launch/answer.ts';
import type { ObservedCase } from '../unit/launch/observed.ts';
import { answerTo } from './launch-comparison.ts';

// What bash and dash did with these scripts was observed with
// `node test/launch-cases/observe-bash.mjs --cases test/launch-cases/found-cases.json --write`, and line-cases.json alike.

const CASES: Readonly<Record<string, readonly ObservedCase[]>> = {
  'scripts of which something wrong was once claimed': found.cases as unknown as readonly ObservedCase[],
  'lines of all kinds': lines.cases.map((one) => ({ ...lines.shared, ...one }) as unknown as ObservedCase),
};

for (const [what, cases] of Object.entries(CASES))
  describe(what, () => {
    for (const one of cases) {
      test(one.name, async () => {
        const { verdict, differences } = judgeAnswer(one, await answerTo(one));
        const right = one.level === 'must' ? verdict === 'reproduced' : verdict !== 'wrong';
        assert.ok(right, `${one.script}${differences.join('\n')}`);
      });
    }
  });
