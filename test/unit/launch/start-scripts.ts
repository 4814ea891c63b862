import data from '../../launch-cases/start-script-cases.json' with { type: 'json' };
import type { ObservedCase } from './observed.ts';

interface Kept {
  readonly name: string;
  readonly script: string;
  readonly expect: Omit<ObservedCase['expect'], 'files'> & {
    readonly changed?: Readonly<Record<string, string>>;
  };
}

/** Start scripts in the manner of real ones, all with the same files around them, and what was observed. */
export const START_SCRIPTS: readonly ObservedCase[] = (data.cases as unknown as readonly Kept[]).map(
  ({ name, script, expect: { changed, ...expect } }): ObservedCase => {
    const files: Record<string, string> = { ...data.files };
    for (const path of expect.deleted ?? []) delete files[path];
    for (const path of Object.keys(expect.symlinks ?? {})) delete files[path];
    return {
      name,
      category: 'start',
      level: 'must',
      script,
      files: data.files,
      env: data.env,
      args: data.args,
      expect: { ...expect, files: { ...files, ...changed } },
    };
  },
);
