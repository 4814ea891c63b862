import type { Cap } from './era-caps.ts';
import type { Pin } from './pin.ts';
import { compareVersions, floorOf, type Version } from './version.ts';
import { includes, type VersionSet } from './version-set.ts';

/** Why the versions of a package are what they are. */
export type EraReason =
  | { readonly kind: 'target'; readonly package: string; readonly version: string; readonly place: string }
  | { readonly kind: 'pin'; readonly pin: Pin }
  | { readonly kind: 'metapackage'; readonly pin: Pin }
  | { readonly kind: 'address'; readonly pin: Pin }
  /** Another package, itself narrowed by `through`, fits only with releases below a version. */
  | { readonly kind: 'cap'; readonly cap: Cap; readonly through: readonly EraReason[] };

/** The newest version that is permitted. */
export interface Target {
  /** Missing when only bounds are known: `=2022.1` permits some 2022.1.x. */
  readonly version: Version | undefined;
  /** The version or its bounds in words: `2021.3.0`, `2022.1.*`, `below 2022.10`. */
  readonly text: string;
  /** Whether constraints keep the current release out. */
  readonly pinned: boolean;
}

export function targetOf(
  permitted: VersionSet,
  current: Version | undefined,
  reasons: readonly EraReason[],
): Target {
  const last = permitted.at(-1);
  if (last === undefined) return { version: undefined, text: 'unknown', pinned: false };
  const { low, high } = last;
  if (high === null || (current !== undefined && includes(permitted, current))) {
    const newer = low !== null && current !== undefined && compareVersions(low.version, current) > 0;
    if (newer) return { version: undefined, text: `${low.version.text} or later`, pinned: true };
    return { version: current, text: current?.text ?? 'current', pinned: false };
  }
  if (high.inclusive) {
    const exact = permitted.length === 1 && low !== null && compareVersions(low.version, high.version) === 0;
    return {
      version: high.version,
      text: exact ? high.version.text : `up to ${high.version.text}`,
      pinned: true,
    };
  }
  const newest = newestBelow(high.version, reasons);
  if (newest !== undefined && includes(permitted, newest)) {
    return { version: newest, text: newest.text, pinned: true };
  }
  const series = low === null ? undefined : seriesText(low.version, high.version);
  return { version: undefined, text: series ?? `below ${high.version.text}`, pinned: true };
}

/** The reasons as part of a sentence: "environment.yml asks for python=3.6", "nothing is pinned". */
export function describeReasons(reasons: readonly EraReason[]): string {
  const told = new Map<string, Set<string>>();
  for (const { subject, object } of reasons.flatMap(roots).map(wordsOf)) {
    const objects = told.get(subject) ?? new Set();
    told.set(subject, objects.add(object));
  }
  const clauses = [...told].map(([subject, objects]) => `${subject} ${[...objects].join(' and ')}`);
  return clauses.length === 0 ? 'nothing is pinned' : clauses.join(', ');
}

/** What is behind a cap, as far down as a file or the settings say it. */
function roots(reason: EraReason): readonly Exclude<EraReason, { kind: 'cap' }>[] {
  return reason.kind === 'cap' ? reason.through.flatMap(roots) : [reason];
}

function wordsOf(reason: Exclude<EraReason, { kind: 'cap' }>): {
  readonly subject: string;
  readonly object: string;
} {
  switch (reason.kind) {
    case 'target':
      return { subject: `${reason.place} targets`, object: `${reason.package} ${reason.version}` };
    case 'pin':
    case 'metapackage':
      return { subject: `${reason.pin.path} asks for`, object: reason.pin.text };
    case 'address':
      return { subject: `${reason.pin.path} takes`, object: `${reason.pin.package} from its repository` };
  }
}

function newestBelow(v: Version, reasons: readonly EraReason[]): Version | undefined {
  for (const reason of reasons) {
    if (reason.kind === 'cap' && compareVersions(floorOf(reason.cap.below), floorOf(v)) === 0)
      return reason.cap.newest;
  }
  return undefined;
}

/** `2022.1.*` for the bounds of that series. */
function seriesText(low: Version, high: Version): string | undefined {
  if (low.dev !== -1 || high.dev !== -1 || low.release.length !== high.release.length) return undefined;
  const last = low.release.length - 1;
  const next = low.release.map((number, i) => (i === last ? number + 1 : number));
  const together = next.every((number, i) => number === high.release[i]);
  return together ? `${low.release.join('.')}.*` : undefined;
}
