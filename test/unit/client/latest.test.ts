import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { oneAtATime } from '../../../client/src/latest.ts';

suite('a task that is asked for often', () => {
  test('runs one at a time, and once more for all calls during a run', async () => {
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const ask = oneAtATime(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running--;
    });
    const calls = [ask(), ask(), ask(), ask()];
    await turn();
    assert.equal(ends.length, 1);
    ends[0]?.();
    await turn();
    assert.equal(ends.length, 2);
    ends[1]?.();
    await Promise.all(calls);
    assert.equal(ends.length, 2);
    assert.equal(most, 1);
  });

  test('runs again when it is asked for later', async () => {
    let runs = 0;
    const ask = oneAtATime(async () => {
      runs++;
    });
    await ask();
    await ask();
    assert.equal(runs, 2);
  });

  test('can be asked for again after it failed', async () => {
    let runs = 0;
    const ask = oneAtATime(async () => {
      if (++runs === 1) throw new Error('first');
    });
    await assert.rejects(ask(), /first/);
    await ask();
    assert.equal(runs, 2);
  });
});
