import { isTree } from '../dask/index.ts';
import { formatText, type Piece, userName } from './environment.ts';
import { type Node, type PodSource, scalar } from './node.ts';
import type { ClusterInput } from './worker-pod.ts';

/** The name of a cluster, or why it cannot be made. */
export type ClusterName =
  | { readonly ok: true; readonly name: Node; readonly text: string }
  | { readonly ok: false; readonly failure: string };

const DEFAULT_NAME = 'dask-{user}-{uuid}';

/** `kubernetes.name` with the user, ten characters of a uuid and the environment put in. */
export function clusterName(input: ClusterInput): ClusterName {
  const found = input.setting('name');
  if (found !== undefined && (isTree(found) || typeof found.value !== 'string'))
    return { ok: false, failure: '`KubeCluster()` fails, since `kubernetes.name` is no text.' };
  const template = found === undefined ? DEFAULT_NAME : String(found.value);
  const own = new Map<string, Piece>([
    ['user', userName(input.launch)],
    ['uuid', { text: '<uuid>', certain: false }],
  ]);
  const formatted = formatText(template, input.launch, own);
  if (!formatted.ok)
    return {
      ok: false,
      failure: `\`KubeCluster()\` fails with ${formatted.error}, when it puts values into \`kubernetes.name\`.`,
    };
  const clean = characters(input);
  const text = formatted.pieces.map((piece) => (piece.certain ? clean(piece.text) : piece.text)).join('');
  const source: PodSource =
    found === undefined
      ? { kind: 'added', by: 'the default of `kubernetes.name`', doubt: formatted.doubt }
      : {
          kind: 'written',
          source: found.source.source,
          filledBy: formatted.variables,
          doubt: found.source.doubt ?? formatted.doubt,
        };
  return { ok: true, name: scalar(text, source), text };
}

/** Characters that the release leaves in a name (dask_kubernetes, escape); the operator leaves all. */
function characters({ repository: { era } }: ClusterInput): (text: string) => string {
  const from = (version: string): boolean => era.inForce('dask-kubernetes', version).inForce;
  if (from('2024.5.0') || !from('0.10.0')) return (text) => text;
  const kept = from('0.11.0') ? /[^A-Za-z0-9-]/g : from('0.10.1') ? /[^A-Za-z0-9.-]/g : /[^A-Za-z0-9_.-]/g;
  const lower = from('2021.03.0');
  return (text) => {
    const clean = text.replace(kept, '');
    return lower ? clean.toLowerCase() : clean;
  };
}
