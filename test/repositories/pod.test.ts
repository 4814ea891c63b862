import { pod, ruleTable } from '../support/table.ts';

const TEMPLATE = 'worker-template.yaml';
const container = (lines: string, name = 'dask-worker') =>
  `  containers:\n    - name: ${name}\n      image: example\n      args: [dask-worker]\n${lines}`;

// pod() puts `kind`, `spec` and `restartPolicy` on lines 1 to 3; container() its own first line on 4.

ruleTable('pod/required-missing', TEMPLATE, {
  'no spec': {
    text: 'kind: Pod\nmetadata: {}\n',
    expected: ['1:1-5 error none'],
    says: ['`spec` is missing from the template'],
  },
  'a spec without value': { text: 'kind: Pod\nspec:\n', expected: ['2:1-5 error none'] },
  'no containers': { text: pod(''), expected: ['2:1-5 error none'] },
  'an empty list': { text: pod('  containers: []\n'), expected: ['4:3-17 error none'] },
  'no image': {
    text: pod('  containers:\n    - name: a\n      args: [dask-worker]\n'),
    expected: ['5:7-11 error unsafe'],
  },
  'an image without value': {
    text: pod('  containers:\n    - name: a\n      image:\n      args: [dask-worker]\n'),
    expected: ['6:7-12 error unsafe'],
    says: ['`image` has no value in this container'],
  },
  'an empty text': {
    text: pod('  containers:\n    - name: a\n      image: ""\n      args: [dask-worker]\n'),
    expected: ['6:7-16 error unsafe'],
  },
  'no name, nothing pinned': {
    text: pod('  containers:\n    - image: a\n      args: [dask-worker]\n'),
    expected: [],
  },
  'no name, dask-kubernetes 2021.10.0': {
    text: pod('  containers:\n    - image: a\n      args: [dask-worker]\n'),
    pins: ['dask-kubernetes=2021.10.0'],
    expected: [],
  },
  'no name, dask-kubernetes 2021.3.1': {
    text: pod('  containers:\n    - image: a\n      args: [dask-worker]\n'),
    pins: ['dask-kubernetes=2021.3.1'],
    expected: ['5:7-12 error safe'],
    says: ['environment.yml asks for dask-kubernetes=2021.3.1'],
  },
  'a misspelt image is told about as such': {
    text: pod('  containers:\n    - name: a\n      imgae: a\n      args: [dask-worker]\n'),
    expected: [],
  },
  'an image from a merge': {
    text: pod(
      '  x: &base {image: a}\n  containers:\n    - <<: *base\n      name: a\n      args: [dask-worker]\n',
    ),
    expected: [],
  },
  'metadata without value': { text: pod(container(''), 'metadata:\n'), expected: [] },
});

ruleTable('pod/unknown-field', TEMPLATE, {
  misspelt: { text: 'kind: Pod\nspec:\n  retartPolicy: Never\n', expected: ['3:3-15 warning safe'] },
  'a step too high': {
    text: 'kind: Pod\nrestartPolicy: Never\ncontainers:\n  - name: a\n    image: a\n    args: [dask-worker]\n',
    expected: ['2:1-14 warning unsafe', '3:1-11 error unsafe'],
    says: ['it belongs in `spec`'],
  },
  'an image beside the only container': {
    text: 'kind: Pod\nspec:\n  restartPolicy: Never\n  image: x\n  containers:\n    - name: a\n      args: [dask-worker]\n',
    expected: ['4:3-8 error unsafe'],
    says: ['it belongs in `spec.containers`'],
  },
  'resources that Kubernetes does not have': {
    text: pod(
      '  containers:\n    - name: a\n      image: a\n      args: [dask-worker]\n      resources:\n        limits: {memroy: 7G, CPU: 2, gpu: 1, licence: 1}\n        requests: {cpus: 2, nvidia.com/gpu: 1, hugepages-2Mi: 1Gi, ephemeral-storage: 1G}\n',
    ),
    expected: [
      '9:18-24 error safe',
      '9:30-33 error safe',
      '9:38-41 error unsafe',
      '9:46-53 error none',
      '10:20-24 error safe',
    ],
    says: ['`limits` has no resource `memroy`; did you mean `memory`?'],
  },
  'misspelt and needed': {
    text: pod('  containers:\n    - name: a\n      imgae: a\n      args: [dask-worker]\n'),
    expected: ['6:7-12 error safe'],
    says: ['did you mean `image`?'],
  },
  'misspelt beside the right one': {
    text: pod(container('      Image: b\n')),
    expected: ['8:7-12 warning none'],
  },
  'in a container instead of the pod': {
    text: pod(container('      tolerations: []\n      affinity: {}\n')),
    expected: ['8:7-18 warning unsafe', '9:7-15 warning unsafe'],
    says: ['it belongs in `spec`'],
  },
  'labels are free': { text: pod(container(''), 'metadata:\n  labels:\n    anything: goes\n'), expected: [] },
});

ruleTable('pod/bad-value', TEMPLATE, {
  'another case': { text: 'kind: Pod\nspec:\n  restartPolicy: never\n', expected: ['3:18-23 error safe'] },
  'no member': {
    text: pod(container('      imagePullPolicy: Sometimes\n')),
    expected: ['8:24-33 error none'],
  },
  'a mapping for a list': { text: pod(container('      env: {A: b}\n')), expected: ['8:12-18 error none'] },
  'null among the arguments': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: [dask-worker, null]\n'),
    expected: ['7:27-31 error none'],
  },
  'arguments as a mapping': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: {a: b}\n'),
    expected: ['7:13-19 error none'],
  },
  'a token and a variable': { text: 'kind: Pod\nspec:\n  restartPolicy: RESTART_POLICY\n', expected: [] },
});

const limits = (memory: string) => pod(container(`      resources:\n        limits: {memory: ${memory}}\n`));

ruleTable('pod/bad-quantity', TEMPLATE, {
  '7GB': { text: limits('7GB'), expected: ['9:26-29 error safe'], says: ['write `7G`'] },
  '7GiB': { text: limits('7GiB'), expected: ['9:26-30 error safe'], says: ['write `7Gi`'] },
  '7g': { text: limits('7g'), expected: ['9:26-28 error safe'] },
  '7K': { text: limits('7K'), expected: ['9:26-28 error safe'], says: ['write `7k`'] },
  'a blank inside': { text: limits('7 G'), expected: ['9:26-29 error safe'] },
  'nothing sensible': { text: limits('lots'), expected: ['9:26-30 error none'] },
  'thousandths of a byte': { text: limits('7000m'), expected: ['9:26-31 error unsafe'], says: ['`7000M`'] },
  'what Kubernetes takes': {
    text: pod(
      container(
        '      resources:\n        limits: {memory: 7Gi, cpu: 1750m, nvidia.com/gpu: 1}\n        requests: {memory: 7e9, cpu: 1.75}\n',
      ),
    ),
    expected: [],
  },
  'a token and a variable': {
    text: pod(container('      resources:\n        limits: {memory: MEMORY, cpu: "${CPU}"}\n')),
    expected: [],
  },
  'an alias is not told about twice': {
    text: pod(container('      resources:\n        limits: &l {memory: 7GB}\n        requests: *l\n')),
    expected: ['9:29-32 error unsafe'],
  },
  'an alias of what is no pod': {
    text: 'x: &x {memory: 7GB}\nkind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: a\n      image: a\n      args: [dask-worker]\n      resources:\n        limits: *x\n',
    expected: ['10:17-19 error none'],
  },
  'a merge': {
    text: 'x: &x {memory: 7GB}\nkind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: a\n      image: a\n      args: [dask-worker]\n      resources:\n        limits:\n          <<: *x\n          cpu: 1\n',
    expected: ['11:15-17 error none'],
  },
});

ruleTable('pod/value-not-string', TEMPLATE, {
  'a node selector': {
    text: pod(`  nodeSelector:\n    dask-worker: True\n${container('')}`),
    expected: ['5:18-22 warning safe'],
    says: ['sent as "True"', 'a selector for "true" never matches'],
  },
  'a label': {
    text: pod(container(''), 'metadata:\n  labels:\n    a: yes\n'),
    expected: ['4:8-11 warning safe'],
  },
  'a variable of the environment': {
    text: pod(
      container(
        '      env:\n        - name: A\n          value: 1\n        - name: B\n          value: false\n',
      ),
    ),
    expected: ['10:18-19 info safe', '12:18-23 warning safe'],
  },
  arguments: {
    text: pod(
      '  containers:\n    - name: a\n      image: a\n      args: [dask-worker, --nthreads, 2, --resources, 7.0e+9, 0x10]\n',
    ),
    expected: ['7:39-40 info safe', '7:55-61 warning safe', '7:63-67 warning safe'],
    says: ['the text "2"'],
  },
  'text for YAML': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: [dask-worker, 7e9, "2"]\n'),
    expected: [],
  },
  'a number as a label': { text: pod(container(''), 'metadata:\n  labels:\n    a: 1\n'), expected: [] },
  'a number that loses a digit': {
    text: pod('  containers:\n    - name: a\n      image: 1.10\n      args: [dask-worker]\n'),
    expected: ['6:14-18 warning safe'],
    says: ['sent as "1.1"'],
  },
  'cpu and memory': {
    text: pod(container('      resources:\n        limits: {cpu: 2, memory: 7000000000}\n')),
    expected: [],
  },
  'booleans and numbers where they belong': {
    text: pod(container('      tty: true\n      ports:\n        - containerPort: 80\n')),
    expected: [],
  },
});

const resources = (limit: string, request: string) =>
  pod(container(`      resources:\n        limits: {${limit}}\n        requests: {${request}}\n`));

ruleTable('pod/requests-over-limits', TEMPLATE, {
  memory: { text: resources('memory: 2G', 'memory: 3G'), expected: ['10:28-30 error unsafe'] },
  cpu: { text: resources('cpu: 1750m', 'cpu: 2'), expected: ['10:25-26 error unsafe'] },
  'the same in other words': { text: resources('memory: 7G', 'memory: 7000M'), expected: [] },
  below: { text: resources('memory: 7Gi', 'memory: 7G'), expected: [] },
  'without a limit': { text: resources('cpu: 1', 'memory: 7G'), expected: [] },
  'a token': { text: resources('memory: MEMORY', 'memory: 7G'), expected: [] },
  'no quantity': { text: resources('memory: 2GB', 'memory: 3G'), expected: [] },
});

ruleTable('pod/restart-policy', TEMPLATE, {
  Always: {
    text: `kind: Pod\nspec:\n  restartPolicy: Always\n${container('')}`,
    expected: ['3:18-24 warning unsafe'],
  },
  OnFailure: {
    text: `kind: Pod\nspec:\n  restartPolicy: OnFailure\n${container('')}`,
    expected: ['3:18-27 warning unsafe'],
  },
  missing: { text: `kind: Pod\nspec:\n${container('')}`, expected: ['2:1-5 info unsafe'] },
  Never: { text: pod(container('')), expected: [] },
  misspelt: { text: `kind: Pod\nspec:\n  retartPolicy: Never\n${container('')}`, expected: [] },
});

ruleTable('pod/restart-policy', '.config/dask/kubernetes.yaml', {
  'of the scheduler': {
    text: 'kubernetes:\n  scheduler-template:\n    spec:\n      containers: [{name: a, image: a}]\n',
    pins: ['dask-kubernetes=2021.10.0'],
    expected: [],
  },
});

ruleTable('pod/bad-name', TEMPLATE, {
  'an underscore': {
    text: pod(container('', 'dask_worker')),
    expected: ['5:13-24 error safe'],
    says: ['`dask-worker`'],
  },
  capitals: { text: pod(container('', 'DaskWorker')), expected: ['5:13-23 error safe'] },
  'a blank': { text: pod(container('', 'dask worker')), expected: ['5:13-24 error none'] },
  'too long': { text: pod(container('', 'a'.repeat(64))), expected: ['5:13-77 error none'] },
  'a volume that is mounted': {
    text: pod(
      `  volumes:\n    - name: my_data\n      emptyDir: {}\n${container('      volumeMounts:\n        - {name: my_data, mountPath: /d}\n')}`,
    ),
    expected: ['5:13-20 error none'],
  },
  'a port': {
    text: pod(container('      ports:\n        - {name: Dashboard, containerPort: 8787}\n')),
    expected: ['9:18-27 error safe'],
  },
  'two containers of one name': {
    text: pod(`${container('')}    - name: dask-worker\n      image: other\n`),
    expected: ['8:13-24 error none'],
    says: ['Another container'],
  },
  'a label': {
    text: pod(container(''), 'metadata:\n  labels:\n    "a b": c\n    d: e f\n'),
    expected: ['4:5-10 error none', '5:8-11 error none'],
  },
  'labels that are right': {
    text: pod(container(''), 'metadata:\n  labels:\n    example.org/A_b.c: D_e.f\n    g: ""\n'),
    expected: [],
  },
  'a variable and a token': {
    text: pod(`${container('', 'dask-${USER}')}    - name: CONTAINER_NAME\n      image: a\n`),
    expected: [],
  },
});

ruleTable('pod/volume-missing', TEMPLATE, {
  'no volumes': {
    text: pod(container('      volumeMounts:\n        - {name: data, mountPath: /d}\n')),
    expected: ['9:18-22 error none'],
  },
  'a near name': {
    text: pod(
      `  volumes:\n    - name: scratch\n      emptyDir: {}\n${container('      volumeMounts:\n        - {name: scrach, mountPath: /d}\n')}`,
    ),
    expected: ['12:18-24 error safe'],
    says: ['did you mean `scratch`?'],
  },
  'the right name': {
    text: pod(
      `  volumes:\n    - name: data\n      emptyDir: {}\n${container('      volumeMounts:\n        - {name: data, mountPath: /d}\n')}`,
    ),
    expected: [],
  },
  'a volume whose name is filled in': {
    text: pod(
      `  volumes:\n    - name: \${VOLUME}\n      emptyDir: {}\n${container('      volumeMounts:\n        - {name: data, mountPath: /d}\n')}`,
    ),
    expected: [],
  },
  'volumes in the container': {
    text: pod(
      container(
        '      volumes: [{name: data, emptyDir: {}}]\n      volumeMounts:\n        - {name: data, mountPath: /d}\n',
      ),
    ),
    expected: [],
  },
});

ruleTable('pod/reserved-metadata', TEMPLATE, {
  'labels of the cluster': {
    text: pod(
      container(''),
      'metadata:\n  labels:\n    app: x\n    user: y\n    dask.org/component: worker\n    team: ocean\n',
    ),
    expected: ['4:5-8 info unsafe', '5:5-9 info unsafe', '6:5-23 info unsafe'],
  },
  'a name': { text: pod(container(''), 'metadata:\n  name: worker\n'), expected: ['3:3-7 warning unsafe'] },
  'no name': { text: pod(container(''), 'metadata:\n  name:\n'), expected: [] },
});

ruleTable('pod/deprecated-field', TEMPLATE, {
  serviceAccount: { text: pod(`  serviceAccount: pangeo\n${container('')}`), expected: ['4:3-17 info safe'] },
  'beside the new name': {
    text: pod(`  serviceAccount: a\n  serviceAccountName: a\n${container('')}`),
    expected: ['4:3-17 info none'],
  },
  'the new name': { text: pod(`  serviceAccountName: a\n${container('')}`), expected: [] },
});

ruleTable('pod/first-container', TEMPLATE, {
  'the second': {
    text: pod(
      '  containers:\n    - name: proxy\n      image: a\n      args: [proxy]\n    - name: worker\n      image: a\n      args: [dask-worker]\n',
    ),
    expected: ['8:13-19 warning unsafe'],
    says: ['stands behind `proxy`'],
  },
  'the first': { text: pod(`${container('')}    - name: proxy\n      image: a\n`), expected: [] },
  'none that is known to': {
    text: pod('  containers:\n    - {name: a, image: a, args: [run.sh]}\n    - {name: b, image: b}\n'),
    expected: [],
  },
});

const image = (text: string) =>
  pod(`  containers:\n    - name: a\n      image: ${text}\n      args: [dask-worker]\n`);

ruleTable('pod/variable-not-expanded', TEMPLATE, {
  'braces only, in the image': { text: image('"{JUPYTER_IMAGE_SPEC}"'), expected: ['6:15-35 error safe'] },
  'braces only, elsewhere': {
    text: pod(container('      env:\n        - name: A\n          value: "x-{JUPYTERHUB_USER}"\n')),
    expected: ['10:21-38 warning safe'],
  },
  'a variable': { text: image('${JUPYTER_IMAGE_SPEC}'), expected: [] },
  'a variable before 0.6.0': {
    text: image('${JUPYTER_IMAGE_SPEC}'),
    pins: ['dask-kubernetes=0.5.0'],
    expected: ['6:14-35 error none'],
    says: ['0.6.0', 'environment.yml asks for dask-kubernetes=0.5.0'],
  },
  'a variable from 0.6.0 on': {
    text: image('${JUPYTER_IMAGE_SPEC}'),
    pins: ['dask-kubernetes=0.6.0'],
    expected: [],
  },
  'braces only before 0.6.0': {
    text: image('"{JUPYTER_IMAGE_SPEC}"'),
    pins: ['dask-kubernetes=0.5.0'],
    expected: ['6:15-35 error none'],
  },
  'near a variable of the hub': {
    text: image('${JUPYTER_IMAGE_SPECS}'),
    expected: ['6:14-36 error safe'],
    says: ['did you mean `JUPYTER_IMAGE_SPEC`?'],
  },
  'near, and exported': {
    text: image('${JUPYTER_IMAGE_SPECS}'),
    files: { 'binder/start': '#!/bin/bash\nexport JUPYTER_IMAGE_SPECS=a\nexec "$@"\n' },
    expected: [],
  },
  'other names: the image may set them': { text: image('example:${TAG}'), expected: [] },
  'of Kubernetes': {
    text: pod('  containers:\n    - {name: a, image: a, args: [dask-worker, $(A)]}\n'),
    expected: [],
  },
  'of a template engine': { text: image('"{{cookiecutter.image}}"'), expected: [] },
  'filled by the script': {
    text: image('"{WORKER_IMAGE}"'),
    files: {
      'binder/start':
        '#!/bin/bash\nsed -i -e "s|{WORKER_IMAGE}|${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml\nexec "$@"\n',
    },
    expected: [],
  },
});

ruleTable('pod/fixed-image', TEMPLATE, {
  'with an environment': {
    text: image('pangeo/pangeo-notebook:2020.05.10'),
    files: { 'environment.yml': 'dependencies: [dask-kubernetes]\n' },
    expected: ['6:14-47 info unsafe'],
  },
  'with a start script, before 0.6.0': {
    text: image('daskdev/dask'),
    pins: ['dask-kubernetes=0.5.0'],
    expected: ['6:14-26 info none'],
  },
  'not for Binder': { text: image('daskdev/dask'), expected: [] },
  'with a variable': {
    text: image('example:${TAG}'),
    files: { 'environment.yml': 'dependencies: [dask-kubernetes]\n' },
    expected: [],
  },
  'a token': {
    text: image('WORKER_IMAGE'),
    files: { 'environment.yml': 'dependencies: [dask-kubernetes]\n' },
    expected: [],
  },
});

const OPERATOR = '.config/dask/kubernetes.yaml';

ruleTable('pod/bad-quantity', OPERATOR, {
  'resources of the operator': {
    text: 'kubernetes:\n  resources:\n    limits: {cpu: 2, memory: 8GB}\n',
    expected: ['3:30-33 error safe'],
  },
});

ruleTable('pod/requests-over-limits', OPERATOR, {
  'resources of the operator': {
    text: 'kubernetes:\n  resources:\n    limits: {cpu: 2}\n    requests: {cpu: 3}\n',
    expected: ['4:21-22 error unsafe'],
  },
});

ruleTable('pod/required-missing', OPERATOR, {
  'an empty template, which is the default': {
    text: 'kubernetes:\n  worker-template: {}\n',
    pins: ['dask-kubernetes=2021.3.0'],
    expected: [],
  },
});
