import { walk } from './budget.ts';
import {
  type Call,
  finish,
  isPlainLocale,
  type Program,
  quotedName,
  say,
  textsOf,
  warnAbout,
} from './call.ts';
import { openFile } from './program-files.ts';
import { tooMuch, unmodelled } from './unmodelled.ts';
import { knownText } from './value.ts';

/** What programs say of a file that is not there, and their status then (coreutils 9.1, util-linux 2.38). */
const MISSING: Readonly<Record<string, (name: string) => readonly [message: string, status: number]>> = {
  head: (name) => [`head: cannot open '${name}' for reading: No such file or directory`, 1],
  tail: (name) => [`tail: cannot open '${name}' for reading: No such file or directory`, 1],
  cut: (name) => [`cut: ${quotedName(name)}: No such file or directory`, 1],
  sort: (name) => [`sort: cannot read: ${quotedName(name)}: No such file or directory`, 2],
  uniq: (name) => [`uniq: ${quotedName(name)}: No such file or directory`, 1],
  wc: (name) => [`wc: ${quotedName(name)}: No such file or directory`, 1],
  rev: (name) => [`rev: cannot open ${name}: No such file or directory`, 1],
};

/** A filter that is modelled for known text only. `change` answers undefined for what it does not know. */
function filter(
  call: Call,
  operands: readonly string[],
  change: (text: string) => string | undefined,
): undefined {
  const [only = '-'] = operands;
  const opened = operands.length > 1 ? undefined : openFile(call, only);
  if (opened?.kind === 'error' && opened.message === 'No such file or directory') {
    const [message, status] = MISSING[call.name]?.(only) ?? [];
    if (message === undefined || status === undefined) return unmodelled(call, { files: false });
    warnAbout(call, message);
    finish(call, status);
    return;
  }
  const text = opened?.kind === 'text' ? knownText(opened.value) : undefined;
  if (text !== undefined && !call.machine.budget.take(walk(text.length))) return tooMuch(call);
  const result = text === undefined ? undefined : change(text);
  if (result === undefined) return unmodelled(call, { files: false });
  say(call, result);
  finish(call, 0);
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Lines without their ends. */
function bare(text: string): readonly string[] {
  return linesOf(text).map((line) => line.replace(/\n$/, ''));
}

function ended(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** `head -n 3`, `head -3`, `head -c 3`, `tail -n +2`, and `tail` alike. */
const headOrTail: Program = (call) => {
  const texts = textsOf(call);
  if (texts === undefined) return unmodelled(call, { files: false });
  const head = call.name === 'head';
  let count = 10;
  let from = false;
  let characters = false;
  const operands: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    const given = /^-(n|c|-lines=|-bytes=|)([-+]?\d{1,7})$/.exec(text);
    const flag = given?.[1] ?? (text === '-n' || text === '-c' ? text.slice(1) : undefined);
    if (flag !== undefined) {
      const number = given?.[2] ?? texts[++i] ?? '';
      if (!/^[-+]?\d{1,7}$/.test(number) || (head && number.startsWith('+')))
        return unmodelled(call, { files: false });
      characters = flag === 'c' || flag === '-bytes=';
      from = head ? number.startsWith('-') : number.startsWith('+');
      count = Math.abs(Number(number));
    } else if (text.startsWith('-') && text !== '-') return unmodelled(call, { files: false });
    else operands.push(text);
  }
  filter(call, operands, (text) => {
    if (characters && !isAscii(text)) return undefined;
    const units = characters ? [...text] : linesOf(text);
    if (head) return units.slice(0, from ? Math.max(0, units.length - count) : count).join('');
    return units.slice(from ? Math.max(0, count - 1) : Math.max(0, units.length - count)).join('');
  });
};

/** `cut -d: -f2`, `cut -c1-3`, with single fields and ranges. */
const cut: Program = (call) => {
  const texts = textsOf(call) ?? [];
  let delimiter = '\t';
  let list: string | undefined;
  let characters = false;
  let only = false;
  const operands: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    const flag = text.slice(0, 2);
    const value = (): string => (text.length > 2 ? text.slice(2) : (texts[++i] ?? ''));
    if (flag === '-d' && text !== '--delimiter') delimiter = value();
    else if (flag === '-f' || flag === '-c' || flag === '-b') {
      if (list !== undefined) return unmodelled(call, { files: false });
      characters = flag !== '-f';
      list = value();
    } else if (text === '-s') only = true;
    else if (text.startsWith('-') && text !== '-') return unmodelled(call, { files: false });
    else operands.push(text);
  }
  if (
    textsOf(call) === undefined ||
    list === undefined ||
    delimiter.length !== 1 ||
    (characters && (only || delimiter !== '\t')) ||
    !/^(?:[1-9]\d*(?:-\d*)?|-[1-9]\d*)(?:,(?:[1-9]\d*(?:-\d*)?|-[1-9]\d*))*$/.test(list)
  )
    return unmodelled(call, { files: false });
  const ranges = list.split(',').map((part): readonly [number, number] => {
    const [from = '', to] = part.split('-');
    return [Number(from || 1), to === undefined ? Number(from) : Number(to || Number.MAX_SAFE_INTEGER)];
  });
  if (ranges.some(([from, to]) => from > to)) return unmodelled(call, { files: false });
  const chosen = (parts: readonly string[]): readonly string[] =>
    parts.filter((_, i) => ranges.some(([from, to]) => i + 1 >= from && i + 1 <= to));
  filter(call, operands, (text) => {
    if (characters)
      return isAscii(text) ? ended(bare(text).map((line) => chosen([...line]).join(''))) : undefined;
    return ended(
      bare(text).flatMap((line) => {
        if (!line.includes(delimiter)) return only ? [] : [line];
        return [chosen(line.split(delimiter)).join(delimiter)];
      }),
    );
  });
};

/** `sort`, with `-u`, `-r` and `-n` for whole numbers, in a plain locale. */
const sort: Program = (call) => {
  const texts = textsOf(call);
  const flags = texts?.filter((text) => text.startsWith('-') && text !== '-').join('') ?? '?';
  if (texts === undefined || !/^[-urn]*$/.test(flags)) return unmodelled(call);
  const operands = texts.filter((text) => !text.startsWith('-') || text === '-');
  filter(call, operands, (text) => {
    const lines = bare(text);
    if (lines.length > 1 && (!isAscii(text) || !isPlainLocale(call.state))) return undefined;
    if (flags.includes('n') && !lines.every((line) => /^-?[1-9]?\d{0,8}$/.test(line))) return undefined;
    const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const compare = (a: string, b: string): number =>
      (flags.includes('n') ? Number(a) - Number(b) : 0) || byText(a, b);
    const sorted = [...lines].sort(compare);
    if (flags.includes('r')) sorted.reverse();
    const same = (a: string, b: string | undefined): boolean =>
      b !== undefined && (flags.includes('n') ? Number(a) === Number(b) : a === b);
    return ended(flags.includes('u') ? sorted.filter((line, i) => !same(line, sorted[i - 1])) : sorted);
  });
};

/** `uniq`, with `-c`. */
const unique: Program = (call) => {
  const texts = textsOf(call);
  const counts = texts?.[0] === '-c';
  const operands = (counts ? texts?.slice(1) : texts) ?? ['-?'];
  if (operands.length > 1 || operands.some((text) => text.startsWith('-'))) return unmodelled(call);
  filter(call, operands, (text) => {
    const groups: { line: string; count: number }[] = [];
    for (const line of bare(text)) {
      const last = groups.at(-1);
      if (last?.line === line) last.count++;
      else groups.push({ line, count: 1 });
    }
    return ended(groups.map(({ line, count }) => (counts ? `${String(count).padStart(7)} ${line}` : line)));
  });
};

const reverse: Program = (call) => {
  const texts = textsOf(call);
  if (texts === undefined || texts.some((text) => text.startsWith('-')))
    return unmodelled(call, { files: false });
  filter(call, texts, (text) =>
    isAscii(text)
      ? linesOf(text)
          .map((line) => [...line.replace(/\n$/, '')].reverse().join('') + (line.endsWith('\n') ? '\n' : ''))
          .join('')
      : undefined,
  );
};

/** `wc` with one of `-l`, `-w`, `-c`, of its input or of one file. */
const count: Program = (call) => {
  const texts = textsOf(call);
  const [flag, ...operands] = texts ?? [];
  if (flag === undefined || !/^-[lwc]$/.test(flag) || operands.some((text) => text.startsWith('-')))
    return unmodelled(call, { files: false });
  filter(call, operands, (text) => {
    if (flag !== '-l' && !isAscii(text)) return undefined;
    const number =
      flag === '-l'
        ? text.split('\n').length - 1
        : flag === '-c'
          ? text.length
          : (text.match(/[^ \t\n\v\f\r]+/g)?.length ?? 0);
    return `${number}${operands.length === 0 ? '' : ` ${operands[0]}`}\n`;
  });
};

/** `awk [-F C] '{print $N}'`, the commonest of its programs. */
const awk: Program = (call) => {
  const texts = [...(textsOf(call) ?? [])];
  let separator: string | undefined;
  if (texts[0]?.startsWith('-F')) {
    const first = texts.shift() ?? '';
    separator = first.length > 2 ? first.slice(2) : texts.shift();
    if (separator === undefined || !/^[:,;=/@#_-]$/.test(separator)) return unmodelled(call);
  }
  const [program, ...operands] = texts;
  const field = /^\s*\{\s*print(?:\s+\$(\d+|NF))?;?\s*\}\s*$/.exec(program ?? '');
  if (field === null || operands.some((text) => text.startsWith('-') || text.includes('=')))
    return unmodelled(call);
  filter(call, operands, (text) =>
    ended(
      bare(text).map((line) => {
        const fields = separator === undefined ? line.split(/[ \t]+/).filter(Boolean) : line.split(separator);
        if (field[1] === undefined || field[1] === '0') return line;
        const fieldCount = line === '' ? 0 : fields.length;
        if (field[1] === 'NF') return fieldCount === 0 ? line : (fields.at(-1) ?? '');
        return fieldCount === 0 ? '' : (fields[Number(field[1]) - 1] ?? '');
      }),
    ),
  );
};

/** `tr SET SET`, and with `-d`, `-dc`, `-s` one set, with characters, ranges and the simplest escapes. */
const translate: Program = (call) => {
  const texts = textsOf(call);
  const flags = /^-[dsc]+$/.test(texts?.[0] ?? '') ? (texts?.[0] ?? '') : '';
  const [from, to, ...more] = ((flags === '' ? texts : texts?.slice(1)) ?? []).map(characterSet);
  const one = ['-d', '-dc', '-cd', '-s'].includes(flags);
  if (
    from === undefined ||
    more.length > 0 ||
    (flags !== '' && !one) ||
    (one ? (texts?.length ?? 0) !== 2 : to === undefined || to.length === 0)
  )
    return unmodelled(call, { files: false });
  filter(call, [], (text) => {
    const chars = [...text];
    if (flags === '-s')
      return chars.filter((char, i) => char !== chars[i - 1] || !from.includes(char)).join('');
    if (flags !== '') {
      if (!isAscii(text)) return undefined;
      return chars.filter((char) => from.includes(char) === (flags !== '-d')).join('');
    }
    return chars
      .map((char) => {
        const at = from.lastIndexOf(char);
        return at < 0 ? char : (to?.[Math.min(at, to.length - 1)] ?? '');
      })
      .join('');
  });
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

export const FILTERS: Readonly<Record<string, Program>> = {
  head: headOrTail,
  tail: headOrTail,
  cut,
  sort,
  uniq: unique,
  rev: reverse,
  wc: count,
  awk,
  tr: translate,
};
