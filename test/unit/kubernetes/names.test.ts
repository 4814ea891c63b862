import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  dnsLabelProblem,
  labelKeyProblem,
  labelValueProblem,
  type NameProblem,
  portNameProblem,
  serviceNameProblem,
  subdomainProblem,
  suggestDnsLabel,
} from '../../../server/src/kubernetes/index.ts';

type Row = readonly [string, NameProblem | undefined];

const x63 = 'x'.repeat(63);
const x64 = 'x'.repeat(64);
const x253 = 'x'.repeat(253);

check('dnsLabelProblem', dnsLabelProblem, [
  ['dask-worker', undefined],
  ['0-worker', undefined],
  [x63, undefined],
  [x64, { reason: 'too-long', length: 64, maximum: 63 }],
  ['', { reason: 'empty' }],
  ['Dask', { reason: 'character', character: 'D', index: 0 }],
  ['dask_worker', { reason: 'character', character: '_', index: 4 }],
  ['dask.worker', { reason: 'character', character: '.', index: 4 }],
  ['dask worker', { reason: 'character', character: ' ', index: 4 }],
  ['wörker', { reason: 'character', character: 'ö', index: 1 }],
  ['-worker', { reason: 'start', character: '-' }],
  ['worker-', { reason: 'end', character: '-' }],
]);

check('serviceNameProblem', serviceNameProblem, [
  ['dask-jovyan-1a2b', undefined],
  ['1-dask', { reason: 'start', character: '1' }],
  ['Dask', { reason: 'character', character: 'D', index: 0 }],
]);

check('subdomainProblem', subdomainProblem, [
  ['dask.worker', undefined],
  [x253, undefined],
  [`${x253}x`, { reason: 'too-long', length: 254, maximum: 253 }],
  ['', { reason: 'empty' }],
  ['a..b', { reason: 'repeated', character: '.' }],
  ['.a', { reason: 'start', character: '.' }],
  ['a.', { reason: 'end', character: '.' }],
  ['a.b_c', { reason: 'character', character: '_', index: 3 }],
  ['a.-b', { reason: 'start', character: '-' }],
]);

check('portNameProblem', portNameProblem, [
  ['dashboard', undefined],
  ['a-long-port-nam', undefined],
  ['a-long-port-name', { reason: 'too-long', length: 16, maximum: 15 }],
  ['8787', { reason: 'no-letter' }],
  ['a--b', { reason: 'repeated', character: '-' }],
  ['Web', { reason: 'character', character: 'W', index: 0 }],
]);

check('labelValueProblem', labelValueProblem, [
  ['', undefined],
  ['True', undefined],
  ['a_b.c-d', undefined],
  [x63, undefined],
  [x64, { reason: 'too-long', length: 64, maximum: 63 }],
  ['a/b', { reason: 'character', character: '/', index: 1 }],
  ['_a', { reason: 'start', character: '_' }],
  ['a.', { reason: 'end', character: '.' }],
]);

check('labelKeyProblem', labelKeyProblem, [
  ['dask-worker', undefined],
  ['k8s.dask.org/node-purpose', undefined],
  ['App_Name', undefined],
  ['', { reason: 'empty' }],
  ['a/', { reason: 'empty' }],
  ['/a', { reason: 'empty' }],
  ['a/b/c', { reason: 'slashes' }],
  ['Org/name', { reason: 'character', character: 'O', index: 0 }],
  ['org/na me', { reason: 'character', character: ' ', index: 6 }],
  [x64, { reason: 'too-long', length: 64, maximum: 63 }],
  [`${x253}/a`, undefined],
]);

describe('suggestDnsLabel', () => {
  const table = [
    ['Dask_Worker', 'dask-worker'],
    ['dask.worker', 'dask-worker'],
    ['dask-worker', undefined],
    ['_', undefined],
    ['dask worker', undefined],
    [x64, undefined],
  ] as const;
  for (const [name, expected] of table) it(name, () => assert.equal(suggestDnsLabel(name), expected));
});

function check(
  title: string,
  problemOf: (name: string) => NameProblem | undefined,
  rows: readonly Row[],
): void {
  describe(title, () => {
    for (const [name, expected] of rows) {
      it(JSON.stringify(name), () => assert.deepEqual(problemOf(name), expected));
    }
  });
}
