import { ruleTable } from '../support/table.ts';

const CONFIG = '.config/dask/dask.yaml';
const link = (text: string) => `distributed:\n  dashboard:\n    link: ${text}\n`;
const exported = (text: string) =>
  `#!/bin/bash\nexport DASK_DISTRIBUTED__DASHBOARD__LINK=${text}\nexec "$@"\n`;

ruleTable('dask/link-field', CONFIG, {
  'another case': {
    text: link('"/user/{JUPYTERHUB_USER}/proxy/{PORT}/status"'),
    expected: ['3:42-48 warning safe'],
    says: ['did you mean `{port}`?'],
  },
  'no name': { text: link('"/proxy/{}/status"'), expected: ['3:19-21 warning none'] },
  'a number': { text: link('"/proxy/{0}/status"'), expected: ['3:19-22 warning none'] },
  'an open brace': {
    text: link('"/proxy/{port/status"'),
    expected: ['3:19-20 warning none'],
    says: ['ValueError'],
  },
  'a closing brace': { text: link('"/proxy/port}/status"'), expected: ['3:23-24 warning none'] },
  'near a variable of the hub': {
    text: link('"{JUPYTERHUB_SERVICE_PREFX}proxy/{port}/status"'),
    expected: ['3:12-38 warning safe'],
    says: ['did you mean `{JUPYTERHUB_SERVICE_PREFIX}`?'],
  },
  'a variable that nothing sets': {
    text: link('"{MY_PREFIX}/proxy/{port}"'),
    expected: ['3:12-23 warning none'],
  },
  'a variable that the script exports': {
    text: link('"{MY_PREFIX}/proxy/{port}"'),
    files: { 'binder/start': '#!/bin/bash\nexport MY_PREFIX=/x\nexec "$@"\n' },
    expected: [],
  },
  'a variable of the Dockerfile': {
    text: link('"{MY_PREFIX}/proxy/{port}"'),
    files: { 'binder/Dockerfile': 'FROM pangeo/base-notebook:2020.05.10\nENV MY_PREFIX=/x\n' },
    expected: [],
  },
  'fields of Dask and the hub': {
    text: link('"{scheme}://{host}:{port}{JUPYTERHUB_SERVICE_PREFIX}{HOME}"'),
    expected: [],
  },
  'doubled braces': { text: link('"/proxy/{{x}}/{port}"'), expected: [] },
  '{scheme} before distributed 2.1.0': {
    text: link('"{scheme}://{host}:{port}"'),
    pins: ['distributed=2.0.1'],
    expected: ['3:12-20 warning none'],
    says: ['2.1.0', 'environment.yml asks for distributed=2.0.1'],
  },
  '{scheme} from distributed 2.1.0 on': {
    text: link('"{scheme}://{host}:{port}"'),
    pins: ['distributed=2.1.0'],
    expected: [],
  },
  'the name of the cluster': {
    text: 'kubernetes:\n  name: "dask-{usr}-{uuid}"\n',
    expected: ['2:15-20 warning safe'],
    says: ['`KubeCluster()` raises'],
  },
  'the address of a gateway': {
    text: 'gateway:\n  address: "https://{HUB_HOST}/gateway"\n',
    expected: ['2:21-31 warning none'],
    says: ['Connecting to the gateway'],
  },
  'an old name of the link': {
    text: 'diagnostics-link: "/proxy/{PORT}"\n',
    expected: ['1:27-33 warning safe'],
  },
});

ruleTable('dask/link-field', 'binder/start', {
  'an exported variable': {
    text: exported('"${JUPYTERHUB_SERVICE_PREFIX}proxy/{PORT}/status"'),
    expected: ['2:77-83 warning safe'],
  },
  'without quotes': { text: exported('{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status'), expected: [] },
});

ruleTable('dask/link-path', CONFIG, {
  'a fixed port': {
    text: link('"/user/{JUPYTERHUB_USER}/proxy/8787/status"'),
    expected: ['3:42-46 info none'],
  },
  'no port': { text: link('"/user/{JUPYTERHUB_USER}/proxy/status"'), expected: ['3:42-48 info none'] },
  'two slashes': {
    text: link('"{JUPYTERHUB_SERVICE_PREFIX}/proxy/{port}/status"'),
    expected: ['3:39-40 info safe'],
  },
  'through an own variable': {
    text: link('"{PREFIX}/proxy/{port}/status"'),
    files: { 'binder/start': '#!/bin/bash\nexport PREFIX="${JUPYTERHUB_SERVICE_PREFIX}"\nexec "$@"\n' },
    expected: ['3:20-21 info safe'],
  },
  'from the root': { text: link('"/proxy/{port}/status"'), expected: ['3:12-19 info none'] },
  'a host with a fixed port': { text: link('http://localhost:8787/status'), expected: ['3:28-32 info none'] },
  right: { text: link('"{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"'), expected: [] },
  'of the cookiecutter': { text: link('/user/{JUPYTERHUB_USER}/proxy/{port}/status'), expected: [] },
  relative: { text: link('"../proxy/{port}/status"'), expected: [] },
  'the default': { text: link('"{scheme}://{host}:{port}/status"'), expected: [] },
});

ruleTable('dask/link-path', 'binder/start', {
  'two slashes in a variable': {
    text: exported('"${JUPYTERHUB_SERVICE_PREFIX}/proxy/{port}/status"'),
    expected: ['2:71-72 info safe'],
  },
});

ruleTable('dask/dollar-not-expanded', CONFIG, {
  'a path': { text: 'temporary-directory: ${HOME}/scratch\n', expected: ['1:22-29 warning none'] },
  'without braces': { text: 'temporary-directory: $HOME/scratch\n', expected: ['1:22-27 warning none'] },
  'a link': {
    text: link('"${JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"'),
    expected: ['3:12-40 warning safe'],
    says: ['`{JUPYTERHUB_SERVICE_PREFIX}`'],
  },
  'in a list': {
    text: 'distributed:\n  worker:\n    preload:\n      - $HOME/a.py\n',
    expected: ['4:9-14 warning none'],
  },
  'the image of the operator': {
    text: 'kubernetes:\n  image: ${JUPYTER_IMAGE_SPEC}\n',
    expected: ['2:10-31 warning none'],
  },
  'a worker template': {
    text: 'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - image: ${JUPYTER_IMAGE_SPEC}\n',
    expected: [],
  },
  'filled by the script': {
    text: 'temporary-directory: ${HOME}/scratch\n',
    files: {
      'binder/start': '#!/bin/bash\nsed -i -e "s|[$]{HOME}|/tmp|g" .config/dask/dask.yaml\nexec "$@"\n',
    },
    expected: [],
  },
  'Kubernetes fills it in': { text: 'kubernetes:\n  env:\n    A: $(B)\n', expected: [] },
  'no variable': { text: 'distributed:\n  nanny:\n    environ:\n      A: pa$sword\n', expected: [] },
  'other packages': { text: 'coiled:\n  account: ${ACCOUNT}\n', expected: [] },
});

ruleTable('dask/name-no-uuid', CONFIG, {
  without: { text: 'kubernetes:\n  name: dask-{user}\n', expected: ['2:9-20 warning unsafe'] },
  with: { text: 'kubernetes:\n  name: dask-{user}-{uuid}\n', expected: [] },
  'a token': { text: 'kubernetes:\n  name: CLUSTER_NAME\n', expected: [] },
});

ruleTable('dask/name-no-uuid', 'binder/start', {
  'in a variable': {
    text: '#!/bin/bash\nexport DASK_KUBERNETES__NAME="dask-{JUPYTERHUB_USER}"\nexec "$@"\n',
    expected: ['2:30-54 warning unsafe'],
  },
});

ruleTable('dask/name-invalid', CONFIG, {
  capitals: { text: 'kubernetes:\n  name: "Dask-{user}-{uuid}"\n', expected: ['2:9-29 warning safe'] },
  'an underscore, which the classic cluster writes in another way': {
    text: 'kubernetes:\n  name: "dask_{user}-{uuid}"\n',
    pins: ['dask-kubernetes=0.10.1'],
    expected: [],
  },
  'an underscore, before that': {
    text: 'kubernetes:\n  name: "dask_{user}-{uuid}"\n',
    pins: ['dask-kubernetes=0.10.0'],
    expected: ['2:9-29 warning none'],
  },
  'capitals, before they became small': {
    text: 'kubernetes:\n  name: "Dask-{user}-{uuid}"\n',
    pins: ['dask-kubernetes=0.11.0'],
    expected: ['2:9-29 warning safe'],
  },
  'an underscore': { text: 'kubernetes:\n  name: "dask_{user}-{uuid}"\n', expected: ['2:9-29 warning none'] },
  'a part that the launch fills': {
    text: 'kubernetes:\n  name: "dask-PROJECT-{uuid}"\n',
    files: {
      'binder/start': `#!/bin/bash\nsed -i 's/PROJECT/ocean/' ${CONFIG}\nexec "$@"\n`,
    },
    expected: [],
  },
  'a part that the launch leaves': {
    text: 'kubernetes:\n  name: "dask-PROJECT-{uuid}"\n',
    files: { 'binder/start': `#!/bin/bash\nsed -i 's/kubernetes/& /' ${CONFIG}\nexec "$@"\n` },
    expected: ['2:9-30 warning safe'],
  },
  'capitals in braces': { text: 'kubernetes:\n  name: "d-{USER}-{uuid}"\n', expected: [] },
  '57 characters, nothing pinned': {
    text: 'kubernetes:\n  name: "dask-{JUPYTERHUB_USER}-{uuid}"\n',
    expected: ['2:9-40 info none'],
    says: ['has 57 characters', 'allows 53', 'nothing is pinned'],
  },
  '57 characters, the operator': {
    text: 'kubernetes:\n  name: "dask-{JUPYTERHUB_USER}-{uuid}"\n',
    pins: ['dask-kubernetes=2024.5.0'],
    expected: ['2:9-40 warning none'],
  },
  '57 characters, the classic cluster': {
    text: 'kubernetes:\n  name: "dask-{JUPYTERHUB_USER}-{uuid}"\n',
    pins: ['dask-kubernetes=2024.4.2'],
    expected: [],
  },
  '68 characters': {
    text: 'kubernetes:\n  name: "dask-workers-of-{JUPYTERHUB_USER}-{uuid}"\n',
    pins: ['dask-kubernetes=0.10.0'],
    expected: ['2:9-51 warning none'],
    says: ['has 68 characters', 'Kubernetes allows 63'],
  },
  'the default': { text: 'kubernetes:\n  name: "dask-{user}-{uuid}"\n', expected: [] },
});

ruleTable('dask/pod-manifest-as-config', '.config/dask/worker.yaml', {
  'by its kind': {
    text: 'kind: Pod\nspec:\n  containers: []\n',
    expected: ['1:1-5 warning unsafe'],
  },
  'by metadata and spec': {
    text: 'metadata:\nspec:\n  containers: []\n',
    expected: ['1:1-9 warning unsafe'],
  },
  'a path leads to it': {
    text: 'kind: Pod\nspec:\n  containers: []\n',
    files: {
      'binder/start':
        '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=$HOME/.config/dask/worker.yaml\nexec "$@"\n',
    },
    expected: [],
  },
  'a configuration': { text: 'kubernetes:\n  worker-template: {}\n', expected: [] },
  'another kind': { text: 'kind: Service\nspec: {}\n', expected: [] },
});

ruleTable('dask/unknown-key', '.config/dask/worker.yaml', {
  'the keys of a Pod are told about once': { text: 'kind: Pod\nspec:\n  containers: []\n', expected: [] },
});
