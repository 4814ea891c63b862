import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CURRENT_ERA,
  createEra,
  type Era,
  type KeyStatus,
  type Origin,
  severityByEra,
  statusOfKey,
  statusOfVariable,
} from '../../../server/src/dask/index.ts';

/** An era by its versions: `dask 2.30.0`, several with commas; empty is nothing pinned. */
function eraOf(versions: string): Era {
  if (versions === '') return CURRENT_ERA;
  return createEra([], Object.fromEntries(versions.split(', ').map((pair) => pair.split(' '))));
}

const STEPS = { after: 'pinned', unpinned: 'unpinned', before: 'pinned before' };

/** A status in one line: kind, reason, version, step of the verdict, successor with `?` when it is not read. */
function line(status: KeyStatus): string {
  switch (status.kind) {
    case 'known':
    case 'section':
      return `${status.kind} ${status.key.key}`;
    case 'open':
      return `open ${status.key.key} / ${status.rest.join('.')}`;
    case 'other-package':
      return `other package ${status.package}`;
    case 'legacy':
      return `legacy ${status.since} ${severityByEra(status.verdict, STEPS)} -> ${status.successor.name}`;
    case 'right-here':
      return `right here until ${status.leaves}${arrow(status.successor)}`;
    case 'not-read': {
      const since =
        status.version === undefined ? '' : ` ${status.version} ${severityByEra(status.verdict, STEPS)}`;
      return `not read: ${status.reason}${since}${arrow(status.successor)}`;
    }
    case 'unknown':
      return `unknown${status.belowValue ? ' below a value' : ''}, near ${status.near?.key}, elsewhere ${status.elsewhere?.key}`;
  }
}

function arrow(successor: { readonly name: string; readonly read: boolean } | undefined): string {
  return successor === undefined ? '' : ` -> ${successor.name}${successor.read ? '' : '?'}`;
}

const of = (name: string, versions = '', origin: Origin = 'file'): string =>
  line(statusOfKey(name.split('.'), eraOf(versions), origin));

describe('one key through the eras', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    // dask, flat fuse_ave_width in a file, flat fuse_subgraphs in a file
    [
      'dask 2.14.0',
      'right here until 2.15.0 -> optimization.fuse.ave-width?',
      'right here until 2.15.0 -> optimization.fuse.subgraphs?',
    ],
    [
      'dask 2.15.0',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.ave-width',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.subgraphs',
    ],
    [
      'dask 2021.03.0',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.ave-width',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.subgraphs',
    ],
    [
      'dask 2023.9.1',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.ave-width',
      'not read: alias-skips-files 2.15.0 pinned -> optimization.fuse.subgraphs',
    ],
    [
      'dask 2023.9.2',
      'legacy 2.15.0 pinned -> optimization.fuse.ave-width',
      'legacy 2.15.0 pinned -> optimization.fuse.subgraphs',
    ],
    [
      'dask 2024.12.1',
      'legacy 2.15.0 pinned -> optimization.fuse.ave-width',
      'legacy 2.15.0 pinned -> optimization.fuse.subgraphs',
    ],
    [
      'dask 2025.1.0',
      'legacy 2.15.0 pinned -> optimization.fuse.ave-width',
      'not read: removed 2025.1.0 pinned',
    ],
    ['', 'legacy 2.15.0 unpinned -> optimization.fuse.ave-width', 'not read: removed 2025.1.0 unpinned'],
  ];
  for (const [versions, width, subgraphs] of rows) {
    it(versions === '' ? 'nothing pinned' : versions, () => {
      assert.equal(of('fuse_ave_width', versions), width);
      assert.equal(of('fuse-ave-width', versions), width);
      assert.equal(of('fuse_subgraphs', versions), subgraphs);
    });
  }

  it('in a variable the alias has always worked', () => {
    assert.equal(
      of('fuse_ave_width', 'dask 2.30.0', 'variable'),
      'legacy 2.15.0 pinned -> optimization.fuse.ave-width',
    );
  });

  it('says whether reading it warns', () => {
    const warns = (versions: string, name: string): unknown => {
      const status = statusOfKey([name], eraOf(versions));
      return status.kind === 'legacy' ? status.warns : status.kind;
    };
    assert.equal(warns('dask 2023.9.2', 'fuse_ave_width'), true);
    assert.equal(warns('', 'diagnostics-link'), false);
  });
});

describe('keys of files', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    // versions, key, status
    ['', 'distributed.dashboard.link', 'known distributed.dashboard.link'],
    ['', 'distributed.worker.memory', 'section distributed.worker.memory'],
    ['', 'kubernetes.env.MY_VAR', 'open kubernetes.env / MY_VAR'],
    ['', 'logging.distributed.client', 'open logging / distributed.client'],

    ['', 'diagnostics-link', 'legacy 1.22.0 unpinned -> distributed.dashboard.link'],
    ['distributed 1.23.1', 'diagnostics_link', 'legacy 1.22.0 pinned -> distributed.dashboard.link'],
    ['distributed 1.21.8', 'diagnostics-link', 'right here until 1.22.0 -> distributed.dashboard.link?'],
    ['', 'tick-maximum-delay', 'legacy 1.22.0 unpinned -> distributed.admin.tick.limit'],
    ['dask 0.19.1', 'tick-maximum-delay', 'legacy 1.22.0 pinned -> distributed.admin.tick.limit'],
    ['', 'dataframe.shuffle.algorithm', 'legacy 2023.3.1 unpinned -> dataframe.shuffle.method'],
    ['', 'shuffle', 'legacy 2023.2.1 unpinned -> dataframe.shuffle.method'],
    ['', 'transition-log-length', 'legacy 1.22.0 unpinned -> distributed.admin.low-level-log-length'],
    [
      'distributed 2021.3.0',
      'transition-log-length',
      'legacy 1.22.0 pinned -> distributed.scheduler.transition-log-length',
    ],
    ['', 'rmm.pool-size', 'not read: renamed 2025.9.0 unpinned -> distributed-ucxx.rmm.pool-size'],
    ['distributed 2023.1.0', 'rmm.pool-size', 'legacy 2021.07.2 pinned -> distributed.rmm.pool-size'],

    ['', 'distributed.diagnostics-link', 'not read: never-existed -> distributed.dashboard.link'],
    [
      'distributed 1.23.1',
      'distributed.diagnostics-link',
      'not read: never-existed -> distributed.dashboard.link',
    ],
    ['', 'distributed.dashboard-link', 'not read: never-existed -> distributed.dashboard.link'],
    ['', 'distributed.dashboard_link', 'not read: never-existed -> distributed.dashboard.link'],
    ['', 'distributed.bokeh.link', 'not read: never-existed -> distributed.dashboard.link'],
    ['', 'kubernetes.worker-name', 'not read: never-existed -> kubernetes.name'],
    ['dask-kubernetes 0.5.0', 'kubernetes.worker-name', 'not read: never-existed -> kubernetes.name'],
    ['dask-kubernetes 0.3.0', 'kubernetes.worker-name', 'not read: never-existed -> kubernetes.name?'],
    ['', 'kubernetes.diagnostics-link', 'not read: never-existed -> distributed.dashboard.link'],

    ['', 'tls', 'not read: renamed 1.22.0 unpinned -> distributed.comm.tls'],
    ['', 'tls.ca-file', 'not read: renamed 1.22.0 unpinned -> distributed.comm.tls.ca-file'],
    ['distributed 1.23.0', 'tls.ca-file', 'not read: renamed 1.22.0 pinned -> distributed.comm.tls.ca-file?'],
    ['', 'optimization.fuse.subgraphs', 'not read: removed 2025.1.0 unpinned'],
    ['dask 2024.2.0', 'optimization.fuse.subgraphs', 'right here until 2025.1.0'],
    ['dask 2.14.0', 'optimization.fuse.subgraphs', 'not read: newer 2.15.0 pinned before'],
    ['', 'distributed.comm.ucx.tcp', 'not read: renamed 2025.9.0 unpinned -> distributed-ucxx.tcp'],
    ['', 'distributed.comm.tcp.backend', 'not read: removed 2023.12.0 unpinned'],
    ['', 'hdfs_driver', 'not read: removed 2.2.0 unpinned'],
    ['', 'version', 'not read: renamed 1.22.0 unpinned -> distributed.version'],
    ['', 'array.rechunk.algorithm', 'not read: renamed 2023.3.1 unpinned -> array.rechunk.method'],

    ['dask 2.30.0', 'distributed.worker.lifetime.duration', 'known distributed.worker.lifetime.duration'],
    ['dask 2.1.0', 'distributed.worker.lifetime.duration', 'not read: newer 2.2.0 pinned before'],
    ['dask 2.30.0', 'distributed.p2p', 'not read: newer 2023.10.0 pinned before'],
    ['', 'kubernetes.worker-template', 'not read: classic-only 2024.5.0 unpinned'],
    ['', 'kubernetes.worker-template.spec', 'not read: classic-only 2024.5.0 unpinned'],
    ['', 'kubernetes.scheduler-template-path', 'not read: classic-only 2024.5.0 unpinned'],
    ['', 'kubernetes.host', 'not read: classic-only 2024.5.0 unpinned'],
    ['dask-kubernetes 2022.1.0', 'kubernetes.worker-template', 'known kubernetes.worker-template'],
    ['dask-kubernetes 2022.1.0', 'kubernetes.worker-template.spec', 'open kubernetes.worker-template / spec'],
    ['dask-kubernetes 2022.1.0', 'kubernetes.worker-command', 'not read: newer 2022.9.0 pinned before'],
    ['', 'kubernetes.name', 'known kubernetes.name'],

    [
      '',
      'kubernetes.worker-template_path',
      'unknown, near kubernetes.worker-template-path, elsewhere undefined',
    ],
    ['', 'diagnostic-links', 'unknown, near undefined, elsewhere undefined'],
    [
      'dask-kubernetes 2022.1.0',
      'kubernetes.worker-template_path',
      'unknown, near kubernetes.worker-template-path, elsewhere undefined',
    ],
    ['', 'kubernetes.start', 'unknown, near undefined, elsewhere kubernetes.count.start'],
    ['', 'Distributed', 'unknown, near distributed, elsewhere undefined'],
    ['', 'distributed.dashboard.links', 'unknown, near distributed.dashboard.link, elsewhere undefined'],
    ['', 'distributed.dashboard.link.port', 'unknown below a value, near undefined, elsewhere undefined'],
    ['', 'my-own', 'unknown, near undefined, elsewhere undefined'],
    ['', 'jobqueue.pbs.cores', 'open jobqueue.pbs / cores'],
    ['', 'jobqueue.kueue', 'other package dask-jobqueue'],
    ['', 'coiled.token', 'open coiled / token'],
  ];
  for (const [versions, name, expected] of rows) {
    it(`${name} with ${versions === '' ? 'nothing pinned' : versions}`, () =>
      assert.equal(of(name, versions), expected));
  }

  it('says how much of the path it speaks of', () => {
    const depth = (name: string): number => statusOfKey(name.split('.'), CURRENT_ERA).depth;
    assert.equal(depth('tls.ca-file'), 1);
    assert.equal(depth('distributed.bokeh.link'), 2);
    assert.equal(depth('kubernetes.worker-template.spec.containers'), 2);
    assert.equal(depth('distributed.nothing.at.all'), 2);
    assert.equal(depth('distributed.dashboard.link'), 3);
    assert.equal(depth('optimization.fuse.subgraphs'), 3);
  });
});

describe('variables', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['', 'DASK_DISTRIBUTED__DASHBOARD__LINK', 'known distributed.dashboard.link'],
    ['', 'DASK_KUBERNETES__NAME', 'known kubernetes.name'],
    ['', 'DASK_SCHEDULER_ADDRESS', 'known scheduler-address'],
    ['', 'DASK_DISTRIBUTED__DIAGNOSTICS_LINK', 'not read: never-existed -> distributed.dashboard.link'],
    ['', 'DASK_DISTRIBUTED__DASHBOARD_LINK', 'not read: never-existed -> distributed.dashboard.link'],
    ['', 'DASK_KUBERNETES__WORKER_NAME', 'not read: never-existed -> kubernetes.name'],
    ['', 'DASK_KUBERNETES_WORKER_NAME', 'not read: renamed 0.4.0 unpinned -> kubernetes.name'],
    ['dask-kubernetes 0.3.0', 'DASK_KUBERNETES_WORKER_NAME', 'right here until 0.4.0 -> kubernetes.name?'],
    ['', 'DASKERNETES_WORKER_NAME', 'not read: renamed 0.3.0 unpinned -> kubernetes.name'],
    ['dask-kubernetes 0.2.0', 'DASKERNETES_WORKER_NAME', 'right here until 0.3.0 -> kubernetes.name?'],
    ['', 'DASK_TICK_MAXIMUM_DELAY', 'legacy 1.22.0 unpinned -> distributed.admin.tick.limit'],
    ['', 'DASK_DIAGNOSTICS_LINK', 'legacy 1.22.0 unpinned -> distributed.dashboard.link'],
    ['distributed 1.21.8', 'DASK_DIAGNOSTICS_LINK', 'right here until 1.22.0 -> distributed.dashboard.link?'],
    ['distributed 1.21.8', 'DASK_DISTRIBUTED__DASHBOARD__LINK', 'not read: newer 1.22.0 pinned before'],
    [
      'dask-kubernetes 2022.1.0',
      'DASK_KUBERNETES__WORKER_TEMPLATE__SPEC__IMAGE',
      'open kubernetes.worker-template / spec.image',
    ],
    ['', 'DASK_KUBERNETES__WORKER_TEMPLATE_PATH', 'not read: classic-only 2024.5.0 unpinned'],
    ['', 'DASK_UCX__TCP', 'not read: renamed 2021.07.2 unpinned -> distributed.comm.ucx.tcp?'],
    [
      'dask 2023.9.1',
      'DASK_ARRAY__RECHUNK_THRESHOLD',
      'not read: renamed 2023.6.1 pinned -> array.rechunk.threshold',
    ],
    ['dask 2023.9.2', 'DASK_ARRAY__RECHUNK_THRESHOLD', 'legacy 2023.6.1 pinned -> array.rechunk.threshold'],
    ['', 'DASK_LABEXTENSION__FACTORY__MODULE', 'known labextension.factory.module'],
    ['', 'DASK_DISTRIBUTED__DASHBORD__LINK', 'unknown, near distributed.dashboard, elsewhere undefined'],
    ['', 'DASK_TUTORIAL_SMALL', 'unknown, near undefined, elsewhere undefined'],
  ];
  for (const [versions, name, expected] of rows) {
    it(`${name} with ${versions === '' ? 'nothing pinned' : versions}`, () => {
      const status = statusOfVariable(name, eraOf(versions));
      assert.equal(status.kind === 'key' ? line(status.status) : status.kind, expected);
    });
  }

  it('tells others apart', () => {
    assert.equal(statusOfVariable('DASK_CONFIG', CURRENT_ERA).kind, 'special');
    assert.equal(statusOfVariable('DASK_ROOT_CONFIG', CURRENT_ERA).kind, 'special');
    assert.equal(statusOfVariable('JUPYTER_IMAGE', CURRENT_ERA).kind, 'foreign');
    assert.equal(statusOfVariable('constructor', CURRENT_ERA).kind, 'foreign');
    assert.deepEqual(statusOfVariable('dask_kubernetes__name', CURRENT_ERA), {
      kind: 'wrong-case',
      variable: 'DASK_KUBERNETES__NAME',
    });
  });

  it('names the variable of the successor', () => {
    const status = statusOfVariable('DASK_DISTRIBUTED__DIAGNOSTICS_LINK', CURRENT_ERA);
    const inner = status.kind === 'key' ? status.status : undefined;
    assert.equal(
      inner?.kind === 'not-read' ? inner.successor?.variable : '',
      'DASK_DISTRIBUTED__DASHBOARD__LINK',
    );
  });
});
