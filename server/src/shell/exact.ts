/** The one empty list: most lists of the model are empty, and none is ever changed. */
export const NONE: readonly never[] = [];

/**
 * A list without spare room. An array that was filled by `push` keeps room for 17 elements in V8, which would double
 * the memory of a model.
 */
export function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list.slice();
}
