import { join } from '../../binder/index.ts';
import type { BinderDirectory, ClusterKind, InitialFile } from './choice.ts';

/** The files of a repository that begins, for a kind of cluster. They pass all rules, and the launch fills every token. */
export function initialFiles(cluster: ClusterKind, directory: BinderDirectory): readonly InitialFile[] {
  const { packages, configuration, start } = CLUSTERS[cluster];
  return [
    {
      path: join(directory, 'environment.yml'),
      text: environment(packages.lines),
      executable: false,
      brings: packages.names,
    },
    { path: configuration.path, text: configuration.text, executable: false, brings: configuration.brings },
    { path: join(directory, 'start'), text: script(start.lines), executable: true, brings: start.brings },
  ];
}

interface Cluster {
  readonly packages: { readonly lines: readonly string[]; readonly names: string };
  readonly configuration: { readonly path: string; readonly text: string; readonly brings: string };
  readonly start: { readonly lines: readonly string[]; readonly brings: string };
}

/** Read in every session, since Binder puts the repository into the home directory (repo2docker, REPO_DIR). */
const DASK = '.config/dask';

/** Why Dask reads the file at all. */
const ABOUT = '# Read by Dask in every session: Binder puts this repository into the home directory.';

const HAND_OVER = 'the hand-over, `exec "$@"`';

/**
 * The prefix of the hub ends in a slash (jupyterhub, JUPYTERHUB_SERVICE_PREFIX). Outside a hub the server stands at
 * the root, and Dask would stop at a name in braces that is not set (distributed, format_dashboard_link).
 */
const DASHBOARD = [
  '# The address of the dashboard, behind the proxy of the notebook server. Dask fills in the port.',
  'export DASK_DISTRIBUTED__DASHBOARD__LINK="${JUPYTERHUB_SERVICE_PREFIX:-/}proxy/{port}/status"',
];

const CLUSTERS: Readonly<Record<ClusterKind, Cluster>> = {
  gateway: {
    packages: {
      lines: ['python=3.12', 'dask', 'distributed', 'dask-gateway', 'dask-labextension'],
      names: '`dask`, `dask-gateway` and `dask-labextension`',
    },
    configuration: {
      path: `${DASK}/gateway.yaml`,
      text: lines(
        ABOUT,
        '# The address of the gateway and the way to log in come from the hub, in variables (DASK_GATEWAY__ADDRESS ...).',
        '',
        ...labextension('dask_gateway', 'GatewayCluster'),
      ),
      brings: 'the factory of the Dask panel',
    },
    start: {
      lines: [
        '# Workers run the image that was launched. Its name is set on a hub only.',
        'if [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then',
        '  export DASK_GATEWAY__CLUSTER__OPTIONS__IMAGE="${JUPYTER_IMAGE_SPEC}"',
        'fi',
      ],
      brings: `\`DASK_GATEWAY__CLUSTER__OPTIONS__IMAGE\`, exported from \`JUPYTER_IMAGE_SPEC\`, and ${HAND_OVER}`,
    },
  },
  operator: {
    packages: {
      lines: ['python=3.12', 'dask', 'distributed', 'dask-kubernetes', 'dask-labextension'],
      names: '`dask`, `dask-kubernetes` and `dask-labextension`',
    },
    configuration: {
      path: `${DASK}/kubernetes.yaml`,
      text: lines(
        ABOUT,
        '',
        'kubernetes:',
        '  # The start script puts the name of the launched image here, so that workers run the same one.',
        '  image: WORKER_IMAGE',
        '  # Of each worker.',
        '  resources:',
        '    requests:',
        '      cpu: "1"',
        '      memory: 4G',
        '    limits:',
        '      cpu: "1"',
        '      memory: 4G',
        '',
        ...labextension('dask_kubernetes.operator', 'KubeCluster'),
      ),
      brings:
        '`kubernetes.image: WORKER_IMAGE`, the resources of a worker, and the factory of the Dask panel',
    },
    start: {
      lines: [
        '# Workers run the image that was launched. Its name is set on a hub only; in the workers, which run this script',
        '# too, it is not.',
        'if [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then',
        `  sed -i "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" "\${HOME}/${DASK}/kubernetes.yaml"`,
        'fi',
      ],
      brings: `the \`sed\` that fills \`WORKER_IMAGE\` from \`JUPYTER_IMAGE_SPEC\`, and ${HAND_OVER}`,
    },
  },
  classic: {
    packages: {
      lines: [
        'python=3.11',
        '# The last releases with the classic KubeCluster, which reads the worker template.',
        'dask=2024.4.2',
        'distributed=2024.4.2',
        'dask-kubernetes=2024.4.2',
        'dask-labextension',
      ],
      names: '`dask`, `dask-kubernetes` below 2024.5.0 and `dask-labextension`',
    },
    configuration: {
      path: `${DASK}/kubernetes.yaml`,
      text: lines(
        ABOUT,
        '',
        'kubernetes:',
        '  worker-template:',
        '    spec:',
        '      restartPolicy: Never',
        '      containers:',
        '        - name: dask-worker',
        '          # dask-kubernetes fills in the name of the image that was launched.',
        '          image: ${JUPYTER_IMAGE_SPEC}',
        '          args:',
        '            - dask-worker',
        '            - --nthreads',
        "            - '1'",
        '            - --no-dashboard',
        '            - --memory-limit',
        '            - 4GB',
        '            - --death-timeout',
        "            - '60'",
        '          resources:',
        '            requests:',
        '              cpu: "1"',
        '              memory: 4G',
        '            limits:',
        '              cpu: "1"',
        '              memory: 4G',
        '',
        ...labextension('dask_kubernetes.classic', 'KubeCluster'),
      ),
      brings: '`kubernetes.worker-template`, and the factory of the Dask panel',
    },
    start: { lines: [], brings: HAND_OVER },
  },
  local: {
    packages: {
      lines: ['python=3.12', 'dask', 'distributed', 'dask-labextension'],
      names: '`dask` and `dask-labextension`',
    },
    configuration: {
      path: `${DASK}/distributed.yaml`,
      text: lines(
        ABOUT,
        '',
        'distributed:',
        '  admin:',
        '    tick:',
        '      limit: 5s # of a busy event loop before a warning is logged',
        '',
        ...labextension('dask.distributed', 'LocalCluster'),
      ),
      brings: 'the factory of the Dask panel',
    },
    start: {
      lines: DASHBOARD,
      brings: `\`DASK_DISTRIBUTED__DASHBOARD__LINK\`, and ${HAND_OVER}`,
    },
  },
};

function labextension(module: string, factory: string): string[] {
  return [
    '# What the Dask panel of JupyterLab starts.',
    'labextension:',
    '  factory:',
    `    module: ${module}`,
    `    class: ${factory}`,
    '    args: []',
    '    kwargs: {}',
  ];
}

function environment(packages: readonly string[]): string {
  return lines(
    'name: binder',
    'channels:',
    '  - conda-forge',
    'dependencies:',
    ...packages.map((line) => (line.startsWith('#') ? `  ${line}` : `  - ${line}`)),
  );
}

function script(body: readonly string[]): string {
  return lines(
    '#!/bin/bash',
    '# Runs at every launch, before the server. It has a few seconds; longer work belongs in postBuild.',
    '',
    ...(body.length === 0 ? [] : [...body, '']),
    'exec "$@"',
  );
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
