import type { RepositoryFile } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { exportedSettings } from './exported-settings.ts';
import { placedSetting, type ReadScalar, settingsOf } from './read-settings.ts';

/** In the order in which a worker whose memory fills up reaches them; the defaults of distributed 2.0 and later. */
const THRESHOLDS = [
  { name: 'target', usual: 0.6 },
  { name: 'spill', usual: 0.7 },
  { name: 'pause', usual: 0.8 },
  { name: 'terminate', usual: 0.95 },
] as const;

const SECTION = 'distributed.worker.memory';

export const memoryThresholds: Rule = {
  meta: {
    code: 'dask/memory-thresholds',
    summary: 'The memory thresholds of a worker are not in rising order',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch: 'Workers pause or die before they spill.',
      detail:
        '`target`, `spill`, `pause` and `terminate` are fractions of the memory limit at which a worker does more and more about it. Equal ones are fine, `false` switches one off, and those that are not set have their default.',
      sources: ['distributed distributed.yaml, worker.memory', 'distributed worker_memory.py'],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml':
              'distributed:\n  worker:\n    memory:\n      target: 0.6\n      spill: 0.9\n      pause: 0.8\n      terminate: 0.95\n',
          },
          good: {
            '.config/dask/dask.yaml':
              'distributed:\n  worker:\n    memory:\n      target: 0.6\n      spill: 0.7\n      pause: 0.8\n      terminate: 0.95\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const exported = new Set(repository.derive(exportedSettings).map(({ key }) => key.key));
    const settings = THRESHOLDS.map(({ name }) => settingsOf(repository, `${SECTION}.${name}`));
    const files = new Set(settings.flat().map(({ setting }) => setting.file));
    reportPlaced(
      report,
      [...files].flatMap((file) => problemsOf(file, settings, exported)),
    );
  },
};

interface Threshold {
  readonly name: string;
  readonly value: number;
  readonly setting: ReadScalar | undefined;
}

function problemsOf(
  file: RepositoryFile,
  settings: readonly (readonly ReadScalar[])[],
  exported: ReadonlySet<string>,
): Placed[] {
  const found: Placed[] = [];
  let highest: Threshold | undefined;
  for (const [i, { name, usual }] of THRESHOLDS.entries()) {
    const here = settings[i]?.findLast(({ setting }) => setting.file === file);
    const others = settings[i]?.filter(({ setting }) => setting.file !== file) ?? [];
    // What other files or variables set is not compared: which of them counts is not said here.
    if (exported.has(`${SECTION}.${name}`) || (here === undefined && others.length > 0)) continue;
    const value = here === undefined ? usual : Number(here.value.value);
    const isNumber = here === undefined || here.value.type === 'float' || here.value.type === 'int';
    // `false` switches one off; what is no fraction is told elsewhere.
    if (!isNumber || !(value > 0 && value <= 1)) continue;
    const threshold = { name, value, setting: here };
    // One value that is too high stands above several defaults: it is told about once.
    if (highest === undefined || value >= highest.value) highest = threshold;
    else if (here !== undefined || !found.some(({ at }) => at === highest?.setting?.value))
      found.push(...problemOf(highest, threshold));
  }
  return found;
}

function problemOf(before: Threshold, after: Threshold): Placed[] {
  const read = after.setting ?? before.setting;
  if (read === undefined) return [];
  const written = ({ name, value, setting }: Threshold) =>
    `\`${name}\` (${value}${setting === undefined ? ' by default' : ''})`;
  return [
    {
      ...placedSetting(read.setting, 'value'),
      message: `${written(after)} is below ${written(before)}; \`target\`, \`spill\`, \`pause\` and \`terminate\` have to rise in this order. ${effectOf(before.name, after.name)}`,
    },
  ];
}

function effectOf(before: string, after: string): string {
  if (after === 'terminate')
    return `Workers are killed before they ${before === 'pause' ? 'pause' : 'spill'}.`;
  return after === 'pause' ? 'Workers pause before they spill.' : '`target` never has an effect.';
}
