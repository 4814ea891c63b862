import { Repository } from '../../binder/index.ts';
import { applyEdits, SourceText, type TextEdit } from '../../text/index.ts';
import { ALONE, type Reported, type Rule } from '../rule.ts';
import { argsNotList } from '../worker/args-not-list.ts';
import { flagValue } from '../worker/flag-value.ts';
import { flagsConflict } from '../worker/flags-conflict.ts';
import { unknownFlag } from '../worker/unknown-flag.ts';
import { badName } from './bad-name.ts';
import { badQuantity } from './bad-quantity.ts';
import { podBadValue } from './bad-value.ts';
import { requestsOverLimits } from './requests-over-limits.ts';
import { requiredMissing } from './required-missing.ts';
import { volumeMissing } from './volume-missing.ts';

/** The rules that say for what a worker pod is refused. */
const REFUSALS: readonly Rule[] = [
  requiredMissing,
  podBadValue,
  badQuantity,
  requestsOverLimits,
  badName,
  volumeMissing,
  argsNotList,
  unknownFlag,
  flagValue,
  flagsConflict,
];

/**
 * Whether edits of a template bring nothing to light for which a pod would be refused: a field that was dropped
 * does no harm until it is spelt right.
 */
export function addsNoRefusal(repository: Repository, path: string, edits: readonly TextEdit[]): boolean {
  const loaded = repository.snapshot.texts.get(path);
  if (loaded === undefined) return false;
  const texts = new Map(repository.snapshot.texts);
  const text = applyEdits(loaded.source.text, edits);
  texts.set(path, { source: new SourceText(path, text), binary: loaded.binary });
  const { snapshot, models, options, revision } = repository;
  const after = new Repository({ ...snapshot, texts }, models, options, revision);
  return refusalsIn(after) <= refusalsIn(repository);
}

function refusalsIn(repository: Repository): number {
  let count = 0;
  for (const rule of REFUSALS) {
    const report = ({ severity = rule.meta.severity }: Reported) => {
      if (severity === 'error') count++;
    };
    rule.check(repository, report, ALONE);
  }
  return count;
}
