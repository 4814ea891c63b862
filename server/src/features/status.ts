import type { LaunchProfile, Repository, Role } from '../binder/index.ts';
import type { EraPackage, EraReason } from '../dask/index.ts';
import { chosenLaunch, previewLaunch } from '../launch/index.ts';
import { ALONE, RULES } from '../rules/index.ts';

/** What a file is for, and from what that was concluded. */
export interface FileStatus {
  /** None for a file that only the launch changes. */
  readonly roles: readonly Role[];
  /** Whether Dask opens it; only of Dask configurations. */
  readonly reading: Reading | undefined;
  /** The start script changes it at launch. */
  readonly changedAtLaunch: boolean;
  /** The versions that the answers go by. */
  readonly versions: readonly EraVersion[];
  /** The launch whose values previews show. */
  readonly profile: LaunchProfile;
  /** Variables that the user's settings know better than the profile. */
  readonly ownValues: readonly string[];
}

/**
 * `read`: it lies where Dask looks. `older`: only dask before 2022.01.1 looks there, and that is what is installed.
 * `brought`: something else names or copies it. `not-read`: nothing opens it.
 */
export type Reading = 'read' | 'older' | 'brought' | 'not-read';

export interface EraVersion {
  readonly package: EraPackage;
  /** A version, or bounds in words. */
  readonly text: string;
  /** Whether constraints keep the current release out. */
  readonly pinned: boolean;
  /** Files that say so; none where nothing does. */
  readonly from: readonly string[];
  /** Settings say so, or the repository's own `target`. */
  readonly fromTarget: boolean;
}

/** Packages that people of this field name when they speak of an era. */
const SHOWN: readonly EraPackage[] = ['dask', 'distributed', 'dask-kubernetes', 'dask-gateway'];

/** Undefined for a file that plays no part in the repository. */
export function statusOf(repository: Repository, path: string): FileStatus | undefined {
  const file = repository.file(path);
  const launch = repository.derive(chosenLaunch);
  const preview = previewLaunch(launch);
  const changedAtLaunch = preview.files.some((changed) => changed.path === path);
  const roles = file?.roles ?? [];
  if (roles.length === 0 && !changedAtLaunch) return undefined;
  return {
    roles,
    reading: roles.includes('dask-config') ? readingOf(repository, path) : undefined,
    changedAtLaunch,
    versions: versionsOf(repository),
    profile: preview.profile,
    ownValues: Object.keys(repository.options.launch?.env ?? {}).sort(),
  };
}

/** The rules that know which files Dask opens. */
const NOT_READ: ReadonlySet<string> = new Set(['repo/dask-dir-not-read', 'repo/config-not-copied']);

function readingOf(repository: Repository, path: string): Reading {
  if (repository.derive(unreadFiles).has(path)) return 'not-read';
  if (path.startsWith('.config/dask/')) return 'read';
  const isOld = path.startsWith('.dask/') && !repository.era.inForce('dask', '2022.01.1').inForce;
  return isOld ? 'older' : 'brought';
}

function unreadFiles(repository: Repository): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const rule of RULES)
    if (NOT_READ.has(rule.meta.code)) rule.check(repository, (reported) => paths.add(reported.path), ALONE);
  return paths;
}

/** dask always; distributed where it is not the same; the others where the environment brings them. */
function versionsOf(repository: Repository): EraVersion[] {
  const { era } = repository;
  return SHOWN.filter(
    (name) =>
      name === 'dask' ||
      (name === 'distributed'
        ? seriesOf(era.target(name).text) !== seriesOf(era.target('dask').text)
        : era.presence(name) === 'installed' || era.reasons(name).some(({ kind }) => kind === 'target')),
  ).map((name) => {
    const { text, pinned } = era.target(name);
    const reasons = era.reasons(name).flatMap(roots);
    return {
      package: name,
      // conda's `=2021.3.0` permits 2021.3.0.1 too, which nobody has seen.
      text: text.replace(/^(\d+\.\d+\.\d+)\.\*$/, '$1'),
      pinned,
      from: [...new Set(reasons.flatMap((reason) => (reason.kind === 'target' ? [] : [reason.pin.path])))],
      fromTarget: reasons.some((reason) => reason.kind === 'target'),
    };
  });
}

/** The first two numbers: releases of dask and distributed that share them belong together. */
function seriesOf(text: string): string {
  return /^\d+\.\d+/.exec(text)?.[0] ?? text;
}

/** What is behind a cap, as far down as a file or the settings say it. */
function roots(reason: EraReason): readonly Exclude<EraReason, { kind: 'cap' }>[] {
  return reason.kind === 'cap' ? reason.through.flatMap(roots) : [reason];
}
