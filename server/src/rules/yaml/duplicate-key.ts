import { daskSettings, type Repository, sectionOf } from '../../binder/index.ts';
import { normalSegment } from '../../dask/index.ts';
import {
  keyText,
  removePair,
  resolved,
  toValue,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
} from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type YamlFile, yamlFiles } from './files.ts';

export const duplicateKey: Rule = {
  meta: {
    code: 'yaml/duplicate-key',
    summary: 'A key is given twice in one mapping',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'Only the last value counts; the others are dropped without a word.',
      detail:
        'In the sections of Dask a key is the same with `-` and with `_`. In pod templates and below free names, such as environment variables and labels, only the exact key is. Two sections whose names differ in `-` and `_` are merged by Dask and no mistake.',
      sources: ['observed with PyYAML 6', 'dask config.py, update, canonical_name'],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml': 'distributed:\n  comm:\n    compression: lz4\n    compression: zstd\n',
          },
          good: { '.config/dask/dask.yaml': 'distributed:\n  comm:\n    compression: zstd\n' },
        },
        {
          title: 'Two spellings of one key',
          bad: {
            '.config/dask/dask.yaml': 'temporary-directory: /tmp\ntemporary_directory: /scratch\n',
          },
          good: { '.config/dask/dask.yaml': 'temporary-directory: /scratch\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of yamlFiles(repository)) {
      for (const { first, second, name } of duplicates(repository, file)) {
        const otherName = keyText(first);
        const { path } = file.file;
        report({
          path,
          span: second.key.span,
          message: `\`${name}\` is given a second time in this mapping${otherName === name ? '' : `; \`${otherName ?? ''}\` is the same key`}. Only this last value counts, the first one is dropped without a word.`,
          related: [{ path, span: first.key.span, message: 'The first one' }],
          subject: `duplicate:${second.key.span.start}`,
          fixes: () => [removal(file, first, second)],
        });
      }
    }
  },
};

interface Duplicate {
  readonly first: YamlPair;
  readonly second: YamlPair;
  readonly name: string;
}

function duplicates(repository: Repository, { file, document }: YamlFile): Duplicate[] {
  // Mappings whose keys are those of Dask: the root, and the values of the sections.
  const sections = new Set<YamlNode | undefined>();
  if (file.roles.includes('dask-config')) {
    sections.add(document.root);
    for (const setting of repository.derive(daskSettings)) {
      if (setting.file === file && sectionOf(setting.status) !== undefined)
        sections.add(resolved(setting.pair.value));
    }
  }
  const found: Duplicate[] = [];
  const open: YamlNode[] = document.root === undefined ? [] : [document.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'sequence') open.push(...node.items);
    if (node.kind !== 'mapping') continue;
    found.push(...duplicatesIn(node, sections.has(node)));
    for (const { value } of node.pairs) open.push(value);
  }
  return found.sort((a, b) => a.second.key.span.start - b.second.key.span.start);
}

function duplicatesIn(mapping: YamlMapping, isSection: boolean): Duplicate[] {
  const seen = new Map<string, YamlPair>();
  const found: Duplicate[] = [];
  for (const pair of mapping.pairs) {
    const key = resolved(pair.key);
    if (key?.kind !== 'scalar' || key.type === 'merge') continue;
    const id =
      key.type !== 'str'
        ? `${key.type} ${String(key.value)}`
        : isSection
          ? normalSegment(key.text)
          : key.text;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, pair);
    else if (keyText(first) === key.text || !isMapping(first.value) || !isMapping(pair.value))
      found.push({ first, second: pair, name: key.text });
  }
  return found;
}

function isMapping(node: YamlNode): boolean {
  return resolved(node)?.kind === 'mapping';
}

/** The first one goes; where the values are equal and no comment goes with it, nothing is lost by that. */
function removal({ file, document }: YamlFile, first: YamlPair, second: YamlPair): Fix | undefined {
  const [a, b] = [toValue(first.value), toValue(second.value)];
  const isEqual = a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
  if (hasAnchor(first.value)) return undefined;
  const { lines } = document.source;
  const start = lines.lineStart(lines.lineAt(first.span.start));
  const end = lines.lineEnd(lines.lineAt(first.span.end));
  const hasComment = document.comments.some((comment) => comment.start >= start && comment.start < end);
  const isSame = keyText(first) === keyText(second);
  return editFix(
    `Remove the first \`${keyText(first) ?? ''}\``,
    isEqual && isSame && !hasComment ? 'safe' : 'unsafe',
    file.path,
    removePair(document, first),
  );
}

function hasAnchor(node: YamlNode): boolean {
  if (node.anchor !== undefined) return true;
  if (node.kind === 'sequence') return node.items.some(hasAnchor);
  return node.kind === 'mapping' && node.pairs.some(({ value }) => hasAnchor(value));
}
