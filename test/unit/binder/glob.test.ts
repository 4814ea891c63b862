import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchesGlob, matchesGlobOrBelow } from '../../../server/src/binder/index.ts';

describe('globs of the settings', () => {
  const cases: readonly (readonly [pattern: string, path: string, expected: boolean])[] = [
    ['deploy/pod.yaml', 'deploy/pod.yaml', true],
    ['./deploy/pod.yaml', 'deploy/pod.yaml', true],
    ['deploy/pod.yaml', 'x/deploy/pod.yaml', false],
    ['deploy/*.yaml', 'deploy/pod.yaml', true],
    ['deploy/*.yaml', 'deploy/.hidden.yaml', true],
    ['deploy/*.yaml', 'deploy/a/pod.yaml', false],
    ['deploy/**/*.yaml', 'deploy/pod.yaml', true],
    ['deploy/**/*.yaml', 'deploy/a/b/pod.yaml', true],
    ['**/start', 'start', true],
    ['**/start', 'images/base/start', true],
    ['**/start', 'images/base/restart', false],
    ['third-party/**', 'third-party/.dask/config.yaml', true],
    ['third-party/', 'third-party/.dask/config.yaml', true],
    ['third-party/**', 'third-partying/x', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['{a,b}/x.{yaml,yml}', 'b/x.yml', true],
    ['{a,b}/x.{yaml,yml}', 'c/x.yml', false],
    ['{a,{b,c}}', 'c', true],
    ['{a', '{a', true],
    ['a.b', 'axb', false],
    ['a+(b)', 'a+(b)', true],
    ['*', 'a/b', false],
    ['', 'a', false],
  ];
  for (const [pattern, path, expected] of cases)
    test(`${pattern} ${path}`, () => assert.equal(matchesGlob(pattern, path), expected));

  test('a folder stands for what is below it where that is meant', () => {
    assert.equal(matchesGlobOrBelow('third-party', 'third-party/a/b'), true);
    assert.equal(matchesGlobOrBelow('third-party/', 'third-party/a/b'), true);
    assert.equal(matchesGlobOrBelow('third-*', 'third-party/a/b'), true);
    assert.equal(matchesGlobOrBelow('third-party', 'third-party.yaml'), false);
  });

  test('take no time for texts that are made to take it', () => {
    const start = Date.now();
    matchesGlob('*a'.repeat(2_000), 'a'.repeat(4_000));
    matchesGlob('**/a/'.repeat(1_000), 'a/'.repeat(2_000));
    matchesGlob('{a,b}'.repeat(200), 'a'.repeat(200));
    matchesGlob('{'.repeat(50_000), 'a');
    assert.ok(Date.now() - start < 5_000);
  });
});
