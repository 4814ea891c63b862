import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Files, lintFiles } from '../support/repository.ts';

// A substitution has two ends, the template and the start script: a finding at one leads to the other, and where both
// can be mended, both are offered.

/** `code at path:line -> path:line, ...; fix, fix`. */
async function ends(files: Files, families: RegExp): Promise<readonly string[]> {
  const line = (path: string, offset: number): string =>
    `${path}:${
      String(files[path] ?? '')
        .slice(0, offset)
        .split('\n').length
    }`;
  const { findings } = await lintFiles(files);
  return [...findings.values()]
    .flat()
    .filter(({ code }) => families.test(code))
    .map((finding) => {
      const others = finding.related.map(({ path, span }) => line(path, span.start)).join(', ');
      const fixes = finding.fixes().map(({ title }) => title);
      return `${finding.code} at ${line(finding.path, finding.span.start)} -> ${others}; ${fixes.join(', ')}`;
    });
}

const TEMPLATE = (image: string): string =>
  `kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: w\n      image: ${image}\n      args: [dask-worker, --death-timeout, '60']\n`;
const START = (...lines: readonly string[]): string => ['#!/bin/bash', ...lines, 'exec "$@"', ''].join('\n');

describe('the two ends of a substitution', () => {
  test('a name that the template spells in another way', async () => {
    assert.deepEqual(
      await ends(
        {
          'worker-template.yaml': TEMPLATE('WORKER_IMAGE'),
          'binder/start': START('sed -i "s|WORKR_IMAGE|$JUPYTER_IMAGE_SPEC|" worker-template.yaml'),
        },
        /^(?:sed|template)\//,
      ),
      [
        'sed/token-missing at binder/start:2 -> worker-template.yaml:6; Write `WORKER_IMAGE`, Write `WORKR_IMAGE` in `worker-template.yaml`',
        'template/never-filled at worker-template.yaml:6 -> binder/start:2; Write `${JUPYTER_IMAGE_SPEC}`, which dask-kubernetes expands, Add the `sed` to binder/start',
      ],
    );
  });

  test('a value that breaks the expression', async () => {
    const [found] = await ends(
      {
        'worker-template.yaml': TEMPLATE('WORKER_IMAGE'),
        'binder/start': START('sed -i "s/WORKER_IMAGE/${JUPYTER_IMAGE_SPEC}/" worker-template.yaml'),
      },
      /^sed\//,
    );
    assert.match(found ?? '', /^sed\/unsafe-value at binder\/start:2 -> worker-template\.yaml:6; /);
  });

  test('a value that nothing sets', async () => {
    const [found] = await ends(
      {
        'worker-template.yaml': TEMPLATE('WORKER_IMAGE'),
        'binder/start': START('sed -i "s|WORKER_IMAGE|${JUPYTER_IMAG_SPEC}|" worker-template.yaml'),
      },
      /^sed\//,
    );
    assert.match(found ?? '', /^sed\/value-unset at binder\/start:2 -> worker-template\.yaml:6; Write /);
  });

  test('a result that is no longer valid', async () => {
    assert.deepEqual(
      await ends(
        {
          '.config/dask/a.yaml': 'distributed:\n  admin:\n    tick:\n      limit: "TICK"\n',
          'binder/start': START(`sed -i 's|"TICK"|5min|' .config/dask/a.yaml`),
        },
        /^template\//,
      ),
      ['template/result-invalid at .config/dask/a.yaml:4 -> binder/start:2; Write `5m` in `binder/start`'],
    );
  });
});
