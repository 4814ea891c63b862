/**
 * One finding per mistake: of the findings with one subject in one file, the rule that stands first in its row
 * is shown. Rows are independent; a code that stands in no row never hides another.
 */
export const PRECEDENCE: readonly (readonly string[])[] = [
  ['yaml/indented-under-scalar', 'yaml/syntax'],
  ['dask/misplaced-key', 'dask/legacy-key', 'dask/key-not-read', 'dask/unknown-key'],
  [
    'yaml/smart-quote',
    'yaml/brace-mapping',
    'dask/bad-duration',
    'dask/bad-bytes',
    'pod/bad-quantity',
    'dask/bad-log-level',
    'dask/section-is-scalar',
    'dask/bad-value',
    'pod/value-not-string',
    'pod/bad-value',
  ],
  ['pod/unknown-field', 'pod/required-missing'],
  ['start/crlf', 'start/shebang-missing', 'start/shebang-interpreter', 'start/bash-in-sh'],
  [
    'start/command-typo',
    'start/syntax',
    'start/exec-fixed-command',
    'start/exec-args',
    'start/exec-child',
    'start/exec-not-reached',
    'start/exec-conditional',
    'start/exec-missing',
  ],
  [
    'start/command-typo',
    'sed/in-place-suffix',
    'start/literal-brace',
    'start/unset-variable',
    'sed/target-missing',
    'start/file-missing',
    'sed/token-missing',
  ],
  [
    'sed/unquoted-script',
    'sed/in-place-suffix',
    'sed/single-quotes',
    'sed/bad-script',
    'sed/value-unset',
    'sed/unsafe-value',
    'template/mixed-styles',
    'sed/token-missing',
  ],
  ['start/command-typo', 'start/blocking-command', 'start/heavy-work', 'start/file-missing'],
  [
    'template/path-wrong-kind',
    'start/env-legacy',
    'start/env-not-read',
    'start/env-unknown',
    'start/env-not-exported',
  ],
];
