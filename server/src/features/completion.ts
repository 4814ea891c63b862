import type { Repository, RepositoryFile } from '../binder/index.ts';
import type { SourceText } from '../text/index.ts';
import { resolvePlain } from '../yaml/index.ts';
import { type Caret, caretAt } from './caret.ts';
import { keysOffered, type OfferedKey } from './keys-offered.ts';
import type { Completion } from './model.ts';
import { scriptCompletionsAt } from './script/completion.ts';
import { isStartScript } from './script/hover.ts';
import { settingsKeysOffered, settingsValuesOffered } from './settings-offered.ts';
import type { Left } from './symbols/index.ts';
import { namesOffered, type OfferedValue, valuesOffered } from './values-offered.ts';
import { wordsOffered } from './words-offered.ts';
import { isWord } from './worker-line.ts';
import { isDescribed, zoneOf } from './zone.ts';

/**
 * What can be written at an offset of a Dask configuration, a pod template or a start script.
 * @param left what others offer is left to them
 */
export function completionsAt(
  repository: Repository,
  filePath: string,
  offset: number,
  left: Left = {},
): readonly Completion[] {
  const file = repository.file(filePath);
  if (file === undefined) return [];
  if (isStartScript(file)) return scriptCompletionsAt(repository, file, offset, left);
  const isSettings = file.roles.includes('settings');
  if (!isSettings && !isDescribed(file)) return [];
  const caret = caretAt(file.source, offset);
  if (caret === undefined) return [];
  const context = { repository, file, caret, offset };
  if (isSettings) return settings(context);
  if (caret.part === 'value') return values(context);
  const offered = keysOffered(zoneOf(file, caret.path), caret.present, repository);
  if (offered.length > 0) return offered.map((key) => keyCompletion(key, context));
  // A word alone below a key, or behind a dash, may as well be its value.
  return caret.present.length === 0 && !caret.hasColon ? values(context) : [];
}

/** Keys and values of `.pangeo-binder.yaml`. */
function settings(context: Context): readonly Completion[] {
  const { path, part, present, span, lead } = context.caret;
  if (part === 'key') return settingsKeysOffered(path, present).map((key) => keyCompletion(key, context));
  return settingsValuesOffered(path).map((value, i) => ({
    ...completionOf(value, i),
    edit: { span, text: lead + value.text },
    filter: lead + value.text,
  }));
}

interface Context {
  readonly repository: Repository;
  readonly file: RepositoryFile;
  readonly caret: Caret;
  readonly offset: number;
}

function keyCompletion(key: OfferedKey, { file, caret }: Context): Completion {
  const { source } = file;
  return {
    label: key.name,
    kind: key.form === 'section' ? 'section' : 'key',
    detail: key.detail,
    documentation: key.documentation,
    edit: { span: caret.span, text: caret.lead + keyInsert(key, caret, source) },
    sort: `${key.sort} ${key.name}`,
    filter: caret.lead + key.name,
  };
}

function keyInsert({ name, form }: OfferedKey, caret: Caret, source: SourceText): string {
  if (caret.hasColon || caret.quote !== '') return name;
  if (caret.flow || form === 'scalar') return `${name}: `;
  const below = `${source.eol}${caret.indentation}${stepOf(source)}`;
  return form === 'list' ? `${name}:${below}- ` : `${name}:${below}`;
}

/** The indentation of the first line that has one. */
function stepOf(source: SourceText): string {
  const [, step] = /^[^\s#-][^\n]*:[ \t]*\r?\n( {1,8})\S/m.exec(source.text.slice(0, 20_000)) ?? [];
  return step ?? '  ';
}

function values({ repository, file, caret, offset }: Context): readonly Completion[] {
  const zone = zoneOf(file, caret.path);
  const { span } = caret;
  const typed = file.source.text.slice(span.start, Math.max(span.start, offset));
  const named = namesOffered(zone, typed, repository);
  if (named !== undefined) {
    const start = span.start + named.from;
    const [rest = ''] = /^\w*\}?/.exec(file.source.text.slice(offset, span.end)) ?? [];
    return named.values.map((value, i) => ({
      ...completionOf(value, i),
      edit: { span: { start, end: offset + rest.length }, text: value.text },
      filter: value.text,
    }));
  }
  if (zone.kind === 'pod' && isWord(zone.path)) {
    return wordsOffered(zone, caret.root, typed, repository).map((word, i) => ({
      ...completionOf(word, i),
      kind: word.option === undefined ? word.kind : 'option',
      edit: { span, text: caret.lead + written(word, caret) },
      filter: caret.lead + word.text,
    }));
  }
  return valuesOffered(zone, typed, repository).map((value, i) => {
    const text = written(value, caret);
    return {
      ...completionOf(value, i),
      edit: { span, text: caret.lead + text },
      // What is typed so far may lack the quotes that the value needs.
      filter: caret.lead + (typed === '' ? text : value.text),
    };
  });
}

function completionOf(value: OfferedValue, place: number): Omit<Completion, 'edit' | 'filter'> {
  return {
    label: value.text,
    kind: value.kind,
    detail: value.detail,
    documentation: value.documentation,
    sort: String(1000 + place),
  };
}

/** The text as YAML has to write it: in quotes where it would be a number, a mapping or the like. */
function written({ text, isText }: OfferedValue, { quote, flow }: Caret): string {
  if (quote !== '' || isText !== true) return text;
  const isPlain =
    resolvePlain(text).type === 'str' &&
    !/^[{[&*!|>%@`"'#-]|: | #|:$/.test(text) &&
    !(flow && /[{}[\],]/.test(text));
  return isPlain ? text : `"${text}"`;
}
