import type { Repository } from '../binder/index.ts';
import { CHANGES, configValue, isTree } from '../dask/index.ts';
import type { Launch } from '../launch/index.ts';
import { classicPod } from './classic-pod.ts';
import type { Dropped } from './kubernetes-client.ts';
import type { EffectiveConfiguration, GivenLeaf, GivenTree } from './model.ts';
import type { MappingNode } from './node.ts';
import { operatorPod } from './operator-pod.ts';

/** The worker's pod as a cluster of dask-kubernetes makes it from the configuration of a launch. */
export interface WorkerPod {
  /** The classic KubeCluster makes pods itself; that of the operator hands a DaskCluster to the controller. */
  readonly made: 'classic' | 'operator' | 'nothing';
  readonly pod: MappingNode | undefined;
  /** What stands in the template and is not sent. */
  readonly dropped: readonly Dropped[];
  /** Why `KubeCluster()` fails; sentences. */
  readonly failures: readonly string[];
  /** What else there is to know; sentences. */
  readonly notes: readonly string[];
}

/** What both kinds of cluster start from. */
export interface ClusterInput {
  readonly repository: Repository;
  readonly launch: Launch;
  readonly configuration: EffectiveConfiguration;
  /** A value of the section `kubernetes`, null left out. */
  setting(name: string): GivenLeaf | GivenTree | undefined;
}

/** The pod that `KubeCluster()` without arguments would ask for, after substitution and expansion. */
export function workerPod(
  repository: Repository,
  launch: Launch,
  configuration: EffectiveConfiguration,
): WorkerPod {
  const { era } = repository;
  const input: ClusterInput = {
    repository,
    launch,
    configuration,
    setting: (name) => {
      const found = configValue(configuration.config, ['kubernetes', name]);
      return found === undefined || (!isTree(found) && found.value === null) ? undefined : found;
    },
  };
  const notes: string[] = [];
  if (era.presence('dask-kubernetes') === 'absent')
    notes.push(
      era.presence('dask-gateway') === 'installed'
        ? 'The environment brings no dask-kubernetes, so nothing here makes pods: Dask Gateway makes its workers on its own server.'
        : 'The environment brings no dask-kubernetes, so `from dask_kubernetes import KubeCluster` fails; shown is what it would do.',
    );
  if (configuration.failures.length > 0)
    notes.push('`import dask` fails at this launch; shown is what would happen without that.');
  for (const { name, state, note } of configuration.layers)
    if (state === 'not-read') notes.push(`\`${name}\` is not read: ${note ?? 'nothing looks there'}.`);
  if (!era.of(CHANGES.kubernetesName).inForce)
    return {
      made: 'nothing',
      pod: undefined,
      dropped: [],
      failures: [],
      notes: [...notes, 'What dask-kubernetes before 0.4.0 does is not known here.'],
    };
  const made = era.of(CHANGES.classicClusterGone).inForce ? operatorPod(input) : classicPod(input);
  return { ...made, notes: [...notes, ...made.notes] };
}
