import { ruleTable } from '../support/table.ts';

const CONFIG = '.config/dask/dask.yaml';

ruleTable('dask/section-is-scalar', CONFIG, {
  'a key without the blank behind its colon': {
    text: 'distributed:\n  version:2\n',
    expected: ['2:3-12 warning unsafe'],
    says: ['a space behind it'],
  },
  'a lifetime': {
    text: 'distributed:\n  worker:\n    lifetime: 5 hours\n',
    expected: ['3:15-22 warning unsafe'],
    says: ['this value belongs in `duration`'],
  },
  'before dask 2023.9.2 the import fails': {
    text: 'distributed:\n  worker:\n    lifetime: 5 hours\n',
    pins: ['dask=2022.12.1'],
    expected: ['3:15-22 error unsafe'],
    says: ['TypeError', 'environment.yml asks for dask=2022.12.1'],
  },
  'from dask 2023.9.2 on': {
    text: 'distributed:\n  worker:\n    lifetime: 5 hours\n',
    pins: ['dask=2023.9.2'],
    expected: ['3:15-22 warning unsafe'],
  },
  'a list': { text: 'distributed:\n  worker: [a]\n', expected: ['2:11-14 warning none'] },
  'null and nothing': { text: 'distributed:\n  worker: null\n  admin:\n', expected: [] },
  'a template engine': { text: 'distributed: "{{cookiecutter.dask}}"\n', expected: [] },
});

ruleTable('dask/bad-value', CONFIG, {
  'below a section that a later release takes away': {
    text: 'distributed:\n  comm:\n    ucx:\n      nvlink: "yes"\n',
    pins: ['distributed=2022.6.0'],
    expected: ['4:15-20 warning safe'],
  },
  'of an old name': {
    text: 'pdb-on-err: "yes"\n',
    expected: ['1:13-18 warning safe'],
  },
  'a boolean in quotes': {
    text: 'distributed:\n  scheduler:\n    work-stealing: "yes"\n',
    expected: ['3:20-25 warning safe'],
  },
  'a number in quotes': {
    text: 'distributed:\n  worker:\n    connections:\n      outgoing: "5"\n',
    expected: ['4:17-20 warning safe'],
  },
  'YAML reads off as false': {
    text: 'temporary-directory: off\n',
    expected: ['1:22-25 warning none'],
    says: ['YAML reads `off` as false'],
  },
  'outside the enumeration, and the reader raises': {
    text: 'distributed:\n  comm:\n    compression: gzip\n',
    expected: ['3:18-22 error none'],
  },
  'another case': {
    text: 'distributed:\n  worker:\n    multiprocessing-method: Spawn\n',
    expected: ['3:29-34 error safe'],
  },
  'outside the range': {
    text: 'distributed:\n  worker:\n    memory:\n      target: 60\n',
    expected: ['4:15-17 warning none'],
  },
  'a token': { text: 'distributed:\n  scheduler:\n    work-stealing: WORK_STEALING\n', expected: [] },
  'a key that nothing reads': { text: 'kubernetes:\n  host: [1]\n', expected: [] },
  'null where it may be': { text: 'distributed:\n  scheduler:\n    idle-timeout: null\n', expected: [] },
  'behind an alias': {
    text: 'x: &x "yes"\ndistributed:\n  scheduler:\n    work-stealing: *x\n',
    expected: ['4:20-22 warning none'],
  },
  'a duration is told about as such': {
    text: 'distributed:\n  scheduler:\n    idle-timeout: 5min\n',
    expected: [],
  },
});

ruleTable('dask/bad-duration', CONFIG, {
  min: {
    text: 'distributed:\n  scheduler:\n    idle-timeout: 5min\n',
    expected: ['3:19-23 error safe'],
    says: ['`5m`'],
  },
  'sec with a blank': {
    text: 'distributed:\n  admin:\n    tick:\n      limit: "10 sec"\n',
    expected: ['4:14-22 error safe'],
  },
  hrs: {
    text: 'distributed:\n  worker:\n    lifetime:\n      duration: 2hrs\n',
    expected: ['4:17-21 error safe'],
  },
  'a long unit misspelt': {
    text: 'distributed:\n  worker:\n    lifetime:\n      duration: 2 huors\n',
    expected: ['4:17-24 error unsafe'],
  },
  'several units': {
    text: 'distributed:\n  scheduler:\n    idle-timeout: 1h30m\n',
    expected: ['3:19-24 error none'],
    says: ['one number and one unit'],
  },
  'an old name': { text: 'tick-maximum-delay: 5min\n', expected: ['1:21-25 error safe'] },
  'units that Dask knows': {
    text: 'distributed:\n  scheduler:\n    idle-timeout: 5 Minutes\n    worker-ttl: 1.5h\n  admin:\n    tick: {limit: .5s, interval: 20ms}\n',
    expected: [],
  },
  'weeks, nothing pinned': { text: 'distributed:\n  scheduler:\n    idle-timeout: 1w\n', expected: [] },
  'weeks, dask 2022.5.2': {
    text: 'distributed:\n  scheduler:\n    idle-timeout: 1w\n',
    pins: ['dask=2022.5.2'],
    expected: ['3:19-21 error none'],
    says: ['2022.6.0'],
  },
  'a token and a variable': {
    text: 'distributed:\n  scheduler:\n    idle-timeout: IDLE_TIMEOUT\n    worker-ttl: ${TTL}\n',
    expected: [],
  },
  'a key that nothing reads': { text: 'distributed:\n  qwertyuiop:\n    limit: 5min\n', expected: [] },
});

ruleTable('dask/bad-duration', 'binder/start', {
  'an exported variable': {
    text: '#!/bin/bash\nexport DASK_DISTRIBUTED__SCHEDULER__IDLE_TIMEOUT="5 min"\nexec "$@"\n',
    expected: ['2:50-57 error safe'],
  },
  'a text that only the shell knows': {
    text: '#!/bin/bash\nexport DASK_DISTRIBUTED__SCHEDULER__IDLE_TIMEOUT="$X min"\nexec "$@"\n',
    expected: [],
  },
});

ruleTable('dask/bad-duration', 'worker-template.yaml', {
  'an option of the worker': {
    text: 'kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: a\n      image: a\n      args: [dask-worker, --death-timeout, 1min]\n',
    expected: ['7:44-48 error safe'],
    says: ['No worker starts'],
  },
});

ruleTable('dask/bare-number-duration', CONFIG, {
  'far below the default': {
    text: 'distributed:\n  admin:\n    tick:\n      limit: 5\n',
    expected: ['4:14-15 warning unsafe'],
    says: ['5 is 5 ms'],
  },
  'in quotes': {
    text: 'distributed:\n  admin:\n    tick:\n      limit: "5"\n',
    expected: ['4:14-17 warning unsafe'],
  },
  'an old name': { text: 'tick-maximum-delay: 5\n', expected: ['1:21-22 warning unsafe'] },
  'near the default as milliseconds': {
    text: 'distributed:\n  admin:\n    tick:\n      interval: 20\n      limit: 3000\n',
    expected: ['4:17-19 info unsafe', '5:14-18 info unsafe'],
  },
  'the monitor refuses it': {
    text: 'distributed:\n  worker:\n    memory:\n      monitor-interval: 5\n',
    expected: ['4:25-26 error unsafe'],
  },
  seconds: { text: 'distributed:\n  comm:\n    timeouts:\n      connect: 60\n', expected: [] },
  zero: { text: 'distributed:\n  admin:\n    tick:\n      limit: 0\n', expected: [] },
  'with a unit': { text: 'distributed:\n  admin:\n    tick:\n      limit: 5s\n', expected: [] },
});

ruleTable('dask/bad-bytes', CONFIG, {
  'an unknown unit': { text: 'array:\n  chunk-size: 7 gigs\n', expected: ['2:15-21 error none'] },
  'there is no exa': { text: 'array:\n  chunk-size: 1Ei\n', expected: ['2:15-18 error none'] },
  'any case, with and without B': {
    text: 'array:\n  chunk-size: 128mib\ndistributed:\n  comm: {shard: 64Mi, offload: 1e7}\n',
    expected: [],
  },
  'a boolean': { text: 'distributed:\n  comm:\n    offload: false\n', expected: [] },
  'a token': { text: 'array:\n  chunk-size: CHUNK_SIZE\n', expected: [] },
});

ruleTable('dask/memory-thresholds', CONFIG, {
  'one value above two defaults': {
    text: 'distributed:\n  worker:\n    memory:\n      target: 0.9\n',
    expected: ['4:15-18 warning none'],
  },
  'spill above pause': {
    text: 'distributed:\n  worker:\n    memory:\n      target: 0.6\n      spill: 0.9\n      pause: 0.8\n      terminate: 0.95\n',
    expected: ['6:14-17 warning none'],
    says: ['`pause` (0.8) is below `spill` (0.9)', 'pause before they spill'],
  },
  'below a default': {
    text: 'distributed:\n  worker:\n    memory:\n      terminate: 0.75\n',
    expected: ['4:18-22 warning none'],
    says: ['`pause` (0.8 by default)'],
  },
  'above a default': {
    text: 'distributed:\n  worker:\n    memory:\n      target: 0.75\n',
    expected: ['4:15-19 warning none'],
    says: ['`spill` (0.7 by default)'],
  },
  equal: {
    text: 'distributed:\n  worker:\n    memory:\n      pause: 0.9\n      terminate: 0.9\n',
    expected: [],
  },
  'switched off': {
    text: 'distributed:\n  worker:\n    memory:\n      target: false\n      spill: false\n      pause: 0.5\n      terminate: false\n',
    expected: [],
  },
  'another file sets the other': {
    text: 'distributed:\n  worker:\n    memory:\n      target: 0.75\n',
    files: {
      '.config/dask/other.yaml': 'distributed:\n  worker:\n    memory:\n      spill: 0.9\n      pause: 0.9\n',
    },
    expected: [],
  },
});

ruleTable('dask/bad-log-level', CONFIG, {
  misspelt: { text: 'logging:\n  bokeh: critcal\n', expected: ['2:10-17 error safe'], says: ['`critical`'] },
  unknown: { text: 'distributed:\n  logging:\n    tornado: trace\n', expected: ['3:14-19 error none'] },
  nested: {
    text: 'logging:\n  distributed:\n    client: error\n',
    expected: ['2:3-14 error none'],
    says: ['`distributed.client`'],
  },
  'null for the section': { text: 'distributed:\n  logging:\n', expected: ['2:3-10 error none'] },
  'null for a logger': { text: 'logging:\n  bokeh:\n', expected: ['2:3-8 error none'] },
  off: { text: 'logging:\n  bokeh: off\n', expected: ['2:10-13 warning unsafe'], says: ['false, level 0'] },
  'a number in quotes': { text: 'logging:\n  bokeh: "10"\n', expected: ['2:10-14 error none'] },
  'a number': { text: 'logging:\n  bokeh: 10\n', expected: [] },
  'any case': { text: 'logging:\n  bokeh: Critical\n  tornado.application: WARN\n', expected: [] },
  'a file configuration beside it': {
    text: 'distributed:\n  logging:\n    bokeh: error\n  logging-file-config: /etc/log.ini\n',
    expected: ['2:3-10 error none'],
    says: ['exclude each other'],
  },
  'the new style': { text: 'logging:\n  version: 1\n  root: {level: x}\n', expected: [] },
  'a section that is not read': {
    text: 'logging:\n  bokeh: trace\ndistributed:\n  logging:\n    bokeh: error\n',
    expected: [],
  },
  'below 2.15.1 the nested one is not read': {
    text: 'distributed:\n  logging:\n    bokeh: trace\n',
    pins: ['distributed=2.15.0'],
    expected: [],
  },
  'a token': { text: 'logging:\n  bokeh: LOG_LEVEL\n', expected: [] },
});

ruleTable('dask/logging-ignored', CONFIG, {
  'both, nothing pinned': {
    text: 'logging:\n  bokeh: error\ndistributed:\n  logging:\n    bokeh: error\n',
    expected: ['1:1-8 warning none'],
    says: ['nothing is pinned'],
  },
  'both, pinned after': {
    text: 'logging:\n  bokeh: error\ndistributed:\n  logging:\n    bokeh: error\n',
    pins: ['distributed=2.15.1'],
    expected: ['1:1-8 warning none'],
    says: ['environment.yml asks for distributed=2.15.1'],
  },
  'both, pinned before': {
    text: 'logging:\n  bokeh: error\ndistributed:\n  logging:\n    bokeh: error\n',
    pins: ['distributed=2.15.0'],
    expected: ['4:3-10 hint none'],
  },
  'nested alone, pinned before': {
    text: 'distributed:\n  logging:\n    bokeh: error\n',
    pins: ['distributed=2.15.0'],
    expected: ['2:3-10 hint unsafe'],
    says: ['2.15.1', 'environment.yml asks for distributed=2.15.0'],
  },
  'nested alone': { text: 'distributed:\n  logging:\n    bokeh: error\n', expected: [] },
  'top level alone': { text: 'logging:\n  bokeh: error\n', expected: [] },
  'in another file': {
    text: 'logging:\n  bokeh: error\n',
    files: { '.config/dask/other.yaml': 'distributed:\n  logging:\n    bokeh: error\n' },
    expected: ['1:1-8 warning none'],
    says: ['.config/dask/other.yaml'],
  },
});

ruleTable('dask/labextension-class', CONFIG, {
  'nothing pinned': {
    text: 'labextension:\n  factory:\n    module: dask_kubernetes\n    class: KubeCluster\n',
    expected: ['3:13-28 warning unsafe'],
    says: ['nothing is pinned'],
  },
  'pinned after': {
    text: 'labextension:\n  factory:\n    module: dask_kubernetes\n    class: KubeCluster\n',
    pins: ['dask-kubernetes=2024.5.0', 'dask-labextension'],
    expected: ['3:13-28 warning unsafe'],
  },
  'pinned before': {
    text: 'labextension:\n  factory:\n    module: dask_kubernetes\n    class: KubeCluster\n',
    pins: ['dask-kubernetes=2024.4.2', 'dask-labextension'],
    expected: [],
  },
  'the operator': {
    text: 'labextension:\n  factory:\n    module: dask_kubernetes.operator\n    class: KubeCluster\n',
    expected: [],
  },
  'a module without class': {
    text: 'labextension:\n  factory:\n    module: dask_gateway\n',
    expected: ['3:13-25 warning none'],
  },
  'a class without module': {
    text: 'labextension:\n  factory:\n    class: GatewayCluster\n',
    expected: ['3:12-26 warning none'],
  },
  'the defaults': { text: 'labextension:\n  factory:\n    class: LocalCluster\n', expected: [] },
});
