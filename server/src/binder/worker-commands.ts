import { parseWorkerCommand, type WorkerCommand } from '../dask/index.ts';
import { nodeAt, pairOf, resolved, type YamlNode } from '../yaml/index.ts';
import { type PodTemplate, podTemplates } from './pod-templates.ts';
import type { Repository } from './repository.ts';

/** A container of a pod template that starts a Dask worker, with its command line. */
export interface WorkerContainer {
  readonly template: PodTemplate;
  readonly container: YamlNode;
  /** Its place in `spec.containers`. */
  readonly index: number;
  /** The words of `command` and `args`, in order; the indices of `command.*` lead here. */
  readonly words: readonly YamlNode[];
  readonly command: WorkerCommand;
}

/** All containers that start a worker, in the order of templates. */
export function workerCommands(repository: Repository): readonly WorkerContainer[] {
  return repository.derive(podTemplates).flatMap((template) => {
    const containers = resolved(nodeAt(template.node, ['spec', 'containers']) ?? template.node);
    if (containers?.kind !== 'sequence') return [];
    return containers.items.flatMap((container, index): WorkerContainer[] => {
      const words = ['command', 'args'].flatMap((key) => listItems(pairOf(container, key)?.value));
      const items = words.map((word, i) => ({ text: textOf(word), index: i }));
      const command = parseWorkerCommand(items, repository.era);
      return command === undefined ? [] : [{ template, container, index, words, command }];
    });
  });
}

function listItems(node: YamlNode | undefined): readonly YamlNode[] {
  const list = node === undefined ? undefined : resolved(node);
  return list?.kind === 'sequence' ? list.items : [];
}

function textOf(node: YamlNode): string {
  const target = resolved(node);
  return target?.kind === 'scalar' ? target.text : '';
}
