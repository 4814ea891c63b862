import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHANGES,
  type Change,
  CURRENT_ERA,
  createEra,
  type Era,
  type EraPackage,
  type Pin,
  severityByEra,
} from '../../../server/src/dask/index.ts';

/** Pins as an environment.yml has them: `dask=2.30`, and `pip:dask==2.30` for those of its pip list. */
function pins(...texts: readonly string[]): Pin[] {
  return texts.map((text) => {
    const pip = text.startsWith('pip:');
    const plain = pip ? text.slice('pip:'.length) : text;
    const [, name = '', constraint = ''] = /^([A-Za-z0-9_.-]+?)((?:[=<>!~@ [].*)?)$/.exec(plain) ?? [];
    return {
      package: name,
      constraint: constraint.trim(),
      dialect: pip ? 'pip' : 'conda',
      path: 'environment.yml',
      text: plain,
    };
  });
}

const era = (...texts: readonly string[]): Era => createEra(pins(...texts));

function step(of: Era, name: string, since: string): string {
  return severityByEra(of.inForce(name, since), { after: 'after', unpinned: 'unpinned', before: 'before' });
}

const target = (of: Era, name: EraPackage): string => of.target(name).text;

describe('the changes', () => {
  const rows: readonly (readonly [keyof typeof CHANGES, string, string, string])[] = [
    // change, package, first release with it, a release before it
    ['nestedKeys', 'dask', '0.18.0', '0.17.5'],
    ['nestedDistributedKeys', 'distributed', '1.22.0', '1.21.8'],
    ['kubernetesName', 'dask-kubernetes', '0.4.0', '0.3.0'],
    ['templateExpandsVariables', 'dask-kubernetes', '0.6.0', '0.5.0'],
    ['noDashboardOption', 'distributed', '2.0.0', '1.28.1'],
    ['linkScheme', 'distributed', '2.1.0', '2.0.1'],
    ['workerNameAppended', 'dask-kubernetes', '0.10.1', '0.10.0'],
    ['fuseKeysMove', 'dask', '2.15.0', '2.14.0'],
    ['nestedLogging', 'distributed', '2.15.1', '2.15.0'],
    ['remoteScheduler', 'dask-kubernetes', '2021.03.0', '0.11.0'],
    ['containerNameFilledIn', 'dask-kubernetes', '2021.10.0', '2021.3.1'],
    ['dotDaskNotRead', 'dask', '2022.01.1', '2022.1.0'],
    ['malformedFileError', 'dask', '2022.03.0', '2022.2.1'],
    ['operatorCluster', 'dask-kubernetes', '2022.9.0', '2022.7.0'],
    ['oldWorkerOptionsGone', 'distributed', '2022.10.0', '2022.9.2'],
    ['memoryLimitClamped', 'distributed', '2022.10.1', '2022.10.0'],
    ['aliasesActOnFiles', 'dask', '2023.9.2', '2023.9.1'],
    ['booleanVariables', 'dask', '2024.2.1', '2024.2.0'],
    ['clusterNameLimit', 'dask-kubernetes', '2024.3.0', '2023.10.0'],
    ['classicClusterGone', 'dask-kubernetes', '2024.5.0', '2024.4.2'],
    ['fuseSubgraphsGone', 'dask', '2025.1.0', '2024.12.1'],
  ];
  for (const [name, of, first, before] of rows) {
    it(`${of} ${first}: ${name}`, () => {
      const change: Change = CHANGES[name];
      assert.equal(change.package, of);
      assert.deepEqual(era(`${of}==${first}`).of(change), { inForce: true, pinned: true });
      assert.deepEqual(era(`${of}==${before}`).of(change), { inForce: false, pinned: true });
      assert.deepEqual(CURRENT_ERA.of(change), { inForce: true, pinned: false });
    });
  }

  it('a change that was taken back is in force between its releases only', () => {
    const change = CHANGES.underscoresBecomeHyphens;
    assert.equal(era('dask==0.20.0').of(change).inForce, false);
    assert.equal(era('dask==0.20.1').of(change).inForce, true);
    assert.equal(era('dask==1.2.1').of(change).inForce, true);
    assert.equal(era('dask==1.2.2').of(change).inForce, false);
    assert.deepEqual(CURRENT_ERA.of(change), { inForce: false, pinned: false });
  });
});

describe('whether constraints decide', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    // pin of distributed, change, step
    ['distributed=2022.10.0', '2022.10.0', 'after'],
    ['distributed=2022.10', '2022.10.0', 'after'],
    ['distributed=2022.9', '2022.10.0', 'before'],
    ['distributed>=2022.10', '2022.10.0', 'after'],
    ['distributed>=2022.9', '2022.10.0', 'unpinned'],
    ['distributed<2022.10', '2022.10.0', 'before'],
    ['distributed<=2022.10.0', '2022.10.0', 'unpinned'],
    ['distributed>2022.9.2', '2022.10.0', 'unpinned'],
    ['distributed', '2022.10.0', 'unpinned'],
    ['distributed>=2021,<2024', '2022.10.0', 'unpinned'],
    ['distributed=2022.1', '2022.01.1', 'unpinned'],
    ['pip:distributed==2022.1', '2022.01.1', 'before'],
    ['pip:distributed<2022.10.0', '2022.10.0', 'before'],
    ['pip:distributed~=2022.10.0', '2022.10.0', 'after'],
    ['distributed=0.19.1=py36_0', '2022.10.0', 'before'],
  ];
  for (const [pin, since, expected] of rows) {
    it(`${pin} and ${since}: ${expected}`, () =>
      assert.equal(step(era(pin), 'distributed', since), expected));
  }

  it('packages that are not followed are current', () => {
    assert.deepEqual(era('dask=0.18').inForce('dask-jobqueue', '0.7.0'), { inForce: true, pinned: false });
  });
});

describe('dask and distributed together', () => {
  const rows: readonly (readonly [string, EraPackage, string, string])[] = [
    // pin, the other package, its last change in force, its first change not in force
    ['dask=2021.3.0', 'distributed', '2021.03.0', '2021.03.1'],
    ['distributed==2022.9.2', 'dask', '2022.9.2', '2022.10.0'],
    ['dask==2.15.0', 'distributed', '2.15.1', '2.16.0'],
    ['dask==2.30.0', 'distributed', '2.30.1', '2020.12.0'],
    ['dask<2.15', 'distributed', '2.14.0', '2.15.0'],
    ['dask<=2.15.0', 'distributed', '2.15.2', '2.16.0'],
    ['dask==0.18.2', 'distributed', '1.22.1', '1.23.0'],
    ['dask==0.19.1', 'distributed', '1.23.1', '1.24.0'],
    ['dask==0.20.2', 'distributed', '1.24.2', '1.25.0'],
    ['dask=1.0', 'distributed', '1.25.3', '1.26.0'],
    ['dask=1.1', 'distributed', '1.26.1', '1.27.0'],
    ['dask==1.2.2', 'distributed', '1.28.1', '2.0.0'],
    ['dask==0.17.5', 'distributed', '1.21.8', '1.22.0'],
    ['distributed==1.22.1', 'dask', '0.18.2', '0.19.0'],
    ['distributed==1.23.3', 'dask', '0.19.4', '0.20.0'],
    ['distributed==1.25.3', 'dask', '1.0.0', '1.1.0'],
    ['distributed==1.27.1', 'dask', '1.2.2', '2.0.0'],
    ['distributed==1.28.1', 'dask', '1.2.2', '2.0.0'],
    ['distributed==1.21.8', 'dask', '0.17.5', '0.18.0'],
    ['distributed==2.7.0', 'dask', '2.7.0', '2.8.0'],
  ];
  for (const [pin, other, last, next] of rows) {
    it(`${pin} leaves ${other} at ${last} at most`, () => {
      assert.equal(era(pin).inForce(other, last).inForce, true);
      assert.deepEqual(era(pin).inForce(other, next), { inForce: false, pinned: true });
    });
  }

  it('a lower bound serves as one for the other', () => {
    assert.equal(step(era('dask>=2.15'), 'distributed', '2.0.0'), 'after');
    assert.equal(step(era('dask>=2.15'), 'distributed', '2022.10.0'), 'unpinned');
  });

  it('pins that do not go together hold for their own package', () => {
    const both = era('dask==2.26.0', 'distributed==2.27.0');
    assert.equal(target(both, 'dask'), '2.26.0');
    assert.equal(target(both, 'distributed'), '2.27.0');
  });
});

describe('caps of Python', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    // pin, dask and distributed, dask-kubernetes, first dask that does not fit
    ['python=3.5', '2.6.0', '0.9', '2.7.0'],
    ['python=3.6', '2021.03.0', '0.11.0', '2021.03.1'],
    ['python=3.7', '2022.02.0', '2022.1.0', '2022.02.1'],
    ['python=3.7.*', '2022.02.0', '2022.1.0', '2022.02.1'],
    ['python=3.8', '2023.5.0', '2023.3.2', '2023.5.1'],
    ['python=3.8.3=cpython_he5300dc_0', '2023.5.0', '2023.3.2', '2023.5.1'],
    ['python=3.9', '2024.8.0', '2024.5.0', '2024.8.1'],
    ['python<3.10', '2024.8.0', '2024.5.0', '2024.8.1'],
  ];
  for (const [pin, dask, kubernetes, next] of rows) {
    it(`${pin} leaves dask at ${dask} at most`, () => {
      const of = era(pin);
      for (const name of ['dask', 'distributed'] as const) {
        assert.equal(target(of, name), dask);
        assert.equal(of.inForce(name, dask).inForce, true);
        assert.deepEqual(of.inForce(name, next), { inForce: false, pinned: true });
      }
      assert.equal(of.inForce('dask-kubernetes', kubernetes).inForce, true);
      assert.equal(of.inForce('dask-kubernetes', '2024.8.0').inForce, false);
    });
  }

  for (const pin of ['python=3.10', 'python==3.10', 'python>=3.6', 'python', 'python=3']) {
    it(`${pin} caps nothing`, () =>
      assert.deepEqual(era(pin).inForce('dask', '2026.7.1'), { inForce: true, pinned: false }));
  }

  it('python=3.6 without more means dask 2021.03.0: `.dask/` is read', () => {
    const of = era('python=3.6');
    assert.deepEqual(of.of(CHANGES.dotDaskNotRead), { inForce: false, pinned: true });
    assert.deepEqual(of.of(CHANGES.oldWorkerOptionsGone), { inForce: false, pinned: true });
    assert.equal(step(of, 'dask', '2.15.0'), 'unpinned');
    assert.equal(of.describe('dask'), 'environment.yml asks for python=3.6');
  });

  it('python 3.6 and 3.5 cap dask-kubernetes below 2021.03.0', () => {
    assert.equal(target(era('python=3.5', 'dask-kubernetes'), 'dask-kubernetes'), '0.11.0');
    assert.equal(target(era('python=3.6'), 'dask-kubernetes'), '0.11.0');
  });

  it('a pin that a cap excludes holds nevertheless', () => {
    assert.equal(target(era('python=3.6', 'dask==2021.6.0'), 'dask'), '2021.6.0');
  });
});

describe('caps of dask on dask-kubernetes', () => {
  for (const [pin, last, next] of [
    ['dask==2.5.0', '0.9.2', '0.10.0'],
    ['dask==2.5.2', '0.11.0', '2021.03.0'],
    ['dask=2.30', '0.11.0', '2021.03.0'],
    ['dask==2021.02.0', '2022.7.0', '2022.9.0'],
    ['distributed==2022.8.0', '2022.7.0', '2022.9.0'],
  ] as const) {
    it(`${pin} keeps it below ${next}`, () => {
      assert.equal(era(pin).inForce('dask-kubernetes', last).inForce, true);
      assert.deepEqual(era(pin).inForce('dask-kubernetes', next), { inForce: false, pinned: true });
    });
  }

  it('dask 2022.08.1 and later leave it free', () => {
    assert.deepEqual(era('dask==2022.08.1').inForce('dask-kubernetes', '2024.5.0'), {
      inForce: true,
      pinned: false,
    });
  });
});

describe('metapackages', () => {
  const rows: readonly (readonly [string, string, string, string, string])[] = [
    // pin, dask, distributed, dask-kubernetes, dask-gateway
    ['pangeo-notebook=2020.05.10', '2.16.0', '2.16.0', '0.10.1', '0.7.1'],
    ['pangeo-notebook=2020.05.04=0', '2.15.0', '2.15.2', '0.10.1', '0.7.1'],
    ['pangeo-dask=2020.05.01=0', '2.15.0', '2.15.2', '0.10.1', '0.7.1'],
    ['pangeo-notebook==2021.09.30', '2021.9.1', '2021.9.1', '2021.3.1', '0.9.0'],
    ['pip:pangeo-dask==2022.5.6', '2022.5.0', '2022.5.0', '2022.4.1', '2022.4.0'],
    ['pangeo-notebook=0.0.2', '2.11.*', '2.11.*', '0.10.*', '2025.4.0'],
  ];
  for (const [pin, dask, distributed, kubernetes, gateway] of rows) {
    it(pin, () => {
      const of = era(pin);
      assert.deepEqual(
        [
          target(of, 'dask'),
          target(of, 'distributed'),
          target(of, 'dask-kubernetes'),
          target(of, 'dask-gateway'),
        ],
        [dask, distributed, kubernetes, gateway],
      );
    });
  }

  it('installs dask-kubernetes up to 2022.05.06', () => {
    assert.equal(era('pangeo-notebook=2022.05.06').presence('dask-kubernetes'), 'installed');
    assert.equal(era('pangeo-notebook=2022.05.20').presence('dask-kubernetes'), 'absent');
    assert.equal(era('pangeo-notebook').presence('dask-kubernetes'), 'absent');
    assert.equal(era('pangeo-notebook=2022.05.20').presence('dask-gateway'), 'installed');
  });

  it('without upper bound later versions fit', () => {
    assert.equal(step(era('pangeo-notebook>=2022.10.31'), 'distributed', '2022.10.0'), 'after');
    assert.equal(step(era('pangeo-notebook>=2022.01.18'), 'distributed', '2022.10.0'), 'unpinned');
    assert.equal(step(era('pangeo-notebook'), 'dask', '2025.1.0'), 'unpinned');
    assert.equal(step(era('pangeo-notebook<2021'), 'dask', '2022.01.1'), 'before');
    assert.equal(target(era('pangeo-notebook'), 'dask'), '2026.7.1');
    assert.equal(target(era('pangeo-notebook>=2022.10.31'), 'dask'), '2026.7.1');
    assert.equal(step(era('pangeo-notebook'), 'dask', '2.0.0'), 'unpinned');
    assert.equal(era('pangeo-notebook').describe('dask'), 'nothing is pinned');
    assert.equal(target(era('pangeo-notebook<2021'), 'dask'), 'up to 2020.12.0');
  });

  it('a pin of dask wins', () => {
    assert.equal(target(era('pangeo-notebook=2020.05.10', 'dask==2.30.0'), 'dask'), '2.30.0');
  });
});

describe('targets, addresses and words', () => {
  it('a target wins over pins and caps', () => {
    const of = createEra(pins('python=3.6', 'dask=2.30', 'distributed=2.30'), { dask: '2023.9.2' });
    assert.equal(target(of, 'dask'), '2023.9.2');
    assert.equal(target(of, 'distributed'), '2023.9.2');
    assert.equal(of.describe('dask'), 'the project targets dask 2023.9.2');
    assert.equal(target(createEra([], { python: '3.7' }), 'dask'), '2022.02.0');
    assert.equal(target(createEra([], { 'dask-kubernetes': '0.10.1' }), 'dask-kubernetes'), '0.10.1');
  });

  it('names the place of a target', () => {
    const of = createEra([], { distributed: '2.30.0' }, { targetSource: '.pangeo-binder.yaml' });
    assert.equal(of.describe('dask'), '.pangeo-binder.yaml targets distributed 2.30.0');
  });

  it('an address without a version is current', () => {
    const of = era('pip:dask@ git+https://github.com/dask/dask.git', 'python=3.6');
    assert.deepEqual(of.inForce('dask', '2025.1.0'), { inForce: true, pinned: false });
    assert.equal(target(of, 'dask'), '2026.7.1');
    assert.equal(
      target(era('pip:dask@ git+https://github.com/dask/dask.git@2021.03.0'), 'dask'),
      '2021.03.0',
    );
  });

  it('dask-core is dask', () => assert.equal(target(era('dask-core==2.30.0'), 'dask'), '2.30.0'));

  for (const [pin, name, text] of [
    ['dask', 'dask', '2026.7.1'],
    ['dask>=2', 'dask', '2026.7.1'],
    ['dask=2022.1', 'dask', '2022.1.*'],
    ['dask==2022.1', 'dask', '2022.1'],
    ['dask<2022.10', 'dask', 'below 2022.10'],
    ['dask<=2022.9.2', 'dask', 'up to 2022.9.2'],
    ['dask>2030', 'dask', '2030 or later'],
    ['dask-kubernetes', 'dask-kubernetes', '2025.4.3'],
  ] as const) {
    it(`${pin} gives ${text}`, () => assert.equal(target(era(pin), name), text));
  }

  it('says where versions come from', () => {
    assert.equal(CURRENT_ERA.describe('dask'), 'nothing is pinned');
    assert.equal(era('dask').describe('dask'), 'nothing is pinned');
    assert.equal(era('dask=2.30').describe('dask'), 'environment.yml asks for dask=2.30');
    assert.equal(era('dask=2.30').describe('distributed'), 'environment.yml asks for dask=2.30');
    assert.equal(
      era('dask>=2.0', 'distributed<2.16').describe('dask'),
      'environment.yml asks for dask>=2.0 and distributed<2.16',
    );
  });

  it('knows what is installed only when it knows the environment', () => {
    assert.equal(CURRENT_ERA.presence('dask-kubernetes'), 'unknown');
    assert.equal(era('numpy', 'dask').presence('dask-kubernetes'), 'absent');
    assert.equal(era('numpy', 'dask-kubernetes').presence('dask-kubernetes'), 'installed');
    assert.equal(era('dask-gateway').presence('distributed'), 'installed');
    assert.equal(createEra(pins('numpy'), {}, { complete: false }).presence('dask'), 'unknown');
  });
});
