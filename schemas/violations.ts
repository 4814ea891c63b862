import { collapse, type SchemaViolation } from './collapse.ts';
import validateDaskConfig from './generated/validate-dask-config.js';

export type { SchemaViolation } from './collapse.ts';

/**
 * Where a Dask configuration has values of the wrong type, outside the enumeration or outside the range of their key;
 * one violation a place. Unknown keys are no violation. Pod templates are only seen to be mappings: `podViolations` of
 * the room kubernetes looks into them. Text that something fills in (`WORKERS`, `${NAME}`, `{{...}}`) is right anywhere
 * but where a mapping or list belongs.
 * @param value the whole file as a plain value
 */
export function daskViolations(value: unknown): readonly SchemaViolation[] {
  if (validateDaskConfig(value)) return [];
  return collapse(validateDaskConfig.errors ?? [], value, { nullIsMissing: false });
}
