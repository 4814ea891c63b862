/**
 * Whether a path matches a pattern of the settings file. `*` and `?` stand for characters of one name, `**` for any
 * folders, `{a,b}` for alternatives; a `/` at the end stands for everything below. Both begin at the root of the
 * repository. The time grows with the product of the two lengths at most.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  return alternatives(pattern).some((one) => matchesNames(segmentsOf(one), names));
}

/** The same, or below a folder that matches. */
export function matchesGlobOrBelow(pattern: string, path: string): boolean {
  return matchesGlob(pattern, path) || matchesGlob(`${pattern.replace(/\/+$/, '')}/**`, path);
}

/** Whether a pattern stands for one path, the path itself. */
export function isPlainPath(pattern: string): boolean {
  return !/[*?{]|\/$/.test(pattern);
}

/** How deep below the root a match can lie; undefined when there is no limit. */
export function depthOf(pattern: string): number | undefined {
  const depths = alternatives(pattern).map((one) => segmentsOf(one));
  return depths.some((names) => names.includes('**'))
    ? undefined
    : Math.max(...depths.map((names) => names.length));
}

/** The folders before the first sign, in which all matches lie; empty for the root. */
export function folderOfGlob(pattern: string): string {
  const names = pattern.split('/').slice(0, -1);
  const first = names.findIndex((name) => /[*?{]/.test(name));
  return (first < 0 ? names : names.slice(0, first)).join('/');
}

/** More alternatives than this are not looked at. */
const MAX_ALTERNATIVES = 64;

/** The patterns without braces that one with braces stands for; a brace without its other end stands for itself. */
function alternatives(pattern: string): readonly string[] {
  let open = [pattern];
  for (let round = 0; round < MAX_ALTERNATIVES; round++) {
    const next: string[] = [];
    let changed = false;
    for (const one of open) {
      const braces = /\{([^{}]*)\}/.exec(one);
      if (braces === null || next.length >= MAX_ALTERNATIVES) {
        next.push(one);
        continue;
      }
      changed = true;
      const before = one.slice(0, braces.index);
      const after = one.slice(braces.index + braces[0].length);
      for (const choice of (braces[1] ?? '').split(',')) next.push(before + choice + after);
    }
    open = next.slice(0, MAX_ALTERNATIVES);
    if (!changed) return open;
  }
  return open;
}

function segmentsOf(pattern: string): readonly string[] {
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern;
  return whole.split('/').filter((name) => name !== '' && name !== '.');
}

/** Names against segments: as characters against signs, with `**` in the part of `*`. */
function matchesNames(segments: readonly string[], names: readonly string[]): boolean {
  return matchesAll(
    segments.length,
    names.length,
    (s) => segments[s] === '**',
    (s, n) => matchesName(segments[s] ?? '', names[n] ?? ''),
  );
}

function matchesName(segment: string, name: string): boolean {
  return matchesAll(
    segment.length,
    name.length,
    (s) => segment[s] === '*',
    (s, n) => segment[s] === '?' || segment[s] === name[n],
  );
}

/** Goes along both; only the last sign that stands for many is ever tried again. */
function matchesAll(
  signs: number,
  items: number,
  isMany: (sign: number) => boolean,
  fits: (sign: number, item: number) => boolean,
): boolean {
  let sign = 0;
  let item = 0;
  let many = -1;
  let taken = 0;
  while (item < items) {
    if (sign < signs && isMany(sign)) {
      many = sign++;
      taken = item;
    } else if (sign < signs && fits(sign, item)) {
      sign++;
      item++;
    } else if (many >= 0) {
      sign = many + 1;
      item = ++taken;
    } else return false;
  }
  while (sign < signs && isMany(sign)) sign++;
  return sign === signs;
}
