/** How many elements two lists have in common at their start. */
export function commonStart<T>(a: readonly T[], b: readonly T[]): number {
  const most = Math.min(a.length, b.length);
  let common = 0;
  while (common < most && a[common] === b[common]) common++;
  return common;
}

/** How many elements two lists have in common at their end, of at most so many. */
export function commonEnd<T>(a: readonly T[], b: readonly T[], most = Math.min(a.length, b.length)): number {
  let common = 0;
  while (common < most && a[a.length - 1 - common] === b[b.length - 1 - common]) common++;
  return common;
}
