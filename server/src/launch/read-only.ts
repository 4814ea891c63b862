import type { Machine } from './machine.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import type { Place } from './value.ts';

/**
 * Whether a variable may not be changed. Where only some ways to here made it read-only, or a number, nobody knows what
 * follows, and that is noted.
 */
export function isReadOnly(machine: Machine, state: State, name: string, place: Place): boolean {
  const variable = state.variables.get(name);
  if (variable?.kindUnsure)
    doubt(machine, state, `Whether \`${name}\` may be changed like any variable is not known.`, place);
  return variable?.readOnly === true;
}
