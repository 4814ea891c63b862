import { pythonFloatText } from '../../dask/index.ts';
import type { YamlScalar } from '../../yaml/index.ts';

/**
 * What the Python client of Kubernetes sends for a value where a text belongs: `str(value)` of what PyYAML read
 * (kubernetes api_client.py, __deserialize_primitive). Undefined for texts and null.
 */
export function sentText({ type, value }: YamlScalar): string | undefined {
  if (type === 'bool') return value === true ? 'True' : 'False';
  if (type === 'int') return String(value);
  return type === 'float' && typeof value === 'number' ? pythonFloatText(value) : undefined;
}
