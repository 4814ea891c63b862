import { isKnownSection } from '../dask/index.ts';
import type { SourceText } from '../text/index.ts';
import { keyText, nodeAt, pairOf, resolved, type YamlNode } from '../yaml/index.ts';
import type { Models } from './repository.ts';
import type { Role } from './role.ts';

/** Whether the content of a YAML file confirms a role that its place only suggests. */
export function agrees(role: Role, source: SourceText, models: Models): boolean {
  const root = models.yaml(source).root;
  if (role === 'pod-template') return isWorkerPod(root);
  return root !== undefined && hasKnownSection(root) && !isManifest(root);
}

/** A Pod by its kind, or by containers of which one runs a Dask worker. */
export function isWorkerPod(root: YamlNode | undefined): boolean {
  const kind = scalarText(nodeAt(root, ['kind']));
  if (kind !== undefined) return kind === 'Pod';
  const containers = resolved(nodeAt(root, ['spec', 'containers']) ?? EMPTY);
  if (containers?.kind !== 'sequence') return false;
  return containers.items.some((container) => runsWorker(container));
}

/** Whether the command or arguments of a container name dask-worker, or `dask worker`. */
export function runsWorker(container: YamlNode): boolean {
  const words = ['command', 'args'].flatMap((key) => {
    const list = resolved(pairOf(container, key)?.value ?? EMPTY);
    if (list?.kind === 'scalar') return list.text.split(/\s+/);
    return list?.kind === 'sequence' ? list.items.map((item) => scalarText(item) ?? '') : [];
  });
  return (
    words.includes('dask-worker') ||
    words.some((word, i) => word === 'dask' && words[i + 1] === 'worker') ||
    words.includes('distributed.cli.dask_worker')
  );
}

function hasKnownSection(root: YamlNode): boolean {
  const mapping = resolved(root);
  if (mapping?.kind !== 'mapping') return false;
  return mapping.pairs.some((pair) => {
    const name = keyText(pair) ?? '';
    // Pods and other manifests have annotations, too.
    return name !== 'annotations' && isKnownSection(name);
  });
}

/** Kubernetes manifests, Helm values and compose files may have a `kubernetes:` key of their own. */
function isManifest(root: YamlNode): boolean {
  return (
    (pairOf(root, 'apiVersion') !== undefined && pairOf(root, 'kind') !== undefined) ||
    pairOf(root, 'services') !== undefined
  );
}

function scalarText(node: YamlNode | undefined): string | undefined {
  const target = node === undefined ? undefined : resolved(node);
  return target?.kind === 'scalar' ? target.text : undefined;
}

const EMPTY: YamlNode = {
  kind: 'scalar',
  span: { start: 0, end: 0 },
  tag: undefined,
  anchor: undefined,
  style: 'plain',
  text: '',
  type: 'null',
  value: null,
};
