import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { ERA_PACKAGES, type EraPackage, type KeyStatus, type Successor } from '../../dask/index.ts';
import { movePair, removePair, resolved } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Found, type Placed, reportPlaced } from '../yaml/placed.ts';
import { assumption } from './assumption.ts';
import { movingTo } from './claims.ts';
import { worksAsClusterName } from './cluster-name.ts';
import { placedSetting } from './read-settings.ts';
import { worksUnder } from './works-under.ts';

type NotRead = Extract<KeyStatus, { kind: 'not-read' }>;

export const keyNotRead: Rule = {
  meta: {
    code: 'dask/key-not-read',
    summary: 'The versions that the repository gets do not read this key',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'The setting has no effect.',
      detail:
        'Keys that never existed under this name (`kubernetes.worker-name`), that were removed, that were renamed without an alias, whose alias does not act on files, or that are newer than the pinned release.',
      severity: 'Hint where the environment pins a version in which the name is right.',
      era: 'the release in which the key came, was renamed or removed',
      sources: [
        'the default files and schemas of dask, distributed, dask-kubernetes, dask-gateway',
        'dask config.py, rename',
      ],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'kubernetes:\n  worker-name: "dask-{uuid}"\n' },
          good: { '.config/dask/dask.yaml': 'kubernetes:\n  name: "dask-{uuid}"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(daskSettings).flatMap((setting) => problemOf(repository, setting) ?? []),
    );
  },
};

function problemOf(repository: Repository, setting: DaskSetting): Placed | undefined {
  const { pair, path, status, file, document } = setting;
  if (status.kind !== 'right-here' && (status.kind !== 'not-read' || status.reason === 'classic-only'))
    return undefined;
  const placed: Found = { ...placedSetting(setting, 'key'), tag: 'unnecessary' };
  if (status.kind === 'right-here') {
    // Names that live on as an alias are told about as such, a section that goes is told about once.
    if (status.alias || setting.above?.status.kind === 'right-here') return undefined;
    const later = status.successor === undefined ? '' : `; its key is \`${status.successor.name}\` then`;
    return {
      ...placed,
      severity: 'hint',
      tag: 'deprecated',
      message: `\`${path.join('.')}\` is read here, since ${repository.era.describe(eraPackageOf(status.package))}. From ${status.package} ${status.leaves} on it is not${later}.`,
    };
  }
  // The logging section has a rule of its own.
  if (status.reason === 'newer' && (!status.verdict.pinned || status.key?.key === 'distributed.logging'))
    return undefined;
  const { successor } = status;
  const usable = successor?.read === true ? successor : undefined;
  return {
    ...placed,
    severity: 'warning',
    message: `${reason(repository, setting, status)}${usable === undefined ? '' : `; the key is \`${usable.name}\``}. The setting has no effect.`,
    fixes: () => {
      if (usable !== undefined)
        return [
          editFix(
            `Move it to \`${usable.name}\``,
            movesSafely(repository, setting, usable) ? 'safe' : 'unsafe',
            file.path,
            movePair(document, pair, usable.path),
            movingTo(usable.path),
          ),
        ];
      return status.reason === 'newer'
        ? []
        : [editFix('Remove it', 'unsafe', file.path, removePair(document, pair))];
    },
  };
}

function eraPackageOf(name: string): EraPackage {
  return ERA_PACKAGES.find((known) => known === name) ?? 'dask';
}

function reason({ era }: Repository, { path }: DaskSetting, status: NotRead): string {
  const name = `\`${path.join('.')}\``;
  const version = status.version === undefined ? '' : ` ${status.version}`;
  const assumed = `and ${assumption(era, eraPackageOf(status.package), status.verdict)}`;
  switch (status.reason) {
    case 'never-existed':
      return `No release of ${status.package} reads ${name}`;
    case 'newer':
      return `${name} came with ${status.package}${version}, ${assumed}`;
    case 'alias-skips-files':
      return `${name} was renamed in ${status.package}${version}, its alias does not act on files yet, ${assumed}`;
    case 'renamed':
      return `${name} was renamed in ${status.package}${version}, ${assumed}`;
    default:
      return `${name} was removed in ${status.package}${version}, ${assumed}`;
  }
}

/**
 * A value that begins to act must not bring down a launch that works, nor change what another file sets.
 */
function movesSafely(repository: Repository, setting: DaskSetting, successor: Successor): boolean {
  const rival = repository
    .derive(daskSettings)
    .some(
      ({ file, status }) => file !== setting.file && 'key' in status && status.key?.key === successor.name,
    );
  if (rival) return false;
  const value = resolved(setting.pair.value);
  if (successor.name === 'kubernetes.name')
    return value?.kind === 'scalar' && worksAsClusterName(repository, value.text);
  return worksUnder(repository, successor.path, setting.pair.value);
}
