import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';

/** A configuration with a worker template. */
function config(image: string): Readonly<Record<string, string>> {
  return {
    '.dask/config.yaml': `kubernetes:\n  worker-template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: dask-worker\n          image: ${image}\n          args: [dask-worker, --death-timeout, '60']\n`,
  };
}

/** A bare Pod. */
function pod(...images: readonly string[]): Readonly<Record<string, string>> {
  const containers = images.map(
    (image, i) =>
      `    - name: c${i}\n      image: ${image}\n      args: [dask-worker, --death-timeout, '60']\n`,
  );
  return {
    'worker-template.yaml': `kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n${containers.join('')}`,
  };
}

const FILL = 'sed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml\n';
const PINNED = { 'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.10.0\n  - dask=2.10\n' };
const OLD = { 'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.5.0\n  - dask=0.19.1\n' };

describeRule('template/never-filled', [
  {
    title: 'nothing fills the image',
    start: END,
    files: config('WORKER_IMAGE'),
    found: ['.dask/config.yaml:7:18-30 error unsafe'],
    mendedFiles: config('${JUPYTER_IMAGE_SPEC}'),
  },
  { title: 'no start script', files: pod('IMAGE'), found: ['worker-template.yaml:6:14-19 error unsafe'] },
  {
    title: 'quotes are kept',
    files: pod("'WORKER_IMAGE'"),
    found: ['worker-template.yaml:6:14-28 error unsafe'],
    mendedFiles: pod("'${JUPYTER_IMAGE_SPEC}'"),
  },
  {
    title: 'before dask-kubernetes expands names',
    start: END,
    files: { ...config('WORKER_IMAGE'), ...OLD },
    found: ['.dask/config.yaml:7:18-30 error unsafe'],
    mended: `if [[ -n "\${JUPYTER_IMAGE_SPEC}" ]]; then\n  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml\nfi\n${END}`,
  },
  {
    title: 'a sed that misses it',
    start: `sed -i "s|WORKR_IMAGE|$JUPYTER_IMAGE|" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
    found: ['.dask/config.yaml:7:18-30 error unsafe'],
  },
  {
    title: 'a sed that fails',
    start: `sed -i "s/WORKER_IMAGE/$JUPYTER_IMAGE/" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
    found: ['.dask/config.yaml:7:18-30 error unsafe'],
  },
  {
    title: 'only postBuild fills it',
    start: END,
    files: { ...config('WORKER_IMAGE'), 'binder/postBuild': `#!/bin/bash\n${FILL}` },
    found: ['.dask/config.yaml:7:18-30 error unsafe'],
  },
  {
    title: 'another token stays in its file',
    start: `sed -i "s|DASK_DASHBOARD_URL|x|" w.json\n${END}`,
    files: { 'binder/w.json': '{"a": "DASK_DASHBOARD_URL"}\n' },
    found: ['binder/w.json:1:8-26 warning none'],
  },
  { title: 'filled', start: `${FILL}${END}`, files: config('WORKER_IMAGE') },
  {
    title: 'filled in a copy',
    start: `cp .dask/config.yaml ~/.config/dask/config.yaml\nsed -i "s|WORKER_IMAGE|$JUPYTER_IMAGE|" ~/.config/dask/config.yaml\n${END}`,
    files: { ...config('WORKER_IMAGE'), '.config/dask/other.json': '{}' },
  },
  {
    title: 'filled where postBuild has put it',
    start: `sed -i "s|WORKER_IMAGE|$JUPYTER_IMAGE|" $NB_PYTHON_PREFIX/etc/dask/dask.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
  },
  {
    title: 'filled behind a guard',
    start: `if [[ -n "$JUPYTER_IMAGE_SPEC" ]]; then\n  ${FILL}fi\n${END}`,
    files: config('WORKER_IMAGE'),
  },
  {
    title: 'postBuild puts a name in',
    start: END,
    files: {
      ...config('WORKER_IMAGE'),
      'binder/postBuild': '#!/bin/bash\nsed -i "s|WORKER_IMAGE|example/image:1|" .dask/config.yaml\n',
    },
  },
  {
    title: 'a program may fill it',
    start: `python binder/fill.py\n${END}`,
    files: { ...config('WORKER_IMAGE'), 'binder/fill.py': "token = 'WORKER_IMAGE'\n" },
  },
  { title: 'what follows is not known', start: `source /opt/fill.sh\n${END}`, files: config('WORKER_IMAGE') },
  {
    title: 'the image brings its own start',
    files: { ...config('WORKER_IMAGE'), 'binder/Dockerfile': 'FROM pangeo/base-image:2021.05.04\n' },
  },
  {
    title: 'names of images, variables, comments',
    start: END,
    files: { ...config('${JUPYTER_IMAGE_SPEC}  # not WORKER_IMAGE'), ...pod('example/image') },
  },
]);

describeRule('template/image-source', [
  {
    title: 'another variable',
    start: `sed -i "s|WORKER_IMAGE|$BINDER_REPO_URL|" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
    found: ['2:24-40 warning none'],
  },
  {
    title: 'another variable, through one of the script',
    start: `IMG=$BINDER_REPO_URL\nsed -i "s|WORKER_IMAGE|$IMG|" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
    found: ['3:24-28 warning none'],
  },
  {
    title: 'a fixed name',
    start: `sed -i "s|MY_IMAGE|pangeo/base:2019|" worker-template.yaml\n${END}`,
    files: pod('MY_IMAGE'),
    found: ['2:20-36 info none'],
  },
  { title: 'the launched image', start: `${FILL}${END}`, files: config('WORKER_IMAGE') },
  {
    title: 'its other name, and a default',
    start: `IMG=\${JUPYTER_IMAGE:-pangeo/base}\nsed -i "s|WORKER_IMAGE|$IMG|" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
  },
  {
    title: 'another token',
    start: `sed -i "s|MY_NAMESPACE|$JUPYTERHUB_USER|" .dask/config.yaml\n${END}`,
    files: config('MY_NAMESPACE-x'),
  },
  {
    title: 'a value that is not known',
    start: `sed -i "s|WORKER_IMAGE|$(some-tool)|" .dask/config.yaml\n${END}`,
    files: config('WORKER_IMAGE'),
  },
]);

describeRule('template/path-missing', [
  {
    title: 'in another folder',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/worker.yaml\n${END}`,
    files: { ...PINNED, 'binder/worker.yaml': 'a: b\n' },
    found: ['2:46-64 warning unsafe'],
    mended: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/binder/worker.yaml\n${END}`,
  },
  {
    title: 'as a key',
    start: END,
    files: {
      ...PINNED,
      '.dask/config.yaml': 'kubernetes:\n  worker-template-path: /home/jovyan/worker.yaml\n',
    },
    found: ['.dask/config.yaml:2:25-49 warning none'],
  },
  {
    title: 'relative',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=binder/worker.yaml\n${END}`,
    files: { ...PINNED, 'binder/worker.yaml': 'a: b\n' },
    found: ['2:46-64 info unsafe'],
    mended: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${HOME}/binder/worker.yaml\n${END}`,
  },
  {
    title: 'beside the template itself',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=$HOME/binder/worker.yaml\n${END}`,
    files: { ...PINNED, ...config('${JUPYTER_IMAGE_SPEC}'), 'binder/worker.yaml': 'a: b\n' },
    found: ['2:46-70 info none'],
  },
  {
    title: 'there',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=$HOME/binder/worker.yaml\n${END}`,
    files: { ...PINNED, 'binder/worker.yaml': 'a: b\n' },
  },
  {
    title: 'nothing reads it',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/worker.yaml\n${END}`,
  },
  {
    title: 'a release that has no classic cluster',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/worker.yaml\n${END}`,
    files: { 'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=2024.5.0\n' },
  },
  {
    title: 'elsewhere',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=/etc/worker.yaml\n${END}`,
    files: PINNED,
  },
  {
    title: 'made at build time',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=$HOME/worker.yaml\n${END}`,
    files: { ...PINNED, 'binder/postBuild': '#!/bin/bash\nmake worker.yaml\n' },
  },
]);

describeRule('template/path-wrong-kind', [
  {
    title: 'nothing reads it today',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/.dask/config.yaml\n${END}`,
    files: config('${JUPYTER_IMAGE_SPEC}'),
    found: ['2:8-45 info unsafe'],
  },
  {
    title: 'read as a Pod',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/.dask/config.yaml\n${END}`,
    files: {
      ...config('${JUPYTER_IMAGE_SPEC}'),
      'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=2022.5.0\n  - dask=2022.5.0\n',
    },
    found: ['2:8-45 error unsafe'],
    mended: `export WORKER_TEMPLATE_FILE=\${PWD}/.dask/config.yaml\n${END}`,
  },
  {
    title: 'loaded as configuration as well',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/.dask/config.yaml\n${END}`,
    files: { ...config('${JUPYTER_IMAGE_SPEC}'), ...PINNED },
    found: ['2:8-45 info unsafe'],
  },
  {
    title: 'as a key',
    start: END,
    files: { '.dask/config.yaml': 'kubernetes:\n  worker-template-path: .dask/config.yaml\n', ...PINNED },
    found: ['.dask/config.yaml:2:25-42 error none'],
  },
  {
    title: 'a Pod',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=\${PWD}/worker-template.yaml\n${END}`,
    files: { ...pod('${JUPYTER_IMAGE_SPEC}'), ...PINNED },
  },
]);

describeRule('template/envsubst', [
  {
    title: 'names that are not exported',
    start: `X=1\nexport Y=2\nenvsubst < w.in > w.yaml\n${END}`,
    files: { 'w.in': '${X} $Y ${JUPYTER_IMAGE_SPEC} $ZZZ\n' },
    found: ['4:1-9 warning unsafe'],
    mended: `X=1\nexport Y=2\nenvsubst '\${Y} \${JUPYTER_IMAGE_SPEC}' < w.in > w.yaml\n${END}`,
  },
  { title: 'a list', start: `envsubst '$Y' < w.in > w.yaml\n${END}`, files: { 'w.in': '${X} $Y\n' } },
  {
    title: 'names that programs see',
    start: `export X=1\nenvsubst < w.in > w.yaml\n${END}`,
    files: { 'w.in': '${X} ${JUPYTER_IMAGE_SPEC} $PANGEO_SCRATCH_PREFIX\n' },
  },
  { title: 'an unknown input', start: `some-tool | envsubst > w.yaml\n${END}` },
]);

describeRule('template/mixed-styles', [
  {
    title: 'the sed of a token that is gone',
    start: `sed -i "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml\n${END}`,
    files: pod('${JUPYTER_IMAGE_SPEC}'),
    found: ['2:1-69 info unsafe'],
    mended: END,
  },
  {
    title: 'two ways in one template',
    start: `sed -i "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml\n${END}`,
    files: pod('${JUPYTER_IMAGE_SPEC}', 'WORKER_IMAGE'),
    found: ['worker-template.yaml:9:14-26 info unsafe'],
    mendedFiles: pod('${JUPYTER_IMAGE_SPEC}', '${JUPYTER_IMAGE_SPEC}'),
  },
  {
    title: 'before dask-kubernetes expands names',
    start: `${FILL}${END}`,
    files: { ...config('${JUPYTER_IMAGE_SPEC}'), ...OLD },
  },
  {
    title: 'a sed for something else',
    start: `sed -i "s|MY_NAMESPACE|x|" worker-template.yaml\n${END}`,
    files: pod('${JUPYTER_IMAGE_SPEC}'),
  },
  { title: 'one way', start: `${FILL}${END}`, files: config('WORKER_IMAGE') },
]);

describeRule('template/result-invalid', [
  {
    title: 'a brace at the beginning',
    start: `sed -i "s|MY_LINK|{x}/proxy|" .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'distributed:\n  dashboard:\n    link: MY_LINK\n' },
    found: ['.config/dask/a.yaml:3:11-18 error safe'],
    mendedFiles: { '.config/dask/a.yaml': 'distributed:\n  dashboard:\n    link: "MY_LINK"\n' },
  },
  {
    title: 'a comment sign',
    start: `sed -i "s|MY_TEXT|a #b|" .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'annotations:\n  x: MY_TEXT\ndistributed: {}\n' },
    found: ['.config/dask/a.yaml:2:6-13 warning safe'],
  },
  {
    title: 'nothing',
    start: `X=\nsed -i "s|MY_TEXT|$X|" .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'annotations:\n  x: MY_TEXT\ndistributed: {}\n' },
    found: ['.config/dask/a.yaml:2:6-13 warning none'],
  },
  {
    title: 'in quotes, and values that need none',
    start: `sed -i -e "s|MY_TEXT|a #b|" -e "s|MY_IMAGE|\${JUPYTER_IMAGE_SPEC}|" -e "s|MY_PORT|8787|" .config/dask/a.yaml\n${END}`,
    files: {
      '.config/dask/a.yaml': 'annotations:\n  x: "MY_TEXT"\n  y: MY_IMAGE\n  z: MY_PORT\ndistributed: {}\n',
    },
  },
  {
    title: 'a duration that is none',
    start: `sed -i 's|"TICK"|5min|' .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'distributed:\n  admin:\n    tick:\n      limit: "TICK"\n' },
    found: ['.config/dask/a.yaml:4:14-20 error unsafe'],
    mended: `sed -i 's|"TICK"|5m|' .config/dask/a.yaml\n${END}`,
  },
  {
    title: 'a part of a text',
    start: `MEMORY=7\nsed -i "s|MEMORY|$MEMORY|" worker-template.yaml\n${END}`,
    files: {
      'worker-template.yaml':
        "kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: w\n      image: example\n      args: [dask-worker, --death-timeout, '60']\n      resources: {limits: {memory: MEMORYGB}}\n",
    },
    found: ['worker-template.yaml:8:36-44 error none'],
  },
  {
    title: 'a limit below the request, which stands elsewhere',
    start: `sed -i "s|memory: 8G|memory: 2G|" worker-template.yaml\n${END}`,
    files: {
      'worker-template.yaml':
        "kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: w\n      image: example\n      args: [dask-worker, --death-timeout, '60']\n      resources:\n        limits:\n          memory: 8G\n        requests:\n          memory: 4G\n",
    },
    found: ['worker-template.yaml:12:19-21 error none'],
  },
  {
    title: 'a line that is needed is gone',
    start: `sed -i '/name: w/d' worker-template.yaml\n${END}`,
    files: {
      ...PINNED,
      'worker-template.yaml':
        "kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - image: example\n      name: w\n      args: [dask-worker, --death-timeout, '60']\n",
    },
    found: ['worker-template.yaml:5:7-12 error none'],
  },
  {
    title: 'a file that the script makes',
    start: `mkdir -p .config/dask\ncat > .config/dask/made.yaml <<EOF\ndistributed:\n  admin:\n    tick:\n      limit: 5min\nEOF\n${END}`,
    files: { 'x.yaml': 'distributed: {}\n' },
    found: ['7:14-18 error unsafe'],
    mended: `mkdir -p .config/dask\ncat > .config/dask/made.yaml <<EOF\ndistributed:\n  admin:\n    tick:\n      limit: 5m\nEOF\n${END}`,
  },
  {
    title: 'a copy is told where it was copied from',
    start: `mkdir -p .config/dask\ncp .dask/config.yaml .config/dask/config.yaml\n${END}`,
    files: { '.dask/config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5min\n' },
  },
  {
    title: 'wrong before as well',
    start: `sed -i "s|LINK|x|" .config/dask/a.yaml\n${END}`,
    files: {
      '.config/dask/a.yaml':
        'distributed:\n  dashboard:\n    link: LINK\n  admin:\n    tick:\n      limit: 5min\n',
    },
  },
  {
    title: 'the image of the launch is no fixed one',
    start: `${FILL}${END}`,
    files: { ...config('WORKER_IMAGE'), ...PINNED },
  },
  {
    title: 'a text that is not known',
    start: `sed -i "s|TICK|$(some-tool)|" .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'distributed:\n  admin:\n    tick:\n      limit: TICK\n' },
  },
  {
    title: 'no YAML before either',
    start: `sed -i "s|MY_TEXT|a: b|" .config/dask/a.yaml\n${END}`,
    files: { '.config/dask/a.yaml': 'annotations: MY_TEXT\n\tdistributed: {}\n' },
  },
]);
