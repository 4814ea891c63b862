import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readFixtures } from '../support/fixture.ts';
import { fixed, shownFindings } from '../support/repository.ts';

const folder = join(process.env['PROJECT_ROOT'] ?? '.', 'test/repositories/fixtures');

describe('fixture repositories', () => {
  for (const fixture of readFixtures(folder)) {
    test(`${fixture.name}: findings`, async () => {
      assert.deepEqual((await shownFindings(fixture.files)).sort(), fixture.expected);
    });
    if (Object.keys(fixture.fixed).length === 0) continue;
    test(`${fixture.name}: texts after all safe fixes`, async () => {
      const result = await fixed(fixture.files);
      for (const [path, text] of Object.entries(fixture.fixed)) assert.equal(result[path], text, path);
    });
  }
});
