import type { DaskSetting, Repository } from '../../binder/index.ts';
import { LOG_LEVELS, logLevel, nearLogLevel } from '../../dask/index.ts';
import { keyText, replaceNode, resolved, type YamlPair } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Found, type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { loggingSections } from './logging-section.ts';
import { placedSetting } from './read-settings.ts';

const FAILS = 'Every `import distributed` fails.';
const LEVELS = Object.keys(LOG_LEVELS)
  .map((name) => `\`${name.toLowerCase()}\``)
  .join(', ');

export const badLogLevel: Rule = {
  meta: {
    code: 'dask/bad-log-level',
    summary: 'The logging section has something that distributed cannot set up',
    severity: 'error',
    core: false,
    fix: 'both',
    docs: {
      launch: 'Importing distributed fails, and with it every client and worker.',
      detail:
        'Each entry is the name of a logger and its level: a level name in any case, or a whole number. A logger with a dot in its name is one key, not two levels of keys. A section with `version` is passed to the logging package as it is and not looked at, and neither is one that distributed does not read.',
      severity:
        'Warning for `off` and `no`, which YAML reads as false, level 0: everything is logged. Else error.',
      sources: [
        'distributed config.py, initialize_logging, _initialize_logging_old_style',
        'observed with distributed 2022.12.1',
      ],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  logging:\n    bokeh: critcal\n' },
          good: { '.config/dask/dask.yaml': 'distributed:\n  logging:\n    bokeh: critical\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, problems(repository));
  },
};

function problems(repository: Repository): Placed[] {
  const { read, fileConfig } = repository.derive(loggingSections);
  return read.flatMap((setting) => {
    const found = sectionProblems(setting);
    if (fileConfig === undefined || fileConfig.file !== setting.file) return found;
    return [
      ...found,
      {
        ...placedSetting(setting, 'key'),
        message: `\`logging\` and \`logging-file-config\` exclude each other. ${FAILS}`,
        subject: `logging:${setting.pair.key.span.start}`,
      },
    ];
  });
}

function sectionProblems(setting: DaskSetting): Placed[] {
  const section = resolved(setting.pair.value);
  const placed = placedSetting(setting, 'value');
  if (section === undefined) return [];
  if (section.kind === 'scalar') {
    if (isFilled(section.text)) return [];
    if (section.type === 'null')
      return [
        {
          ...placed,
          span: setting.pair.key.span,
          message: `\`logging\` has no value; leave it out, or list loggers with their levels. ${FAILS}`,
        },
      ];
    return [
      { ...placed, message: `\`logging\` is a mapping of loggers to levels; this is one value. ${FAILS}` },
    ];
  }
  if (section.kind === 'sequence')
    return section.items.length === 0
      ? []
      : [{ ...placed, message: `\`logging\` is a mapping of loggers to levels; this is a list. ${FAILS}` }];
  if (section.pairs.some((pair) => keyText(pair) === 'version')) return [];
  return section.pairs.flatMap((pair) => levelProblem(setting, pair, placed) ?? []);
}

function levelProblem(setting: DaskSetting, pair: YamlPair, section: Found): Placed | undefined {
  const logger = keyText(pair) ?? '';
  const value = resolved(pair.value);
  if (value === undefined || logger === '<<') return undefined;
  const { document, file } = setting;
  const base = {
    ...section,
    at: pair,
    span: section.copy ? section.span : pair.value.span,
    subject: `value:${pair.value.span.start}`,
  };
  if (value.kind !== 'scalar') {
    const child = value.kind === 'mapping' ? keyText(value.pairs[0] ?? pair) : undefined;
    return {
      ...base,
      span: section.copy ? section.span : pair.key.span,
      message: `\`${logger}\` has no level of its own${child === undefined ? '' : `; a logger below it is one key, \`${logger}.${child}\``}. ${FAILS}`,
    };
  }
  if (isFilled(value.text) && logLevel(value.text) === undefined) return undefined;
  if (value.type === 'int' || (value.type === 'str' && logLevel(value.text) !== undefined)) return undefined;
  if (value.type === 'bool') {
    if (value.value === true)
      return {
        ...base,
        severity: 'warning',
        message: `YAML reads \`${value.text}\` as true, level 1; the levels are ${LEVELS}. Everything is logged.`,
      };
    return {
      ...base,
      severity: 'warning',
      message: `YAML reads \`${value.text}\` as false, level 0; the least is \`critical\`. Everything is logged.`,
      fixes: () => [
        editFix('Write `critical`', 'unsafe', file.path, replaceNode(document, pair.value, 'critical')),
      ],
    };
  }
  if (value.type === 'null')
    return {
      ...base,
      span: section.copy ? section.span : pair.key.span,
      message: `\`${logger}\` has no level; the levels are ${LEVELS}. ${FAILS}`,
    };
  const near = value.type === 'str' ? nearLogLevel(value.text) : undefined;
  return {
    ...base,
    message: `\`${value.text}\` is no level${near === undefined ? `; the levels are ${LEVELS}` : `; did you mean \`${near}\`?`}${near === undefined ? '.' : ''} ${FAILS}`,
    fixes: () => [
      near === undefined
        ? undefined
        : editFix(`Write \`${near}\``, 'safe', file.path, rewritten(document, pair.value, value.text, near)),
    ],
  };
}
