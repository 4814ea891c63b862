import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { eraPackage } from '../../dask/index.ts';
import { movePair } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Found, type Placed, reportPlaced } from '../yaml/placed.ts';
import { movingTo } from './claims.ts';
import { placedSetting } from './read-settings.ts';

export const legacyKey: Rule = {
  meta: {
    code: 'dask/legacy-key',
    summary: 'A key has an old name that still works through an alias',
    severity: 'info',
    core: false,
    fix: 'both',
    docs: {
      launch:
        'The setting works until the alias goes. Some old names print a FutureWarning, and an old name beats the new key wherever that is set, also in a variable.',
      detail:
        'Names of the time before sections (`diagnostics-link`, `tick-maximum-delay`) and names that moved later are found in the table of aliases of dask and distributed.',
      severity:
        'Warning when the new key is set too, since the old name then wins, and when two old names of one key are set. Hint where the environment pins a version in which the old name is the right one.',
      era: 'the release in which the key was renamed',
      sources: ['distributed config.py, deprecations', 'dask config.py, rename'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'diagnostics-link: "/proxy/{port}/status"\n' },
          good: {
            '.config/dask/dask.yaml': 'distributed:\n  dashboard:\n    link: "/proxy/{port}/status"\n',
          },
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
  const { file, document, pair, path, status } = setting;
  if (status.kind !== 'legacy' && !(status.kind === 'right-here' && status.alias)) return undefined;
  const { successor } = status;
  if (successor === undefined || setting.above?.status.kind === 'right-here') return undefined;
  const name = path.join('.');
  const placed: Found = { ...placedSetting(setting, 'key'), tag: 'deprecated' };
  if (status.kind === 'right-here') {
    const own = eraPackage(status.package) ?? 'dask';
    return {
      ...placed,
      severity: 'hint',
      message: `\`${name}\` is the right name here, since ${repository.era.describe(own)}. From ${status.package} ${status.leaves} on it is \`${successor.name}\`.`,
    };
  }
  const settings = repository.derive(daskSettings);
  const twin = settings.find(
    (other) =>
      other.pair !== pair &&
      other.status.kind === 'legacy' &&
      other.status.successor.name === successor.name &&
      other.path.at(-1) !== path.at(-1),
  );
  const rival =
    settings.find((other) => 'key' in other.status && other.status.key?.key === successor.name) ?? twin;
  const where = rival?.file === file ? 'this file' : rival?.file.path;
  return {
    ...placed,
    severity: rival === undefined ? 'info' : 'warning',
    message:
      rival === undefined
        ? `\`${name}\` is an old name of \`${successor.name}\`. It works through an alias, which overrides the new key wherever that is set${status.warns ? ' and prints a FutureWarning' : ''}.`
        : rival === twin
          ? `\`${name}\` is an old name of \`${successor.name}\`, and so is \`${rival.path.join('.')}\`, which ${where} sets too. Only one of the two values counts.`
          : `\`${name}\` is an old name of \`${successor.name}\`, which ${where} sets too. The old name wins over it, also over variables.`,
    related:
      rival === undefined
        ? (placed.related ?? [])
        : [
            {
              path: rival.file.path,
              span: rival.pair.key.span,
              message: rival === twin ? 'The other old name' : 'Overridden by the old name',
            },
          ],
    fixes: () => [
      editFix(
        `Move it to \`${successor.path.at(-1) ?? ''}\` in \`${successor.path.slice(0, -1).join('.')}\``,
        rival === undefined ? 'safe' : 'unsafe',
        file.path,
        movePair(document, pair, successor.path),
        movingTo(successor.path),
      ),
    ],
  };
}
