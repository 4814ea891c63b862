import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';

describeRule('start/shebang-missing', [
  {
    title: 'none',
    raw: `export A=1\n${END}`,
    found: ['1:1-11 error safe'],
    fixed: `#!/bin/bash\nexport A=1\n${END}`,
  },
  {
    title: 'a blank line before it',
    raw: `\n#!/bin/bash\n${END}`,
    found: ['1:1-1 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'a blank before it',
    raw: ` #!/bin/bash\n${END}`,
    found: ['1:1-13 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'parted',
    raw: `# !/bin/bash\n${END}`,
    found: ['1:1-13 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'in a comment',
    raw: `# #!/bin/bash\n${END}`,
    found: ['1:1-14 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'a byte order mark',
    raw: `\uFEFF#!/bin/bash\n${END}`,
    found: ['1:1-13 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  { title: 'an empty file', raw: '', found: ['1:1-1 error none'] },
  {
    title: 'an ignored script',
    raw: `#!/bin/bash\n${END}`,
    files: { start: 'cd ..\n' },
    found: ['start:1:1-6 info safe'],
  },
  { title: 'a blank behind it', raw: `#! /bin/bash\n${END}` },
  { title: 'Python', raw: '#!/usr/bin/env python3\nimport os\n' },
]);

describeRule('start/shebang-interpreter', [
  {
    title: 'a relative path',
    start: `#!bin/bash\n${END}`,
    found: ['1:1-11 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'a misspelt path',
    start: `#!/bin/bsh -l\n${END}`,
    found: ['1:1-14 error safe'],
    fixed: `#!/bin/bash -l\n${END}`,
  },
  {
    title: 'an option behind env',
    start: `#!/usr/bin/env bash -e\n${END}`,
    found: ['1:1-23 error safe'],
    fixed: `#!/bin/bash -e\n${END}`,
  },
  {
    title: 'a misspelt program',
    start: `#!/usr/bin/env bsh\n${END}`,
    found: ['1:1-19 error safe'],
    fixed: `#!/usr/bin/env bash\n${END}`,
  },
  { title: 'no program', start: `#!\n${END}`, found: ['1:1-3 error safe'], fixed: `#!/bin/bash\n${END}` },
  {
    title: 'env in /bin',
    start: `#!/bin/env bash\n${END}`,
    found: ['1:1-16 info safe'],
    fixed: `#!/usr/bin/env bash\n${END}`,
  },
  { title: 'a login shell', start: `#!/bin/bash -l\n${END}` },
  { title: 'env -S', start: `#!/usr/bin/env -S bash -e\n${END}` },
  { title: 'env -S with all options', start: `#!/usr/bin/env -S bash -eu -o pipefail\n${END}` },
  {
    title: 'options with a value',
    start: `#!/bin/bash -euo pipefail\n${END}`,
    found: ['1:1-26 error safe'],
    fixed: `#!/bin/bash\nset -euo pipefail\n${END}`,
  },
  {
    title: 'options with a blank between them',
    start: `#!/bin/bash -l -e\n${END}`,
    found: ['1:1-18 error safe'],
    fixed: `#!/bin/bash -le\n${END}`,
  },
  {
    title: 'a long option and a short one',
    start: `#!/bin/bash --login -e -o pipefail\n${END}`,
    found: ['1:1-35 error safe'],
    fixed: `#!/bin/bash -l\nset -e -o pipefail\n${END}`,
  },
  {
    title: 'several words behind env',
    start: `#!/usr/bin/env bash -euo pipefail\n${END}`,
    found: ['1:1-34 error safe'],
    fixed: `#!/bin/bash\nset -euo pipefail\n${END}`,
  },
  {
    title: 'an option that bash does not have',
    start: `#!/bin/bash -z\n${END}`,
    found: ['1:1-15 error none'],
  },
  {
    title: 'an option that sh does not have',
    start: `#!/bin/sh -o pipefail\n${END}`,
    found: ['1:1-22 error none'],
  },
  { title: 'options of sh', start: `#!/bin/sh -eu\n${END}` },
  { title: 'a blank at the end', start: `#!/bin/bash -e \n${END}` },
  { title: 'Python of conda', start: '#!/srv/conda/bin/python\nimport os\n' },
  { title: 'bash of the machine', start: `#!/usr/local/bin/bash\n${END}` },
]);

describeRule('start/crlf', [
  {
    title: 'all lines',
    raw: '#!/bin/bash\r\nexec "$@"\r\n',
    found: ['1:1-12 error safe'],
    fixed: `#!/bin/bash\n${END}`,
  },
  {
    title: 'some lines',
    raw: '#!/bin/bash\nexport A=1\r\nexec "$@"\n',
    found: ['2:1-11 error safe'],
    fixed: `#!/bin/bash\nexport A=1\n${END}`,
  },
  {
    title: 'git converts them',
    raw: '#!/bin/bash\r\nexec "$@"\r\n',
    files: { '.gitattributes': '* text=auto\n' },
    found: ['1:1-12 info safe'],
  },
  {
    title: 'git converts other files',
    raw: '#!/bin/bash\r\nexec "$@"\r\n',
    files: { '.gitattributes': '*.py text\n' },
    found: ['1:1-12 error safe'],
  },
  { title: 'none', start: END },
]);

describeRule('start/bash-in-sh', [
  {
    title: 'source',
    start: `#!/bin/sh\nsource x.sh\n[ a == b ]\n${END}`,
    found: ['2:1-7 warning safe'],
    fixed: `#!/bin/bash\nsource x.sh\n[ a == b ]\n${END}`,
  },
  {
    title: 'brackets',
    start: `#!/bin/sh\nif [[ -z "$X" ]]; then echo; fi\n${END}`,
    found: ['2:4-6 warning safe'],
  },
  {
    title: 'an expansion that dash refuses',
    start: `#!/bin/sh -e\necho "\${A//x/y}"\n${END}`,
    found: ['2:7-16 error safe'],
    fixed: `#!/bin/bash -e\necho "\${A//x/y}"\n${END}`,
  },
  {
    title: 'a file that is read in a substitution',
    start: `#!/bin/sh\nA="x$(< t)"\nB=$(cat < t)\nC=$(< t; echo)\n${END}`,
    found: ['2:5-11 warning safe'],
    fixed: `#!/bin/bash\nA="x$(< t)"\nB=$(cat < t)\nC=$(< t; echo)\n${END}`,
  },
  {
    title: 'an array',
    start: `#!/usr/bin/env sh\nA=(a b)\n${END}`,
    found: ['2:1-8 error safe'],
    fixed: `#!/bin/bash\nA=(a b)\n${END}`,
  },
  {
    title: 'the first of several, one of which stops dash',
    start: `#!/bin/sh\nA+=y\ncat <<< x\n${END}`,
    found: ['2:1-4 error safe'],
  },
  { title: 'pipefail', start: `#!/bin/sh\nset -o pipefail\n${END}`, found: ['2:8-16 error safe'] },
  {
    title: 'what sh has',
    start: `#!/bin/sh\n. ./x.sh\n[ a = b ] && echo "$(pwd)" "\${A:-x}" "\${A#y}"\n${END}`,
  },
  { title: 'a dot and a bare name', start: `#!/bin/sh\n. env.sh\n${END}`, found: ['2:1-9 error safe'] },
  { title: 'bash', start: `[[ a ]]\n${END}` },
]);

describeRule('start/syntax', [
  { title: 'if without fi', start: `if true; then\n  echo\n${END}`, found: ['2:1-3 error none'] },
  { title: 'an open quote', start: `echo "abc\n`, found: ['2:6-7 error none'] },
  {
    title: 'no blank before the bracket',
    start: `if [[ -z "$X"]]; then echo; fi\n${END}`,
    found: ['2:14-16 error none'],
  },
  { title: 'no then', start: `if [ -z "$X" ] then\n  echo\nfi\n${END}`, found: ['4:1-3 error none'] },
  {
    title: 'a here-document with an indented end',
    start: `cat > x <<EOF\na\n  EOF\n${END}`,
    found: ['2:11-14 error safe'],
    fixed: `cat > x <<EOF\na\nEOF\n${END}`,
  },
  { title: 'a here-document without end', start: `cat > x <<EOF\na\n${END}`, found: ['2:11-14 error none'] },
  { title: 'behind the exec', start: `${END}if\n` },
  { title: 'behind exit', start: 'exit 0\nif\n' },
  { title: 'then on the same line behind [[ ]]', start: `if [[ -z "$X" ]] then echo; fi\n${END}` },
]);

describeRule('start/env-legacy', [
  {
    title: 'a flat name',
    start: `export DASK_TICK_MAXIMUM_DELAY=5s\n${END}`,
    found: ['2:8-31 info safe'],
    fixed: `export DASK_DISTRIBUTED__ADMIN__TICK__LIMIT=5s\n${END}`,
  },
  {
    title: 'the new name is set too',
    start: `export DASK_TICK_MAXIMUM_DELAY=5s\nexport DASK_DISTRIBUTED__ADMIN__TICK__LIMIT=3s\n${END}`,
    found: ['2:8-31 info unsafe'],
  },
  {
    title: 'before the rename',
    start: `export DASK_TICK_MAXIMUM_DELAY=5s\n${END}`,
    files: { 'binder/environment.yml': 'dependencies:\n  - distributed=1.21.0\n' },
    found: ['2:8-31 hint none'],
  },
  {
    title: 'after the rename',
    start: `export DASK_TICK_MAXIMUM_DELAY=5s\n${END}`,
    files: { 'binder/environment.yml': 'dependencies:\n  - distributed=2.0.0\n' },
    found: ['2:8-31 info safe'],
  },
  { title: 'the name of today', start: `export DASK_DISTRIBUTED__ADMIN__TICK__LIMIT=5s\n${END}` },
]);

describeRule('start/env-unknown', [
  {
    title: 'into a list of the pod',
    start: `export DASK_KUBERNETES__WORKER_TEMPLATE__SPEC__IMAGE=x\n${END}`,
    found: ['2:8-53 warning none'],
  },
  {
    title: 'small letters',
    start: `export dask_distributed__dashboard__link=x\n${END}`,
    found: ['2:8-41 warning safe'],
    fixed: `export DASK_DISTRIBUTED__DASHBOARD__LINK=x\n${END}`,
  },
  {
    title: 'nearly a key',
    start: `export DASK_DISTRIBUTED__DASHBORD__LINK=x\n${END}`,
    found: ['2:8-40 warning safe'],
    fixed: `export DASK_DISTRIBUTED__DASHBOARD__LINK=x\n${END}`,
  },
  {
    title: 'nearly a path',
    start: `export DASK_KUBERNETES__WORKER_TEMPLAT_PATH=x\n${END}`,
    found: ['2:8-44 warning unsafe'],
  },
  { title: 'not at all', start: `export DASK_DISTRIBUTED__SOMETHING=x\n${END}`, found: ['2:8-35 info none'] },
  {
    title: 'below a value',
    start: `export DASK_DISTRIBUTED__ADMIN__TICK__LIMIT__X=3\n${END}`,
    found: ['2:8-47 warning none'],
  },
  {
    title: 'own names and sections, and names of Dask',
    start: `export DASK_TUTORIAL_SMALL=1\nexport DASK_MY__OWN=1\nexport DASK_CONFIG=x\nexport PANGEO_ENV=x\nexport DASK_KUBERNETES__WORKER_TEMPLATE__METADATA__NAMESPACE=x\n${END}`,
  },
]);

describeRule('start/env-not-exported', [
  {
    title: 'a setting',
    start: `DASK_DISTRIBUTED__DASHBOARD__LINK=/x\n${END}`,
    found: ['2:1-34 warning safe'],
    fixed: `export DASK_DISTRIBUTED__DASHBOARD__LINK=/x\n${END}`,
  },
  { title: 'exported later', start: `DASK_A__B=1\nexport DASK_A__B\n${END}` },
  { title: 'used in the script', start: `DASK_FILE__PATH=a\nls $DASK_FILE__PATH\n${END}` },
  { title: 'all are exported', start: `set -a\nDASK_DISTRIBUTED__DASHBOARD__LINK=/x\n${END}` },
  { title: 'before a command', start: `DASK_DISTRIBUTED__DASHBOARD__LINK=/x exec "$@"\n` },
  { title: 'other names', start: `PANGEO_ENV=x\n${END}` },
]);

describeRule('start/bad-assignment', [
  { title: 'blanks', start: `A = 1\n${END}`, found: ['2:1-6 warning safe'], fixed: `A=1\n${END}` },
  { title: 'one blank', start: `A =1\n${END}`, found: ['2:1-5 warning safe'], fixed: `A=1\n${END}` },
  {
    title: 'in export',
    start: `export A = "b c"\n${END}`,
    found: ['2:8-17 warning safe'],
    fixed: `export A="b c"\n${END}`,
  },
  { title: 'a name with a dash', start: `export MY-VAR=1\n${END}`, found: ['2:8-14 warning none'] },
  { title: 'a dollar', start: `$A=1\n${END}`, found: ['2:1-5 warning none'] },
  { title: 'under set -e', start: `set -e\nexport A = 1\n${END}`, found: ['3:8-13 error safe'] },
  { title: 'right ones', start: `A=1 B=2\nexport C=1 D="a = b"\n[ a = b ]\ntest a = b\nlet x=1\n${END}` },
  { title: 'behind the exec', start: `${END}A = 1\n` },
]);

describeRule('start/unset-variable', [
  {
    title: 'the file of a sed',
    start: `sed -i "s|A_B|c|" \${WORKER_FILE}\n${END}`,
    found: ['2:19-33 warning none'],
  },
  { title: 'in quotes', start: `sed -i "s|A_B|c|" "$WORKER_FILE"\n${END}`, found: ['2:20-32 warning none'] },
  {
    title: 'nearly a known one',
    start: `source $HOM\n${END}`,
    found: ['2:8-12 warning safe'],
    fixed: `source $HOME\n${END}`,
  },
  { title: 'under set -u', start: `set -u\necho $FOO\n${END}`, found: ['3:6-10 error none'] },
  {
    title: 'a guard under set -u',
    start: `set -u\nif [[ -z "\${MY_FLAG}" ]]; then echo; fi\n${END}`,
    found: ['3:11-21 error none'],
  },
  {
    title: 'under set -e',
    start: `set -e\nsed -i "s|A_B|c|" $NOPE_FILE\n${END}`,
    found: ['3:19-29 error none'],
  },
  {
    title: 'set at build time only',
    start: `cp $TEMPLATE_FILE worker.yaml\n${END}`,
    files: { 'binder/postBuild': '#!/bin/bash\nexport TEMPLATE_FILE=a\n' },
    found: ['2:4-18 warning none'],
  },
  {
    title: 'a default',
    start: `set -u\nsed -i "s|A_B|c|" \${X:-a.txt}\necho "\${Y-}"\n${END}`,
    files: { 'a.txt': 'A_B' },
  },
  { title: 'a guard with a value', start: `set -u\n[[ -z "\${JUPYTER_IMAGE_SPEC}" ]] && echo\n${END}` },
  { title: 'an operator may set it', start: `set -u\necho $PANGEO_SCRATCH_PREFIX\n${END}` },
  {
    title: 'an image of its own may set it',
    start: `set -u\necho $FOO\n${END}`,
    files: { 'binder/Dockerfile': 'FROM example\nCOPY start /srv/start\n' },
  },
  { title: 'emptiness does no harm', start: `echo $FOO\nexport A=$BAR\n${END}` },
  {
    title: 'the settings name it',
    start: `set -u\necho $FOO\n${END}`,
    options: { launch: { profile: 'mybinder-2026', env: { FOO: 'x' } } },
  },
]);

describeRule('start/literal-brace', [
  {
    title: 'a path',
    start: `sed -i "s|A_B|c|" {HOME}/binder/w.json\ncp "{HOME}/binder/w.json" x\n${END}`,
    files: { 'binder/w.json': 'A_B' },
    found: ['2:19-25 warning safe', '3:5-11 warning safe'],
    fixed: `sed -i "s|A_B|c|" \${HOME}/binder/w.json\ncp "\${HOME}/binder/w.json" x\n${END}`,
  },
  {
    title: 'a value of sed',
    start: `sed -i "s|A_B|/user/{JUPYTERHUB_USER}/lab|" binder/w.json\n${END}`,
    files: { 'binder/w.json': 'A_B' },
    found: ['2:21-38 warning safe'],
    fixed: `sed -i "s|A_B|/user/\${JUPYTERHUB_USER}/lab|" binder/w.json\n${END}`,
  },
  { title: 'in single quotes', start: `cp '{HOME}/a' b\n${END}`, found: ['2:5-11 warning none'] },
  {
    title: 'where they are meant',
    start: `export DASK_DISTRIBUTED__DASHBOARD__LINK={JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status\nsed -i "s|MY_LINK|{JUPYTERHUB_SERVICE_PREFIX}x|" .config/dask/a.yaml\nsed -i 's|{HOME}|x|' w.txt\necho {HOME}\ncp {NOT_A_NAME}/a b\ncp {a,b} c\n${END}`,
    files: {
      '.config/dask/a.yaml': 'distributed:\n  dashboard:\n    link: "MY_LINK"\n',
      'w.txt': '{HOME}',
      a: '',
      b: '',
      'c/x': '',
    },
  },
]);

describeRule('start/file-missing', [
  {
    title: 'behind programs that may have made it',
    start: `git clone https://example.org/y\npython make.py\ncp y/a.yaml b.yaml\n. ./env.sh\n${END}`,
    files: { 'make.py': '' },
    found: [],
  },
  {
    title: 'behind a program that makes nothing here',
    start: `pip install y\n. ./env.sh\n${END}`,
    found: ['3:3-11 warning none'],
  },
  {
    title: 'a workspace in another folder',
    start: `jupyter lab workspaces import w.json --NotebookApp.base_url=user/x\n${END}`,
    files: { 'binder/w.json': '{}' },
    found: ['2:31-37 warning unsafe'],
    mended: `jupyter lab workspaces import binder/w.json --NotebookApp.base_url=user/x\n${END}`,
  },
  {
    title: 'copies, programs and sourced files',
    start: `cp a.yaml b.yaml\nmv "$HOME/c.yaml" d\nsource binder/env.sh\npython binder/x.py\nbash -x run.sh\n${END}`,
    found: [
      '2:4-10 warning none',
      '3:4-18 warning none',
      '4:8-21 warning none',
      '5:8-19 warning none',
      '6:9-15 warning none',
    ],
  },
  { title: 'under set -e', start: `set -e\ncp a.yaml b.yaml\n${END}`, found: ['3:4-10 error none'] },
  { title: 'behind cd', start: `cd binder\npython x.py\n${END}`, files: { 'binder/x.py': '', 'y.py': '' } },
  {
    title: 'made before',
    start: `git clone https://example.org/data\ncp data/a.yaml b.yaml\nwget https://example.org/z.json\ncp z.json w.json\npython make.py\ncp made.json x\necho x > new.txt\ncp new.txt newer.txt\ncp built.txt y\n${END}`,
    files: { 'make.py': "open('made.json')", 'binder/postBuild': '#!/bin/bash\ntouch built.txt\n' },
  },
  {
    title: 'elsewhere, unknown, or no file at all',
    start: `cp /opt/a b\ncp $(some-tool) b\npython -c 'print(1)'\npython -m x\njupyter lab workspaces list\ncp -t x y\n${END}`,
  },
  {
    title: 'in a submodule',
    start: `cp sub/a.txt b\n${END}`,
    files: { '.gitmodules': '[submodule "sub"]\n\tpath = sub\n', 'sub/': '' },
  },
]);

describeRule('start/test-inverted', [
  {
    title: 'if -z',
    start: `if [[ -z "\${JUPYTER_IMAGE_SPEC}" ]]; then\n  sed -i "s|A_B|\${JUPYTER_IMAGE_SPEC}|" w.txt\nfi\n${END}`,
    files: { 'w.txt': 'A_B' },
    found: ['2:4-36 warning unsafe'],
    mended: `if [[ -n "\${JUPYTER_IMAGE_SPEC}" ]]; then\n  sed -i "s|A_B|\${JUPYTER_IMAGE_SPEC}|" w.txt\nfi\n${END}`,
  },
  {
    title: 'else of -n',
    start: `if [ -n "$X" ]; then echo set; else export Y=$X; fi\n${END}`,
    found: ['2:4-15 warning unsafe'],
  },
  { title: 'a list', start: `[ -z "$X" ] && export Y=$X\n${END}`, found: ['2:1-12 warning unsafe'] },
  {
    title: 'the value is set there',
    start: `if [ -z "$X" ]; then X=1; export Y=$X; fi\n[ -z "$X" ] && export X=1\n${END}`,
  },
  { title: 'the other branch works', start: `if [ -z "$X" ]; then export Y=$X; else export Y=z; fi\n${END}` },
  {
    title: 'the right way round',
    start: `if [ -z "$X" ]; then echo no; else export Y=$X; fi\n[ -n "$X" ] && export Y=$X\n${END}`,
  },
]);

describeRule('start/command-typo', [
  {
    title: 'a command twice',
    start: `cp cp a.yaml b.yaml\n${END}`,
    files: { 'a.yaml': '' },
    found: ['2:1-6 warning unsafe'],
    mended: `cp a.yaml b.yaml\n${END}`,
  },
  {
    title: 'a dot behind &',
    start: `python prep.py > log &.\n${END}`,
    files: { 'prep.py': '' },
    found: ['2:22-24 warning unsafe'],
    mended: `python prep.py > log &\n${END}`,
  },
  {
    title: 'no blank behind a bracket',
    start: `[[-z "$A" ]] && echo\n["$A" = b ] || true\n${END}`,
    found: ['2:1-5 warning safe', '3:1-6 warning safe'],
    fixed: `[[ -z "$A" ]] && echo\n[ "$A" = b ] || true\n${END}`,
  },
  {
    title: 'no blank behind if',
    start: `if[ -z "$A" ]; then\n  echo\nfi\n${END}`,
    found: ['2:1-4 error safe'],
    fixed: `if [ -z "$A" ]; then\n  echo\nfi\n${END}`,
  },
  {
    title: 'typographic quotes',
    start: `export A=“x”\ncp ‘a’ b\n${END}`,
    found: ['2:10-11 warning safe', '3:4-5 warning safe'],
    fixed: `export A="x"\ncp 'a' b\n${END}`,
  },
  {
    title: 'a typographic dash',
    start: `sed –i "s|A_B|c|" w.txt\n${END}`,
    files: { 'w.txt': 'A_B' },
    found: ['2:5-7 warning unsafe'],
    mended: `sed -i "s|A_B|c|" w.txt\n${END}`,
  },
  {
    title: 'none',
    start: `echo “hi”\n[[ -z "$A" ]] && echo echo\n. ./x.sh\ngit git\n[a-z]* || true\n${END}`,
    files: { 'x.sh': '' },
  },
]);

describeRule('start/truncates-input', [
  { title: 'envsubst', start: `envsubst < a.yaml > a.yaml\n${END}`, found: ['2:19-27 warning none'] },
  { title: 'an operand', start: `sed "s|x|y|" "b.yaml" > ./b.yaml\n${END}`, found: ['2:23-33 warning none'] },
  {
    title: 'other files, and nothing that reads',
    start: `sort aa > bb\necho cc > cc\ngrep x < dd >> dd\ncat ee > /dev/null\n${END}`,
  },
]);

describeRule('start/file-missing', [
  { title: 'a folder to go into', start: `cd notebooks\n${END}`, found: ['2:4-13 warning none'] },
  {
    title: 'a file to look into',
    start: `grep -q x conf.py && export A=1\n${END}`,
    found: ['2:11-18 warning none'],
  },
  {
    title: 'files that images and programs make',
    start: `source ~/.bashrc\ncat ~/.condarc\ncd .cache\n${END}`,
  },
  {
    title: 'the folder that only the repository brings',
    start: `cp .dask/x.yaml /tmp\n${END}`,
    found: ['2:4-16 warning none'],
  },
  {
    title: 'another way, and a message that nobody is to see',
    start: `V="$(cat VERSION || echo dev)"\ncp a.txt b.txt || true\ncat c.txt 2>/dev/null\n${END}`,
  },
  {
    title: 'the way out is the end',
    start: `cd notebooks || exit 1\n${END}`,
    found: ['2:4-13 error none'],
  },
  {
    title: 'a program of the repository',
    start: `./setup.sh\nbinder/tool --quiet &\n/opt/tool\nmytool\n${END}`,
    found: ['2:1-11 warning none', '3:1-12 warning none'],
  },
]);

describeRule('start/path-lost', [
  {
    title: 'in export',
    start: `export PATH=/usr/bin:/bin\n${END}`,
    found: ['2:8-26 warning safe'],
    fixed: `export PATH=/usr/bin:/bin:$PATH\n${END}`,
  },
  {
    title: 'in quotes',
    start: `PATH="/usr/bin"\n${END}`,
    found: ['2:1-16 warning safe'],
    fixed: `PATH="/usr/bin:$PATH"\n${END}`,
  },
  { title: 'kept', start: `export PATH=/opt/x/bin:$PATH\nPATH="$HOME/bin:\${PATH}"\n${END}` },
  { title: 'with a folder of conda', start: `export PATH=/srv/conda/envs/notebook/bin:/usr/bin\n${END}` },
  { title: 'put right later', start: `OLD=$PATH\nPATH=/usr/bin\nls\nPATH=$OLD\n${END}` },
]);

describeRule('start/xtrace', [
  {
    title: 'an option',
    start: `set -ex\n${END}`,
    found: ['2:5-8 info unsafe'],
    mended: `set -ex\nset +x\n${END}`,
  },
  { title: 'its long name', start: `set -o xtrace\n${END}`, found: ['2:8-14 info unsafe'] },
  { title: 'in the first line', start: `#!/bin/bash -x\n${END}`, found: ['1:1-15 info unsafe'] },
  { title: 'switched off', start: `set -x\necho\nset +x\n${END}` },
  { title: 'others', start: `set -e -o pipefail\nset -- -x\n${END}` },
]);

describeRule('start/command-fails', [
  {
    title: 'a value with a blank in a test',
    start: `X="a b"\n[ $X = "a b" ] && export A=1\n${END}`,
    found: ['3:1-15 warning safe'],
    fixed: `X="a b"\n[ "$X" = "a b" ] && export A=1\n${END}`,
  },
  {
    title: 'text where a number is wanted',
    start: `N=few\n[ "$N" -gt 3 ] && export A=1\n${END}`,
    found: ['3:1-15 warning none'],
  },
  {
    title: 'an expansion of another language',
    start: `export A="\${{HOME}}/x"\n${END}`,
    found: ['2:11-20 warning safe'],
    fixed: `export A="\${HOME}/x"\n${END}`,
  },
  { title: 'another one', start: `echo "\${HOME.x}"\n${END}`, found: ['2:7-16 warning none'] },
  { title: 'read-only', start: `readonly A=1\nA=2\n${END}`, found: ['3:1-4 warning none'] },
  {
    title: 'a folder to write into',
    start: `echo 1 > conf/x\n${END}`,
    found: ['2:10-16 warning unsafe'],
    mended: `mkdir -p conf\necho 1 > conf/x\n${END}`,
  },
  {
    title: 'a folder to copy into, under set -e',
    start: `set -e\ncp a conf/x\n${END}`,
    files: { a: '1\n' },
    found: ['3:6-12 error unsafe'],
    mended: `set -e\nmkdir -p conf\ncp a conf/x\n${END}`,
  },
  {
    title: 'folders in one another',
    start: `mkdir conf/x\n${END}`,
    found: ['2:7-13 warning safe'],
    fixed: `mkdir -p conf/x\n${END}`,
  },
  {
    title: 'a folder without -r',
    start: `cp data copy\n${END}`,
    files: { 'data/a': '1\n' },
    found: ['2:4-8 warning safe'],
    fixed: `cp -r data copy\n${END}`,
  },
  {
    title: 'folders of programs, of postBuild, and failures that the script expects',
    start: `cp a ~/.jupyter/lab/x\necho 1 > built/x\nmkdir a/b 2>/dev/null\ncp a no/x || true\nmkdir data\n${END}`,
    files: { a: '1\n', 'data/x': '1\n', 'binder/postBuild': '#!/bin/bash\nmkdir built\n' },
  },
  {
    title: 'a variable that somebody may set',
    start: `[ $DASK_SIZE -gt 3 ] && export A=1\n${END}`,
    files: { 'binder/Dockerfile': 'FROM x\n' },
  },
  { title: 'text for another engine', start: `export A=\${{ cookiecutter.name }}\n${END}` },
]);

describeRule('start/unset-variable', [
  {
    title: 'alone behind -n, without quotes',
    start: `if [ -n $MY_OWN_SWITCH ]; then\n  export A=1\nfi\n${END}`,
    found: ['2:9-23 warning unsafe'],
    mended: `if [ -n "$MY_OWN_SWITCH" ]; then\n  export A=1\nfi\n${END}`,
  },
  {
    title: 'in quotes, and set by the hub',
    start: `[ -n "$MY_OWN_SWITCH" ] && export A=1\n[ -n $JUPYTERHUB_USER ] && export B=1\n${END}`,
  },
]);

describeRule('start/syntax', [
  {
    title: 'what a here-document swallows is not missing elsewhere',
    start: `if [ -n "$HOME" ]; then\n  cat > a <<END_OF_A\nx\n  END_OF_A\nfi\n${END}`,
    found: ['3:13-21 error safe'],
    fixed: `if [ -n "$HOME" ]; then\n  cat > a <<END_OF_A\nx\nEND_OF_A\nfi\n${END}`,
  },
]);

describeRule('dask/bad-value', [
  {
    title: 'in a variable, as Dask reads it',
    start: `export DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=off\nexport DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=60%\n${END}`,
    found: ['2:51-54 warning safe', '3:49-52 warning none'],
    fixed: `export DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=False\nexport DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=60%\n${END}`,
  },
  {
    title: 'literals of Python, and what the launch fills',
    start: `export DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=False\nexport DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=0.6\nexport DASK_DISTRIBUTED__WORKER__MEMORY__SPILL=$SPILL\nexport DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE=False\n${END}`,
  },
  {
    title: 'what Python takes for what it says',
    start: `export DASK_DISTRIBUTED__WORKER__DAEMON=0\nexport DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=yes\n${END}`,
  },
]);

describeRule('start/command-typo', [
  {
    title: 'no blanks around the sign of a test',
    start: `if [ "$JUPYTERHUB_USER"="me" ]; then\n  export A=1\nfi\ntest $HOME!=/root && export B=1\n${END}`,
    found: ['2:6-29 warning unsafe', '5:6-18 warning unsafe'],
    mended: `if [ "$JUPYTERHUB_USER" = "me" ]; then\n  export A=1\nfi\ntest $HOME != /root && export B=1\n${END}`,
  },
  {
    title: 'both brackets',
    start: `if [[-z "$A"]]; then\n  export B=1\nfi\n${END}`,
    found: ['2:4-8 warning safe'],
    fixed: `if [[ -z "$A" ]]; then\n  export B=1\nfi\n${END}`,
  },
  {
    title: 'a blank behind the backslash',
    start: `export A=1 \\ \n  B=2\n${END}`,
    found: ['2:12-14 warning safe'],
    fixed: `export A=1 \\\n  B=2\n${END}`,
  },
]);

describeRule('start/file-missing', [
  {
    title: 'a script of sed',
    start: `sed -i -f fill.sed a.txt\n${END}`,
    files: { 'a.txt': 'x\n' },
    found: ['2:11-19 warning none'],
  },
  {
    title: 'a file to read from',
    start: `while read -r l; do export "$l"; done < env.txt\n${END}`,
    found: ['2:41-48 warning none'],
  },
  { title: 'a command that may fail', start: `cp a.txt b.txt || true\nsource c.sh || :\n${END}` },
]);
