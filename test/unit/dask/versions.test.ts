import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareVersions,
  type Dialect,
  parseConstraint,
  parseVersion,
} from '../../../server/src/dask/index.ts';
import { version } from '../../../server/src/dask/version.ts';
import { includes } from '../../../server/src/dask/version-set.ts';

describe('versions', () => {
  it('are ordered as pip and conda order them', () => {
    const ascending = [
      '0.9.2',
      '0.18.0',
      '1.28.1',
      '2.9',
      '2.10.0',
      '2.30.0.post1',
      '2.30.1',
      '2020.12.0',
      '2021.3.0.dev1',
      '2021.3.0a1',
      '2021.3.0b1',
      '2021.3.0rc1',
      '2021.03.0',
      '2021.3.0+local',
      '2021.3.1',
      '2021.10.0',
      '1!0.1',
    ];
    for (const [i, older] of ascending.entries()) {
      for (const newer of ascending.slice(i + 1)) {
        assert.ok(compareVersions(version(older), version(newer)) < 0, `${older} is older than ${newer}`);
        assert.ok(compareVersions(version(newer), version(older)) > 0, `${newer} is newer than ${older}`);
      }
    }
  });

  for (const [a, b] of [
    ['2021.03.0', '2021.3.0'],
    ['2021.3', '2021.03.0'],
    ['v2.30', '2.30.0'],
    ['2.0-1', '2.0.post1'],
    ['2.0alpha2', '2.0a2'],
    ['2.0c1', '2.0rc1'],
  ] as const) {
    it(`${a} is ${b}`, () => assert.equal(compareVersions(version(a), version(b)), 0));
  }

  for (const text of ['', 'main', '2.*', '2..1', 'latest', '2.30=py_0', '7GB']) {
    it(`\`${text}\` is no version`, () => assert.equal(parseVersion(text), undefined));
  }
});

describe('constraints', () => {
  const rows: readonly (readonly [Dialect, string, string, string])[] = [
    // notation, constraint, versions that fit, versions that do not
    ['conda', '=2022.1', '2022.01.0 2022.1.1', '2022.2.0 2022.10.0 2021.12.0'],
    ['conda', '=2022.01', '2022.1.0 2022.1.1', '2022.2.0'],
    ['conda', '2022.1', '2022.1.0', '2022.1.1'],
    ['conda', '2022.1.*', '2022.1.0 2022.1.1', '2022.2.0'],
    ['conda', '2.11*', '2.11.0', '2.12.0 2.1.0'],
    ['conda', '==2.30.0', '2.30.0', '2.30.1'],
    ['conda', '=0.19.1=py36_0', '0.19.1', '0.19.2 0.19.1.1'],
    ['conda', '2.15.0 py_0', '2.15.0', '2.15.1'],
    ['conda', '=2020.05.04=0', '2020.5.4', '2020.5.5'],
    ['conda', '>=2,<3', '2.0 2.30.1', '1.28.1 3.0'],
    ['conda', '>=2.1.*', '2.1.0 2.9', '2.0.9'],
    ['conda', '>2.0,!=2.5,<=2.6', '2.0.1 2.4 2.6.0', '2.0 2.5 2.6.1'],
    ['conda', '!=2.*', '1.9 3.0', '2.0 2.9'],
    ['conda', '~=2.1', '2.1.0 2.30.1', '2.0.9 3.0'],
    ['conda', '~=2.1.3', '2.1.3 2.1.9', '2.1.2 2.2.0'],
    ['conda', '1.0|1.2.*', '1.0.0 1.2.5', '1.1.0 1.3.0'],
    ['conda', '>=1,<2|>=3', '1.5 3.0', '2.5 0.9'],
    ['conda', '*', '0.1 2026.7.1', ''],
    ['conda', '', '0.1 2026.7.1', ''],
    ['conda', "[version='>=2,<3', build='py*']", '2.5', '3.0'],
    ['pip', '==2022.1', '2022.01.0', '2022.1.1'],
    ['pip', '==2.*', '2.0 2.30.1', '1.9 3.0'],
    ['pip', '!=2.*', '1.9 3.0', '2.0'],
    ['pip', '~=2021.3.0', '2021.3.0 2021.3.1', '2021.4.0'],
    ['pip', '===2.30.0', '2.30.0', '2.30.1'],
    ['pip', '>=2.0, <2.15', '2.0 2.14.0', '2.15.0 1.28'],
    ['pip', '<2022.10.0', '2022.9.2', '2022.10.0 2022.10.0rc1'],
    ['pip', '(>=2.0)', '2.0', '1.9'],
    ['pip', ">=2.0; python_version < '3.9'", '2.0', '1.9'],
    ['pip', '', '0.1 2026.7.1', ''],
  ];
  for (const [dialect, text, fits, others] of rows) {
    it(`${dialect} \`${text}\``, () => {
      const constraint = parseConstraint(text, dialect);
      assert.equal(constraint.kind, 'versions');
      if (constraint.kind !== 'versions') return;
      const fitting = (list: string): string[] =>
        list.split(' ').filter((v) => v !== '' && includes(constraint.versions, version(v)));
      assert.equal(fitting(fits).join(' '), fits);
      assert.deepEqual(fitting(others), []);
    });
  }

  it('an address names a version only by a tag that is one', () => {
    const of = (text: string): string => {
      const constraint = parseConstraint(text, 'pip');
      return constraint.kind === 'address' ? (constraint.tag?.text ?? 'current') : constraint.kind;
    };
    assert.equal(of('@ git+https://github.com/dask/dask.git'), 'current');
    assert.equal(of('@ git+https://github.com/dask/dask@main'), 'current');
    assert.equal(of('git+https://github.com/dask/dask.git@2021.03.0#egg=dask'), '2021.03.0');
    assert.equal(of('@ https://example.org/dask.whl'), 'current');
  });

  for (const [dialect, text] of [
    ['pip', '=2.30'],
    ['pip', '2.30'],
    ['pip', '>=2.*'],
    ['conda', '=latest'],
    ['conda', '~=2'],
  ] as const) {
    it(`${dialect} cannot read \`${text}\``, () =>
      assert.deepEqual(parseConstraint(text, dialect), { kind: 'unreadable' }));
  }
});
