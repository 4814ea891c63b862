import type { Repository } from '../../binder/index.ts';
import { movePair } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { loggingSections } from './logging-section.ts';
import { placedSetting } from './read-settings.ts';

export const loggingIgnored: Rule = {
  meta: {
    code: 'dask/logging-ignored',
    summary: 'distributed does not look at this logging section',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The levels in it have no effect.',
      detail:
        'Since 2.15.1 distributed reads `distributed.logging`, and no `logging` at the top level beside it. Before, only the one at the top level was read, although the default file showed the other.',
      severity:
        'Warning at a top-level section beside the other one. Hint at `distributed.logging` where distributed is pinned below 2.15.1.',
      era: 'distributed 2.15.1',
      sources: ['distributed config.py, _find_logging_config, commit 2d54ef94'],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml':
              'logging:\n  bokeh: critical\ndistributed:\n  logging:\n    tornado: critical\n',
          },
          good: {
            '.config/dask/dask.yaml':
              'distributed:\n  logging:\n    bokeh: critical\n    tornado: critical\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, problems(repository));
  },
};

function problems(repository: Repository): Placed[] {
  const { top, nested, hides, verdict } = repository.derive(loggingSections);
  const era = repository.era.describe('distributed');
  if (!verdict.inForce) {
    return nested.map((setting) => ({
      ...placedSetting(setting, 'key'),
      severity: 'hint',
      message: `distributed reads \`logging\` below \`distributed\` from 2.15.1 on, and ${era}; at the top level it is read here. These levels have no effect.`,
      tag: 'unnecessary',
      fixes: () => [
        editFix(
          'Move it to the top level',
          'unsafe',
          setting.file.path,
          movePair(setting.document, setting.pair, ['logging']),
          ['logging'],
        ),
      ],
    }));
  }
  if (hides === undefined) return [];
  const name = hides.path.at(-1) ?? 'logging';
  return top.map((setting) => ({
    ...placedSetting(setting, 'key'),
    severity: 'warning',
    message: `\`distributed.${name}\`${hides.file === setting.file ? '' : ` in ${hides.file.path}`} is set, and distributed 2.15.1 and later then looks at no \`logging\` at the top level (${era}). These levels have no effect.`,
    related: [{ path: hides.file.path, span: hides.pair.key.span, message: 'The section that counts' }],
    tag: 'unnecessary',
  }));
}
