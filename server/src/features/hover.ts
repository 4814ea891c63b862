import type { Repository, RepositoryFile } from '../binder/index.ts';
import { KEYS, templateNames } from '../dask/index.ts';
import { podField } from '../kubernetes/index.ts';
import type { Span } from '../text/index.ts';
import {
  nodeAt,
  type PathAt,
  pathAt,
  resolved,
  type YamlDocument,
  type YamlNode,
  type YamlScalar,
} from '../yaml/index.ts';
import { describeKey } from './key-text.ts';
import type { Hover } from './model.ts';
import { describeOption } from './option-text.ts';
import { WORKER_PAGE } from './pages.ts';
import { describePodField } from './pod-text.ts';
import { isStartScript, scriptHoverAt } from './script/hover.ts';
import { settingText, settingValueText } from './settings-text.ts';
import { tokenHover } from './token-text.ts';
import { describePodValue, describeValue, durationText, memoryLimitText } from './value-text.ts';
import { fieldText, variableText } from './variable-text.ts';
import { paragraphs } from './words.ts';
import { workerLine } from './worker-line.ts';
import { isDescribed, type Zone, zoneOf } from './zone.ts';

/** What is to be said of the place of an offset; undefined where nothing is. */
export function hoverAt(repository: Repository, filePath: string, offset: number): Hover | undefined {
  const file = repository.file(filePath);
  if (file === undefined) return undefined;
  const token = () => tokenHover(repository, filePath, offset);
  if (isStartScript(file)) return scriptHoverAt(repository, file, offset) ?? token();
  return token() ?? hoverOfYaml(repository, file, offset);
}

function hoverOfYaml(repository: Repository, file: RepositoryFile, offset: number): Hover | undefined {
  const isSettings = file.roles.includes('settings');
  if (!isSettings && !isDescribed(file)) return undefined;
  const document = repository.yaml(file);
  const at = pathAt(document, offset);
  if (at?.node === undefined || at.part === 'between') return undefined;
  const { span } = at.node;
  if (offset < span.start || offset > span.end) return undefined;
  if (isSettings) {
    const markdown = settingMarkdown(at);
    return markdown === undefined ? undefined : { markdown, span };
  }
  const zone = zoneOf(file, at.path);
  if (at.part === 'key') {
    const markdown = keyMarkdown(zone, repository);
    return markdown === undefined ? undefined : { markdown, span };
  }
  const node = resolved(at.node);
  if (node?.kind !== 'scalar') return undefined;
  const inside =
    at.node.kind === 'scalar' ? bracedAt(document, at.node, offset, zone, repository) : undefined;
  if (inside !== undefined) {
    const text =
      (inside.isField ? fieldText(inside.name) : undefined) ?? variableText(inside.name, repository);
    if (text !== undefined) return { markdown: text, span: inside.span };
  }
  // A value without a meaning of its own is told what it is a value of.
  const markdown =
    (zone.kind === 'dask' ? daskValue(zone, node, repository) : podValue(zone, node, document, repository)) ??
    keyMarkdown(zone, repository);
  return markdown === undefined ? undefined : { markdown, span };
}

function settingMarkdown({ path, part, node }: PathAt): string | undefined {
  const names = path.map(String);
  if (part === 'key') return settingText(names);
  const value = node === undefined ? undefined : resolved(node);
  return value?.kind === 'scalar' ? settingValueText(names, value.text) : undefined;
}

function keyMarkdown(zone: Zone, repository: Repository): string | undefined {
  if (zone.kind === 'dask')
    return zone.within.length === 0 ? describeKey(zone.path, repository.era) : undefined;
  // The key that holds a template is one of Dask's.
  if (zone.path.length === 0) return describeKey(zone.base.map(String), repository.era);
  return describePodField(zone.path);
}

function daskValue(
  zone: Zone & { kind: 'dask' },
  node: YamlScalar,
  repository: Repository,
): string | undefined {
  const found = KEYS.find(zone.path);
  if (found.kind !== 'key' && found.kind !== 'inside') return undefined;
  return describeValue(found.key, found.kind === 'inside', node, repository.era);
}

function podValue(
  zone: Zone & { kind: 'pod' },
  node: YamlScalar,
  document: YamlDocument,
  repository: Repository,
): string | undefined {
  const pod = nodeAt(document.root, zone.base);
  const line = workerLine(pod, zone.path, repository.era);
  if (line?.command !== undefined && line.item !== undefined) return wordText(line, repository);
  const field = podField(zone.path);
  return field === undefined ? undefined : describePodValue(field, zone.path, node);
}

function wordText(
  line: NonNullable<ReturnType<typeof workerLine>>,
  repository: Repository,
): string | undefined {
  const { command, item, container } = line;
  if (command === undefined || item === undefined) return undefined;
  if (command.program.includes(item)) {
    return paragraphs(['Starts a Dask worker; what follows are its options.', WORKER_PAGE]);
  }
  if (command.positional[0] === item) return 'The address of the scheduler.';
  const use = command.uses.find((one) => one.item === item || one.valueItem === item);
  if (use === undefined) return undefined;
  const value = use.value === undefined || use.valueItem !== item ? undefined : use.value;
  const meaning = value === undefined ? undefined : optionValue(use.option.name, use.option.type, value);
  return use.item === item
    ? paragraphs([meaning, describeOption(use.option, repository.era)])
    : (meaning ?? paragraphs([`The value of \`${use.option.name}\`.`, use.option.description]));

  function optionValue(name: string, type: string, text: string): string | undefined {
    if (type === 'duration') return durationText(text, 's', repository.era);
    if (name !== '--memory-limit') return undefined;
    return memoryLimitText(text, memoryOf(container));
  }
}

/** The memory limit of a container as it is written. */
function memoryOf(container: YamlNode): string | undefined {
  const node = nodeAt(container, ['resources', 'limits', 'memory']);
  const limit = node === undefined ? undefined : resolved(node);
  return limit?.kind === 'scalar' ? limit.text : undefined;
}

interface Braced {
  readonly name: string;
  readonly span: Span;
  /** A field of a format text, not a variable of a template. */
  readonly isField: boolean;
}

/** `{port}` in a text that Dask formats, `${NAME}` or `$NAME` in a template. */
function bracedAt(
  document: YamlDocument,
  node: YamlScalar,
  offset: number,
  zone: Zone,
  { era }: Repository,
): Braced | undefined {
  const raw = document.source.slice(node.span);
  const isField = zone.kind === 'dask';
  if (isField && templateNames(zone.path, era) === undefined) return undefined;
  for (const match of raw.matchAll(isField ? FIELD : VARIABLE)) {
    const start = node.span.start + match.index;
    const span = { start, end: start + match[0].length };
    if (span.start <= offset && offset <= span.end)
      return { name: match[1] ?? match[2] ?? '', span, isField };
  }
  return undefined;
}

const FIELD = /\{([A-Za-z_]\w*)\}/g;
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;
