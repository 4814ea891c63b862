import { configFromPython, type Era, interpretValue, isTree, withSource } from '../dask/index.ts';
import { defaultsOf } from './defaults.ts';
import type { ConfigSource, Given, GivenTree } from './model.ts';
import type { DaskVariable } from './variables.ts';

/** No words beside the literals of Python. */
const NO_WORDS = { nulls: false, booleans: false };

/**
 * The variables before dask 0.18.0: every `_` is a `-`, and nothing is nested (distributed/config.py 1.21.8,
 * load_env_vars).
 */
export function flatVariables(
  variables: readonly DaskVariable[],
  sourceOf: (variable: DaskVariable) => ConfigSource,
): GivenTree {
  const tree = new Map<string, ReturnType<typeof withSource<Given>>>();
  for (const variable of variables) {
    const name = variable.name.slice('DASK_'.length).toLowerCase().replaceAll('_', '-');
    const read = interpretValue(variable.text, NO_WORDS);
    const value = read.kind === 'value' ? configFromPython(read.value) : variable.text;
    tree.set(name, withSource(value, { source: sourceOf(variable), path: [name], doubt: variable.doubt }));
  }
  return tree;
}

/** The configuration of those releases: names of the top level replace each other whole. */
export function flatConfiguration(written: readonly GivenTree[], era: Era): GivenTree {
  const config = new Map(written.flatMap((tree) => [...tree]));
  for (const { tree } of defaultsOf(era)) {
    for (const [name, item] of tree) if (!config.has(name) && !isEmpty(item)) config.set(name, item);
  }
  return config;
}

function isEmpty(item: GivenTree extends ReadonlyMap<string, infer T> ? T : never): boolean {
  return isTree(item) && item.size === 0;
}
