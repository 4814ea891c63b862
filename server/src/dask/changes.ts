import type { EraPackage } from './packages.ts';

/** A release that changed what a configuration or a worker does. */
export interface Change {
  readonly package: EraPackage;
  /** The first release with the change. */
  readonly version: string;
  readonly date: string;
  /** The first release without it again; only for changes that were taken back. */
  readonly until?: string;
  readonly what: string;
}

/**
 * The changes that rules ask for by name. What concerns one key or one worker option only stands in their
 * tables (`since`, `removed`).
 */
export const CHANGES = {
  nestedKeys: {
    package: 'dask',
    version: '0.18.0',
    date: '2018-06',
    what: 'nested keys and `~/.dask/*.yaml`; the flat names of distributed become aliases',
  },
  nestedDistributedKeys: {
    package: 'distributed',
    version: '1.22.0',
    date: '2018-06',
    what: 'nested keys; the flat names become aliases',
  },
  kubernetesName: {
    package: 'dask-kubernetes',
    version: '0.4.0',
    date: '2018-06-15',
    what: '`kubernetes.name` and `worker-template` are read',
  },
  templateExpandsVariables: {
    package: 'dask-kubernetes',
    version: '0.6.0',
    date: '2018-10-25',
    what: '`${NAME}` in worker templates is expanded',
  },
  underscoresBecomeHyphens: {
    package: 'dask',
    version: '0.20.1',
    date: '2018-11',
    until: '1.2.2',
    what: '`_` becomes `-` in all keys, labels and environment names too',
  },
  noDashboardOption: {
    package: 'distributed',
    version: '2.0.0',
    date: '2019-06-24',
    what: '`--no-dashboard` replaces `--no-bokeh`',
  },
  linkScheme: {
    package: 'distributed',
    version: '2.1.0',
    date: '2019-07-08',
    what: '`{scheme}` in the dashboard link',
  },
  workerNameAppended: {
    package: 'dask-kubernetes',
    version: '0.10.1',
    date: '2020-01-17',
    what: '`--name` is appended to the arguments of the first container, which needs `args`',
  },
  fuseKeysMove: {
    package: 'dask',
    version: '2.15.0',
    date: '2020-04-24',
    what: 'the flat `fuse_*` keys move to `optimization.fuse` and do nothing in files',
  },
  nestedLogging: {
    package: 'distributed',
    version: '2.15.1',
    date: '2020-04-28',
    what: '`distributed.logging` is read, and the top-level `logging` beside it is not',
  },
  remoteScheduler: {
    package: 'dask-kubernetes',
    version: '2021.03.0',
    date: '2021-03-10',
    what: 'the scheduler runs in a pod of its own',
  },
  containerNameFilledIn: {
    package: 'dask-kubernetes',
    version: '2021.10.0',
    date: '2021-10-19',
    what: 'a container without name gets one',
  },
  dotDaskNotRead: {
    package: 'dask',
    version: '2022.01.1',
    date: '2022-01-28',
    what: '`~/.dask` is no longer read',
  },
  malformedFileError: {
    package: 'dask',
    version: '2022.03.0',
    date: '2022-03-18',
    what: 'a file that cannot be read as a mapping stops `import dask` with one clear ValueError',
  },
  weeks: {
    package: 'dask',
    version: '2022.6.0',
    date: '2022-06',
    what: 'durations may be given in weeks',
  },
  operatorCluster: {
    package: 'dask-kubernetes',
    version: '2022.9.0',
    date: '2022-09-28',
    what: 'the KubeCluster of the operator',
  },
  oldWorkerOptionsGone: {
    package: 'distributed',
    version: '2022.10.0',
    date: '2022-10-14',
    what: '`--no-bokeh`, `--bokeh-port`, `--nprocs` and `--reconnect` are gone',
  },
  memoryLimitClamped: {
    package: 'distributed',
    version: '2022.10.1',
    date: '2022-10-28',
    what: "a worker's memory limit is lowered to that of its pod",
  },
  nullVariables: {
    package: 'dask',
    version: '2023.9.1',
    date: '2023-09',
    what: '`null` in variables is nothing instead of a text',
  },
  aliasesActOnFiles: {
    package: 'dask',
    version: '2023.9.2',
    date: '2023-09-15',
    what: 'the aliases of `fuse_*` and others act on files',
  },
  /** dask/dask#10507: below, `dask.config.update` assigned into the plain value and raised TypeError. */
  plainValueGivesWay: {
    package: 'dask',
    version: '2023.9.2',
    date: '2023-09-15',
    what: 'a plain value in place of a section is replaced by the defaults instead of failing at import',
  },
  booleanVariables: {
    package: 'dask',
    version: '2024.2.1',
    date: '2024-02-23',
    what: '`true` and `false` in variables are booleans',
  },
  clusterNameLimit: {
    package: 'dask-kubernetes',
    version: '2024.3.0',
    date: '2024-03-04',
    what: 'a cluster name has at most 53 characters',
  },
  classicClusterGone: {
    package: 'dask-kubernetes',
    version: '2024.5.0',
    date: '2024-04-30',
    what: 'the classic KubeCluster is gone',
  },
  fuseSubgraphsGone: {
    package: 'dask',
    version: '2025.1.0',
    date: '2025-01-17',
    what: '`optimization.fuse.subgraphs` is gone',
  },
} as const satisfies Readonly<Record<string, Change>>;
