/**
 * One version number, calendar or semantic, as pip (PEP 440) and conda order them.
 *
 * `pre`, `post` and `dev` are absent in ordinary releases. Trailing zeros and zero padding make no difference:
 * `2021.03.0`, `2021.3` and `2021.3.0` are one version.
 */
export interface Version {
  /** As it was written. */
  readonly text: string;
  readonly epoch: number;
  readonly release: readonly number[];
  readonly pre?: PreRelease;
  readonly post?: number;
  readonly dev?: number;
  readonly local?: string;
}

export interface PreRelease {
  readonly stage: 'a' | 'b' | 'rc';
  readonly number: number;
}

/** The version that a text names, or undefined when it names none (`main`, `2.*`, empty). */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (match === null) return undefined;
  const [, epoch, release = '', stage, pre, dashPost, postWord, post, devWord, dev, local] = match;
  return {
    text: text.trim(),
    epoch: Number(epoch ?? 0),
    release: release.split('.').map(Number),
    ...(stage === undefined ? {} : { pre: { stage: stageOf(stage), number: Number(pre ?? 0) } }),
    ...(dashPost === undefined && postWord === undefined ? {} : { post: Number(dashPost ?? post ?? 0) }),
    ...(devWord === undefined ? {} : { dev: Number(dev ?? 0) }),
    ...(local === undefined ? {} : { local: local.toLowerCase() }),
  };
}

/**
 * The version of a text that is known to be one, such as a constant of a table.
 * @throws RangeError when it is none
 */
export function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new RangeError(`\`${text}\` is no version`);
  return parsed;
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.epoch - b.epoch ||
    compareNumbers(a.release, b.release) ||
    compareNumbers(suffixRank(a), suffixRank(b)) ||
    compareLocal(a.local, b.local)
  );
}

/** A version older than every release, pre-release and development version that starts with these numbers. */
export function floorOf(v: Version): Version {
  return { text: v.text, epoch: v.epoch, release: v.release, dev: -1 };
}

/** The floor of the next version with as many numbers: for 2022.1 that of 2022.2. Ends the range `2022.1.*`. */
export function floorOfNext(v: Version): Version {
  const release = [...v.release.slice(0, -1), (v.release.at(-1) ?? 0) + 1];
  return { text: release.join('.'), epoch: v.epoch, release, dev: -1 };
}

const VERSION = new RegExp(
  [
    '^v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)',
    '(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\\d+)?)?',
    '(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d+)?)?',
    '(?:[-_.]?(dev)[-_.]?(\\d+)?)?',
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
  'i',
);

function stageOf(word: string): PreRelease['stage'] {
  const letter = word.toLowerCase();
  if (letter.startsWith('a')) return 'a';
  return letter.startsWith('b') ? 'b' : 'rc';
}

/**
 * Numbers that order the suffixes of equal releases: a development version without anything else comes first,
 * then pre-releases, the release, post-releases; a `dev` of any of them before it.
 */
function suffixRank(v: Version): number[] {
  const bareDev = v.dev !== undefined && v.pre === undefined && v.post === undefined;
  const pre = v.pre === undefined ? [bareDev ? 0 : 4, 0] : [{ a: 1, b: 2, rc: 3 }[v.pre.stage], v.pre.number];
  return [...pre, v.post ?? -1, v.dev ?? Number.POSITIVE_INFINITY];
}

/** Compares number by number; a shorter list counts as filled up with zeros. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i] ?? 0;
    const right = b[i] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function compareLocal(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : 1;
}
