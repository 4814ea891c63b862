import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A fixture repository: its files without markers, what the markers expect, and the texts after fixing. */
export interface Fixture {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** In the form of `show` in repository.ts, sorted. */
  readonly expected: readonly string[];
  /** Golden texts after all safe fixes: files that end in `.fixed`. */
  readonly fixed: Readonly<Record<string, string>>;
}

// A marker is a comment line below the line it speaks of:
//   `#   ^^^^^^ code severity [safe|unsafe]`   carets under the text
//   `#@ 1-17 code severity [safe|unsafe]`      columns from 1, end exclusive, where carets have no room
const MARKER =
  /^\s*#(?:@\s*(\d+)-(\d+|\+\d+)|\s*(\^+))\s+([a-z]+\/[a-z0-9-]+)\s+(error|warning|info|hint)(?:\s+(safe|unsafe))?\s*$/;

/** Reads every folder below `folder` as a fixture. */
export function readFixtures(folder: string): Fixture[] {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
    .map((name) => readFixture(join(folder, name), name));
}

export function readFixture(folder: string, name: string): Fixture {
  const files: Record<string, string> = {};
  const fixed: Record<string, string> = {};
  const expected: string[] = [];
  for (const path of walk(folder)) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (path.endsWith('.fixed')) {
      fixed[path.slice(0, -'.fixed'.length)] = text;
      continue;
    }
    const { clean, markers } = strip(text, path);
    files[path] = clean;
    expected.push(...markers);
  }
  return { name, files, expected: expected.sort(), fixed };
}

/** Removes marker lines and gives what they expect. */
export function strip(
  text: string,
  path: string,
): { readonly clean: string; readonly markers: readonly string[] } {
  const kept: string[] = [];
  const markers: string[] = [];
  for (const line of text.split('\n')) {
    const marker = MARKER.exec(line);
    if (marker === null) {
      kept.push(line);
      continue;
    }
    const [, from, to, carets = '', code, severity, fix] = marker;
    const start = from === undefined ? line.indexOf('^') + 1 : Number(from);
    const end = to ?? String(start + carets.length);
    markers.push(`${path}:${kept.length}:${start}-${end} ${code} ${severity} ${fix ?? 'none'}`);
  }
  return { clean: kept.join('\n'), markers };
}

function walk(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? walk(folder, path) : [path];
  });
}
