// The data files, read once a build.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DATA = join(import.meta.dirname, '..', 'data');

/** @returns the parsed data file, or `fallback` when there is none and a fallback is given */
export function readData(name, fallback) {
  const path = join(DATA, name);
  if (fallback !== undefined && !existsSync(path)) return fallback;
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Order of two version numbers; zero padding makes no difference (2021.03.0 is 2021.3.0). */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
