import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import found from '../launch-cases/found-cases.json' with { type: 'json' };
import lines from '../launch-cases/line-cases.json' with { type: 'json' };
import options from '../launch-cases/option-cases.json' with { type: 'json' };
import { judgeAnswer } from '../unit/launch/answer.ts';
import type { ObservedCase } from '../unit/launch/observed.ts';
import { answerTo } from './launch-comparison.ts';

// What bash and dash did with these scripts was observed with
// `node test/launch-cases/observe-bash.mjs --cases test/launch-cases/found-cases.json --write`, and line-cases.json and option-cases.json alike.

interface Shared {
  readonly shared: unknown;
  readonly cases: readonly unknown[];
}

/** Cases that have their environment, files and arguments in common. */
function withShared({ shared, cases }: Shared): readonly ObservedCase[] {
  return cases.map((one) => Object.assign({}, shared, one) as ObservedCase);
}

const CASES: Readonly<Record<string, readonly ObservedCase[]>> = {
  'scripts of which something wrong was once claimed': found.cases as unknown as readonly ObservedCase[],
  'lines of all kinds': withShared(lines),
  'options of shells and programs': withShared(options),
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
