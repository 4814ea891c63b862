import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import data from '../launch-cases/found-cases.json' with { type: 'json' };
import { judgeAnswer } from '../unit/launch/answer.ts';
import type { ObservedCase } from '../unit/launch/observed.ts';
import { answerTo } from './launch-comparison.ts';

// Scripts of which something wrong was once claimed. What bash did with them was observed with
// `node test/launch-cases/observe-bash.mjs --cases test/launch-cases/found-cases.json --write`.

const CASES = data.cases as unknown as readonly ObservedCase[];

describe('scripts found by comparison with bash', () => {
  for (const one of CASES) {
    test(one.name, async () => {
      const { verdict, differences } = judgeAnswer(one, await answerTo(one));
      const right = one.level === 'must' ? verdict === 'reproduced' : verdict !== 'wrong';
      assert.ok(right, `${one.script}${differences.join('\n')}`);
    });
  }
});
