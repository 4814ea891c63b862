import { isTree } from '../dask/index.ts';
import type { GivenLeaf, GivenTree } from './model.ts';

/** Every name with `-` for `_`, names of labels and variables too; lists stay (dask/config.py, normalize_nested_keys). */
export function hyphenated(tree: GivenTree): GivenTree {
  return new Map(
    [...tree].map(([name, item]): [string, GivenLeaf | GivenTree] => [
      name.replaceAll('_', '-'),
      isTree(item) ? hyphenated(item) : item,
    ]),
  );
}
