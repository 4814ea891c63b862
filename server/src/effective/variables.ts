import { type ExportedVariable, type Launch, likely, type Place } from '../launch/index.ts';
import { doubtOf } from './read-order.ts';

/** A variable of the server that Dask takes for configuration. */
export interface DaskVariable {
  readonly name: string;
  /** Its likely text. */
  readonly text: string;
  /** Where the script sets it; undefined when it comes with the environment. */
  readonly place: Place | undefined;
  /** Why it is not certain, a noun phrase. */
  readonly doubt: string | undefined;
}

/** All of them, in the order of the environment. */
export function daskVariables(launch: Launch): readonly DaskVariable[] {
  return [...launch.exported].flatMap(([name, variable]): DaskVariable[] => {
    const { value, from } = variable;
    if (!name.startsWith('DASK_') || name === 'DASK_INTERNAL_INHERIT_CONFIG' || value === undefined)
      return [];
    return [
      {
        name,
        text: likely(value),
        place: typeof from === 'string' ? undefined : from,
        doubt: doubtOf(value) ?? doubtfulSetting(name, variable),
      },
    ];
  });
}

function doubtfulSetting(name: string, { certain }: ExportedVariable): string | undefined {
  return certain ? undefined : `whether \`${name}\` is set`;
}
