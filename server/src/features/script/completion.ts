import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { keyPathOfVariable } from '../../dask/index.ts';
import { hereDocumentsOf, type Script, walkStatements } from '../../shell/index.ts';
import { type Span, touches } from '../../text/index.ts';
import type { Completion } from '../model.ts';
import type { Left } from '../symbols/index.ts';
import { valuesOffered } from '../values-offered.ts';
import { filesOffered, wantsFile } from './files-offered.ts';
import { linesOffered } from './lines-offered.ts';
import { namesSetIn } from './names-in-script.ts';
import { daskNames, exportableNames, type OfferedName, readableNames } from './names-offered.ts';
import { patternTyped, tokensOffered } from './tokens-offered.ts';
import { type Typed, typedAt } from './typed.ts';

/**
 * What can be written at an offset of a start script, also where the script is only half typed.
 * @param left names that the script itself sets are offered by others
 */
export function scriptCompletionsAt(
  repository: Repository,
  file: RepositoryFile,
  offset: number,
  left: Left,
): readonly Completion[] {
  const { source } = file;
  if (offset > 0 && /^#!\S*$/.test(source.text.slice(0, offset))) return shebang(source.text, offset);
  const body = bodyAt(repository.script(file), offset);
  const typed = typedAt(source, offset);
  if (typed === undefined && body === undefined) return [];
  const context = { repository, file, offset, typed: typed ?? NOTHING, left };
  const variable = behindDollar(context, body);
  if (variable !== undefined) return variable;
  return body === undefined && typed !== undefined ? inCommand(context) : [];
}

interface Context {
  readonly repository: Repository;
  readonly file: RepositoryFile;
  readonly offset: number;
  readonly typed: Typed;
  readonly left: Left;
}

const NOTHING: Typed = { words: [], word: '', start: 0, quote: '', redirection: undefined };

function shebang(text: string, offset: number): readonly Completion[] {
  const end = text.search(/\r?\n|$/);
  return [
    {
      ...plain('#!/bin/bash', 'choice', { start: 0, end: Math.max(end, offset) }),
      detail: 'start scripts are run by bash',
    },
  ];
}

/** The here-document in whose body an offset lies. */
function bodyAt(script: Script, offset: number): { readonly quoted: boolean } | undefined {
  let found: { readonly quoted: boolean } | undefined;
  walkStatements(
    script,
    (statement) => {
      for (const { span, quoted } of hereDocumentsOf(statement))
        if (span.start < offset && touches(span, offset)) found = { quoted };
    },
    { substitutions: true },
  );
  return found;
}

/** Names behind `$` and `${`; undefined where there is no such sign before the caret, or where it means nothing. */
function behindDollar(
  context: Context,
  body: { readonly quoted: boolean } | undefined,
): readonly Completion[] | undefined {
  const { repository, file, offset, typed } = context;
  const { text } = file.source;
  const [sign] = /\$\{?[A-Za-z_]?\w*$/.exec(text.slice(Math.max(0, offset - 200), offset)) ?? [];
  if (sign === undefined) return undefined;
  if (body === undefined ? typed.quote === "'" : body.quoted) return [];
  const braced = sign.startsWith('${');
  const start = offset - sign.length + (braced ? 2 : 1);
  const [rest = ''] = /^\w*/.exec(text.slice(offset, offset + 200)) ?? [];
  const end = offset + rest.length;
  const close = braced && !/^[}:+=?%#/^,@[-]/.test(text.slice(end, end + 1)) ? '}' : '';
  return ours(readableNames(repository, file), context).map((name) => ({
    ...nameCompletion(name, { start, end }, `${name.name}${close}`),
    filter: name.name,
  }));
}

/** The names that nobody else offers. */
function ours(names: readonly OfferedName[], { repository, file, left }: Context): readonly OfferedName[] {
  if (left.shell !== true) return names;
  const own = new Set(namesSetIn(repository.script(file)));
  return names.filter(({ name }) => !own.has(name));
}

function inCommand(context: Context): readonly Completion[] {
  const { repository, file, offset, typed } = context;
  const { words, word, redirection } = typed;
  const assignment = /^(\w+)=(["']?)([^"']*)$/.exec(word);
  const exporting = /^(?:export|declare|typeset|readonly|unset)$/.test(words[0] ?? '');
  if (assignment !== null && (exporting || words.length === 0)) return values(context, assignment);
  if (redirection !== undefined) return redirection === '<' ? files(context, false) : [];
  if (exporting && /^\w*$/.test(word)) {
    const end = wordEnd(context);
    const equals = words[0] === 'unset' || file.source.text[end] === '=' ? '' : '=';
    const here = file.source.text.slice(typed.start, end);
    const names = words[0] === 'unset' ? readableNames(repository, file) : exportableNames(repository, file);
    const others = ours(names, context).filter(
      ({ name, detail }) => name !== here || detail !== 'of this script',
    );
    return others.map((name) => nameCompletion(name, { start: typed.start, end }, `${name.name}${equals}`));
  }
  if (words.length === 0) return /^[A-Za-z_"]*$/.test(word) && typed.quote === '' ? commands(context) : [];
  if (/(?:^|\/)sed$/.test(words[0] ?? '')) {
    const pattern = patternTyped(word);
    if (pattern !== undefined) {
      const [rest = ''] = /^\w*/.exec(file.source.text.slice(offset, offset + 100)) ?? [];
      const span = { start: offset - pattern.length, end: offset + rest.length };
      return tokensOffered(repository).map(({ token, path }) => ({
        ...plain(token, 'choice', span),
        detail: `in ${path}`,
      }));
    }
  }
  const wanted = wantsFile(words);
  return wanted === undefined || word.startsWith('-') ? [] : files(context, wanted === 'folder');
}

/** Where a command begins: whole lines for this place, and variables for Dask, which need `export`. */
function commands(context: Context): readonly Completion[] {
  const { repository, file, offset, typed } = context;
  const span = { start: typed.start, end: offset };
  const start = file.source.lines.lineStart(file.source.lines.lineAt(typed.start));
  const indent = file.source.text.slice(start, typed.start);
  const whole = /^[ \t]*$/.test(indent);
  const lines = (whole ? linesOffered(repository, file, offset) : []).filter(({ filter }) =>
    filter.startsWith(typed.word),
  );
  const names = /^D/.test(typed.word) ? ours(daskNames(repository), context) : [];
  return [
    ...lines.map(
      ({ label, detail, text, filter }, i): Completion => ({
        label,
        kind: 'line',
        detail,
        documentation: undefined,
        edit: { span, text: text.replaceAll('\n', `${file.source.eol}${indent}`) },
        sort: `0${i}`,
        filter,
      }),
    ),
    ...names.map((name) => ({
      ...nameCompletion(name, { start: typed.start, end: wordEnd({ file, offset }) }, `export ${name.name}=`),
      filter: name.name,
    })),
  ];
}

/** The values of a key that a variable sets, as Dask reads them in the environment. */
function values(context: Context, match: RegExpExecArray): readonly Completion[] {
  const { repository, file, offset } = context;
  const [, name = '', quote = '', typed = ''] = match;
  const path = keyPathOfVariable(name);
  if (name === 'DASK_CONFIG' || name.endsWith('_PATH')) {
    const word = quote + typed;
    return files(
      { ...context, typed: { ...context.typed, word, start: context.offset - word.length } },
      false,
    );
  }
  if (path === undefined) return [];
  const [rest = ''] = /^[\w.-]*/.exec(file.source.text.slice(offset, offset + 100)) ?? [];
  const span = { start: offset - typed.length, end: offset + rest.length };
  return valuesOffered({ kind: 'dask', path, within: [] }, typed, repository).map((value, i): Completion => {
    const text = PYTHON[value.text] ?? value.text;
    return {
      label: text,
      kind: value.kind,
      detail: value.detail,
      documentation: value.documentation,
      edit: { span, text: quote === '' && !/^[\w.%+:/-]*$/.test(text) ? `"${text}"` : text },
      sort: String(1000 + i),
      filter: text,
    };
  });
}

/** Dask reads variables as literals of Python, so that these words work in all versions. */
const PYTHON: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };

function files({ repository, file, offset, typed }: Context, foldersOnly: boolean): readonly Completion[] {
  const { text } = file.source;
  const start = typed.start + Math.max(typed.word.lastIndexOf('/'), typed.word.search(/^["']/)) + 1;
  const [rest = ''] = /^[\w.-]*/.exec(text.slice(offset, offset + 200)) ?? [];
  return filesOffered(repository, typed.word, file.path, foldersOnly).map(({ name, folder }): Completion => {
    const written =
      typed.quote === '' && /[^\w.,:@%+=-]/.test(name) ? name.replace(/[^\w.,:@%+=-]/g, '\\$&') : name;
    return {
      label: folder ? `${name}/` : name,
      kind: folder ? 'folder' : 'file',
      detail: undefined,
      documentation: undefined,
      edit: { span: { start, end: offset + rest.length }, text: folder ? `${written}/` : written },
      sort: `${name.startsWith('.') ? '2' : '1'} ${name}`,
      filter: written,
    };
  });
}

function wordEnd({ file, offset }: Pick<Context, 'file' | 'offset'>): number {
  const [rest = ''] = /^\w*/.exec(file.source.text.slice(offset, offset + 200)) ?? [];
  return offset + rest.length;
}

function nameCompletion(
  { name, detail, documentation, sort }: OfferedName,
  span: Span,
  text: string,
): Completion {
  return { label: name, kind: 'variable', detail, documentation, edit: { span, text }, sort, filter: name };
}

function plain(text: string, kind: Completion['kind'], span: Span): Completion {
  return {
    label: text,
    kind,
    detail: undefined,
    documentation: undefined,
    edit: { span, text },
    sort: text,
    filter: text,
  };
}
