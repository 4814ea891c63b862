import { ruleTable } from '../support/table.ts';

const CONFIG = '.config/dask/dask.yaml';
const TEMPLATE = 'worker-template.yaml';

ruleTable('yaml/not-a-mapping', CONFIG, {
  'a list': { text: '- distributed\n', expected: ['1:1-14 error none'], says: ['a list'] },
  'a value': { text: 'hello\n', expected: ['1:1-6 error none'] },
  'before dask 2022.03.0': {
    text: '- distributed\n',
    pins: ['dask=2022.02.0'],
    expected: ['1:1-14 warning none'],
    says: ['2022.03.0', 'environment.yml asks for dask=2022.02.0'],
  },
  'from dask 2022.03.0 on': { text: '- a\n', pins: ['dask=2022.03.0'], expected: ['1:1-4 error none'] },
  nothing: { text: '', expected: [] },
  'only comments': { text: '# distributed:\n#   version: 2\n', expected: [] },
});

ruleTable('yaml/multiple-documents', CONFIG, {
  'a second document': { text: 'a: 1\n---\nb: 2\n', expected: ['2:1-4 error none'] },
  'a marker at the start': { text: '---\ndistributed: {}\n', expected: [] },
});

ruleTable('yaml/syntax', CONFIG, {
  'a tab': { text: 'distributed:\n\tversion: 2\n', expected: ['2:1-2 error unsafe'] },
  'an open quote': { text: 'a: "b\n', expected: ['1:4-6 error none'] },
  'a link in braces without quotes': {
    text: 'distributed:\n  dashboard:\n    link: {JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status # mine\n',
    expected: ['3:11-57 error safe'],
    says: ['put the whole text in quotes'],
  },
  'an image in braces without quotes': {
    text: 'image: {REGISTRY}/worker\n',
    expected: ['1:8-25 error unsafe'],
  },
  'a section without its colon': { text: 'distributed\n  version: 2\n', expected: ['1:1-12 error unsafe'] },
  'a colon without its blank': { text: 'version:2\nb: 1\n', expected: ['1:1-10 error unsafe'] },
  'a value that begins with a reserved character': {
    text: 'temporary-directory: @home\n',
    expected: ['1:22-27 error unsafe'],
  },
  'a merge conflict': {
    text: 'a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> main\n',
    expected: ['2:1-13 error none'],
  },
  'an alias without anchor': { text: 'a: *b\n', expected: ['1:4-6 error none'] },
  'a tag of Python': { text: 'a: !!python/object:x {}\n', expected: ['1:4-21 error none'] },
});

ruleTable('yaml/syntax', '.config/dask/template.yaml', {
  'a value of a template engine': { text: 'temporary-directory: {{cookiecutter.folder}}\n', expected: [] },
  'a statement of a template engine': { text: '{% if x %}\ndistributed: {}\n{% endif %}\n', expected: [] },
});

ruleTable('yaml/indented-under-scalar', CONFIG, {
  'the slip of the guide': {
    text: 'diagnostics-link: "../proxy/{port}/status"\n  tick-maximum-delay: 5s\n',
    expected: ['2:3-21 error safe'],
  },
});

ruleTable('yaml/duplicate-key', CONFIG, {
  'different values': {
    text: 'distributed:\n  comm:\n    compression: lz4\n    compression: zstd\n',
    expected: ['4:5-16 warning unsafe'],
  },
  'equal values': {
    text: 'temporary-directory: /a\ntemporary-directory: /a\n',
    expected: ['2:1-20 warning safe'],
  },
  'three of them': {
    text: 'a:\n  x: 1\n  x: 2\n  x: 3\n',
    expected: ['3:3-4 warning unsafe', '4:3-4 warning unsafe'],
  },
  'in flow style': { text: 'distributed: {version: 2, version: 2}\n', expected: ['1:27-34 warning safe'] },
  'with - and _': {
    text: 'temporary-directory: /a\ntemporary_directory: /b\n',
    expected: ['2:1-20 warning unsafe'],
    says: ['`temporary-directory` is the same key'],
  },
  'two spellings of a section': {
    text: 'kubernetes:\n  worker-template: {metadata: {}}\n  worker_template: {spec: {}}\n',
    expected: [],
  },
  'variables with - and _ are two': {
    text: 'distributed:\n  nanny:\n    environ:\n      A-B: 1\n      A_B: 2\n',
    expected: [],
  },
  'labels with - and _ are two': {
    text: 'kubernetes:\n  worker-template:\n    metadata:\n      labels:\n        a-b: x\n        a_b: x\n',
    expected: [],
  },
  'the same label twice': {
    text: 'kubernetes:\n  worker-template:\n    metadata:\n      labels:\n        a-b: x\n        a-b: y\n',
    expected: ['6:9-12 warning unsafe'],
  },
  'a number and its text': { text: 'a:\n  1: x\n  "1": y\n', expected: [] },
  merges: { text: 'x: &x {}\ny: &y {}\na:\n  <<: *x\n  <<: *y\n', expected: [] },
  'an anchor in the first one': { text: 'a: &x 1\na: 1\nb: *x\n', expected: ['2:1-2 warning none'] },
});

ruleTable('yaml/smart-quote', CONFIG, {
  'both ends': {
    text: 'labextension:\n  factory:\n    class: “GatewayCluster”\n',
    expected: ['3:12-28 error safe'],
  },
  'the start only': {
    text: 'labextension:\n  factory:\n    class: ”KubeCluster\n',
    expected: ['3:12-24 error safe'],
  },
  'a single one': { text: 'temporary-directory: ‘/tmp’\n', expected: ['1:22-28 error safe'] },
  'in plain quotes': { text: 'temporary-directory: "“/tmp”"\n', expected: [] },
  'inside the text': { text: 'temporary-directory: it’s\n', expected: [] },
  'in the environment of a pod': {
    text: 'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - env:\n            - name: A\n              value: “b”\n',
    expected: ['7:22-25 warning safe'],
  },
  'the name of a variable': {
    text: 'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - env:\n            - name: “A”\n              value: b\n',
    expected: ['6:21-24 error safe'],
  },
  'in a label': {
    text: 'kubernetes:\n  worker-template:\n    metadata:\n      labels:\n        team: “ocean”\n',
    expected: ['5:15-22 warning safe'],
  },
});

ruleTable('yaml/brace-mapping', CONFIG, {
  'in a text of Dask': {
    text: 'kubernetes:\n  name: {NAME}\n',
    expected: ['2:9-15 error safe'],
  },
  'in quotes': { text: 'kubernetes:\n  name: "{uuid}"\n', expected: [] },
  'where a mapping belongs': { text: 'labextension:\n  factory:\n    kwargs: {n_workers}\n', expected: [] },
  'a mapping of its own': { text: 'kubernetes:\n  name: {NAME: x}\n', expected: [] },
  'a template engine': { text: 'kubernetes:\n  name: "{{cookiecutter.name}}"\n', expected: [] },
});

ruleTable('yaml/brace-mapping', TEMPLATE, {
  'the image': {
    text: 'kind: Pod\nspec:\n  containers:\n    - name: a\n      image: {WORKER_IMAGE}\n      args: [dask-worker]\n',
    expected: ['5:14-28 error unsafe'],
  },
  'an argument': {
    text: 'kind: Pod\nspec:\n  containers:\n    - name: a\n      image: a\n      args: [dask-worker, {ADDRESS}]\n',
    expected: ['6:27-36 error unsafe'],
  },
  'a value of memory': {
    text: 'kind: Pod\nspec:\n  containers:\n    - name: a\n      image: a\n      args: [dask-worker]\n      resources: {limits: {memory: {MEM}}}\n',
    expected: ['7:36-41 error unsafe'],
  },
});
