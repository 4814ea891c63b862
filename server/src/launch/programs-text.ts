import {
  type Call,
  finish,
  type Program,
  parseOptions,
  quotedName,
  say,
  textsOf,
  warnAbout,
} from './call.ts';
import { envsubst } from './envsubst.ts';
import { grep } from './grep.ts';
import { readAll, readsFolder } from './input.ts';
import { openFile, putText, targetOf } from './program-files.ts';
import { sed } from './sed.ts';
import { unmodelled } from './unmodelled.ts';
import { concatAll, known, knownText, type Value } from './value.ts';

/** `cat [FILE...]` */
const cat: Program = (call) => {
  const texts = textsOf(call);
  const parsed = texts === undefined ? undefined : parseOptions(texts, 'u');
  if (parsed === undefined) return unmodelled(call, { files: false });
  let status = 0;
  const target = call.state.descriptors.get(1);
  for (const operand of parsed.operands.length === 0 ? ['-'] : parsed.operands) {
    const opened = openFile(call, operand);
    if (opened.kind === 'unknown') return unmodelled(call, { files: false });
    if (opened.kind === 'error') {
      warnAbout(call, `cat: ${quotedName(operand)}: ${opened.message}`);
      status = 1;
    } else if (target?.kind === 'file' && opened.path === target.path && opened.value.pieces.length > 0) {
      warnAbout(call, `cat: ${quotedName(operand)}: input file is output file`);
      status = 1;
    } else say(call, opened.value);
  }
  finish(call, status);
};

const tee: Program = (call) => {
  const texts = textsOf(call);
  const parsed = texts === undefined ? undefined : parseOptions(texts, 'ai', ['--append']);
  if (parsed === undefined) return unmodelled(call);
  const append = parsed.options.has('a') || parsed.options.has('--append');
  let status: 0 | 1 | 'unknown' = 0;
  const targets = [];
  for (const operand of parsed.operands) {
    if (operand === '/dev/null') continue;
    const target = targetOf(call, operand);
    if (target === undefined || operand.startsWith('/dev/')) return unmodelled(call);
    if (
      target.node.kind === 'directory' ||
      target.folder === 'missing' ||
      target.folder === 'not-directory'
    ) {
      const why =
        target.node.kind === 'directory'
          ? 'Is a directory'
          : target.folder === 'missing'
            ? 'No such file or directory'
            : 'Not a directory';
      warnAbout(call, `tee: ${quotedName(operand)}: ${why}`);
      status = 1;
    } else {
      if (!append) putText(call, target, known(''));
      if (target.folder === 'unknown' || target.node.kind === 'unknown') status = 'unknown';
      targets.push(operand);
    }
  }
  if (readsFolder(call.state, 0)) return unmodelled(call);
  const value = readAll(call.state, 0);
  for (const operand of targets) {
    const target = targetOf(call, operand);
    if (target !== undefined) putText(call, target, value, true);
  }
  say(call, value);
  finish(call, status);
};

/** The input of a filter: its files one after the other, or what it is given. */
function inputOf(call: Call, operands: readonly string[]): Value | undefined {
  const values: Value[] = [];
  for (const operand of operands.length === 0 ? ['-'] : operands) {
    const opened = openFile(call, operand);
    if (opened.kind !== 'text') return undefined;
    values.push(opened.value);
  }
  return concatAll(values);
}

/** A filter that is modelled for known text only. `change` answers undefined for what it does not know. */
function filter(
  call: Call,
  operands: readonly string[],
  change: (text: string) => string | undefined,
): undefined {
  const [only] = operands;
  if (operands.length > 1 || (only !== undefined && openFile(call, only).kind !== 'text'))
    return unmodelled(call, { files: false });
  const text = knownText(inputOf(call, operands) ?? { pieces: [] });
  const result = text === undefined ? undefined : change(text);
  if (result === undefined) return unmodelled(call, { files: false });
  say(call, result);
  finish(call, 0);
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** `head -n 3`, `head -3`, and `tail` alike. */
const headOrTail: Program = (call) => {
  const texts = textsOf(call);
  if (texts === undefined) return unmodelled(call, { files: false });
  let count = 10;
  const operands: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    const given =
      /^-(?:n|-lines=)?(\d+)$/.exec(text)?.[1] ??
      (text === '-n' && /^\d+$/.test(texts[i + 1] ?? '') ? texts[++i] : undefined);
    if (given !== undefined) count = Number(given);
    else if (text.startsWith('-') && text !== '-') return unmodelled(call, { files: false });
    else operands.push(text);
  }
  filter(call, operands, (text) => {
    const lines = linesOf(text);
    return (
      call.name === 'head' ? lines.slice(0, count) : lines.slice(Math.max(0, lines.length - count))
    ).join('');
  });
};

/** `cut -d: -f2`, with single fields and ranges. */
const cut: Program = (call) => {
  const texts = textsOf(call) ?? [];
  let delimiter = '\t';
  let list: string | undefined;
  const operands: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    if (text.startsWith('-d')) delimiter = text.length > 2 ? text.slice(2) : (texts[++i] ?? '');
    else if (text.startsWith('-f')) list = text.length > 2 ? text.slice(2) : texts[++i];
    else if (text.startsWith('-') && text !== '-') return unmodelled(call, { files: false });
    else operands.push(text);
  }
  if (
    textsOf(call) === undefined ||
    list === undefined ||
    delimiter.length !== 1 ||
    !/^\d*-?\d*(?:,\d*-?\d*)*$/.test(list)
  )
    return unmodelled(call, { files: false });
  const ranges = list.split(',').map((part): readonly [number, number] => {
    const [from = '', to] = part.split('-');
    return [Number(from || 1), to === undefined ? Number(from) : Number(to || Number.MAX_SAFE_INTEGER)];
  });
  filter(call, operands, (text) =>
    linesOf(text)
      .map((line) => {
        const body = line.endsWith('\n') ? line.slice(0, -1) : line;
        if (!body.includes(delimiter)) return `${body}\n`;
        const fields = body
          .split(delimiter)
          .filter((_, i) => ranges.some(([from, to]) => i + 1 >= from && i + 1 <= to));
        return `${fields.join(delimiter)}\n`;
      })
      .join(''),
  );
};

/** `tr SET SET`, `tr -d SET` with characters, ranges and the simplest escapes. */
const translate: Program = (call) => {
  const texts = textsOf(call);
  const deletes = texts?.[0] === '-d';
  const sets = (deletes ? texts?.slice(1) : texts)?.map(characterSet);
  const [from, to] = sets ?? [];
  if (
    from === undefined ||
    (deletes ? sets?.length !== 1 : sets?.length !== 2 || to === undefined || to.length === 0)
  )
    return unmodelled(call, { files: false });
  filter(call, [], (text) =>
    [...text]
      .map((char) => {
        const at = from.lastIndexOf(char);
        if (at < 0) return char;
        return deletes ? '' : (to?.[Math.min(at, to.length - 1)] ?? '');
      })
      .join(''),
  );
};

function characterSet(text: string): readonly string[] | undefined {
  const classes: Readonly<Record<string, string>> = {
    '[:upper:]': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '[:lower:]': 'abcdefghijklmnopqrstuvwxyz',
    '[:digit:]': '0123456789',
  };
  const known = classes[text];
  if (known !== undefined) return [...known];
  if (text.startsWith('-') || text.includes('[') || /[^\t\n -~]/.test(text)) return undefined;
  const chars: string[] = [];
  for (let i = 0; i < text.length; i++) {
    let char = text[i] ?? '';
    if (char === '\\') {
      const next = text[++i];
      const escaped = next === undefined ? undefined : { n: '\n', t: '\t', r: '\r', '\\': '\\' }[next];
      if (escaped === undefined) return undefined;
      char = escaped;
    }
    const end = text[i + 2];
    if (text[i + 1] === '-' && end !== undefined && char !== '\\') {
      if (!/^(?:[a-z]{2}|[A-Z]{2}|\d{2})$/.test(char + end) || char > end) return undefined;
      for (let code = char.charCodeAt(0); code <= end.charCodeAt(0); code++)
        chars.push(String.fromCharCode(code));
      i += 2;
    } else chars.push(char);
  }
  return chars;
}

const basename: Program = (call) => {
  const texts = textsOf(call);
  const [path, suffix] = texts ?? [];
  if (path === undefined || (texts?.length ?? 0) > 2 || path.startsWith('-'))
    return unmodelled(call, { files: false });
  let name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (name === '' && path !== '') name = '/';
  if (suffix !== undefined && name !== suffix && name.endsWith(suffix))
    name = name.slice(0, name.length - suffix.length);
  say(call, `${name}\n`);
  finish(call, 0);
};

const dirname: Program = (call) => {
  const texts = textsOf(call);
  const [path] = texts ?? [];
  if (path === undefined || texts?.length !== 1 || path.startsWith('-'))
    return unmodelled(call, { files: false });
  const trimmed = path.replace(/\/+$/, '');
  const folder = trimmed.includes('/')
    ? trimmed.slice(0, trimmed.lastIndexOf('/')).replace(/\/+$/, '')
    : undefined;
  say(
    call,
    `${folder === undefined ? (trimmed === '' && path !== '' ? '/' : '.') : folder === '' ? '/' : folder}\n`,
  );
  finish(call, 0);
};

const sequence: Program = (call) => {
  const numbers = textsOf(call)?.map((text) => (/^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN)) ?? [];
  if (numbers.length === 0 || numbers.length > 3 || numbers.some(Number.isNaN))
    return unmodelled(call, { files: false });
  const first = numbers.length === 1 ? 1 : (numbers[0] ?? 1);
  const step = numbers.length === 3 ? (numbers[1] ?? 1) : 1;
  const last = numbers.at(-1) ?? 0;
  if (step === 0 || Math.abs((last - first) / step) > 5000) return unmodelled(call, { files: false });
  const lines: string[] = [];
  for (let i = first; step > 0 ? i <= last : i >= last; i += step) lines.push(`${i}\n`);
  say(call, lines.join(''));
  finish(call, 0);
};

/** `wc -l < FILE`; with names the columns depend on the version. */
const count: Program = (call) => {
  const texts = textsOf(call);
  if (texts?.length !== 1 || texts[0] !== '-l') return unmodelled(call, { files: false });
  filter(call, [], (text) => `${text.split('\n').length - 1}\n`);
};

export const TEXT_PROGRAMS: Readonly<Record<string, Program>> = {
  cat,
  tee,
  head: headOrTail,
  tail: headOrTail,
  cut,
  tr: translate,
  basename,
  dirname,
  seq: sequence,
  wc: count,
  grep,
  egrep: grep,
  fgrep: grep,
  envsubst,
  sed,
};
