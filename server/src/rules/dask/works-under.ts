import { daskViolations } from '../../../../schemas/violations.ts';
import type { Repository } from '../../binder/index.ts';
import { type KeyInfo, logLevel, parseBytes, statusOfKey } from '../../dask/index.ts';
import { keyText, resolved, toValue, type YamlNode } from '../../yaml/index.ts';
import { durationOf } from './duration-places.ts';

/** Whether Dask takes a value under a key: what was dead before must not bring a launch down when it begins to act. */
export function worksUnder(repository: Repository, path: readonly string[], node: YamlNode): boolean {
  const status = statusOfKey(path, repository.era);
  const value = resolved(node);
  if (value === undefined) return false;
  if (status.kind === 'section') {
    if (value.kind === 'scalar') return value.type === 'null';
    return (
      value.kind === 'mapping' &&
      value.pairs.every((pair) => {
        const key = keyText(pair);
        return key !== undefined && key !== '<<' && worksUnder(repository, [...path, key], pair.value);
      })
    );
  }
  return status.kind !== 'known' || fits(repository, status.key, path, value);
}

function fits(
  repository: Repository,
  key: KeyInfo,
  path: readonly string[],
  value: Exclude<ReturnType<typeof resolved>, undefined>,
): boolean {
  const read = toValue(value);
  if (read === undefined) return false;
  const whole = path.toReversed().reduce<unknown>((inner, step) => ({ [step]: inner }), read.value);
  if (daskViolations(whole).length > 0) return false;
  // A logging section fails at import.
  if (key.allowedBelow !== undefined)
    return (
      value.kind === 'mapping' &&
      value.pairs.every((pair) => pair.value.kind === 'scalar' && logLevel(pair.value.text) !== undefined)
    );
  if (value.kind !== 'scalar') return true;
  if (key.unit === 'duration' && value.type !== 'null') {
    const parsed = durationOf(repository, key, value.text);
    // A bare number of milliseconds was most likely meant as seconds.
    return parsed.ok && (!parsed.bare || key.bareUnit === 's');
  }
  if (value.type !== 'str') return true;
  return key.unit !== 'bytes' || parseBytes(value.text).ok;
}
