import { isTree } from '../dask/index.ts';
import { filesOf } from './built-files.ts';
import { clusterName } from './cluster-name.ts';
import { pathName } from './disk.ts';
import { expandVariables, formatText, userName } from './environment.ts';
import { clientPod } from './kubernetes-client.ts';
import { launchedFile } from './launched-file.ts';
import {
  append,
  at,
  isNothing,
  list,
  mapping,
  mapScalars,
  type Node,
  nodeOf,
  type PodSource,
  put,
  scalar,
  valueOfNode,
} from './node.ts';
import type { ClusterInput, WorkerPod } from './worker-pod.ts';

/** The pod that the classic KubeCluster sends (dask_kubernetes core.py, later classic/kubecluster.py). */
export function classicPod(input: ClusterInput): WorkerPod {
  const notes: string[] = [];
  const failures: string[] = [];
  const result = (pod: Node | undefined, more: Partial<WorkerPod> = {}): WorkerPod => ({
    made: 'classic',
    pod: pod?.kind === 'mapping' ? pod : undefined,
    dropped: [],
    failures,
    notes,
    ...more,
  });
  const found = templateOf(input);
  if (found.kind === 'none') {
    if (found.failure !== undefined) failures.push(found.failure);
    if (found.note !== undefined) notes.push(found.note);
    return result(undefined);
  }
  if (found.note !== undefined) notes.push(found.note);
  const expanded = from(input, '0.6.0') ? expand(found.node, input) : found.node;
  if (expanded.kind !== 'mapping') {
    failures.push('`KubeCluster()` fails, since the worker template is no mapping.');
    return result(undefined);
  }
  const client = clientPod(from(input, '2021.10.0') ? named(expanded) : expanded);
  for (const { path, why } of client.refused)
    failures.push(`\`KubeCluster()\` fails at \`${path.join('.')}\` of the template with ${why}`);
  if (at(client.node, ['spec']) === undefined)
    failures.push(
      '`KubeCluster()` fails with AttributeError, since the template has no `spec`: it has to be a Pod, with `metadata` and `spec` at its top.',
    );
  const { dropped } = client;
  if (at(client.node, ['spec', 'containers', 0]) === undefined) return result(client.node, { dropped });
  const name = clusterName(input);
  if (!name.ok) {
    failures.push(name.failure);
    return result(client.node, { dropped });
  }
  if (from(input, '0.10.1') && at(client.node, [...FIRST, 'args']) === undefined)
    failures.push('`KubeCluster()` fails with TypeError, since the first container has no `args`.');
  if (at(client.node, ['spec', 'restartPolicy']) === undefined)
    notes.push('Without `restartPolicy` Kubernetes takes `Always`, and restarts workers that have ended.');
  return result(filled(client.node, name.name, input), { dropped });
}

const FIRST = ['spec', 'containers', 0] as const;

function from({ repository }: ClusterInput, version: string): boolean {
  return repository.era.inForce('dask-kubernetes', version).inForce;
}

type Template =
  | { readonly kind: 'found'; readonly node: Node; readonly note: string | undefined }
  | { readonly kind: 'none'; readonly failure: string | undefined; readonly note: string | undefined };

/** `worker-template` when there is anything in it, else the file that `worker-template-path` names. */
function templateOf(input: ClusterInput): Template {
  const template = input.setting('worker-template');
  const path = input.setting('worker-template-path');
  const given = path !== undefined && !isTree(path) && path.value !== '';
  if (template !== undefined && !isEmpty(nodeOf(template)))
    return {
      kind: 'found',
      node: nodeOf(template),
      note: given ? '`worker-template` wins; the file of `worker-template-path` is not opened.' : undefined,
    };
  if (!given)
    return {
      kind: 'none',
      failure:
        '`KubeCluster()` fails with ValueError, "Worker pod specification not provided": neither `kubernetes.worker-template` nor `kubernetes.worker-template-path` is set.',
      note: undefined,
    };
  return templateFile(input, path.value, path.source.doubt);
}

function templateFile(input: ClusterInput, path: unknown, pathDoubt: string | undefined): Template {
  const none = (failure: string | undefined, note?: string): Template => ({ kind: 'none', failure, note });
  if (typeof path !== 'string')
    return none('`KubeCluster()` fails, since `kubernetes.worker-template-path` is no text.');
  const formatted = formatText(path, input.launch, new Map());
  if (!formatted.ok)
    return none(
      `\`KubeCluster()\` fails with ${formatted.error}, when it puts values into \`kubernetes.worker-template-path\`.`,
    );
  const text = formatted.pieces.map((piece) => piece.text).join('');
  const doubt = pathDoubt ?? formatted.doubt;
  if (doubt !== undefined && text.includes('<'))
    return none(undefined, `The file of \`worker-template-path\` is not known: ${doubt}.`);
  // A relative path counts from the folder of the notebook.
  const absolute = text.startsWith('/') ? text : `/home/jovyan/${text}`;
  const real = filesOf(input.repository, input.launch).at(absolute).path;
  const file = launchedFile(input.repository, input.launch, real, doubt);
  const name = pathName(real);
  if (file.kind === 'absent')
    return none(`\`KubeCluster()\` fails with FileNotFoundError, since there is no \`${name}\`.`);
  if (file.kind === 'unknown') return none(undefined, `\`${name}\` is not known: ${file.note}.`);
  if (file.document.problem !== undefined || file.document.slip !== undefined)
    return none(`\`KubeCluster()\` fails, since \`${name}\` is no valid YAML.`);
  if (file.content.kind !== 'mapping')
    return none(`\`KubeCluster()\` fails, since \`${name}\` is no mapping.`);
  return {
    kind: 'found',
    node: nodeOf(file.content.tree),
    note: text.startsWith('/')
      ? undefined
      : `\`${text}\` is looked for in the folder of the notebook; shown is the root.`,
  };
}

function isEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'mapping':
      return node.entries.size === 0;
    case 'list':
      return node.items.length === 0;
    case 'scalar':
      return node.value === null || node.value === '' || node.value === false || node.value === 0;
  }
}

/** dask.config.expand_environment_variables, on values and not on names. */
function expand(template: Node, input: ClusterInput): Node {
  return mapScalars(template, (node) => {
    if (typeof node.value !== 'string') return node;
    const { text, variables, doubt } = expandVariables(node.value, input.launch);
    if (variables.length === 0 || node.source.kind !== 'written') return node;
    return scalar(text, {
      ...node.source,
      filledBy: [...new Set([...node.source.filledBy, ...variables])],
      doubt: node.source.doubt ?? doubt,
    });
  });
}

/** Containers without a name get one (objects.py, make_pod_from_dict, 2021.10.0 and later). */
function named(template: Node): Node {
  const containers = at(template, ['spec', 'containers']);
  if (containers?.kind !== 'list') return template;
  let result = template;
  for (const [i, container] of containers.items.entries()) {
    if (container.kind === 'mapping' && !container.entries.has('name'))
      result = put(result, ['spec', 'containers', i, 'name'], scalar(`dask-${i}`, ADDED));
  }
  return result;
}

const ADDED: PodSource = { kind: 'added', by: 'dask-kubernetes', doubt: undefined };

/** What clean_pod_template, the cluster and its workers add. */
function filled(client: Node, name: Node, input: ClusterInput): Node {
  let pod = client;
  const label = (key: string, node: Node): void => {
    pod = put(pod, ['metadata', 'labels', key], node);
  };
  label(from(input, '0.6.0') ? 'dask.org/cluster-name' : 'dask.pydata.org/cluster-name', name);
  if (from(input, '0.10.0')) label('dask.org/component', scalar('worker', ADDED));
  else label('component', scalar('dask-worker', ADDED));
  if (from(input, '0.5.0')) label('user', scalar(lowerUser(input), ADDED));
  label('app', scalar('dask', ADDED));
  const namespace = input.setting('namespace');
  pod = put(
    pod,
    ['metadata', 'namespace'],
    namespace === undefined
      ? scalar('<namespace>', {
          ...ADDED,
          doubt: 'the namespace of the server',
        })
      : nodeOf(namespace),
  );
  pod = put(pod, ['metadata', 'generateName'], name);
  const address = variable('DASK_SCHEDULER_ADDRESS', scalar('<address of the scheduler>', ADDED));
  const env = variablesOf(input);
  pod = append(pod, [...FIRST, 'env'], from(input, '0.10.0') ? [...env, address] : [address, ...env]);
  if (from(input, '0.10.1') && at(pod, [...FIRST, 'args']) !== undefined)
    pod = append(pod, [...FIRST, 'args'], [scalar('--name', ADDED), scalar('<number of the worker>', ADDED)]);
  if (from(input, '0.7.0'))
    pod = append(
      pod,
      ['spec', 'tolerations'],
      [toleration('k8s.dask.org/dedicated'), toleration('k8s.dask.org_dedicated')],
    );
  if (from(input, '0.8.0')) pod = append(pod, PREFERRED, [preference()]);
  return inOrder(pod);
}

/** In the order in which pods are written. */
function inOrder(pod: Node): Node {
  if (pod.kind !== 'mapping') return pod;
  const order = ['apiVersion', 'kind', 'metadata', 'spec'];
  const rank = ([name]: readonly [string, Node]): number =>
    order.includes(name) ? order.indexOf(name) : order.length;
  return mapping(
    [...pod.entries].sort((a, b) => rank(a) - rank(b)),
    pod.source,
  );
}

const PREFERRED = [
  'spec',
  'affinity',
  'nodeAffinity',
  'preferredDuringSchedulingIgnoredDuringExecution',
] as const;

function lowerUser(input: ClusterInput): string {
  const { text } = userName(input.launch);
  return text.replace(/[^A-Za-z0-9-]/g, '').toLowerCase();
}

function variable(name: string, value: Node): Node {
  return mapping(
    [
      ['name', scalar(name, value.source)],
      ['value', value],
    ],
    value.source,
  );
}

/** `kubernetes.env`, each value as a text. */
function variablesOf(input: ClusterInput): readonly Node[] {
  const env = input.setting('env');
  const node = env === undefined ? undefined : nodeOf(env);
  if (node?.kind !== 'mapping') return [];
  return [...node.entries].map(([name, value]) => {
    const text = isNothing(value) ? 'None' : String(valueOfNode(value));
    return variable(name, scalar(text, value.source));
  });
}

function toleration(key: string): Node {
  return mapping(
    Object.entries({ key, operator: 'Equal', value: 'worker', effect: 'NoSchedule' }).map(
      ([name, value]) => [name, scalar(value, ADDED)] as const,
    ),
    ADDED,
  );
}

function preference(): Node {
  const expression = mapping(
    [
      ['key', scalar('k8s.dask.org/node-purpose', ADDED)],
      ['operator', scalar('In', ADDED)],
      ['values', list([scalar('worker', ADDED)], ADDED)],
    ],
    ADDED,
  );
  return mapping(
    [
      ['weight', scalar(100, ADDED)],
      ['preference', mapping([['matchExpressions', list([expression], ADDED)]], ADDED)],
    ],
    ADDED,
  );
}
