import { type ConfigLeaf, type ConfigValue, isConfigMap, isTree } from '../dask/index.ts';
import type { GivenLeaf, GivenTree } from './model.ts';

/** The tree with every text as `shown` gives it. */
export function shownIn(tree: GivenTree, shown: (text: string) => string): GivenTree {
  return new Map(
    [...tree].map(([name, item]): [string, GivenLeaf | GivenTree] => [
      shown(name),
      isTree(item) ? shownIn(item, shown) : { ...item, value: leafShown(item.value, shown) },
    ]),
  );
}

function leafShown(value: ConfigLeaf, shown: (text: string) => string): ConfigLeaf {
  if (typeof value === 'string') return shown(value);
  return Array.isArray(value) ? value.map((item) => valueShown(item, shown)) : value;
}

function valueShown(value: ConfigValue, shown: (text: string) => string): ConfigValue {
  if (!isConfigMap(value)) return leafShown(value, shown);
  return new Map([...value].map(([name, item]) => [shown(name), valueShown(item, shown)]));
}
