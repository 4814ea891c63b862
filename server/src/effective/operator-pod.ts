import { isTree, jsonFromConfig } from '../dask/index.ts';
import { filesOf } from './built-files.ts';
import { clusterName } from './cluster-name.ts';
import { pathName } from './disk.ts';
import { launchedFile } from './launched-file.ts';
import {
  append,
  at,
  list,
  mapping,
  type Node,
  nodeOf,
  type PodSource,
  put,
  scalar,
  valueOfNode,
} from './node.ts';
import type { ClusterInput, WorkerPod } from './worker-pod.ts';

/** Settings of the classic KubeCluster that nothing reads any more. */
const UNREAD = ['worker-template', 'worker-template-path', 'scheduler-template', 'scheduler-template-path'];

const CLUSTER: PodSource = { kind: 'added', by: 'KubeCluster', doubt: undefined };
const CONTROLLER: PodSource = { kind: 'added', by: "the operator's controller", doubt: undefined };

/**
 * The worker's pod of the operator: KubeCluster makes a DaskCluster, and the controller in the Kubernetes cluster, of
 * whatever release it is, makes pods from it (operator/kubecluster/kubecluster.py; operator/controller/controller.py).
 */
export function operatorPod(input: ClusterInput): WorkerPod {
  const notes: string[] = [];
  const failures: string[] = [];
  for (const name of UNREAD) {
    const found = input.setting(name);
    if (found !== undefined && isWritten(nodeOf(found)))
      notes.push(
        `\`kubernetes.${name}\` is not read: the classic KubeCluster is gone from dask-kubernetes 2024.5.0 on. \`kubernetes.custom-cluster-spec\` takes its place.`,
      );
  }
  notes.push('The controller runs in the Kubernetes cluster; what it adds depends on its own release.');
  const custom = customSpec(input);
  if (custom.kind === 'failure') failures.push(custom.text);
  if (custom.kind === 'unknown') notes.push(custom.text);
  const nothing: WorkerPod = { made: 'operator', pod: undefined, dropped: [], failures, notes };
  if (custom.kind === 'failure' || custom.kind === 'unknown') return nothing;
  if (custom.kind === 'spec') {
    const name = at(custom.node, ['metadata', 'name']);
    const worker = at(custom.node, ['spec', 'worker', 'spec']);
    if (name === undefined)
      failures.push(
        '`KubeCluster()` fails with KeyError, since the custom cluster spec has no `metadata.name`.',
      );
    if (worker === undefined)
      notes.push('The custom cluster spec has no `spec.worker.spec`, so there is no worker.');
    if (name === undefined || worker === undefined) return nothing;
    return { ...nothing, pod: podOf(String(valueOfNode(name)), worker) };
  }
  const name = clusterName(input);
  if (!name.ok) {
    failures.push(name.failure);
    return nothing;
  }
  return { ...nothing, pod: podOf(name.text, generated(input)) };
}

type Custom =
  | { readonly kind: 'spec'; readonly node: Node }
  | { readonly kind: 'none' }
  | { readonly kind: 'failure' | 'unknown'; readonly text: string };

function customSpec(input: ClusterInput): Custom {
  const found = input.setting('custom-cluster-spec');
  if (found === undefined) return { kind: 'none' };
  if (isTree(found)) return found.size === 0 ? { kind: 'none' } : { kind: 'spec', node: nodeOf(found) };
  const { value } = found;
  if (typeof value !== 'string')
    return {
      kind: 'failure',
      text: '`KubeCluster()` fails, since `kubernetes.custom-cluster-spec` is no mapping.',
    };
  // Neither braces nor `$NAME` are filled in this path.
  const real = filesOf(input.repository, input.launch).at(
    value.startsWith('/') ? value : `/home/jovyan/${value}`,
  ).path;
  const file = launchedFile(input.repository, input.launch, real, found.source.doubt);
  const name = pathName(real);
  if (file.kind === 'absent')
    return {
      kind: 'failure',
      text: `\`KubeCluster()\` fails with FileNotFoundError, since there is no \`${name}\`.`,
    };
  if (file.kind === 'unknown') return { kind: 'unknown', text: `\`${name}\` is not known: ${file.note}.` };
  return file.content.kind === 'mapping' && file.document.problem === undefined
    ? { kind: 'spec', node: nodeOf(file.content.tree) }
    : { kind: 'failure', text: `\`KubeCluster()\` fails, since \`${name}\` is no mapping.` };
}

/** The worker that make_worker_spec describes from the settings. */
function generated(input: ClusterInput): Node {
  const command = input.setting('worker-command');
  const commandNode = command === undefined ? undefined : nodeOf(command);
  const words =
    commandNode === undefined
      ? [scalar('dask-worker', CLUSTER)]
      : commandNode.kind === 'list'
        ? commandNode.items
        : String(valueOfNode(commandNode))
            .split(' ')
            .map((word) => scalar(word, commandNode.source));
  const args = ['--name', '$(DASK_WORKER_NAME)', '--dashboard', '--dashboard-address', '8788'];
  const image = input.setting('image');
  const resources = input.setting('resources');
  const env = input.setting('env');
  const port = mapping(
    [
      ['name', scalar('http-dashboard', CLUSTER)],
      ['containerPort', scalar(8788, CLUSTER)],
      ['protocol', scalar('TCP', CLUSTER)],
    ],
    CLUSTER,
  );
  const container: (readonly [string, Node])[] = [
    ['name', scalar('worker', CLUSTER)],
    [
      'image',
      image === undefined
        ? scalar('ghcr.io/dask/dask:latest', {
            kind: 'added',
            by: 'the default of `kubernetes.image`',
            doubt: undefined,
          })
        : nodeOf(image),
    ],
    ['args', list([...words, ...args.map((word) => scalar(word, CLUSTER))], CLUSTER)],
  ];
  const variables = env === undefined ? undefined : variableList(nodeOf(env));
  if (variables !== undefined) container.push(['env', variables]);
  if (resources !== undefined) container.push(['resources', nodeOf(resources)]);
  container.push(['ports', list([port], CLUSTER)]);
  return mapping([['containers', list([mapping(container, CLUSTER)], CLUSTER)]], CLUSTER);
}

function variableList(env: Node): Node {
  if (env.kind !== 'mapping') return env;
  return list(
    [...env.entries].map(([name, value]) =>
      mapping(
        [
          ['name', scalar(name, value.source)],
          ['value', value],
        ],
        value.source,
      ),
    ),
    env.source,
  );
}

/** What the controller makes of the worker of a cluster. */
function podOf(cluster: string, worker: Node): WorkerPod['pod'] {
  const group = `${cluster}-default`;
  const name = `${group}-worker-<id>`;
  const added = (entries: Readonly<Record<string, string>>): Node =>
    mapping(
      Object.entries(entries).map(([key, value]) => [key, scalar(value, CONTROLLER)] as const),
      CONTROLLER,
    );
  const labels = added({
    'dask.org/cluster-name': cluster,
    'dask.org/workergroup-name': group,
    'dask.org/component': 'worker',
  });
  const env = [
    added({ name: 'DASK_WORKER_NAME', value: name }),
    added({
      name: 'DASK_SCHEDULER_ADDRESS',
      value: `tcp://${cluster}-scheduler.<namespace>.svc.cluster.local:8786`,
    }),
  ];
  let spec = worker;
  const containers = at(worker, ['containers']);
  for (const i of containers?.kind === 'list' ? containers.items.keys() : [])
    spec = append(spec, ['containers', i, 'env'], env);
  return mapping(
    [
      ['metadata', put(added({ name }), ['labels'], labels)],
      ['spec', spec],
    ],
    CONTROLLER,
  );
}

/** Whether somebody wrote it, and anything at all. */
function isWritten(node: Node): boolean {
  if (node.kind === 'mapping') return [...node.entries.values()].some(isWritten);
  if (node.source.kind !== 'written' || node.source.source.kind === 'default') return false;
  return node.kind === 'list' || (jsonFromConfig(node.value) !== null && node.value !== '');
}
