import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';

describeRule('start/heavy-work', [
  {
    title: 'what cannot be moved to postBuild either',
    start: 'sudo apt-get install -y vim\nexec "$@"\n',
    found: ['2:6-21 warning none'],
  },
  {
    title: 'an installation',
    start: `pip install -r requirements.txt\n${END}`,
    found: ['2:1-12 warning unsafe'],
    mended: END,
    mendedFiles: { 'binder/postBuild': '#!/bin/bash\nset -e\n\npip install -r requirements.txt\n' },
  },
  {
    title: 'behind programs that only run it',
    start: `sudo apt-get install -y vim\ntime conda env update -f environment.yml\nenv A=1 mamba install x\nnohup pip install x &\nconda run -n x pip install y\n${END}`,
    found: [
      '2:6-21 warning none',
      '3:6-22 warning unsafe',
      '4:9-22 warning unsafe',
      '5:7-18 info unsafe',
      '6:16-27 warning unsafe',
    ],
  },
  {
    title: 'options before the telling word',
    start: `python3 -u -m pip --quiet install x\ngit -C data clone https://example.org/a.git\ngsutil -m cp gs://a/b .\naws --profile p s3 sync s3://a b\n${END}`,
    found: [
      '2:1-34 warning unsafe',
      '3:1-18 warning unsafe',
      '4:1-13 warning unsafe',
      '5:1-24 warning unsafe',
    ],
  },
  {
    title: 'behind cd',
    start: `cd data && wget https://example.org/x.nc\n${END}`,
    found: ['2:12-16 warning none'],
  },
  {
    title: 'in a function that is called',
    start: `setup() { git clone https://example.org/a; }\nunused() { pip install y; }\nsetup\n${END}`,
    found: ['2:11-20 warning none'],
  },
  {
    title: 'in if',
    start: `if some-check; then\n  npm install\nfi\n${END}`,
    found: ['3:3-14 warning none'],
  },
  {
    title: 'in a substitution',
    start: `X=$(pip install z)\n${END}`,
    found: ['2:5-16 warning none'],
  },
  {
    title: 'downloads',
    start: `curl -O https://example.org/a\ncurl https://example.org/a > b\ncurl -s https://example.org/i.sh | bash\ncurl https://example.org/status\nwget -q "$URL"\n${END}`,
    found: [
      '2:1-5 warning unsafe',
      '3:1-5 warning unsafe',
      '4:1-5 warning unsafe',
      '5:1-5 info unsafe',
      '6:1-5 warning none',
    ],
  },
  {
    title: 'an archive of the repository',
    start: `tar xzf data.tar.gz\ntar -xf made.tar\nunzip -q maps.zip\n${END}`,
    files: { 'data.tar.gz': 'x', 'maps.zip': 'x' },
    found: ['2:1-8 warning unsafe', '4:1-18 warning unsafe'],
  },
  {
    title: 'programs that sound long',
    start: `python download_data.py\npython scripts/build.py &\nRscript setup.R\n${END}`,
    files: { 'download_data.py': '', 'scripts/build.py': '', 'setup.R': '' },
    found: ['2:1-24 info unsafe', '3:1-24 hint unsafe', '4:1-8 info unsafe'],
  },
  {
    title: 'pauses',
    start: `sleep 3\nsleep 10\nsleep 1m\nsleep 60 &\n${END}`,
    found: ['3:1-9 info none', '4:1-9 warning none'],
  },
  {
    title: 'waiting for a service',
    start: `until nc -z localhost 5432; do sleep 1; done\n${END}`,
    found: ['2:32-39 info none'],
  },
  {
    title: 'behind a file that the repository does not hold',
    start: `[ -f data/x.nc ] || wget https://example.org/x.nc\nif [[ ! -d data ]]; then git clone https://example.org/data; fi\n${END}`,
    found: ['2:21-25 info unsafe', '3:26-35 info none'],
  },
  {
    title: 'behind a file that the repository holds',
    start: `[ -f data/x.nc ] || wget https://example.org/x.nc\n${END}`,
    files: { 'data/x.nc': 'x' },
  },
  {
    title: 'behind a file that postBuild makes',
    start: `[ -d data ] || git clone https://example.org/data\n${END}`,
    files: { 'binder/postBuild': '#!/bin/bash\ngit clone https://example.org/data\n' },
  },
  {
    title: 'only when a program is missing',
    start: `command -v rclone || conda install -y rclone\n${END}`,
    found: ['2:22-35 info unsafe'],
  },
  {
    title: 'not on a hub',
    start: `if [ -z "$JUPYTERHUB_USER" ]; then\n  pip install x\nfi\n${END}`,
  },
  { title: 'behind the exec', start: `${END}pip install x\n` },
  {
    title: 'quick ones',
    start: [
      'jupyter lab workspaces import binder/w.json',
      'jupyter serverextension enable --py x',
      'jupyter labextension disable x',
      'git config --global user.name x',
      'wget --spider https://example.org',
      'curl -I https://example.org',
      'pip install --dry-run x',
      'make -n',
      'conda activate notebook',
      'python make_workspace.py',
      'tar tf data.tar',
      'curl http://localhost:8787/status',
      END,
    ].join('\n'),
    files: { 'binder/w.json': '{}', 'make_workspace.py': '', 'data.tar': 'x' },
  },
  {
    title: 'moved behind what postBuild has',
    start: `dvc pull &\n${END}`,
    files: { 'binder/postBuild': '#!/bin/bash\necho\n' },
    found: ['2:1-9 info unsafe'],
    mended: END,
    mendedFiles: { 'binder/postBuild': '#!/bin/bash\necho\ndvc pull\n' },
  },
  {
    title: 'two lines, one after the other',
    start: `pip install x\n# keep\npip install y\n${END}`,
    found: ['2:1-12 warning unsafe', '4:1-12 warning unsafe'],
    mended: `# keep\n${END}`,
    mendedFiles: { 'binder/postBuild': '#!/bin/bash\nset -e\n\npip install x\npip install y\n' },
  },
  {
    title: 'lines that need the session, or share their line',
    start: `git clone $BINDER_REPO_URL\nD=/tmp/x\nwget -P $D https://example.org/x\npip install x; pip install y\ncd data\nnpm install\n${END}`,
    files: { 'data/package.json': '{}' },
    found: [
      '2:1-10 warning none',
      '4:1-5 warning none',
      '5:1-12 warning none',
      '5:16-27 warning none',
      '7:1-12 warning none',
    ],
  },
  {
    title: 'a Dockerfile makes the image',
    start: `pip install x\n${END}`,
    files: { 'binder/Dockerfile': 'FROM pangeo/base-image:2021.05.04\n' },
    found: ['2:1-12 warning none'],
  },
]);

describeRule('start/blocking-command', [
  {
    title: 'a loop that starts the server again and again',
    start: 'while true; do\n  "$@"\n  sleep 1\ndone\n',
  },
  {
    title: 'a server that is only looked for',
    start: 'if command -v dask-scheduler > /dev/null; then\n  dask-scheduler &\nfi\nexec "$@"\n',
  },
  {
    title: 'a server',
    start: `dask-scheduler --port 8786\n${END}`,
    found: ['2:1-15 error unsafe'],
    mended: `dask-scheduler --port 8786 &\n${END}`,
  },
  {
    title: 'a server of Python',
    start: `python -m http.server 8000 # files\n${END}`,
    found: ['2:1-22 error unsafe'],
    mended: `python -m http.server 8000 & # files\n${END}`,
  },
  {
    title: 'behind cd',
    start: `cd binder && jupyter lab --port 9999\n${END}`,
    found: ['2:14-25 error none'],
  },
  {
    title: 'in a function',
    start: `serve() { voila x.ipynb; }\nserve\n${END}`,
    found: ['2:11-16 error none'],
  },
  { title: 'behind sudo', start: `sudo -E gunicorn app:app\n${END}`, found: ['2:9-17 error unsafe'] },
  {
    title: 'into a log',
    start: `bokeh serve app | tee log\n${END}`,
    found: ['2:1-12 error unsafe'],
    mended: `bokeh serve app | tee log &\n${END}`,
  },
  { title: 'tail -f', start: `tail -f /dev/null\n${END}`, found: ['2:1-8 error unsafe'] },
  { title: 'sleep infinity', start: `sleep infinity\n${END}`, found: ['2:1-15 error unsafe'] },
  {
    title: 'a loop',
    start: `while true; do\n  sleep 1\ndone\n${END}`,
    found: ['2:1-11 error unsafe'],
    mended: `while true; do\n  sleep 1\ndone &\n${END}`,
  },
  { title: 'for ever', start: `for ((;;)); do sleep 1; done\n${END}`, found: ['2:1-11 error unsafe'] },
  {
    title: 'waiting for a server',
    start: `dask-scheduler &\nsleep 1 &\nwait\n${END}`,
    found: ['4:1-5 error none'],
  },
  {
    title: 'waiting for the last job',
    start: `sleep 1 &\nwait $!\ntail -f log &\nwait $!\n${END}`,
    found: ['5:1-8 error none'],
  },
  {
    title: 'where a hub has the variable',
    start: `if [[ -n "$JUPYTERHUB_USER" ]]; then\n  jupyter lab\nfi\n${END}`,
    found: ['3:3-14 error none'],
  },
  { title: 'not on a hub', start: `if [ -z "$JUPYTERHUB_USER" ]; then\n  jupyter lab\nfi\n${END}` },
  {
    title: 'those that end, or run beside the script',
    start: [
      'dask-scheduler &',
      '(dask-worker tcp://127.0.0.1:8786) &',
      'while true; do sleep 1; done &',
      'tail -f x | grep -m1 ready',
      'jupyter notebook list',
      'jupyter lab --version',
      'jupyter lab path',
      'jupyter server extension enable x',
      'timeout 5 tail -f log',
      'redis-server --daemonize yes',
      'while true; do curl -s localhost && break; done',
      END,
    ].join('\n'),
  },
  { title: 'the script has no exec', start: 'jupyter lab --ip=0.0.0.0\n' },
  { title: 'it takes the place of the shell', start: 'exec jupyter lab\n' },
  { title: 'behind the exec', start: `${END}tail -f x\n` },
]);
