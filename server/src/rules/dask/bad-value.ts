import type { SchemaViolation } from '../../../../schemas/collapse.ts';
import { daskViolations } from '../../../../schemas/violations.ts';
import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { isRead, type KeyInfo } from '../../dask/index.ts';
import { isEmptyScalar, replaceNode, toValue, type YamlNode } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type YamlFile, yamlFiles } from '../yaml/files.ts';
import { descendantOf, keySpanOf, placeOf, relatedOf, spanOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { exportedViolations } from './exported-values.ts';

/** Keys whose reader is known to raise on a value outside its enumeration, often at import. */
const RAISES: ReadonlySet<string> = new Set([
  'distributed.comm.compression',
  'distributed.worker.multiprocessing-method',
  'distributed.admin.event-loop',
  'kubernetes.deploy-mode',
]);

export const daskBadValue: Rule = {
  meta: {
    code: 'dask/bad-value',
    summary: 'A key has a value of the wrong type, outside its enumeration, or outside its range',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'The reader of the key raises, or the setting does nothing.',
      detail:
        'Values are typed as PyYAML types them: `off` is false, `1:30` is 90, `1e3` is text. Tokens that the start script fills are right anywhere a text may stand. Exported `DASK_` variables are typed as Dask reads them: as a literal of Python, else as text. Keys that nothing reads are not looked at.',
      severity:
        'Error for keys whose reader is known to raise: `compression`, `multiprocessing-method`, `event-loop`, `deploy-mode`. Else warning.',
      sources: [
        'dask and distributed *-schema.yaml',
        'PyYAML 6 resolver.py',
        'dask config.py, interpret_value',
      ],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  scheduler:\n    work-stealing: "yes"\n' },
          good: { '.config/dask/dask.yaml': 'distributed:\n  scheduler:\n    work-stealing: true\n' },
        },
        {
          title: 'In a variable',
          bad: {
            'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=off\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nexport DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING=False\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      yamlFiles(repository).flatMap((file) => problemsIn(repository, file)),
    );
    for (const { setting, violation } of exportedViolations(repository)) {
      const { variable, key } = setting;
      const { value, text, file } = variable;
      if (value === undefined || text === undefined) continue;
      const message = countsAsTrue(violation, variable.name, text) ?? sentence(violation, variable.name, '');
      if (message === undefined) continue;
      const fix = mendedText(violation, text);
      report({
        path: file.path,
        span: value.span,
        severity: RAISES.has(key.key) ? 'error' : 'warning',
        message,
        subject: `value:${value.span.start}`,
        fixes: () => [
          fix === undefined
            ? undefined
            : editFix(`Write \`${fix}\``, 'safe', file.path, [{ span: value.span, text: fix }]),
        ],
      });
    }
  },
};

function problemsIn(repository: Repository, { file, document }: YamlFile): Placed[] {
  const { root } = document;
  if (!file.roles.includes('dask-config') || document.problem !== undefined || root === undefined) return [];
  const read = toValue(root);
  if (read === undefined) return [];
  const settings = new Map(
    repository
      .derive(daskSettings)
      .filter((setting) => setting.file === file)
      .map((setting) => [setting.path.join('\0'), setting]),
  );
  return daskViolations(read.value).flatMap((violation): Placed[] => {
    const setting = settingAt(settings, violation.pointer);
    const place = descendantOf(placeOf(root), violation.pointer);
    if (place === undefined || setting === undefined || !isJudged(repository, setting)) return [];
    const { node, pair, alias } = place;
    const message = words(violation, setting, node, document.source.slice(node.span));
    if (message === undefined) return [];
    const fix = mended(violation, node);
    const key = judgedKey(setting.status)?.key;
    // A key without a value has nothing to point at but itself.
    const span = isEmptyScalar(node) ? keySpanOf(place) : spanOf(place);
    return [
      {
        at: node,
        copy: alias !== undefined,
        path: file.path,
        span,
        severity: key !== undefined && RAISES.has(key) ? 'error' : 'warning',
        message,
        related: relatedOf(place, file.path),
        subject: `value:${spanOf(place).start}`,
        fixes: () => [
          fix === undefined
            ? undefined
            : editFix(`Write \`${fix}\``, 'safe', file.path, replaceNode(document, pair?.value ?? node, fix)),
        ],
      },
    ];
  });
}

/** The setting at a pointer, or the one above it whose value holds the place. */
function settingAt(
  settings: ReadonlyMap<string, DaskSetting>,
  pointer: readonly string[],
): DaskSetting | undefined {
  for (let depth = pointer.length; depth > 0; depth--) {
    const setting = settings.get(pointer.slice(0, depth).join('\0'));
    if (setting !== undefined) return setting;
  }
  return undefined;
}

/** Values of keys that nothing reads, of sections, and of loggers, which have a rule of their own, are not judged here. */
function isJudged(repository: Repository, { status }: DaskSetting): boolean {
  const key = judgedKey(status);
  return key !== undefined && !key.section && key.allowedBelow === undefined && isRead(key, repository.era);
}

/** The key as which a value is read: that of the new name where an old one works through an alias. */
function judgedKey(status: DaskSetting['status']): KeyInfo | undefined {
  if (status.kind === 'known' || status.kind === 'open' || status.kind === 'right-here') return status.key;
  return status.kind === 'legacy' ? status.successor.key : undefined;
}

function words(
  violation: SchemaViolation,
  { path }: DaskSetting,
  node: YamlNode,
  text: string,
): string | undefined {
  const surprise =
    node.kind === 'scalar' &&
    node.style === 'plain' &&
    (node.type === 'bool' || node.type === 'int') &&
    text !== String(node.value)
      ? ` (YAML reads \`${text}\` as ${String(node.value)})`
      : '';
  return sentence(violation, path.at(-1) ?? '', surprise);
}

/** @param surprise what has become of the text as it is written, where one would not expect it */
function sentence(violation: SchemaViolation, key: string, surprise: string): string | undefined {
  const name = `\`${key}\``;
  switch (violation.kind) {
    case 'wrong-type': {
      const isBroken = violation.found === 'number' && violation.accepts.includes('integer');
      const what = violation.found === 'null' ? 'null' : isBroken ? 'a broken one' : article(violation.found);
      return `${name} takes ${listOf(violation.accepts)}; this is ${what}${surprise}. Dask raises when it reads the value, or the setting does nothing.`;
    }
    case 'not-in-enumeration':
      return `${name} is \`${String(violation.found)}\`; it takes ${violation.allowed.map((value) => `\`${String(value)}\``).join(', ')}. Dask raises when it reads the value, or the setting does nothing.`;
    case 'out-of-range':
      return `${name} is ${violation.found}; it has to be ${violation.bound === 'minimum' ? 'at least' : violation.bound === 'maximum' ? 'at most' : violation.bound === 'exclusiveMinimum' ? 'above' : 'below'} ${violation.limit}. Dask raises when it reads the value, or the setting does nothing.`;
    default:
      return undefined;
  }
}

/** The one sensible spelling: another case, or a boolean or number without its quotes. */
function mended(violation: SchemaViolation, node: YamlNode): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (violation.kind === 'not-in-enumeration') {
    const same = violation.allowed.find(
      (value) => typeof value === 'string' && value.toLowerCase() === node.text.toLowerCase(),
    );
    return same === undefined ? undefined : String(same);
  }
  if (violation.kind !== 'wrong-type' || node.style === 'plain' || violation.found !== 'text')
    return undefined;
  if (violation.accepts.includes('boolean') && /^(?:true|false|yes|no|on|off)$/i.test(node.text))
    return /^(?:true|yes|on)$/i.test(node.text) ? 'true' : 'false';
  if (violation.accepts.some((kind) => kind === 'number' || kind === 'integer') && /^-?\d+$/.test(node.text))
    return node.text;
  return violation.accepts.includes('number') && /^-?\d*\.\d+$/.test(node.text) ? node.text : undefined;
}

/** A text where a boolean belongs: it is not empty, so Python takes it for true. */
function countsAsTrue(violation: SchemaViolation, name: string, text: string): string | undefined {
  if (violation.kind !== 'wrong-type' || violation.found !== 'text') return undefined;
  if (violation.accepts.some((kind) => kind !== 'boolean' && kind !== 'null')) return undefined;
  const opposite = /^(?:n|no|off|false|f|disabled?)$/i.test(text);
  return `\`${name}\` takes a boolean, \`True\` or \`False\`; Dask reads \`${text}\` as text. It counts as true${opposite ? ', the opposite of what it says' : ''}.`;
}

/** The same for the text of a variable, which Dask reads as Python: numbers need no mending there. */
function mendedText(violation: SchemaViolation, text: string): string | undefined {
  if (violation.kind === 'not-in-enumeration')
    return violation.allowed
      .map(String)
      .find((value) => value.toLowerCase() === text.toLowerCase() && /^[\w.-]+$/.test(value));
  if (violation.kind !== 'wrong-type' || violation.found !== 'text') return undefined;
  if (!violation.accepts.includes('boolean') || !/^(?:true|false|yes|no|on|off)$/i.test(text))
    return undefined;
  return /^(?:true|yes|on)$/i.test(text) ? 'True' : 'False';
}

function listOf(kinds: readonly string[]): string {
  const names = kinds.filter((kind) => kind !== 'null').map(article);
  return names.length < 2
    ? (names[0] ?? 'null')
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function article(kind: string): string {
  return kind === 'text' ? 'text' : kind === 'integer' ? 'a whole number' : `a ${kind}`;
}
