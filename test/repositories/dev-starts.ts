import type { Files } from '../support/repository.ts';

/** What a person found in a start script: the kinds are those of the labels, with the codes that answer them. */
export interface Label {
  readonly line: number;
  readonly kind: keyof typeof KINDS;
  /** Lines that count as well. */
  readonly range?: readonly [number, number];
  /** Neither required nor wrong. */
  readonly unsure?: true;
}

/** A repository of the corpus with its start script written anew from a description, and its labels. */
export interface Entry {
  readonly names: readonly string[];
  readonly path: string;
  readonly files: Files;
  readonly labels: readonly Label[];
}

export const KINDS = {
  'placeholder-left': ['template/never-filled'],
  'template-path-not-pod': ['template/path-wrong-kind'],
  'missing-exec': ['start/exec-missing', 'start/exec-not-reached'],
  'missing-shebang': ['start/shebang-missing'],
  'sed-target-missing': ['sed/target-missing'],
  'sed-token-missing': ['sed/token-missing'],
  'referenced-file-missing': ['start/file-missing'],
  'env-key-legacy': ['start/env-not-read', 'start/env-legacy', 'start/env-unknown'],
  'env-key-unknown': ['start/env-not-read', 'start/env-legacy', 'start/env-unknown'],
  'unset-variable': ['start/unset-variable', 'sed/value-unset', 'sed/target-missing'],
  'literal-brace-variable': ['start/literal-brace'],
  'heavy-work': ['start/heavy-work', 'start/blocking-command'],
  'command-typo': ['start/command-typo', 'start/syntax', 'start/file-missing'],
  'hardcoded-secret': ['repo/literal-secret'],
  'start-ignored': ['repo/start-ignored', 'repo/start-ignored-by-dockerfile'],
} as const;

const W = 'binder/jupyterlab-workspace.json';
const SH = '#!/bin/bash';
const LOGIN = '#!/bin/bash -l';
const ENV = '#!/usr/bin/env bash';
const END = 'exec "$@"';
const BASE = '${JUPYTERHUB_BASE_URL}';

const dash = (prefix: string, file: string) =>
  `sed -i -e "s|DASK_DASHBOARD_URL|${prefix}user/\${JUPYTERHUB_USER}/proxy/8787|g" ${file}`;
const wsid = (file: string, value = '/user/${JUPYTERHUB_USER}/lab') =>
  `sed -i -e "s|WORKSPACE_ID|${value}|g" ${file}`;
const imports = (file: string) => `jupyter lab workspaces import ${file}`;
const imports2 = (file: string) => [
  `${imports(file)} \\`,
  '  --NotebookApp.base_url=user/${JUPYTERHUB_USER}',
];
const TPL = 'export DASK_KUBERNETES__WORKER_TEMPLATE_PATH=${PWD}/.dask/config.yaml';
const WNAME = 'export DASK_KUBERNETES__WORKER_NAME=dask-{JUPYTERHUB_USER}-{uuid}';
const LINK = 'export DASK_DISTRIBUTED__DASHBOARD__LINK="${JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"';
const TICK = 'export DASK_TICK_MAXIMUM_DELAY=5s';
const OLD_LINK = 'export DASK_DISTRIBUTED__DIAGNOSTICS_LINK={JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status';
const SMALL = 'export DASK_TUTORIAL_SMALL=1';
const MKDIR = 'mkdir -p ${HOME}/.jupyter/lab/workspaces';
const MAKE = 'python ./binder/make_workspace.py';
const DOWNLOAD = 'python download_data.py > download_data.log &';
const image = (action: string) => [
  'if [[ -z "${JUPYTER_IMAGE_SPEC}" ]]; then',
  '    echo "JUPYTER_IMAGE_SPEC is not set"',
  'else',
  `  ${action}`,
  'fi',
];
const IMG = image(
  'sed -i -e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" ${DASK_KUBERNETES__WORKER_TEMPLATE_PATH}',
);
const note = '# a comment';

/** Lines by number: what is not named is blank. */
function script(lines: Readonly<Record<number, string | readonly string[]>>, end = '\n'): string {
  const all: string[] = [];
  for (const [number, content] of Object.entries(lines)) {
    const block = typeof content === 'string' ? [content] : content;
    for (const [i, line] of block.entries()) all[Number(number) - 1 + i] = line;
  }
  return Array.from(all, (line) => line ?? '').join('\n') + end;
}

/** A workspace in which the tokens stand as values. */
function workspace(...tokens: readonly string[]): string {
  const values = tokens.map((token, i) => `    "value-${i}": "${token}"`);
  return `{\n  "data": {\n${[...values, '    "layout": "main"'].join(',\n')}\n  }\n}\n`;
}
const DASHBOARD = 'DASK_DASHBOARD_URL';
const ID = 'WORKSPACE_ID';

function config(value: string): string {
  return [
    'distributed:',
    '  version: 2',
    '',
    'kubernetes:',
    '  worker-template:',
    '    metadata:',
    '    spec:',
    '      restartPolicy: Never',
    '      containers:',
    '        - name: dask-worker',
    `          image: ${value}`,
    "          args: [dask-worker, --nthreads, '2', --death-timeout, '60']",
    '',
  ].join('\n');
}
const TOKEN_CONFIG = { '.dask/config.yaml': config('WORKER_IMAGE') };

const S5 = script({ 1: SH, 3: note, 4: dash('/', W), 5: note, 6: wsid(W), 8: note, 9: imports2(W), 12: END });
const S9 = (file: string) =>
  script({ 1: SH, 3: note, 4: dash('/', file), 6: note, 7: imports(file), 8: SMALL, 10: END });
const S25 = (name: string, end?: string) =>
  script({ 1: LOGIN, 3: note, 5: `export PANGEO_ENV="${name}"`, 7: note, 9: END }, end);
const S2 = script({ 1: SH, 3: note, 4: dash(BASE, W), 6: note, 7: imports(W), 9: END });
const S17 = (end: string) =>
  script(
    {
      1: SH,
      3: TPL,
      4: WNAME,
      6: note,
      7: dash('/', W),
      8: note,
      9: wsid(W),
      11: note,
      12: `${imports(W)} --NotebookApp.base_url=user/\${JUPYTERHUB_USER}`,
      14: note,
      15: IMG,
      21: END,
    },
    end,
  );
const S39 = script({ 1: SH, 3: note, 4: dash('/', W), 6: note, 7: imports(W), 9: END });
const lidar = (file: string) => ({
  3: note,
  4: [`${dash('/', '\\')}`, `  ${file}`],
  6: note,
  7: [`${wsid('\\')}`, `  ${file}`],
  10: note,
});

const entry = (
  names: string | readonly string[],
  start: string,
  files: Files = {},
  labels: readonly Label[] = [],
  path = 'binder/start',
): Entry => ({
  names: typeof names === 'string' ? [names] : names,
  path,
  files: { [path]: start, ...files },
  labels,
});

const templatePath: Label = { line: 3, kind: 'template-path-not-pod', unsure: true };

export const ENTRIES: readonly Entry[] = [
  entry(
    [
      'AAbercrombie0492/planet-pangeo',
      'lwchao-vivian/Pangeo_cluster',
      'pytroll/pytroll-examples',
      'pangeo-data/pangeo-example-notebooks',
      'pangeo-data/pangeo-example-notebooks@677ec8c',
      'idalab-de/pangeo-example-notebooks',
      'cpatrizio88/pangeo_ECCO',
      'NCAR/ldcpy',
      'MetOffice/aws-earth-examples',
      'scottyhq/agu2018',
      'pymc-devs/pymc',
    ],
    S5,
    { [W]: workspace(DASHBOARD, ID) },
  ),
  entry('jrbourbeau/madpy-dask', S5, { [W]: workspace(DASHBOARD, '/lab') }, [
    { line: 6, kind: 'sed-token-missing' },
  ]),
  entry('galenphall/pangeo_tests', S5, { [W]: workspace('/user/someone/lab') }, [
    { line: 4, kind: 'sed-token-missing' },
    { line: 6, kind: 'sed-token-missing' },
  ]),
  entry(['hdrake/big-data-tutorial', 'tristanballard/pangeo_test'], S5, {}, [
    { line: 4, kind: 'sed-target-missing' },
    { line: 6, kind: 'sed-target-missing' },
    { line: 9, kind: 'referenced-file-missing' },
  ]),
  entry(
    'dask/dask-examples',
    script({
      1: SH,
      3: note,
      4: dash(BASE, 'binder/example.jupyterlab-workspace'),
      6: [note, note, 'mkdir -p ~/.jupyter/lab/workspaces/'],
      9: 'mv binder/example.jupyterlab-workspace ~/.jupyter/lab/workspaces/default-37a8.jupyterlab-workspace',
      10: [note, `# ${imports('binder/example.jupyterlab-workspace')}`],
      13: END,
    }),
    { 'binder/example.jupyterlab-workspace': workspace(DASHBOARD) },
  ),
  entry('dddlab/dask-examples', S2, { [W]: workspace(DASHBOARD) }),
  entry('mickaellalande/intake_CMIP6', S2, { [W]: workspace('/lab') }, [
    { line: 4, kind: 'sed-token-missing' },
  ]),
  entry(
    'xarray-contrib/xarray-tutorial',
    S2,
    { '.binder/jupyterlab-workspace.json': workspace(DASHBOARD) },
    [
      { line: 4, kind: 'sed-target-missing' },
      { line: 7, kind: 'referenced-file-missing' },
    ],
    '.binder/start',
  ),
  entry(
    'mrocklin/dask-examples',
    script({ 1: SH, 3: note, 4: dash('/', W), 6: [note, note, note, MKDIR, MAKE], 12: END }),
    { [W]: workspace(DASHBOARD), 'binder/make_workspace.py': 'print("workspace")\n' },
  ),
  entry(
    'SofianeB/dask-xarray',
    script({
      1: SH,
      3: note,
      4: dash(BASE, W),
      6: note,
      7: imports(W),
      9: END,
      11: '# git clone https://example.org/notebooks.git',
      13: '# exec "$@"',
    }),
    { [W]: workspace('/lab') },
    [{ line: 4, kind: 'sed-token-missing' }],
  ),
  entry(
    'jrbourbeau/xmeeting-dask',
    script({ 1: SH, 3: note, 5: note, 6: dash('/', W), 8: [note, note, note, MKDIR, MAKE], 14: END }),
    { [W]: workspace(DASHBOARD), 'binder/make_workspace.py': 'print("workspace")\n' },
  ),
  entry(
    'dask/dask-tutorial',
    script({ 1: SH, 3: note, 4: dash(BASE, W), 5: LINK, 7: note, 8: imports(W), 10: SMALL, 12: END }),
    { [W]: workspace(DASHBOARD) },
  ),
  entry(
    'ian-r-rose/dask-tutorial',
    script({ 1: SH, 3: note, 4: dash('/', W), 5: LINK, 7: note, 8: imports(W), 9: SMALL, 11: END }),
    { [W]: workspace(DASHBOARD) },
  ),
  entry(
    [
      'TrellixVulnTeam/dask-tutorial_HT9Q',
      'IncubatorShokuhou/dask-tutorial-chinese',
      'coiled/python-live-training-template',
    ],
    S9(W),
    { [W]: workspace(DASHBOARD) },
  ),
  entry('DavidChoi76/dask-tutorial', S9('jupyterlab-workspace.json'), { [W]: workspace(DASHBOARD) }, [
    { line: 4, kind: 'sed-target-missing' },
    { line: 7, kind: 'referenced-file-missing' },
  ]),
  entry(
    'mrocklin/dask-tutorial',
    script({
      1: SH,
      3: note,
      4: dash(BASE, W),
      5: LINK,
      8: note,
      9: imports(W),
      11: note,
      12: 'coiled login --token 3f9a52c07be14d6890ab1c2d3e4f5061 --account example',
      14: END,
    }),
    { [W]: workspace(DASHBOARD) },
    [{ line: 12, kind: 'hardcoded-secret' }],
  ),
  entry(
    'coiled/dask-tutorial',
    script({ 1: SH, 3: note, 4: dash(BASE, W), 5: LINK, 8: note, 9: imports(W), 11: END }, ''),
    { [W]: workspace(DASHBOARD) },
  ),
  entry(
    'coiled/talkpython-getting-started-with-dask',
    script({ 1: SH, 3: note, 4: dash(BASE, W), 6: END }),
    {},
    [{ line: 4, kind: 'sed-target-missing' }],
  ),
  entry(
    'djhoese/tutorial-intro-python-satpy',
    script({
      1: SH,
      3: note,
      4: [dash('/', W), note, wsid(W, '/lab')],
      8: note,
      9: imports(W),
      11: DOWNLOAD,
      13: END,
    }),
    { [W]: workspace(DASHBOARD, ID), 'download_data.py': 'print("data")\n' },
    [{ line: 11, kind: 'heavy-work', unsure: true }],
  ),
  entry(
    'pytroll/tutorial-satpy-half-day',
    script({
      1: SH,
      3: note,
      4: [dash('/', W), note, wsid(W)],
      8: note,
      9: imports2(W),
      12: DOWNLOAD,
      14: END,
    }),
    { [W]: workspace(DASHBOARD, ID), 'download_data.py': 'print("data")\n' },
    [{ line: 12, kind: 'heavy-work', unsure: true }],
  ),
  entry(
    'wradlib/wradlib-notebooks',
    script({
      1: SH,
      3: 'export WRADLIB_DATA=${PWD}/wradlib-data-main',
      5: [note, dash('/', W), note, wsid(W)],
      10: note,
      11: imports2(W),
      14: END,
    }),
    { [W]: workspace(DASHBOARD, ID) },
  ),
  entry(
    'TomAugspurger/dask-tutorial-odsc-2018',
    S17(''),
    { [W]: workspace(DASHBOARD, ID), ...TOKEN_CONFIG },
    [templatePath, { line: 4, kind: 'env-key-legacy' }],
  ),
  entry('mrocklin/pydata-nyc-2018-tutorial', S17('\n'), { [W]: workspace(DASHBOARD, ID), ...TOKEN_CONFIG }, [
    templatePath,
    { line: 4, kind: 'env-key-legacy' },
  ]),
  entry('rabernat/pangeo_esgf_demo', S17('\n'), TOKEN_CONFIG, [
    templatePath,
    { line: 4, kind: 'env-key-legacy' },
    { line: 7, kind: 'sed-target-missing' },
    { line: 9, kind: 'sed-target-missing' },
    { line: 12, kind: 'referenced-file-missing' },
  ]),
  entry(
    'DanielMichelson/AusOpenRadar2019',
    script(
      {
        1: SH,
        3: '/usr/sbin/service apache2 start',
        5: 'export PATH=/srv/conda/envs/notebook/bin:/srv/conda/bin:/usr/local/bin:/usr/bin:/bin:/opt/radar/bin',
        6: 'export LD_LIBRARY_PATH=:/opt/radar/lib:/srv/conda/envs/notebook/lib',
        8: '/opt/radar/bin/radar-server start',
        10: END,
      },
      '',
    ),
  ),
  entry(
    'rsignell-usgs/adcirc_cloud',
    script({ 1: ENV, 3: [TICK, OLD_LINK, TPL, WNAME], 9: [note, ...IMG], 16: END }),
    TOKEN_CONFIG,
    [
      { line: 3, kind: 'env-key-legacy' },
      { line: 4, kind: 'env-key-unknown' },
      { line: 5, kind: 'template-path-not-pod', unsure: true },
      { line: 6, kind: 'env-key-legacy' },
    ],
  ),
  entry(
    'jhamman/xarray_tutorial',
    script({ 1: ENV, 3: [TPL, WNAME], 7: [note, ...IMG], 14: END }),
    { '.dask/config.yaml': config('null') },
    [templatePath, { line: 4, kind: 'env-key-legacy' }, { line: 11, kind: 'sed-token-missing' }],
  ),
  entry(
    'pangeo-data/pangeo-stacks',
    script({
      1: SH,
      3: '# see https://example.org/stacks',
      5: 'export PANGEO_STACK=pangeo-notebook',
      7: END,
    }),
  ),
  entry(
    'ESM-VFC/esm-vfc-stacks',
    script({
      1: ENV,
      3: [note, note, '# {JUPYTERHUB_SERVICE_PREFIX} is not seen by the browser', note, note],
      8: 'export JS_PROXY_URL_BASE=${JUPYTERHUB_SERVICE_PREFIX}',
      10: END,
    }),
    {
      '.dask/config.yaml': 'distributed:\n  dashboard:\n    link: "{JS_PROXY_URL_BASE}proxy/{port}/status"\n',
    },
    [],
    '.binder/start',
  ),
  entry(
    ['pangeo-gallery/default-binder', 'pangeo-gallery/cmip6', 'pangeo-data/multicloud-demo'],
    S25('pangeo-notebook'),
  ),
  entry('pangeo-gallery/osm2020tutorial', S25('BINDER_TEMPLATE', '\n\n\n'), {}, [
    { line: 5, kind: 'placeholder-left', unsure: true },
  ]),
  entry('CNES/swot_simulator', S25('pangeo-notebook', '')),
  entry('euroargodev/argopy', S25('BINDER_TEMPLATE'), {}, [
    { line: 5, kind: 'placeholder-left', unsure: true },
  ]),
  entry('scottyhq/mypangeotutorial', S25('mypangeotutorial')),
  entry(
    'DangoMelon/cmna-igp',
    script({ 1: SH, 3: note, 4: imports('workspace.json'), 6: END }, ''),
    { 'binder/workspace.json': workspace() },
    [{ line: 4, kind: 'referenced-file-missing' }],
  ),
  entry('adbreind/open-standard-models-2019', script({ 1: SH, 3: note, 4: imports(W), 6: END }), {
    [W]: workspace(),
  }),
  entry(
    'agngrant/excal_tutorial',
    script(
      {
        1: SH,
        3: note,
        4: imports(W),
        6: note,
        9: `cp ${W} $HOME/.jupyter/lab/workspaces/default-37a8.jupyterlab-workspace`,
        11: END,
      },
      '',
    ),
    { [W]: workspace() },
  ),
  entry(
    'pangeo-data/pangeo-example-notebooks@a4d4739',
    script({
      1: ENV,
      3: note,
      4: image('export DASK_KUBERNETES__WORKER_TEMPLATE__SPEC__IMAGE=${JUPYTER_IMAGE_SPEC}'),
      10: END,
    }),
    { '.dask/config.yaml': config('null') },
    [{ line: 7, kind: 'env-key-unknown' }],
  ),
  entry(
    'pangeo-data/pangeo-example-notebooks@13da4fd',
    script({
      1: ENV,
      3: [
        TICK,
        'export DASK_DISTRIBUTED__DIAGNOSTICS_LINK=/user/${JUPYTERHUB_USER}/proxy/{port}',
        TPL,
        WNAME,
      ],
      9: [note, ...IMG],
      16: END,
    }),
    TOKEN_CONFIG,
    [
      { line: 3, kind: 'env-key-legacy' },
      { line: 4, kind: 'env-key-unknown' },
      { line: 5, kind: 'template-path-not-pod', unsure: true },
      { line: 6, kind: 'env-key-legacy' },
    ],
  ),
  entry(
    'pangeo-data/pangeo-example-notebooks@04e94e8',
    script({
      1: ENV,
      3: [TPL, WNAME],
      6: [note, ...IMG],
      13: [note, note, note, dash('/', W)],
      18: [note, note, note, MKDIR, MAKE, note],
      25: END,
    }),
    { [W]: workspace(DASHBOARD), 'binder/make_workspace.py': 'print("workspace")\n', ...TOKEN_CONFIG },
    [templatePath, { line: 4, kind: 'env-key-legacy' }],
  ),
  entry(
    'ESM-VFC/esm-vfc-stacks@8916f8b',
    script({
      1: ENV,
      3: [note, note, '# {JUPYTERHUB_SERVICE_PREFIX} is not seen by the browser', note, note],
      8: 'export JS_PROXY_URL_BASE=${JUPYTERHUB_SERVICE_PREFIX}',
      10: '#EOF',
    }),
    {
      '.dask/config.yaml': 'distributed:\n  dashboard:\n    link: "{JS_PROXY_URL_BASE}proxy/{port}/status"\n',
    },
    [{ line: 8, kind: 'missing-exec' }],
    '.binder/start',
  ),
  entry(
    'd-diaz/pangeo_lidar@492e5c6',
    script({ 1: SH, ...lidar(`{HOME}/${W}`), 11: imports2(W), 14: END }),
    { [W]: workspace(DASHBOARD, ID) },
    [
      { line: 4, kind: 'literal-brace-variable', range: [4, 5] },
      { line: 7, kind: 'literal-brace-variable', range: [7, 8] },
    ],
  ),
  entry(
    'd-diaz/pangeo_lidar@d8172d6',
    script({ 1: `# ${SH}`, ...lidar(`~/${W}`), 11: imports2(`~/${W}`), 14: END }),
    { [W]: workspace(DASHBOARD, ID) },
    [{ line: 1, kind: 'missing-shebang', range: [1, 2] }],
  ),
  entry(['dask/dask-tutorial@971c476', 'dask/dask-tutorial@22ac831'], S39, { [W]: workspace(DASHBOARD) }),
  entry(
    'dask/dask-tutorial@971c476',
    '\ncd dask-tutorial \npython prep.py > prep.log &.\ncd ..\n',
    { 'binder/start': S39, [W]: workspace(DASHBOARD), 'prep.py': 'print("data")\n' },
    [
      { line: 1, kind: 'missing-shebang', range: [1, 2] },
      { line: 1, kind: 'start-ignored' },
      { line: 3, kind: 'command-typo' },
      { line: 3, kind: 'heavy-work', unsure: true },
      { line: 4, kind: 'missing-exec', range: [1, 4] },
    ],
    'start',
  ),
  entry(
    'dask/dask-tutorial@22ac831',
    script({ 1: SH, 3: 'python prep.py > prep.log &' }),
    { 'binder/start': S39, [W]: workspace(DASHBOARD), 'prep.py': 'print("data")\n' },
    [
      { line: 1, kind: 'start-ignored' },
      { line: 3, kind: 'heavy-work', unsure: true },
      { line: 3, kind: 'missing-exec' },
    ],
    'start',
  ),
  entry(
    'dask/dask-tutorial@c763b0f',
    script({
      1: SH,
      3: note,
      4: dash('/', W),
      6: note,
      7: imports(W),
      9: 'python prep.py > prep.log &',
      11: END,
    }),
    { [W]: workspace(DASHBOARD), 'prep.py': 'print("data")\n' },
    [{ line: 9, kind: 'heavy-work', unsure: true }],
  ),
  entry(
    'scottyhq/mypangeotutorial@5b41dfb',
    script({
      1: LOGIN,
      3: note,
      5: ['export PANGEO_ENV="binder"', 'cp cp dask_config.yml ${NB_PYTHON_PREFIX}/etc/dask/dask.yml'],
      8: note,
      10: END,
    }),
    { 'binder/dask_config.yml': 'distributed:\n  version: 2\n' },
    [
      { line: 6, kind: 'command-typo' },
      { line: 6, kind: 'referenced-file-missing', unsure: true },
    ],
  ),
  entry(
    'scottyhq/isce2-repo2docker@2666856',
    script({ 1: SH, 2: 'set -euo pipefail', 4: "echo 'hello there'" }),
    {},
    [{ line: 4, kind: 'missing-exec' }],
  ),
  entry('xarray-contrib/xarray-tutorial@33f84c8', script({ 1: ENV, 3: [TICK, OLD_LINK], 6: '#EOF' }), {}, [
    { line: 3, kind: 'env-key-legacy' },
    { line: 4, kind: 'env-key-unknown' },
    { line: 4, kind: 'missing-exec' },
  ]),
  entry(
    'pytroll/tutorial-satpy-half-day@babf087',
    script({
      1: SH,
      3: note,
      4: [dash('/', W), note, wsid(W)],
      8: note,
      9: imports2(W),
      12: 'python download_data.py',
      14: END,
    }),
    { [W]: workspace(DASHBOARD, ID), 'download_data.py': 'print("data")\n' },
    [{ line: 12, kind: 'heavy-work' }],
  ),
  entry(
    'SofianeB/dask-xarray@80ce223',
    script({
      1: SH,
      3: note,
      4: [dash('/', W), note, wsid(W)],
      8: note,
      9: [...imports2(W), ' ', 'git clone https://example.org/notebooks.git'],
      14: END,
    }),
    { [W]: workspace(DASHBOARD, ID) },
    [{ line: 12, kind: 'heavy-work' }],
  ),
  entry(
    'mrocklin/pydata-nyc-2018-tutorial@bc781a5',
    script({
      1: SH,
      3: ['if [[ $JUPYTERHUB_USER ]]', 'then'],
      5: [`    ${note}`, `    ${dash('/', W)}`, `    ${note}`, `    ${wsid(W)}`],
      10: [`    ${note}`, `    ${imports(W)} --NotebookApp.base_url=user/\${JUPYTERHUB_USER}`],
      13: ['fi', END],
    }),
    { [W]: workspace(DASHBOARD, ID), ...TOKEN_CONFIG },
  ),
  entry(
    'agngrant/excal_tutorial@1cdbde3',
    script(
      {
        1: SH,
        3: note,
        4: imports(W),
        6: 'workspaces=$HOME/.jupyter/lab/workspaces/',
        8: note,
        9: [
          'newest() {',
          '  set -- "$workspaces"/default*',
          '  [ -e "$1" ] || { echo "no workspace" >&2; exit 1; }',
          '  [ "$#" -gt 1 ] && echo "several workspaces"',
          '  target=$1',
          '}',
          'newest',
        ],
        17: `cp ${W} $target`,
        19: END,
      },
      '',
    ),
    { [W]: workspace() },
  ),
  entry(
    'rsignell-usgs/adcirc_cloud@4c43e72',
    script({ 1: ENV, 3: [note, ...IMG], 10: END }),
    {
      ...TOKEN_CONFIG,
      'binder/postBuild': `#!/bin/bash\n${TPL}\n`,
    },
    [{ line: 7, kind: 'unset-variable' }],
  ),
];
