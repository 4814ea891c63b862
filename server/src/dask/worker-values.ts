import { type MemoryLimit, parseMemoryLimit } from './bytes.ts';
import { CHANGES } from './changes.ts';
import { type DurationRefusal, parseDuration } from './duration.ts';
import type { Era } from './era.ts';
import { pythonFloat, pythonInt } from './python-number.ts';
import type { WorkerOption } from './worker-options.ts';

/** Why an option's value is refused. `expected` completes "takes ...". */
export type ValueRefusal =
  | { readonly kind: 'form'; readonly expected: string }
  | { readonly kind: 'duration'; readonly expected: string; readonly refusal: DurationRefusal }
  | {
      readonly kind: 'bytes';
      readonly expected: string;
      readonly refusal: MemoryLimit & { kind: 'refused' };
    };

/**
 * Whether an option refuses a text, as far as the text is known: with `$` or a template's braces in it nothing
 * is said. Addresses, paths and import paths are not looked at.
 */
export function refusalOfValue(option: WorkerOption, value: string, era: Era): ValueRefusal | undefined {
  if (/\$|\{\{|\{%/.test(value)) return undefined;
  switch (option.type) {
    case 'integer':
      return form(pythonInt(value) !== undefined, 'a whole number');
    case 'integer-or-auto': {
      const auto = value === 'auto' && era.inForce('distributed', AUTO_SINCE).inForce;
      return form(auto || pythonInt(value) !== undefined, 'a whole number or `auto`');
    }
    case 'port-or-range': {
      const range = era.inForce('distributed', RANGE_SINCE).inForce && /^\d+:\d+$/.test(value);
      return form(range || pythonInt(value) !== undefined, 'a port or a range such as `9000:9010`');
    }
    case 'resources':
      return form(value.replaceAll(',', ' ').trim().split(/\s+/).every(isResource), 'pairs such as `GPU=2`');
    case 'duration': {
      const parsed = parseDuration(value, { weeks: era.of(CHANGES.weeks).inForce });
      return parsed.ok
        ? undefined
        : { kind: 'duration', expected: 'a duration such as `60s`', refusal: parsed };
    }
    case 'bytes-or-fraction-or-auto': {
      const limit = parseMemoryLimit(value);
      if (limit.kind !== 'refused') return undefined;
      return { kind: 'bytes', expected: 'a size such as `7GB`, a fraction or `auto`', refusal: limit };
    }
    default:
      return undefined;
  }
}

/** distributed/cli/dask_worker.py: whole numbers only before. */
const AUTO_SINCE = '2021.01.0';
const RANGE_SINCE = '2.16.0';

function form(accepted: boolean, expected: string): ValueRefusal | undefined {
  return accepted ? undefined : { kind: 'form', expected };
}

function isResource(pair: string): boolean {
  const parts = pair.split('=');
  return parts.length === 2 && pythonFloat(parts[1] ?? '') !== undefined;
}
