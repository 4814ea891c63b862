import type { Repository } from '../binder/index.ts';
import type { Launch } from '../launch/index.ts';
import { sourceText } from './configuration-text.ts';
import { Doubts } from './doubts.ts';
import { at, isNothing, type Node, type PodSource, valueOfNode } from './node.ts';
import type { WorkerPod } from './worker-pod.ts';
import { YamlWriter } from './yaml-writer.ts';

/** A pod as a YAML document, with the line of each value in it. */
export interface PodText {
  readonly text: string;
  readonly lines: readonly PodLine[];
}

export interface PodLine {
  readonly path: readonly (string | number)[];
  readonly node: Node;
  /** Counted from 0. */
  readonly line: number;
}

/** The pod for people: what is sent, every value with its source, and what is left out. */
export function podText(repository: Repository, launch: Launch, worker: WorkerPod): PodText {
  const writer = new YamlWriter();
  const doubts = new Doubts();
  const { era } = repository;
  writer.comment(0, `The worker pod at launch: ${launch.profile?.title ?? 'your own values'}`);
  writer.comment(
    0,
    `dask-kubernetes ${era.target('dask-kubernetes').text}: ${era.describe('dask-kubernetes')}`,
  );
  for (const text of [...worker.failures, ...worker.notes]) writer.comment(0, text);
  if (worker.dropped.length > 0) {
    writer.comment(0, 'Left out by the Kubernetes client:');
    for (const { path, node, why } of worker.dropped)
      writer.comment(0, `  ${path.join('.')} (${podSourceText(node.source)}): ${why}`);
  }
  writer.comment(0);
  const lines: PodLine[] = [];
  const { pod } = worker;
  if (pod === undefined) writer.comment(0, 'No pod is sent.');
  for (const [name, node] of pod?.entries ?? []) {
    if (isNothing(node)) continue;
    writer.pair(0, name, valueOfNode(node), (path) => {
      const full = [name, ...path];
      const found = at(pod, full);
      // Lists and mappings say where they came from through what is in them.
      if (found?.kind !== 'scalar') return undefined;
      lines.push({ path: full, node: found, line: writer.line });
      return podSourceText(found.source, (doubt) => doubts.text(doubt));
    });
  }
  return { text: writer.text, lines };
}

/** Where a value came from, in a few words. */
export function podSourceText(
  source: PodSource,
  inWords: (doubt: string) => string = (doubt) => `${doubt} is not certain`,
): string {
  const doubt = source.doubt === undefined ? '' : `; ${inWords(source.doubt)}`;
  if (source.kind === 'added') return `added by ${source.by}${doubt}`;
  const filled = source.filledBy.length === 0 ? '' : `, with ${source.filledBy.join(', ')}`;
  return `${sourceText(source.source)}${filled}${doubt}`;
}
