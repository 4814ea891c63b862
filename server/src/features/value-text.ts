import {
  CHANGES,
  describeBytes,
  type Era,
  type KeyInfo,
  logLevel,
  parseBytes,
  parseDuration,
  parseMemoryLimit,
} from '../dask/index.ts';
import { cpuText, memoryText, type PodField, type PodPath, parseQuantity } from '../kubernetes/index.ts';
import type { YamlScalar } from '../yaml/index.ts';
import { code, codes, durationWords } from './words.ts';

/** What a value of a key means: a duration in words, a size in bytes, a level, one choice of several. */
export function describeValue(key: KeyInfo, below: boolean, node: YamlScalar, era: Era): string | undefined {
  const { value } = node;
  const written = typeof value === 'number' ? value : node.text;
  if (node.type === 'null' || node.type === 'bool') return choiceText(key, below, node);
  if (key.unit === 'duration' && !below) return durationText(written, key.bareUnit, era);
  if (key.unit === 'bytes' && !below) {
    const memoryFraction = key.types.includes('number') && typeof value === 'number' && value <= 1;
    return memoryFraction ? undefined : bytesText(written);
  }
  return choiceText(key, below, node);
}

export function durationText(
  written: string | number,
  bareUnit: KeyInfo['bareUnit'],
  era: Era,
): string | undefined {
  const parsed = parseDuration(written, { bareUnit, weeks: era.of(CHANGES.weeks).inForce });
  if (!parsed.ok) return `${code(String(written))} is no duration that Dask reads.`;
  const bare = parsed.bare
    ? ` Without a unit it counts as ${bareUnit === 'ms' ? 'milliseconds' : 'seconds'}.`
    : '';
  return `${code(String(written))} is **${durationWords(parsed.seconds)}**.${bare}`;
}

export function bytesText(written: string | number): string {
  const parsed = parseBytes(written);
  return parsed.ok
    ? `${code(String(written))} is **${describeBytes(parsed.bytes)}**.`
    : `${code(String(written))} is no size that Dask reads.`;
}

/** `--memory-limit` with what the pod permits: a worker above it is killed before it spills. */
export function memoryLimitText(written: string, podLimit: string | undefined): string | undefined {
  const limit = parseMemoryLimit(written);
  switch (limit.kind) {
    case 'auto':
      return '`auto`: the memory of the machine or of its pod, shared among the workers by their threads.';
    case 'none':
      return `${code(written)}: no limit, so that the worker neither spills nor pauses.`;
    case 'fraction':
      return `${code(written)}: ${Math.round(limit.fraction * 1000) / 10}% of the memory.`;
    case 'refused':
      return `${code(written)} is no size that Dask reads.`;
    case 'bytes': {
      const text = `${code(written)} is **${describeBytes(limit.bytes)}**.`;
      return podLimit === undefined ? text : `${text} ${comparison(limit.bytes, podLimit)}`;
    }
  }
}

function comparison(bytes: number, podLimit: string): string {
  const quantity = parseQuantity(podLimit);
  if (!quantity.ok) return '';
  const limit = Number(quantity.nano) / 1e9;
  const name = `the limit of its pod, ${code(podLimit)}`;
  if (bytes === limit) return `That is ${name}.`;
  const distance = describeBytes(Math.abs(bytes - limit));
  return bytes < limit
    ? `That is ${distance} below ${name}.`
    : `That is ${distance} **above** ${name}: Kubernetes kills the worker before it spills.`;
}

function choiceText(key: KeyInfo, below: boolean, node: YamlScalar): string | undefined {
  const levels = below ? key.allowedBelow : undefined;
  if (levels !== undefined) {
    const level = logLevel(node.text);
    return level === undefined
      ? `One of ${codes(levels)}, in any case.`
      : `${code(node.text)} (${level}): messages of this level and of those above it. Others: ${codes(levels)}.`;
  }
  const choices = below ? undefined : (key.allowed ?? key.suggested);
  if (choices === undefined || choices.length < 2) return undefined;
  const others = key.allowed === undefined ? 'Values, among others' : 'Values';
  return `${others}: ${codes(choices)}.`;
}

/** A value of a pod: quantities for people, choices. */
export function describePodValue(field: PodField, path: PodPath, node: YamlScalar): string | undefined {
  const { type } = field;
  if (type.kind === 'quantity') {
    const quantity = parseQuantity(node.text);
    if (!quantity.ok) return `${code(node.text)} is no quantity that Kubernetes reads.`;
    const name = String(path.at(-1));
    if (name === 'cpu') return `${code(node.text)} is **${cpuText(quantity)}**.`;
    return isCount(name) ? undefined : `${code(node.text)} is **${memoryText(quantity)}**.`;
  }
  if (type.kind === 'text' && type.enum !== undefined) return `Values: ${codes(type.enum)}.`;
  return undefined;
}

/** Resources that are counted: `nvidia.com/gpu`. */
function isCount(name: string): boolean {
  return name.includes('/') && !name.startsWith('hugepages');
}
