import type { DaskSetting } from '../../binder/index.ts';
import { describeDuration, type KeyInfo, parseDuration } from '../../dask/index.ts';
import type { YamlScalar } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { placedSetting, type ReadScalar, readScalars } from './read-settings.ts';

/** So many times below the default a number of milliseconds was hardly meant as such. */
const FAR_BELOW = 20;

export const bareNumberDuration: Rule = {
  meta: {
    code: 'dask/bare-number-duration',
    summary: 'A number without unit stands where Dask takes it for milliseconds',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'A limit of 5 is 5 ms, and the log fills with warnings.',
      detail:
        'A number without unit is in seconds for most keys, which are not looked at, and in milliseconds for a few: `admin.tick.limit` and `interval`, `worker.profile.interval` and `cycle`, `client.heartbeat`, `work-stealing-interval`. `worker.memory.monitor-interval` refuses one.',
      severity:
        'Error for `worker.memory.monitor-interval`. Information where the number is near the default as milliseconds, so that they may well be meant. Else warning.',
      sources: ['dask utils.py, parse_timedelta', 'distributed: the `default=` of each of its calls'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5\n' },
          good: { '.config/dask/dask.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(readScalars).flatMap((read) => problemOf(read) ?? []),
    );
  },
};

function problemOf({ setting, key, value }: ReadScalar): Placed | undefined {
  const { type } = value;
  if (key.unit !== 'duration' || key.bareUnit === undefined || key.bareUnit === 's') return undefined;
  const number = type === 'int' || type === 'float' ? Number(value.value) : undefined;
  const bare = type === 'str' ? parseDuration(value.text, { bareUnit: 'ms' }) : undefined;
  if (number === undefined && (bare?.ok !== true || !bare.bare)) return undefined;
  const seconds = number === undefined ? (bare?.ok === true ? bare.seconds : 0) : number / 1000;
  if (seconds === 0 || !Number.isFinite(seconds)) return undefined;
  const name = setting.path.at(-1) ?? '';
  const placed = placedSetting(setting, 'value');
  if (key.bareUnit === 'required') {
    return {
      ...placed,
      severity: 'error',
      message: `\`${name}\` is ${value.text} without a unit, which it needs: \`${value.text}s\` or \`${value.text}ms\`. Each worker fails to start with a ValueError.`,
      fixes: () => withUnits(setting, value, ['s', 'ms']),
    };
  }
  const usual = typeof key.default === 'string' ? parseDuration(key.default) : undefined;
  const far = usual?.ok !== true || seconds * FAR_BELOW < usual.seconds;
  const normal = usual?.ok === true ? `, the default is ${describeDuration(usual.seconds)}` : '';
  return {
    ...placed,
    severity: far ? 'warning' : 'info',
    message: `\`${name}\` takes a number without unit as milliseconds: ${value.text} is ${describeDuration(seconds)}${normal}. ${far ? effectOf(key, seconds) : 'A unit says what is meant'}.`,
    fixes: () => withUnits(setting, value, far ? ['s', 'ms'] : ['ms', 's']),
  };
}

function effectOf({ key }: KeyInfo, seconds: number): string {
  if (key.endsWith('tick.limit'))
    return 'Dask takes nearly everything for too slow, and the log fills with warnings';
  return `It happens every ${describeDuration(seconds)}, and keeps Dask busy`;
}

/** The number with each unit that it may be in, the likelier one first. */
function withUnits(
  { document, file, pair }: DaskSetting,
  { text }: YamlScalar,
  units: readonly string[],
): readonly (Fix | undefined)[] {
  return units.map((unit) =>
    editFix(
      `Write \`${text}${unit}\``,
      'unsafe',
      file.path,
      rewritten(document, pair.value, text, `${text}${unit}`),
    ),
  );
}
