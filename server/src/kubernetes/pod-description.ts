import descriptions from '../../../schemas/generated/pod-descriptions.js';
import { type PodPath, podField } from './pod.ts';

/**
 * What Kubernetes says about a field of a pod template; for the item of a list, about its type. Undefined for free keys
 * and unknown fields.
 */
export function podDescription(path: PodPath): string | undefined {
  const field = podField(path);
  if (field === undefined) return undefined;
  if (field.owner !== undefined) return descriptions[field.owner]?.[field.name];
  return field.type.kind === 'object' ? descriptions[field.type.of]?.[''] : undefined;
}
