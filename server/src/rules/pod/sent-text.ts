import type { YamlScalar } from '../../yaml/index.ts';

/**
 * What the Python client of Kubernetes sends for a value where a text belongs: `str(value)` of what PyYAML read
 * (kubernetes api_client.py, __deserialize_primitive). Undefined for texts and null.
 */
export function sentText({ type, value }: YamlScalar): string | undefined {
  if (type === 'bool') return value === true ? 'True' : 'False';
  if (type === 'int') return String(value);
  return type === 'float' && typeof value === 'number' ? floatText(value) : undefined;
}

/** `repr` of a float: the shortest digits, an exponent of two digits from 1e16 and below 1e-4. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.replace(/^([+-])(?=\d$)/, (sign) => `${sign}0`)}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}
