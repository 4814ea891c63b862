import type { Change } from './change.ts';
import { either, type Place, sameValue, unknown, type Value } from './value.ts';

/** What stands at a path of the simulated file system. */
export type FileNode =
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | {
      readonly kind: 'file';
      readonly text: Value;
      /** The commands that changed it, in their order. */
      readonly changes: readonly Change[];
      readonly executable: boolean | 'unknown';
    }
  | { readonly kind: 'link'; readonly target: string }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly place: Place | undefined;
      /** What may stand there; the first one is what is there when everything works. */
      readonly alternatives: readonly FileNode[];
      readonly exhaustive: boolean;
      readonly changes: readonly Change[];
    };

/** More alternatives than these are not kept. */
const MAX_ALTERNATIVES = 6;

export const ABSENT: FileNode = { kind: 'absent' };
export const DIRECTORY: FileNode = { kind: 'directory' };

export function fileNode(
  text: Value,
  changes: readonly Change[] = [],
  executable: boolean | 'unknown' = 'unknown',
): FileNode {
  return { kind: 'file', text, changes, executable };
}

export function unknownNode(
  reason: string,
  place: Place | undefined,
  alternatives: readonly FileNode[] = [],
  exhaustive = false,
  changes: readonly Change[] = place === undefined ? [] : [lost(place)],
): FileNode {
  // Alternatives of alternatives are told at once: they would double with each command.
  const flat = alternatives.flatMap((one) =>
    one.kind === 'unknown' && one.alternatives.length > 0 ? one.alternatives : [one],
  );
  const complete = exhaustive && alternatives.every((one) => one.kind !== 'unknown' || one.exhaustive);
  return {
    kind: 'unknown',
    reason,
    place,
    alternatives: flat.slice(0, MAX_ALTERNATIVES),
    exhaustive: complete && flat.length <= MAX_ALTERNATIVES,
    changes,
  };
}

/** A change of which nobody knows what it made. */
function lost(place: Place): Change {
  return { ...place, text: undefined, values: [] };
}

export function changesOf(node: FileNode): readonly Change[] {
  return node.kind === 'file' || node.kind === 'unknown' ? node.changes : [];
}

/** The file after a command that may have changed its text, and not more than that. */
export function perhapsChanged(node: FileNode, reason: string, label: string, place: Place): FileNode {
  const changes = [...changesOf(node), lost(place)];
  if (node.kind === 'file') return { ...node, text: unknown(reason, label, place, [node.text]), changes };
  if (node.kind === 'directory') return node;
  return unknownNode(reason, place, [node], false, changes);
}

export function sameNode(a: FileNode, b: FileNode): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'file') return b.kind === 'file' && sameValue(a.text, b.text);
  if (a.kind === 'link') return b.kind === 'link' && a.target === b.target;
  return a.kind !== 'unknown';
}

/** One of two, by a condition that is not known. */
export function eitherNode(
  a: FileNode,
  b: FileNode,
  reason: string,
  place: Place | undefined,
  exhaustive = true,
): FileNode {
  if (sameNode(a, b)) return a;
  const changes = [...changesOf(a)];
  for (const change of changesOf(b)) if (!changes.includes(change)) changes.push(change);
  if (a.kind === 'file' && b.kind === 'file') {
    const executable = a.executable === b.executable ? a.executable : 'unknown';
    return { kind: 'file', text: either(a.text, b.text, reason, place, exhaustive), changes, executable };
  }
  return unknownNode(reason, place, [a, b], exhaustive, changes);
}
