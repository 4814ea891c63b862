import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';
const FILES = { 'w.json': '{"a": "MY_ID"}\n' };
const EMPTY_POD =
  'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - image: WORKER_IMAGE\n          args: [dask-worker]\n';

describeRule('sed/target-missing', [
  {
    title: 'behind a program that may have made it',
    start: `tar xf conf.tgz\nsed -i "s|MY_ID|x|g" conf/w.json\n${END}`,
    files: { 'conf.tgz': '' },
    found: [],
  },
  {
    title: 'in another folder',
    start: `sed -i "s|MY_ID|x|g" w.json\n${END}`,
    files: { 'binder/w.json': 'MY_ID' },
    found: ['2:22-28 warning unsafe'],
    mended: `sed -i "s|MY_ID|x|g" binder/w.json\n${END}`,
  },
  {
    title: 'behind a root',
    start: `sed -i "s|MY_ID|x|g" "\${PWD}/w.json"\nsed -i "s|MY_ID|x|g" ~/w.json\n${END}`,
    files: { 'binder/w.json': 'MY_ID' },
    found: ['2:22-37 warning unsafe', '3:22-30 warning unsafe'],
    mended: `sed -i "s|MY_ID|x|g" "\${PWD}/binder/w.json"\nsed -i "s|MY_ID|x|g" ~/binder/w.json\n${END}`,
  },
  {
    title: 'through a variable, a folder, an empty name',
    start: `F=nope.json\nsed -i "s|MY_ID|x|g" $F\nsed -i "s|MY_ID|x|g" binder\nsed -i "s|MY_ID|x|g" ""\n${END}`,
    found: ['3:22-24 warning none', '4:22-28 warning none', '5:22-24 warning none'],
  },
  {
    title: 'behind cd',
    start: `cd binder\nsed -i "s|MY_ID|x|g" binder/w.json\n${END}`,
    files: { 'binder/w.json': 'MY_ID' },
    found: ['3:22-35 warning none'],
  },
  {
    title: 'under set -e',
    start: `set -e\nsed -i "s|MY_ID|x|g" w.json\n${END}`,
    found: ['3:22-28 error none'],
  },
  {
    title: 'removed before',
    start: `rm w.json\nsed -i "s|MY_ID|x|g" w.json\n${END}`,
    files: FILES,
    found: ['3:22-28 warning none'],
  },
  {
    title: 'made before, elsewhere, or unknown',
    start: `cp w.json v.json\nsed -i "s|MY_ID|x|g" v.json\nsed -i "s|MY_ID|x|g" /opt/conda/x.json\nsed -i "s|MY_ID|x|g" built.json\nsed -i "s|MY_ID|x|g" $(some-tool)\nwget https://example.org/u.json\nsed -i "s|MY_ID|x|g" u.json\n${END}`,
    files: { ...FILES, 'binder/postBuild': '#!/bin/bash\ncp w.json built.json\n' },
  },
  {
    title: 'on a way that a hub does not take',
    start: `if [[ -z "\${JUPYTERHUB_USER}" ]]; then\n  sed -i "s|MY_ID|x|g" nope.json\nfi\n${END}`,
  },
  {
    title: 'standard input, and the rest of a script',
    start: `echo a | sed s/a/b/ -\nV='a b'\nsed -i 's|MY_ID|'$V'|' w.json\n${END}`,
    files: FILES,
  },
  { title: 'braces are the cause', start: `sed -i "s|MY_ID|x|g" {HOME}/w.json\n${END}`, files: FILES },
  { title: 'an unset variable is the cause', start: `sed -i "s|MY_ID|x|g" "$NOPE_FILE"\n${END}` },
]);

describeRule('sed/token-missing', [
  {
    title: 'not there',
    start: `sed -i "s|OTHER|x|g" w.json\n${END}`,
    files: FILES,
    found: ['2:11-16 warning none'],
  },
  {
    title: 'nearly a token that stays',
    start: `sed -i -e "s|DASK_DASHBORD_URL|x|g" w.json\n${END}`,
    files: { 'w.json': '{"a": "DASK_DASHBOARD_URL"}\n' },
    found: ['2:14-31 warning safe'],
    fixed: `sed -i -e "s|DASK_DASHBOARD_URL|x|g" w.json\n${END}`,
  },
  {
    title: 'nearly a token that another line fills',
    start: `sed -i "s|MY_IDS|x|g" w.json\nsed -i "s|MY_ID|y|g" w.json\n${END}`,
    files: FILES,
    found: ['2:11-17 warning none'],
  },
  {
    title: 'the value of a variable, whose name is there',
    start: `sed -i "s|\${JUPYTER_IMAGE_SPEC}|x|" w.txt\n${END}`,
    files: { 'w.txt': 'image: ${JUPYTER_IMAGE_SPEC}\n' },
    found: ['2:11-32 warning none'],
  },
  {
    title: 'in none of two files',
    start: `sed -i "s|OTHER|x|" w.json v.json\n${END}`,
    files: { ...FILES, 'v.json': 'x' },
    found: ['2:11-16 warning none'],
  },
  {
    title: 'in one of two files',
    start: `sed -i "s|OTHER|x|" w.json v.json\n${END}`,
    files: { ...FILES, 'v.json': 'OTHER' },
  },
  {
    title: 'replaced before',
    start: `sed -i "s|MY_ID|x|" w.json\nsed -i "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'put in by the same sed',
    start: `sed -i -e "s|MY_ID|THEN|" -e "s|THEN|x|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'put in by another program',
    start: `python fill.py w.json\nsed -i "s|OTHER|x|" w.json\n${END}`,
    files: { ...FILES, 'fill.py': '' },
  },
  { title: 'a pattern', start: `sed -i "s|MY_[A-Z]*|x|" w.json\n${END}`, files: FILES },
  {
    title: 'in a comment',
    start: `sed -i "s|WORKER_IMAGE|x|" w.yaml\n${END}`,
    files: { 'w.yaml': '# WORKER_IMAGE\n' },
  },
  {
    title: 'a file of other bytes',
    start: `sed -i "s|OTHER|x|" w.bin\n${END}`,
    files: { 'w.bin': new Uint8Array([0, 1, 2]) },
  },
]);

describeRule('sed/unsafe-value', [
  {
    title: 'a slash in the name of an image',
    start: `sed -i "s/MY_ID/\${JUPYTER_IMAGE_SPEC}/g" w.json\n${END}`,
    files: FILES,
    found: ['2:8-41 error safe'],
    fixed: `sed -i "s|MY_ID|\${JUPYTER_IMAGE_SPEC}|g" w.json\n${END}`,
  },
  {
    title: 'a colon',
    start: `sed -i "s:MY_ID:$JUPYTER_IMAGE_SPEC:g" w.json\n${END}`,
    files: FILES,
    found: ['2:8-39 error safe'],
    fixed: `sed -i "s|MY_ID|$JUPYTER_IMAGE_SPEC|g" w.json\n${END}`,
  },
  {
    title: 'quotes in pieces',
    start: `sed -i 's/MY_ID/'"$(pwd)"'/' w.json\n${END}`,
    files: FILES,
    found: ['2:8-29 error safe'],
    fixed: `sed -i 's|MY_ID|'"$(pwd)"'|' w.json\n${END}`,
  },
  {
    title: 'without quotes',
    start: `sed -i s/MY_ID/$JUPYTERHUB_SERVICE_PREFIX/ w.json\n${END}`,
    files: FILES,
    found: ['2:8-43 error safe'],
    fixed: `sed -i s,MY_ID,$JUPYTERHUB_SERVICE_PREFIX, w.json\n${END}`,
  },
  {
    title: 'an escaped delimiter beside it',
    start: `sed -i "s/MY_ID/\\/lab$JUPYTERHUB_SERVICE_PREFIX/" w.json\n${END}`,
    files: FILES,
    found: ['2:8-50 error safe'],
    fixed: `sed -i "s|MY_ID|/lab$JUPYTERHUB_SERVICE_PREFIX|" w.json\n${END}`,
  },
  {
    title: 'cut off without a message',
    start: `V='lab/#top'\nsed -i "s/MY_ID/$V/" w.json\n${END}`,
    files: FILES,
    found: ['3:8-21 error safe'],
  },
  {
    title: 'two lines',
    start: `V=$'a\\nb'\nsed -i "s|MY_ID|$V|" w.json\n${END}`,
    files: FILES,
    found: ['3:8-21 error none'],
  },
  {
    title: 'a backslash at the end',
    start: `V='a\\'\nsed -i "s|MY_ID|$V|" w.json\n${END}`,
    files: FILES,
    found: ['3:8-21 error unsafe'],
  },
  {
    title: 'an ampersand',
    start: `V='/lab?a=1&b=2'\nsed -i "s|MY_ID|$V|" w.json\n${END}`,
    files: FILES,
    found: ['3:8-21 warning unsafe'],
    mended: `V='/lab?a=1&b=2'\nsed -i "s|MY_ID|$(printf '%s' "\${V}" | sed 's,[&|\\],\\\\&,g')|" w.json\n${END}`,
  },
  {
    title: 'values that are made fit',
    start: `V=\${JUPYTER_IMAGE_SPEC//\\//\\\\/}\nsed -i "s/MY_ID/\${JUPYTER_IMAGE_SPEC//\\//\\\\/}/" w.json\nsed -i "s/MY_ID/$V/" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'values without the delimiter',
    start: `sed -i "s|MY_ID|\${JUPYTER_IMAGE_SPEC}|" w.json\nsed -i "s/MY_ID/$JUPYTERHUB_USER/" w.json\nsed -i 's/MY_ID/a\\/b/' w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'a value that is not known',
    start: `sed -i "s/MY_ID/$(some-tool)/" w.json\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/single-quotes', [
  {
    title: 'a variable of the hub',
    start: `sed -i 's|MY_ID|\${JUPYTERHUB_USER}|g' w.json\n${END}`,
    files: FILES,
    found: ['2:8-38 error safe'],
    fixed: `sed -i "s|MY_ID|\${JUPYTERHUB_USER}|g" w.json\n${END}`,
  },
  {
    title: 'a variable of the script',
    start: `V=1\nsed -i 's|MY_ID|$V|g' w.json\n${END}`,
    files: FILES,
    found: ['3:8-22 error safe'],
  },
  {
    title: 'with other signs',
    start: `sed -i 's|MY_ID|"$HOME"|g' w.json\n${END}`,
    files: FILES,
    found: ['2:8-27 error none'],
  },
  {
    title: 'into a template that dask-kubernetes expands',
    start: `sed -i 's|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|' .dask/config.yaml\n${END}`,
    files: { '.dask/config.yaml': EMPTY_POD },
    found: ['2:8-47 info safe'],
  },
  {
    title: 'into a template before that release',
    start: `sed -i 's|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|' .dask/config.yaml\n${END}`,
    files: {
      '.dask/config.yaml': EMPTY_POD,
      'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.5.0\n',
    },
    found: ['2:8-47 error safe'],
  },
  {
    title: 'no variable, an unknown name, another shell, pieces',
    start: `sed -i 's|MY_ID$|x|' w.json\nsed -i 's|MY_ID|$UNKNOWN_THING|' w.json\nsed -i 's|MY_ID|$HOME/bin|' setup.sh\nsed -i 's|MY_ID|'"$HOME"'|' w.json\nsed -i 's|\${HOME}|x|' w.json\n${END}`,
    files: { ...FILES, 'setup.sh': 'MY_ID' },
  },
]);

describeRule('sed/not-in-place', [
  {
    title: 'to the log',
    start: `sed "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:1-4 warning safe'],
    fixed: `sed -i "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: 'behind time',
    start: `time sed -e "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:6-9 warning safe'],
  },
  {
    title: 'its output is used',
    start: `sed "s|MY_ID|x|" w.json > v.json\nsed "s|MY_ID|x|" w.json | tee u.json\nX=$(sed "s|MY_ID|x|" w.json)\nsed -n "s|MY_ID|x|p" w.json\nsed -i "s|MY_ID|x|" w.json\necho MY_ID | sed "s|MY_ID|x|"\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/value-unset', [
  {
    title: 'known at build time only',
    start: `sed -i "s|MY_ID|$NB_USER|" w.json\n${END}`,
    files: FILES,
    found: ['2:17-25 warning none'],
  },
  {
    title: 'a misspelling',
    start: `sed -i "s|MY_ID|\${JUPYTER_IMAGE_SPC}|" w.json\n${END}`,
    files: FILES,
    found: ['2:17-37 warning safe'],
    fixed: `sed -i "s|MY_ID|\${JUPYTER_IMAGE_SPEC}|" w.json\n${END}`,
  },
  {
    title: 'nobody sets it',
    start: `sed -i "s|MY_ID|x$MY_OWN_THING|" w.json\n${END}`,
    files: FILES,
    found: ['2:18-31 warning none'],
  },
  {
    title: 'nearly a variable of the script',
    start: `PREFIX=/x\nsed -i "s|MY_ID|$PREFX|" w.json\n${END}`,
    files: FILES,
    found: ['3:17-23 warning safe'],
  },
  {
    title: 'set, or with a default',
    start: `V=1\nsed -i "s|MY_ID|$V\${FOO:-x}\${BAR+y}$HOME$RANDOM|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'an operator may set it',
    start: `sed -i "s|MY_ID|$PANGEO_SCRATCH_PREFIX|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'a package of the environment may set it',
    start: `sed -i "s|MY_ID|$GDAL_DATA|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'perhaps set',
    start: `if some-check; then V=1; fi\nsed -i "s|MY_ID|$V|" w.json\n${END}`,
    files: FILES,
  },
  {
    title: 'an image of its own may set it',
    start: `sed -i "s|MY_ID|$MY_OWN_THING|" w.json\n${END}`,
    files: { ...FILES, 'binder/Dockerfile': 'FROM example\nCOPY start /srv/start\n' },
  },
]);

describeRule('sed/unquoted-script', [
  {
    title: 'a pipeline',
    start: `sed -i s|MY_ID|$HOME|g w.json\n${END}`,
    files: FILES,
    found: ['2:8-23 error safe'],
    fixed: `sed -i "s|MY_ID|$HOME|g" w.json\n${END}`,
  },
  {
    title: 'a list',
    start: `sed -i -e s;MY_ID;x; w.json\n${END}`,
    files: FILES,
    found: ['2:11-21 error safe'],
    fixed: `sed -i -e "s;MY_ID;x;" w.json\n${END}`,
  },
  {
    title: 'several words',
    start: `sed -i s/MY ID/x/ w.json\n${END}`,
    files: { 'w.json': 'MY ID' },
    found: ['2:8-18 error safe'],
    fixed: `sed -i "s/MY ID/x/" w.json\n${END}`,
  },
  {
    title: 'nothing to take apart',
    start: `sed -i s/MY_ID/x/ w.json\ncat w.json | sed s/a/b/ | sort\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/bad-script', [
  {
    title: 'not closed',
    start: `sed -i "s|MY_ID|x" w.json\n${END}`,
    files: FILES,
    found: ['2:8-19 error none'],
  },
  {
    title: 'an unknown flag',
    start: `sed -i "s|MY_ID|x|q" w.json\n${END}`,
    files: FILES,
    found: ['2:8-21 error none'],
  },
  {
    title: 'a group',
    start: `sed -i -E "s/(MY_ID/x/" w.json\n${END}`,
    files: FILES,
    found: ['2:11-24 error none'],
  },
  {
    title: 'a reference',
    start: `sed -i "s/MY_ID/\\\\2/" w.json\n${END}`,
    files: FILES,
    found: ['2:8-22 error none'],
  },
  {
    title: 'the second of two',
    start: `sed -i -e "s|a|b|" -e "s|MY_ID|$HOME" w.json\n${END}`,
    files: FILES,
    found: ['2:23-38 error none'],
  },
  { title: 'a value is the cause', start: `sed -i "s/MY_ID/$HOME/" w.json\n${END}`, files: FILES },
  {
    title: 'right ones',
    start: `sed -i 's/MY_ID/a\\/b/' w.json\nsed -i 's|[/]|x|' w.json\nsed -i 's|MY\\|ID|x|' w.json\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/in-place-suffix', [
  {
    title: 'as on macOS',
    start: `sed -i '' "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-10 warning safe'],
    fixed: `sed -i "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: 'as on macOS, with -e',
    start: `sed -i "" -e "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-10 warning safe'],
    fixed: `sed -i -e "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: 'parted',
    start: `sed -i .bak "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-12 warning safe'],
    fixed: `sed -i.bak "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: '-ie',
    start: `sed -ie "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-8 warning safe'],
    fixed: `sed -i -e "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: '-ir',
    start: `sed -ir "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-8 warning safe'],
    fixed: `sed -i -E "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: '-in',
    start: `sed -in "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-8 warning unsafe'],
  },
  {
    title: 'right ones',
    start: `sed -i.bak "s|MY_ID|x|" w.json\nsed -Ei "s|a|x|" w.json\nsed -ni "p" w.json\nsed --in-place=.orig "s|a|b|" w.json\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/loses-text', [
  {
    title: '-n',
    start: `sed -n -i "s|MY_ID|x|" w.json\n${END}`,
    files: FILES,
    found: ['2:5-7 warning unsafe'],
    mended: `sed -i "s|MY_ID|x|" w.json\n${END}`,
  },
  {
    title: '-n in one word with -i',
    start: `sed -ni "s|MY_ID|x|p" w.json\n${END}`,
    files: FILES,
    found: ['2:5-8 warning unsafe'],
  },
  {
    title: 'the flag p',
    start: `sed -i "s|MY_ID|x|gp" w.json\n${END}`,
    files: FILES,
    found: ['2:20-21 warning unsafe'],
    mended: `sed -i "s|MY_ID|x|g" w.json\n${END}`,
  },
  {
    title: 'lines are chosen, or printed to the log',
    start: `sed -n -i "/MY_ID/p" w.json\nsed -n "s|a|b|p" w.json\n${END}`,
    files: FILES,
  },
]);

describeRule('sed/partial-word', [
  {
    title: 'the shorter name first',
    start: `sed -i "s|MY_USER|u|g" a.txt\nsed -i "s|MY_USER_ID|i|g" a.txt\n${END}`,
    files: { 'a.txt': 'id: MY_USER_ID\nuser: MY_USER\n' },
    found: ['2:11-18 warning unsafe'],
    mended: `sed -i "s|MY_USER_ID|i|g" a.txt\nsed -i "s|MY_USER|u|g" a.txt\n${END}`,
  },
  {
    title: 'a name that no line fills',
    start: `sed -i "s|USER|u|g" a.txt\n${END}`,
    files: { 'a.txt': 'MY_USER_ID\nUSER\n' },
    found: ['2:11-15 warning none'],
  },
  {
    title: 'the longer name first',
    start: `sed -i "s|MY_USER_ID|i|g" a.txt\nsed -i "s|MY_USER|u|g" a.txt\n${END}`,
    files: { 'a.txt': 'id: MY_USER_ID\nuser: MY_USER\n' },
  },
  {
    title: 'other capitals',
    start: `sed -i "s|ID|i|g" a.txt\n${END}`,
    files: { 'a.txt': 'ID VALID IDEA\n' },
  },
]);

describeRule('sed/first-only', [
  {
    title: 'twice on a line',
    start: `sed -i "s|MY_ID|x|" a.txt\n${END}`,
    files: { 'a.txt': 'MY_ID MY_ID\n' },
    found: ['2:18-19 warning safe'],
    fixed: `sed -i "s|MY_ID|x|g" a.txt\n${END}`,
  },
  {
    title: 'with another flag',
    start: `sed -i "s|MY_ID|x|m" a.txt\n${END}`,
    files: { 'a.txt': 'MY_ID MY_ID\n' },
    found: ['2:18-20 warning safe'],
    fixed: `sed -i "s|MY_ID|x|gm" a.txt\n${END}`,
  },
  {
    title: 'once on each line, or by number',
    start: `sed -i "s|MY_ID|x|" a.txt\nsed -i "s|MY_X|x|2" a.txt\nsed -i "s|MY_Y|x|g" a.txt\n${END}`,
    files: { 'a.txt': 'MY_ID\nMY_ID\nMY_X MY_X\nMY_Y MY_Y\n' },
  },
]);

describeRule('sed/target-missing', [
  {
    title: 'files that images and programs make',
    start: `sed -i "s|MY_ID|x|g" ~/.jupyter/config.py\n${END}`,
  },
  {
    title: 'a tilde in quotes',
    start: `sed -i "s|MY_ID|x|g" "~/w.json"\n${END}`,
    files: FILES,
    found: ['2:22-32 warning safe'],
    fixed: `sed -i "s|MY_ID|x|g" ~/w.json\n${END}`,
  },
  {
    title: 'a name with a blank, without quotes',
    start: `F="my w.json"\nsed -i "s|MY_ID|x|g" $F\n${END}`,
    files: { 'my w.json': 'MY_ID\n' },
    found: ['3:22-24 warning safe'],
    fixed: `F="my w.json"\nsed -i "s|MY_ID|x|g" "$F"\n${END}`,
  },
]);

describeRule('sed/partial-word', [
  {
    title: 'in one sed',
    start: `sed -i "s|USER|u|g; s|USER_ID|i|g" a.txt\n${END}`,
    files: { 'a.txt': 'USER\nUSER_ID\n' },
    found: ['2:11-15 warning unsafe'],
    mended: `sed -i "s|USER_ID|i|g; s|USER|u|g" a.txt\n${END}`,
  },
]);

describeRule('sed/bad-script', [
  {
    title: 'an empty pattern with none before it',
    start: `sed -i "s||x|" w.json\n${END}`,
    files: FILES,
    found: ['2:10-12 error none'],
  },
]);

describeRule('template/never-filled', [
  {
    title: 'a template that is filled into another file',
    start: `sed "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml > worker.yaml\n${END}`,
    files: {
      'worker-template.yaml':
        "spec:\n  restartPolicy: Never\n  containers:\n  - image: WORKER_IMAGE\n    name: dask-worker\n    args: [dask-worker, --death-timeout, '60']\n",
    },
  },
]);
