// Generated texts of a given number of lines, with one deliberate mistake near the top.

/** A Dask configuration with a worker template that has many labels and variables. */
export function configuration(lines) {
  const head = [
    '# generated',
    'tick-maximum-delay: 5s',
    'distributed:',
    '  dashboard:',
    '    link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"',
    'kubernetes:',
    '  worker-template:',
    '    metadata:',
    '      labels:',
  ];
  const tail = [
    '    spec:',
    '      restartPolicy: Never',
    '      containers:',
    '        - name: dask-worker',
    '          image: ${JUPYTER_IMAGE_SPEC}',
    "          args: [dask-worker, --nthreads, '2', --death-timeout, '60']",
    '          env:',
  ];
  const body = Math.max(0, lines - head.length - tail.length);
  const labels = Math.floor(body / 2);
  const variables = Math.floor((body - labels) / 2);
  return [
    ...head,
    ...Array.from({ length: labels }, (_, i) => `        label-${i}: "value ${i}"`),
    ...tail,
    ...Array.from(
      { length: variables },
      (_, i) => `            - name: VARIABLE_${i}\n              value: "text ${i}"`,
    ),
    '',
  ].join('\n');
}

/** A start script of the usual commands. */
export function script(lines) {
  const head = [
    '#!/bin/bash',
    '',
    'export DASK_KUBERNETES__WORKER_NAME=dask',
    'export DASK_CONFIG="${PWD}/.dask"',
  ];
  const block = [
    '# set a value',
    'export SETTING_N="value ${HOME}/N"',
    'if [[ -z "${SETTING_N}" ]]; then',
    '  echo "SETTING_N is not set"',
    'else',
    '  export OTHER_N="${SETTING_N:-none}"',
    'fi',
  ];
  const body = Array.from({ length: Math.max(0, lines - head.length - 2) }, (_, i) =>
    (block[i % block.length] ?? '').replaceAll('_N', `_${Math.floor(i / block.length)}`),
  );
  // Whole blocks only, so that the text is a script.
  body.length -= body.length % block.length;
  return [...head, ...body, '', 'exec "$@"', ''].join('\n');
}
