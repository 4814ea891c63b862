import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from '../../server/src/rules/index.ts';
import { lintFiles } from '../support/repository.ts';

/** Examples whose good side has an error of another rule for a reason; none so far. */
const WITH_ERRORS: ReadonlySet<string> = new Set();

describe('the examples of the documentation', () => {
  for (const { meta } of RULES) {
    for (const [i, { title, bad, good }] of meta.docs.examples.entries()) {
      const name = `${meta.code}, ${title ?? `example ${i + 1}`}`;
      test(`${name}: the first repository has the mistake`, async () => {
        const codes = await findings(bad);
        assert.ok(
          codes.some(({ code }) => code === meta.code),
          `found ${codes.map(({ code }) => code).join(', ') || 'nothing'}`,
        );
      });
      test(`${name}: the second one has not, nor any other error`, async () => {
        const left = (await findings(good)).filter(
          ({ code, severity }) =>
            code === meta.code || (severity === 'error' && !WITH_ERRORS.has(`${meta.code} ${i}`)),
        );
        assert.deepEqual(left, []);
      });
    }
    test(`${meta.code}: has an example`, () => assert.ok(meta.docs.examples.length > 0));
  }
});

async function findings(files: Readonly<Record<string, string>>) {
  const result = await lintFiles(files);
  return [...result.findings.values()].flat().map(({ code, severity, path, message }) => ({
    code,
    severity,
    path,
    message,
  }));
}
