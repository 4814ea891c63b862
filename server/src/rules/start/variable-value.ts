import type { ExportedVariable } from '../../binder/index.ts';
import type { Era, KeyInfo, Successor } from '../../dask/index.ts';

/** Users of BinderHub have at most this many characters (binderhub launcher.py, unique_name_from_repo). */
const LONGEST_USER = 41;
/** dask-kubernetes puts this many characters of a uuid into the name. */
const UUID_LENGTH = 10;

/**
 * Whether the value of a variable is sure to work under the name of its successor: no launch that works today
 * may fail because a setting that did nothing begins to act.
 */
export function worksAsName(successor: Successor, variable: ExportedVariable, era: Era): boolean {
  if (successor.name !== 'kubernetes.name') return true;
  if (variable.text === undefined) return false;
  // The operator, which the classic cluster's releases do not have, allows 53 characters from 2024.3.0 on.
  const { inForce } = era.inForce('dask-kubernetes', '2024.3.0');
  return expandedLength(variable.text) <= (inForce ? 53 : 63);
}

/** The length of a cluster name for the longest user. */
export function expandedLength(template: string): number {
  return template
    .replace(/\{(?:JUPYTERHUB_USER|user)\}/g, 'u'.repeat(LONGEST_USER))
    .replace(/\{uuid\}/g, 'x'.repeat(UUID_LENGTH)).length;
}

/** Whether any text serves as the value of a key, so that a setting that did nothing so far may begin to act. */
export function takesAnyText(key: KeyInfo): boolean {
  return (
    !key.section &&
    key.unit === undefined &&
    key.allowed === undefined &&
    key.allowedBelow === undefined &&
    key.types.includes('string') &&
    key.key !== 'kubernetes.name'
  );
}
