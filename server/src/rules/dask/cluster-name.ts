import type { Repository } from '../../binder/index.ts';
import { CHANGES, type EraVerdict, parseTemplate, type Template } from '../../dask/index.ts';

/**
 * The longest values on BinderHub: user names (binderhub launcher.py, unique_name_from_repo), the account in the
 * image (`jovyan`), and the uuid that dask-kubernetes makes.
 */
const LENGTHS: Readonly<Record<string, number>> = { JUPYTERHUB_USER: 41, user: 6, USER: 6, uuid: 10 };

/** What Kubernetes or the operator refuses in the name of a cluster. */
export type ClusterNameProblem =
  | { readonly kind: 'character'; readonly character: string }
  | {
      readonly kind: 'length';
      readonly length: number;
      readonly limit: number;
      readonly verdict: EraVerdict;
    };

/** What is wrong with a name, with the longest user name there is. */
export function clusterNameProblem(
  repository: Repository,
  { parts, error }: Template,
): ClusterNameProblem | undefined {
  if (error !== undefined || parts.length === 0) return undefined;
  for (const part of parts) {
    if (part.kind !== 'text') continue;
    const character = part.text.match(/[A-Z_\s]/g)?.find((one) => isRefused(repository, one));
    if (character !== undefined) return { kind: 'character', character };
  }
  const length = parts
    .map((part) => (part.kind === 'text' ? part.text.length : (LENGTHS[part.name] ?? 0)))
    .reduce((sum, one) => sum + one, 0);
  const verdict = repository.era.of(CHANGES.classicClusterGone);
  // The classic cluster's names become the values of labels; the operator checks its own (validate_cluster_name).
  const limit = verdict.inForce ? 53 : 63;
  return length > limit ? { kind: 'length', length, limit, verdict } : undefined;
}

/**
 * The classic cluster came to write what Kubernetes refuses in another way: blanks from 0.10.0 on, `_` from 0.10.1,
 * capitals from 2021.03.0 (dask_kubernetes/core.py, escape). The operator takes nothing of the kind.
 */
function isRefused({ era }: Repository, character: string): boolean {
  if (era.of(CHANGES.classicClusterGone).inForce) return true;
  const written = character === '_' ? '0.10.1' : /[A-Z]/.test(character) ? '2021.03.0' : '0.10.0';
  return !era.inForce('dask-kubernetes', written).inForce;
}

/** Whether a name that nothing reads so far may begin to act without harm. */
export function worksAsClusterName(repository: Repository, text: string): boolean {
  const template = parseTemplate(text);
  return (
    template.error === undefined &&
    clusterNameProblem(repository, template) === undefined &&
    template.parts.some((part) => part.kind === 'field' && part.name === 'uuid') &&
    template.parts.every(
      (part) =>
        part.kind === 'text' ||
        part.name === 'uuid' ||
        part.name === 'user' ||
        part.name === 'JUPYTERHUB_USER',
    )
  );
}
