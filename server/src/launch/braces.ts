import type { WordPart } from '../shell/index.ts';

/** More words than these from one are not made. */
const MAX_WORDS = 1000;
const MAX_DEPTH = 20;

/** A character that may be a brace or a comma, or a part that is taken as it is. */
type Token = string | WordPart;

/** The words that brace expansion makes of one word, each as its parts; undefined when they are too many to be made. */
export function expandBraces(parts: readonly WordPart[]): readonly (readonly WordPart[])[] | undefined {
  if (!parts.some((part) => part.kind === 'brace')) return [parts];
  let words: (readonly WordPart[])[] = [[]];
  // What stands between two braces is copied once, however many parts it has.
  let between: WordPart[] = [];
  for (const part of parts) {
    if (part.kind !== 'brace') {
      between.push(part);
      continue;
    }
    const choices = expandBrace(part);
    if (choices === undefined || words.length * choices.length > MAX_WORDS) return undefined;
    const before = between;
    words = words.flatMap((word) => choices.map((choice) => [...word, ...before, ...choice]));
    between = [];
  }
  return words.map((word) => withLongerNames([...word, ...between]));
}

/** Braces come before variables: `$A{b,c}` is `$Ab` and `$Ac`. */
function withLongerNames(parts: readonly WordPart[]): readonly WordPart[] {
  const merged: WordPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const text = part.kind === 'glob' || (part.kind === 'literal' && !part.escaped) ? part.text : '';
    const more = /^\w*/.exec(text)?.[0] ?? '';
    if (last?.kind === 'parameter' && !last.braced && /^[A-Za-z_]/.test(last.name) && more !== '') {
      merged[merged.length - 1] = { ...last, name: last.name + more };
      const rest = text.slice(more.length);
      if (rest !== '' && (part.kind === 'glob' || part.kind === 'literal'))
        merged.push({ ...part, text: rest });
    } else merged.push(part);
  }
  return merged;
}

function expandBrace(
  part: WordPart & { readonly kind: 'brace' },
): readonly (readonly WordPart[])[] | undefined {
  const tokens = part.parts.flatMap((one): readonly Token[] =>
    one.kind === 'literal' && !one.escaped ? [...one.text] : [one],
  );
  return expandTokens(tokens, 0)?.map((word) => partsOf(word, part));
}

/** Undefined when there would be too many words. */
function expandTokens(tokens: readonly Token[], depth: number): readonly (readonly Token[])[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const brace = findBrace(tokens);
  if (brace === undefined) return [tokens];
  const inner = tokens.slice(brace.start + 1, brace.end);
  const middles: (readonly Token[])[] = [];
  if (brace.commas.length === 0) {
    const texts = range(inner.join(''));
    if (texts === undefined) return undefined;
    middles.push(...texts.map((text) => [...text]));
  } else {
    const ends = [...brace.commas, brace.end];
    for (const [i, end] of ends.entries()) {
      const expanded = expandTokens(
        tokens.slice(i === 0 ? brace.start + 1 : (ends[i - 1] ?? 0) + 1, end),
        depth + 1,
      );
      if (expanded === undefined) return undefined;
      middles.push(...expanded);
    }
  }
  const tails = expandTokens(tokens.slice(brace.end + 1), depth + 1);
  if (tails === undefined || tails.length * middles.length > MAX_WORDS) return undefined;
  const head = tokens.slice(0, brace.start);
  return middles.flatMap((middle) => tails.map((tail) => [...head, ...middle, ...tail]));
}

/** The first pair of braces that holds a comma or a range. */
function findBrace(
  tokens: readonly Token[],
): { readonly start: number; readonly end: number; readonly commas: readonly number[] } | undefined {
  for (let start = tokens.indexOf('{'); start >= 0; start = tokens.indexOf('{', start + 1)) {
    const commas: number[] = [];
    let depth = 0;
    for (let i = start; i < tokens.length; i++) {
      const token = tokens[i];
      if (token === '{') depth++;
      else if (token === ',' && depth === 1) commas.push(i);
      else if (token === '}' && --depth === 0) {
        const inner = tokens.slice(start + 1, i);
        const isRange = inner.every((one) => typeof one === 'string') && RANGE.test(inner.join(''));
        if (commas.length > 0 || isRange) return { start, end: i, commas };
        break;
      }
    }
  }
  return undefined;
}

const RANGE = /^(?:-?\d{1,9}\.\.-?\d{1,9}|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?\d{1,9})?$/;

function range(text: string): readonly string[] | undefined {
  const [from = '', to = '', by = '1'] = text.split('..');
  const numeric = /\d/.test(from);
  const first = numeric ? Number(from) : (from.codePointAt(0) ?? 0);
  const last = numeric ? Number(to) : (to.codePointAt(0) ?? 0);
  const step = Math.abs(Number(by)) || 1;
  if (Math.abs(last - first) / step > MAX_WORDS) return undefined;
  const padded = numeric && [from, to].some((end) => /^-?0\d/.test(end));
  const width = padded ? Math.max(from.length, to.length) : 0;
  const texts: string[] = [];
  for (let i = first; first <= last ? i <= last : i >= last; i += first <= last ? step : -step) {
    if (!numeric) texts.push(String.fromCodePoint(i));
    else texts.push(i < 0 ? `-${String(-i).padStart(width - 1, '0')}` : String(i).padStart(width, '0'));
  }
  return texts;
}

/** Characters put together to parts again; those of file names keep their meaning. */
function partsOf(tokens: readonly Token[], brace: WordPart): readonly WordPart[] {
  const parts: WordPart[] = [];
  let text = '';
  const flush = (): void => {
    if (text === '') return;
    parts.push(
      /[*?[]/.test(text)
        ? { kind: 'glob', span: brace.span, text }
        : { kind: 'literal', span: brace.span, text, escaped: false },
    );
    text = '';
  };
  for (const token of tokens) {
    if (typeof token === 'string') text += token;
    else {
      flush();
      parts.push(token);
    }
  }
  flush();
  return parts;
}
