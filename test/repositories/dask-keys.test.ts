import { ruleTable } from '../support/table.ts';

const CONFIG = '.config/dask/dask.yaml';

ruleTable('dask/unknown-key', CONFIG, {
  'a near spelling': {
    text: 'distributed:\n  dashbord:\n    link: "{port}"\n',
    expected: ['2:3-11 warning safe'],
  },
  'a dotted name at the top': {
    text: 'distributed.dashboard.link: "{port}"\n',
    expected: ['1:1-27 warning safe'],
    says: ['each part before a dot is a section'],
  },
  'a dotted name in a section': {
    text: 'distributed:\n  admin.tick.limit: 5s\n',
    expected: ['2:3-19 warning safe'],
  },
  'a dotted name that the new form rivals': {
    text: 'distributed:\n  scheduler.idle-timeout: 1h\n  scheduler:\n    idle-timeout: 2h\n',
    expected: ['2:3-25 warning none'],
  },
  'a logger in the wrong place': { text: 'distributed.client: warning\n', expected: ['1:1-19 info none'] },
  'behind a merge': {
    text: 'all: &all\n  dashbord: {}\ndistributed:\n  <<: *all\n',
    expected: ['4:7-11 warning none'],
  },
  'another case': { text: 'Distributed:\n  version: 2\n', expected: ['1:1-12 warning safe'] },
  '- and _ mixed': {
    text: 'kubernetes:\n  worker-template_path: x.yaml\n',
    expected: ['2:3-23 warning unsafe'],
    says: ['did you mean `worker-template-path`?'],
  },
  'nothing near': { text: 'distributed:\n  qwertyuiop: 1\n', expected: ['2:3-13 info none'] },
  'a section of nobody': {
    text: 'mine:\n  a: 1\n',
    expected: ['1:1-5 info none'],
    says: ['No package of Dask'],
  },
  'sections of other packages': {
    text: 'jobqueue:\n  slurm:\n    qeueu: a\nyarn: {}\ncoiled: {a: 1}\n',
    expected: [],
  },
  'free names': { text: 'distributed:\n  nanny:\n    environ:\n      ABC: 1\n', expected: [] },
  'with _ for -': { text: 'kubernetes:\n  worker_template: {}\n', expected: [] },
  'resources of the operator': {
    text: 'kubernetes:\n  resources:\n    limit: {cpu: 1}\n    requests: {cpu: 1}\n    cpu: 1\n',
    expected: ['3:5-10 error safe', '5:5-8 error none'],
    says: ['The operator raises'],
  },
  'a near spelling that is there already': {
    text: 'distributed:\n  dashbord: {}\n  dashboard: {}\n',
    expected: ['2:3-11 warning none'],
  },
  'a near spelling with a value that would stop the import': {
    text: 'distributed:\n  admin:\n    tick:\n      limti: 5min\n',
    expected: ['4:7-12 warning unsafe'],
  },
  'a template engine': { text: '"{{cookiecutter.section}}": 1\n', expected: [] },
});

ruleTable('dask/misplaced-key', CONFIG, {
  'one elsewhere in the section': {
    text: 'kubernetes:\n  start: 0\n  max: 3\n',
    expected: ['2:3-8 warning unsafe', '3:3-6 warning unsafe'],
    says: ['it belongs in `kubernetes.count`'],
  },
  'memory in the first column': {
    text: 'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - name: a\n          resources:\n            limits: {cpu: 1, memory: 2G}\n            requests:\n              cpu: 1\nmemory: 2G\n',
    expected: ['10:1-7 warning unsafe'],
    says: ['it belongs in `kubernetes.worker-template.spec.containers.resources.requests`'],
  },
  'a section in the first column': {
    text: 'distributed:\n  version: 2\ndashboard:\n  link: "{port}"\n',
    expected: ['3:1-10 warning unsafe'],
    says: ['it belongs in `distributed`'],
  },
  'a section of its own': { text: 'distributed:\n  version: 2\nmine:\n  link: "{port}"\n', expected: [] },
  'a value that does not fit elsewhere': {
    text: 'distributed:\n  worker:\n    memory:\n      limit: 4GB\n',
    expected: [],
  },
  'a block that has the key': {
    text: 'distributed:\n  dashboard: {}\ndashboard:\n  link: a\n',
    expected: [],
  },
});

ruleTable('dask/legacy-key', CONFIG, {
  'the dashboard link': { text: 'diagnostics-link: "{port}"\n', expected: ['1:1-17 info safe'] },
  'the new key in another file': {
    text: 'diagnostics-link: "{port}"\n',
    files: { '.config/dask/other.yaml': 'distributed:\n  dashboard:\n    link: "{port}"\n' },
    expected: ['1:1-17 warning unsafe'],
    says: ['.config/dask/other.yaml sets too'],
  },
  'the new key in this file': {
    text: 'diagnostics-link: "{port}"\ndistributed:\n  dashboard:\n    link: "{port}"\n',
    expected: ['1:1-17 warning none'],
    says: ['this file sets too'],
  },
  'two old names of one key': {
    text: 'transition-log-length: 1\nrecent-messages-log-length: 2\n',
    expected: ['1:1-22 warning unsafe', '2:1-27 warning unsafe'],
    says: ['and so is `recent-messages-log-length`'],
  },
  'fuse_ave_width, nothing pinned': {
    text: 'fuse_ave_width: 0\n',
    expected: ['1:1-15 info safe'],
    says: ['FutureWarning'],
  },
  'fuse_ave_width, dask 2023.9.2': {
    text: 'fuse_ave_width: 0\n',
    pins: ['dask=2023.9.2'],
    expected: ['1:1-15 info safe'],
  },
  'fuse_ave_width, dask 2023.9.1': { text: 'fuse_ave_width: 0\n', pins: ['dask=2023.9.1'], expected: [] },
  'fuse_ave_width, dask 2.14.0': {
    text: 'fuse_ave_width: 0\n',
    pins: ['dask=2.14.0'],
    expected: ['1:1-15 hint none'],
    says: ['the right name here', 'environment.yml asks for dask=2.14.0', '2.15.0'],
  },
  'fuse_subgraphs, dask 2024.8.0': {
    text: 'fuse_subgraphs: false\n',
    pins: ['dask=2024.8.0'],
    expected: ['1:1-15 info safe'],
  },
  'fuse_subgraphs, dask 2.14.0': {
    text: 'fuse_subgraphs: false\n',
    pins: ['dask=2.14.0'],
    expected: ['1:1-15 hint none'],
  },
});

ruleTable('dask/key-not-read', CONFIG, {
  'the name of a worker': {
    text: 'kubernetes:\n  worker-name: "dask-{JUPYTERHUB_USER}-{uuid}"\n',
    expected: ['2:3-14 warning unsafe'],
    says: ['No release of dask-kubernetes', '`kubernetes.name`'],
  },
  'the name of a worker, the classic cluster': {
    text: 'kubernetes:\n  worker-name: "dask-{JUPYTERHUB_USER}-{uuid}"\n',
    pins: ['dask-kubernetes=0.10.0'],
    expected: ['2:3-14 warning safe'],
  },
  'a short name': {
    text: 'kubernetes:\n  worker-name: "dask-{user}-{uuid}"\n',
    expected: ['2:3-14 warning safe'],
  },
  'two that never existed': {
    text: 'distributed:\n  diagnostics-link: "{port}"\n  dashboard-link: "{port}"\n',
    expected: ['2:3-19 warning safe', '3:3-17 warning safe'],
  },
  'fuse_subgraphs, nothing pinned': {
    text: 'fuse_subgraphs: false\n',
    expected: ['1:1-15 warning unsafe'],
    says: ['removed in dask 2025.1.0', 'nothing is pinned, so the current release is assumed'],
  },
  'fuse_subgraphs, dask 2023.9.1': {
    text: 'fuse_subgraphs: false\n',
    pins: ['dask=2023.9.1'],
    expected: ['1:1-15 warning safe'],
    says: ['`optimization.fuse.subgraphs`'],
  },
  'fuse_ave_width, dask 2.15.0': {
    text: 'fuse_ave_width: 0\n',
    pins: ['dask=2.15.0'],
    expected: ['1:1-15 warning safe'],
    says: ['`optimization.fuse.ave-width`'],
  },
  'fuse_ave_width, python 3.6 alone': {
    text: 'fuse_ave_width: 0\n',
    pins: ['python=3.6'],
    expected: ['1:1-15 warning safe'],
    says: ['asks for python=3.6, so the newest release that fits is assumed'],
  },
  'fuse.subgraphs, dask 2024.8.0: read, but not for ever': {
    text: 'optimization:\n  fuse:\n    subgraphs: false\n',
    pins: ['dask=2024.8.0'],
    expected: ['3:5-14 hint none'],
    says: ['is read here', 'environment.yml asks for dask=2024.8.0', '2025.1.0'],
  },
  'fuse.subgraphs, nothing pinned': {
    text: 'optimization:\n  fuse:\n    subgraphs: false\n',
    expected: ['3:5-14 warning unsafe'],
  },
  'newer than the pin': {
    text: 'distributed:\n  worker:\n    lifetime:\n      duration: 5h\n',
    pins: ['distributed=2.1.0'],
    expected: ['3:5-13 warning none'],
    says: ['came with distributed 2.2.0', 'environment.yml asks for distributed=2.1.0'],
  },
  'the logging section has a rule of its own': {
    text: 'distributed:\n  logging:\n    bokeh: critical\n',
    pins: ['distributed=2.15.0'],
    expected: [],
  },
  'a key of the classic cluster has a rule of its own': {
    text: 'kubernetes:\n  worker-template-path: x.yaml\n',
    expected: [],
  },
});

ruleTable('dask/worker-template-not-read', CONFIG, {
  'nothing pinned': {
    text: 'kubernetes:\n  worker-template-path: x.yaml\n  host: 0.0.0.0\n',
    expected: ['2:3-23 warning none'],
    says: ['nothing is pinned, so the current release is assumed'],
  },
  'pinned after': {
    text: 'kubernetes:\n  worker-template: {}\n',
    pins: ['dask-kubernetes=2024.5.0'],
    expected: ['2:3-18 warning none'],
    says: ['environment.yml asks for dask-kubernetes=2024.5.0'],
  },
  'pinned before': {
    text: 'kubernetes:\n  worker-template: {}\n',
    pins: ['dask-kubernetes=2024.4.2'],
    expected: [],
  },
  'not installed': { text: 'kubernetes:\n  worker-template: {}\n', pins: ['dask'], expected: [] },
});
