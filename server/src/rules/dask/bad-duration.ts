import type { DurationRefusal } from '../../dask/index.ts';
import type { Rule } from '../rule.ts';
import { reportPlaced } from '../yaml/placed.ts';
import { refusedDurations } from './duration-places.ts';

/** Abbreviations that stand for one unit only. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(['sec', 'secs', 'min', 'mins', 'hr', 'hrs']);

export const badDuration: Rule = {
  meta: {
    code: 'dask/bad-duration',
    summary: 'Dask cannot read this duration',
    severity: 'error',
    core: false,
    fix: 'both',
    docs: {
      launch:
        'Dask raises where it reads the value: often at import, or when the cluster or the worker starts.',
      detail:
        'A duration is one number and one unit: `ns`, `us`, `ms`, `s`, `m`, `h`, `d`, `w`, or their long names. Dask knows no `sec`, `min`, `hr`, and no `1h30m`. Looked at are the keys that take a duration, exported `DASK_` variables, and the options of `dask-worker`.',
      era: 'dask 2022.6.0 for weeks',
      sources: ['dask utils.py, parse_timedelta', 'observed with dask 2022.12.1'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  scheduler:\n    idle-timeout: 5min\n' },
          good: { '.config/dask/dask.yaml': 'distributed:\n  scheduler:\n    idle-timeout: 5m\n' },
        },
        {
          title: 'In a variable',
          bad: {
            'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__ADMIN__TICK__LIMIT="10 sec"\nexec "$@"\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__ADMIN__TICK__LIMIT="10 s"\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(refusedDurations).map((duration) => {
        const { refusal, text } = duration;
        const suggestion = refusal.reason === 'unit' ? refusal.suggestion : undefined;
        const effect =
          duration.reader === 'worker'
            ? 'No worker starts with it.'
            : 'Dask raises where it reads the value, often as soon as it is imported.';
        return {
          ...duration.placed,
          message: `${words(duration.name, text, refusal)}${suggestion === undefined ? '' : `; write \`${suggestion}\``}. ${effect}`,
          fixes: () => [
            suggestion === undefined
              ? undefined
              : duration.write(
                  `Write \`${suggestion}\``,
                  suggestion,
                  refusal.reason === 'unit' && ABBREVIATIONS.has(refusal.unit.toLowerCase())
                    ? 'safe'
                    : 'unsafe',
                ),
          ],
        };
      }),
    );
  },
};

function words(name: string, text: string, refusal: DurationRefusal): string {
  switch (refusal.reason) {
    case 'unit':
      return `Dask knows no unit \`${refusal.unit}\` of time, in \`${text}\``;
    case 'newer-unit':
      return `\`${refusal.unit}\` in \`${text}\` came with dask ${refusal.since}, and an older release is pinned`;
    case 'compound':
      return `\`${text}\` has several units; a duration is one number and one unit, such as \`90m\``;
    case 'missing-unit':
      return `\`${text}\` has no unit, and \`${name}\` needs one`;
    case 'empty':
      return `\`${name}\` is empty; a duration is one number and one unit, such as \`5s\``;
    default:
      return `\`${text}\` is no duration; one number and one unit are wanted, such as \`5s\``;
  }
}
