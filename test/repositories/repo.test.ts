import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';
const CONFIG = 'distributed:\n  admin:\n    tick:\n      limit: 5s\n';

describeRule('repo/both-binder-dirs', [
  {
    title: 'two start scripts',
    start: END,
    files: { '.binder/start': `#!/bin/bash\n${END}` },
    found: ['.binder/start:1:1-12 error none'],
  },
  { title: 'an empty one', start: END, files: { '.binder/': '' }, found: ['1:1-12 error none'] },
  { title: 'one', start: END },
]);

describeRule('repo/start-ignored', [
  {
    title: 'in the root',
    files: { start: `#!/bin/bash\n${END}`, 'binder/environment.yml': 'dependencies:\n  - dask\n' },
    found: ['start:1:1-12 warning unsafe'],
  },
  {
    title: 'beside another one',
    start: END,
    files: { start: 'cd ..\n' },
    found: ['start:1:1-6 warning none'],
  },
  { title: 'in the root, where it belongs', files: { start: `#!/bin/bash\n${END}` } },
]);

describeRule('repo/start-ignored-by-dockerfile', [
  {
    title: 'an image with a start of its own',
    start: END,
    files: { 'binder/Dockerfile': 'FROM pangeo/pangeo-notebook:2021.05.04\n# start\n' },
    found: ['1:1-12 warning none'],
  },
  {
    title: 'an image that takes it over',
    start: END,
    files: { 'binder/Dockerfile': 'FROM pangeo/base-image:2021.05.04\n' },
  },
  {
    title: 'an older image that takes it over',
    start: END,
    files: { 'binder/Dockerfile': 'FROM pangeo/pangeo-notebook-onbuild:2019.10.12\n' },
  },
  {
    title: 'it is copied',
    start: END,
    files: { 'binder/Dockerfile': 'FROM example\nCOPY binder/start /srv/start\nENTRYPOINT ["/srv/start"]\n' },
  },
  { title: 'a Dockerfile elsewhere', start: END, files: { Dockerfile: 'FROM example\n' } },
]);

describeRule('repo/misnamed-file', [
  {
    title: 'an ending',
    files: { 'binder/start.sh': `#!/bin/bash\n${END}` },
    found: ['binder/start.sh:1:1-12 warning unsafe'],
  },
  {
    title: 'a capital',
    files: { 'binder/Start': `#!/bin/bash\n${END}` },
    found: ['binder/Start:1:1-12 warning unsafe'],
  },
  {
    title: 'a configuration without ending',
    files: { '.dask/config': CONFIG, '.dask/README': 'a: b\n' },
    found: ['.dask/config:1:1-13 warning unsafe'],
  },
  {
    title: 'a folder in the place of the script',
    files: { 'binder/start/notes.txt': 'x\n', 'binder/environment.yml': 'dependencies: [dask]\n' },
    found: ['binder/environment.yml:1:1-21 error none'],
  },
  {
    title: 'such a folder beside a Dockerfile, or elsewhere',
    files: { 'binder/start/a': 'x\n', 'binder/Dockerfile': 'FROM x\n', 'start/a': 'x\n' },
  },
  { title: 'another script uses it', start: 'source binder/start.sh\n', files: { 'binder/start.sh': END } },
  { title: 'a script of another kind', files: { 'binder/start.sh': '#!/bin/bash\necho\n' } },
]);

describeRule('repo/config-not-copied', [
  {
    title: 'in the configuration directory',
    start: END,
    files: { 'binder/dask_config.yaml': CONFIG },
    found: ['binder/dask_config.yaml:1:1-13 warning unsafe'],
    mendedFiles: {
      'binder/postBuild':
        '#!/bin/bash\nset -e\n\nmkdir -p ${NB_PYTHON_PREFIX}/etc/dask\ncp binder/dask_config.yaml ${NB_PYTHON_PREFIX}/etc/dask/dask.yaml\n',
    },
  },
  {
    title: 'postBuild copies it',
    start: END,
    files: {
      'binder/dask_config.yaml': CONFIG,
      'binder/postBuild': '#!/bin/bash\ncp binder/*.yaml /etc/dask/\n',
    },
  },
  {
    title: 'a variable names it',
    start: `export DASK_CONFIG=$PWD/binder\n${END}`,
    files: { 'binder/dask_config.yaml': CONFIG },
  },
  {
    title: 'the image copies it',
    start: END,
    files: { 'binder/dask_config.yaml': CONFIG, 'binder/Dockerfile': 'FROM pangeo/base-image:2021.05.04\n' },
  },
  { title: 'another binder root', start: END, files: { 'other/binder/dask_config.yaml': CONFIG } },
  { title: 'where Dask looks', start: END, files: { '.config/dask/dask.yaml': CONFIG } },
]);

describeRule('repo/no-environment', [
  { title: 'a repository of git', start: END, files: { '.git/HEAD': 'x' }, found: ['1:1-12 warning none'] },
  {
    title: 'with requirements',
    start: END,
    files: { '.git/HEAD': 'x', 'binder/requirements.txt': 'dask\n' },
  },
  {
    title: 'in the root, where it does not count',
    start: END,
    files: { '.git/HEAD': 'x', 'environment.yml': 'dependencies:\n  - dask\n' },
    found: ['1:1-12 warning none'],
  },
  { title: 'a part of a repository', start: END },
]);

describeRule('repo/backend-not-installed', [
  {
    title: 'both sections',
    files: {
      'binder/environment.yml': 'dependencies:\n  - dask\n',
      '.config/dask/a.yaml': 'kubernetes:\n  namespace: x\ngateway:\n  address: http://x\n',
    },
    found: ['.config/dask/a.yaml:1:1-11 info none', '.config/dask/a.yaml:3:1-8 info none'],
  },
  {
    title: 'a package that brings it',
    files: {
      'binder/environment.yml': 'dependencies:\n  - pangeo-notebook=2021.05.04\n',
      '.config/dask/a.yaml': 'kubernetes:\n  namespace: x\n',
    },
  },
  { title: 'nothing is listed', files: { '.config/dask/a.yaml': 'kubernetes:\n  namespace: x\n' } },
]);

describeRule('repo/literal-secret', [
  {
    title: 'options, variables and addresses',
    start: `coiled login --token 5f2c9a11b7d34e08 --account me\nexport AWS_SECRET_ACCESS_KEY=abcdEFGH12345678\ncurl --password=hunter22 https://example.org\ngit clone https://me:s3cr3tpw@example.org/a/b\n${END}`,
    found: ['2:22-38 warning none', '3:30-46 warning none', '4:17-25 warning none', '5:22-30 warning none'],
  },
  {
    title: 'keys and variables of a Pod',
    files: {
      '.config/dask/gateway.yaml':
        'gateway:\n  auth:\n    kwargs:\n      password: correcthorse\ncoiled:\n  token: 0123456789abcdef\n',
      'worker-template.yaml':
        'kind: Pod\nspec:\n  containers:\n    - name: w\n      image: x\n      args: [dask-worker]\n      env:\n        - {name: MY_SECRET, value: abcdef123456}\n        - {name: OTHER_TOKEN, value: "${X}"}\n        - {name: A_TOKEN, valueFrom: {secretKeyRef: {name: a, key: token-key}}}\n',
    },
    found: [
      '.config/dask/gateway.yaml:4:17-29 warning none',
      '.config/dask/gateway.yaml:6:10-26 warning none',
      'worker-template.yaml:8:36-48 warning none',
    ],
  },
  {
    title: 'variables, dummies, files and names',
    start: `export MY_TOKEN="\${OTHER}"\nexport AWS_ACCESS_KEY_ID=AKIA12345678\nexport GOOGLE_APPLICATION_CREDENTIALS=/home/jovyan/key.json\njupyter lab workspaces import w.json --NotebookApp.token=''\nfoo --token changeme --password "$X" --secret '<secret>'\nexport X_TOKEN_FILE=/x/y\nexport TOKEN=YOUR_TOKEN_HERE\n${END}`,
    files: { 'w.json': '{}' },
  },
]);
