/**
 * What is found in the Pangeo guide's own example with current versions, as `line:from-to code severity`, counted from
 * 1: the same in the editor's two hosts, over standard input and output, and on the command line.
 */
export const GUIDE_FINDINGS = {
  '.dask/config.yaml': [
    '1:1-20 repo/dask-dir-not-read warning',
    '5:1-17 dask/legacy-key info',
    '6:3-21 dask/legacy-key info',
    '6:3-21 yaml/indented-under-scalar error',
    '9:2-17 dask/worker-template-not-read warning',
    '18:12-22 worker/removed-flag warning',
  ],
  'binder/start': [
    '3:8-42 start/env-not-read warning',
    '4:8-45 template/path-wrong-kind info',
    '5:8-36 start/env-not-read warning',
  ],
} as const;

/** Severities as the Language Server Protocol numbers them. */
export const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'] as const;
