// One mistake of each family of rules, as a newcomer makes it in a repository that Initialize Repository made for the
// classic KubeCluster: a line is written anew, and the first quick fix mends it.

/**
 * @typedef {object} Mistake
 * @property {string} family
 * @property {string} file
 * @property {string} [find] a line of the file, which the fix must bring back unless `mended` says otherwise; none: a new file
 * @property {string} write what stands in its place, with the same indentation
 * @property {string} code the rule that finds it, and no other does
 * @property {string} [fix] the title of the first fix; none: the line is written back by hand
 * @property {number} [place] of the fix among those that are offered; 0, the first, unless it is said
 * @property {Record<string, string>} [mended] lines by file that stand there afterwards
 */

const config = '.config/dask/kubernetes.yaml';
const sed = 'sed -i -e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" .config/dask/kubernetes.yaml';

/** @type {readonly Mistake[]} */
export const mistakes = [
  {
    family: 'yaml',
    file: config,
    find: 'restartPolicy: Never',
    write: 'restartPolicy:Never',
    code: 'yaml/syntax',
    fix: 'Add a space',
  },
  {
    family: 'dask',
    file: config,
    find: 'labextension:',
    write: 'labextenson:',
    code: 'dask/unknown-key',
    fix: 'Write `labextension`',
  },
  {
    family: 'pod',
    file: config,
    find: 'restartPolicy: Never',
    write: 'restartPolcy: Never',
    code: 'pod/unknown-field',
    fix: 'Write `restartPolicy`',
  },
  {
    family: 'worker',
    file: config,
    find: '- --no-dashboard',
    write: '- --no-bokeh',
    code: 'worker/removed-flag',
    fix: 'Write `--no-dashboard`',
  },
  {
    family: 'start',
    file: 'binder/start',
    find: 'exec "$@"',
    write: 'exec $@',
    code: 'start/exec-args',
    fix: 'Write `exec "$@"`',
  },
  {
    family: 'template',
    file: config,
    find: 'image: ${JUPYTER_IMAGE_SPEC}',
    write: 'image: WORKER_IMAGE',
    code: 'template/never-filled',
    fix: 'Add the `sed` to binder/start',
    place: 1,
    mended: { [config]: 'image: WORKER_IMAGE', 'binder/start': sed },
  },
  {
    family: 'sed',
    file: 'binder/start',
    find: sed,
    write: sed.replaceAll('"', "'"),
    code: 'sed/single-quotes',
    fix: 'Use double quotes',
  },
  {
    family: 'repo',
    file: 'binder/environment.yml',
    find: '- dask-kubernetes=2024.4.2',
    write: '- dask-gateway',
    code: 'repo/backend-not-installed',
  },
  {
    family: 'badge',
    file: 'README.md',
    write:
      '[![Binder](https://binder.pangeo.io/badge_logo.svg)](https://binder.pangeo.io/v2/gh/newcomer/first-steps/main)',
    code: 'repo/badge-hub-gone',
    fix: 'Launch on `mybinder.org`',
    mended: {
      'README.md':
        '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/newcomer/first-steps/main)',
    },
  },
];
