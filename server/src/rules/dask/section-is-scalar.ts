import { type DaskSetting, daskSettings, sectionOf } from '../../binder/index.ts';
import { CHANGES, isSameSegment, KEYS } from '../../dask/index.ts';
import { resolved, wrapInKey, type YamlAlias, type YamlNode } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { placedSetting } from './read-settings.ts';

/** The key of a section that a plain value was most likely meant for. */
const SUB_KEYS: Readonly<Record<string, string>> = {
  lifetime: 'duration',
  retry: 'count',
  dashboard: 'link',
};

export const sectionIsScalar: Rule = {
  meta: {
    code: 'dask/section-is-scalar',
    summary: 'A plain value or a list stands where the package has a section',
    severity: 'warning',
    core: true,
    fix: 'unsafe',
    docs: {
      launch:
        'Dask replaces the value by the defaults of the section, without a word. Before 2023.9.2 importing the package failed.',
      detail:
        'For example `distributed.worker.lifetime: 5 hours`: the value belongs in `lifetime.duration`. An empty section and null are fine.',
      severity: 'Error where dask is pinned below 2023.9.2; else warning.',
      era: 'dask 2023.9.2',
      sources: ['dask config.py, update and update_defaults', 'observed with dask 2022.12.1'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  worker:\n    lifetime: 5 hours\n' },
          good: {
            '.config/dask/dask.yaml': 'distributed:\n  worker:\n    lifetime:\n      duration: 5 hours\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const verdict = repository.era.of(CHANGES.plainValueGivesWay);
    reportPlaced(
      report,
      repository.derive(daskSettings).flatMap((setting): Placed[] => {
        const { file, document, pair, path, status } = setting;
        const value = resolved(pair.value);
        const section = sectionOf(status);
        if (section === undefined || value === undefined || !isNoSection(value)) return [];
        if (document.problem !== undefined) return [];
        const name = path.at(-1) ?? '';
        const children = KEYS.children(section.path).map((child) => child.path.at(-1) ?? '');
        const wanted = SUB_KEYS[name];
        const sub = wanted !== undefined && children.includes(wanted) ? wanted : undefined;
        const glued = gluedKey(value, children);
        const some = children.slice(0, 3).map((child) => `\`${child}\``);
        const keys = `${some.join(', ')}${children.length > 3 ? ', ...' : ''}`;
        return [
          {
            ...placedSetting(setting, 'value'),
            severity: verdict.inForce ? 'warning' : 'error',
            message: `${
              glued === undefined
                ? `\`${name}\` is a section with keys of its own${sub === undefined ? ` (${keys})` : `; this value belongs in \`${sub}\``}`
                : `The colon in \`${glued}\` makes a key only with a space behind it; this is a plain value, and \`${name}\` is a section`
            }. ${
              verdict.inForce
                ? 'Dask drops it without a word and uses the defaults.'
                : `Importing ${section.package} fails with a TypeError before dask 2023.9.2, and ${repository.era.describe('dask')}.`
            }`,
            fixes: () => [
              glued === undefined ? undefined : spaced(setting, glued),
              sub === undefined || value.kind !== 'scalar'
                ? undefined
                : editFix(`Put it into \`${sub}\``, 'unsafe', file.path, wrapInKey(document, pair, sub)),
            ],
          },
        ];
      }),
    );
  },
};

/** `version:2`, which was meant as a key and its value. */
function gluedKey(value: YamlNode, children: readonly string[]): string | undefined {
  if (value.kind !== 'scalar' || value.style !== 'plain') return undefined;
  const [glued, key] = /^([\w-]+):\S+$/.exec(value.text) ?? [];
  return key !== undefined && children.some((child) => isSameSegment(key, child)) ? glued : undefined;
}

function spaced({ file, pair }: DaskSetting, glued: string): Fix | undefined {
  const at = file.source.text.indexOf(glued, pair.value.span.start) + glued.indexOf(':') + 1;
  const edits = at <= pair.value.span.end ? [{ span: { start: at, end: at }, text: ' ' }] : undefined;
  return editFix('Add a space', 'unsafe', file.path, edits);
}

/** A value or a list, filled text of template engines aside. */
function isNoSection(value: Exclude<YamlNode, YamlAlias>): boolean {
  if (value.kind === 'scalar') return value.type !== 'null' && !isForeignTemplate(value.text);
  return value.kind === 'sequence';
}
