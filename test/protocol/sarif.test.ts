import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { command } from '../support/command.ts';
import { repositories } from '../unit/features/places.ts';

// The schema of OASIS, as Microsoft's SARIF tools carry it (package @microsoft/jest-sarif 1.0.0-beta.0, MIT). It is of
// draft 4, of which it uses nothing that draft 7 reads otherwise but the name of its identifier.
const file = join(process.env['PROJECT_ROOT'] ?? '.', 'test/protocol/sarif-2.1.0-rtm.5.json');
const { $schema: _, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

describe('SARIF', () => {
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile({
    $id: String(id),
    ...schema,
  });

  test('of every fixture and example is valid by the schema of SARIF 2.1.0', async () => {
    let results = 0;
    for (const { name, files } of repositories()) {
      const { stdout } = await command(files, ['check', '--format', 'sarif', '--show-suppressed', '.']);
      const log = JSON.parse(stdout) as { runs: { results: unknown[] }[] };
      results += log.runs[0]?.results.length ?? 0;
      assert.equal(validate(log), true, `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    }
    assert.ok(results > 150, `${results} results`);
  });

  test('with something that the schema does not know is not', () => {
    const run = { tool: { driver: { name: 'x' } }, results: [{ message: { text: 'y' }, place: 1 }] };
    assert.equal(validate({ version: '2.1.0', runs: [run] }), false);
  });
});
