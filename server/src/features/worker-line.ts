import { type CommandItem, type Era, parseWorkerCommand, type WorkerCommand } from '../dask/index.ts';
import { nodeAt, pairOf, resolved, type YamlNode, type YamlPath } from '../yaml/index.ts';

/** The command line of the container in which a word stands. */
export interface WorkerLine {
  readonly command: WorkerCommand | undefined;
  readonly items: readonly CommandItem[];
  /** The word of the path; undefined when the list is not read as one. */
  readonly item: CommandItem | undefined;
  readonly container: YamlNode;
}

const LISTS = ['command', 'args'];
/** `spec.containers.0.args.1` */
const LENGTH = 5;

/** Whether a path of a pod leads to a word of a container's command. */
export function isWord(path: YamlPath): boolean {
  return (
    path.length === LENGTH &&
    path[1] === 'containers' &&
    LISTS.includes(String(path[3])) &&
    typeof path[4] === 'number'
  );
}

/** The line to which a word belongs; `path` is that of the word in its pod. */
export function workerLine(pod: YamlNode | undefined, path: YamlPath, era: Era): WorkerLine | undefined {
  const container = isWord(path) ? nodeAt(pod, path.slice(0, 3)) : undefined;
  if (container === undefined) return undefined;
  const lists = LISTS.map((name) => ({ name, items: itemsOf(pairOf(container, name)?.value) }));
  const items = lists.flatMap(({ items }) => items).map((node, index) => ({ text: textOf(node), index }));
  const before = path[3] === 'args' ? (lists[0]?.items.length ?? 0) : 0;
  const item = items[before + Number(path[4])];
  return { command: parseWorkerCommand(items, era), items, item, container };
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  const list = node === undefined ? undefined : resolved(node);
  return list?.kind === 'sequence' ? list.items : [];
}

function textOf(node: YamlNode): string {
  const target = resolved(node);
  return target?.kind === 'scalar' ? target.text : '';
}
