import type { SchemaViolation } from '../../../../schemas/collapse.ts';
import { daskViolations } from '../../../../schemas/violations.ts';
import type { Repository } from '../../binder/index.ts';
import {
  configFromPython,
  type Era,
  interpretValue,
  isRead,
  type KeyInfo,
  plainFromConfig,
  wordRules,
} from '../../dask/index.ts';
import { exportedSettings } from './exported-settings.ts';

/** An exported `DASK_` variable whose value, as Dask reads it, is none of its key. */
export interface ExportedViolation {
  readonly setting: ReturnType<typeof exportedSettings>[number];
  readonly violation: SchemaViolation;
}

/** What `ast.literal_eval` makes of the exported values, held against the types of their keys. */
export function exportedViolations(repository: Repository): readonly ExportedViolation[] {
  return repository.derive(exportedSettings).flatMap((setting): ExportedViolation[] => {
    const { variable, key } = setting;
    const { text } = variable;
    // Durations, sizes and the like have rules of their own, which know what their reader says.
    if (text === undefined || key.unit !== undefined || !isJudged(key, repository.era)) return [];
    const read = interpretValue(text, wordRules(repository.era));
    if (read.kind !== 'value') return [];
    const [violation] = daskViolations(nested(key.key, plainFromConfig(configFromPython(read.value))));
    if (violation === undefined || isTruthAsMeant(violation, text)) return [];
    return [{ setting, violation }];
  });
}

function isJudged(key: KeyInfo, era: Era): boolean {
  return key.allowedBelow === undefined && isRead(key, era);
}

/** `a.b.c` with a value, as a configuration. */
function nested(key: string, value: unknown): unknown {
  return key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** Python takes numbers and texts for true or false where a boolean belongs: `0` and `yes` do what they say. */
function isTruthAsMeant(violation: SchemaViolation, text: string): boolean {
  if (violation.kind !== 'wrong-type' || !violation.accepts.includes('boolean')) return false;
  return violation.found === 'number' || /^(?:y|yes|on|true|t|enabled?)$/i.test(text);
}
