import type { RepositoryFile, Role } from '../binder/index.ts';
import { KEYS } from '../dask/index.ts';
import { type PodPath, podField } from '../kubernetes/index.ts';
import type { YamlPath } from '../yaml/index.ts';

/** What rules at a place of a file: Dask's configuration, or Kubernetes below a template. */
export type Zone =
  | {
      readonly kind: 'dask';
      /** The keys up to the first list. */
      readonly path: readonly string[];
      /** What follows the first list: an index and more. */
      readonly within: YamlPath;
    }
  | {
      readonly kind: 'pod';
      readonly path: PodPath;
      /** The way to the template in its file. */
      readonly base: YamlPath;
    };

const TEMPLATES: ReadonlySet<string> = new Set([
  'kubernetes.worker-template',
  'kubernetes.scheduler-template',
]);
const DEPTH = 2;

/** Whether hover and completion know what belongs in a file. */
export function isDescribed(file: RepositoryFile): boolean {
  return !file.binary && (hasRole(file, 'dask-config') || hasRole(file, 'pod-template'));
}

const NAMES: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|\/)worker-(?:template|spec)[^/]*\.ya?ml$/, 'pod-template'],
  [/(?:^|\/)dask_config\.ya?ml$/, 'dask-config'],
];
/** What says that a file is for somebody else: a manifest of another kind, a compose file. */
const FOREIGN = /^(?:kind:\s*(?!Pod\b)\S|services:)/m;

/** A file that is only begun has no content yet that tells its role: there the name does. */
function hasRole({ roles, path, source }: RepositoryFile, role: Role): boolean {
  if (roles.length > 0) return roles.includes(role);
  const named = NAMES.find(([name]) => name.test(path));
  return named?.[1] === role && !FOREIGN.test(source.text);
}

/** What rules at a path. The value of a template key is the root of its pod. */
export function zoneOf(file: RepositoryFile, path: YamlPath): Zone {
  const isPod = hasRole(file, 'pod-template');
  // A file may be both by mistake: what a Pod has at its top belongs to the Pod.
  if (isPod && (!hasRole(file, 'dask-config') || isOfPod(path))) return { kind: 'pod', path, base: [] };
  const list = path.findIndex((step) => typeof step === 'number');
  const keys = (list < 0 ? path : path.slice(0, list)).map(String);
  if (keys.length >= DEPTH) {
    const found = KEYS.find(keys.slice(0, DEPTH));
    if (found.kind === 'key' && TEMPLATES.has(found.key.key)) {
      return { kind: 'pod', path: path.slice(DEPTH), base: path.slice(0, DEPTH) };
    }
  }
  return { kind: 'dask', path: keys, within: list < 0 ? [] : path.slice(list) };
}

function isOfPod(path: YamlPath): boolean {
  return path.length > 0 && podField(path.slice(0, 1)) !== undefined;
}
