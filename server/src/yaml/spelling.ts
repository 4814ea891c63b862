import { SourceText } from '../text/index.ts';
import { parseYaml } from './document.ts';
import { resolvePlain } from './scalar.ts';

export type QuoteStyle = 'single' | 'double';
/** Where a text is to stand. In flow collections and as a key, fewer texts are read as they are. */
export type SpellingPlace = 'block' | 'flow' | 'key' | 'flow-key';

const SIMPLE = /^[A-Za-z_][\w./-]*$/;

/**
 * The shortest spelling with which PyYAML reads exactly this text as a string: plain where that is possible, else
 * in quotes.
 * @param style the quotes to use where both kinds do
 */
export function plainOrQuoted(
  text: string,
  place: SpellingPlace = 'block',
  style: QuoteStyle = 'double',
): string {
  return isPlain(text, place) ? text : quoted(text, style);
}

/** The text in quotes, on one line; in the other kind of quotes, or with escapes, where it must be. */
export function quoted(text: string, style: QuoteStyle = 'double'): string {
  if (!SINGLE_QUOTABLE.test(text)) return `"${escaped(text)}"`;
  const wantsDouble = style === 'double' ? !/["\\]/.test(text) : text.includes("'") && !/["\\]/.test(text);
  return wantsDouble ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

// Everything that PyYAML's reader lets pass and that is no line break.
const SINGLE_QUOTABLE = /^[\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]*$/;

function isPlain(text: string, place: SpellingPlace): boolean {
  if (resolvePlain(text).type !== 'str' || /^(?:---|\.\.\.|[-?:]$)/.test(text)) return false;
  if (SIMPLE.test(text)) return true;
  const { root, problem, comments } = parseYaml(new SourceText('', TRIALS[place](text)));
  if (problem !== undefined || comments.length > 0 || root?.kind !== 'sequence' || root.items.length !== 1)
    return false;
  const item = root.items[0];
  let found = item;
  if (place === 'key' || place === 'flow-key')
    found = item?.kind === 'mapping' && item.pairs.length === 1 ? item.pairs[0]?.key : undefined;
  return (
    found?.kind === 'scalar' && found.style === 'plain' && found.tag === undefined && found.text === text
  );
}

const TRIALS: Readonly<Record<SpellingPlace, (text: string) => string>> = {
  block: (text) => `- ${text}\n`,
  flow: (text) => `[${text}]\n`,
  key: (text) => `- ${text}: x\n`,
  'flow-key': (text) => `[{${text}: x}]\n`,
};

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\0': '\\0',
  '\x1b': '\\e',
};

function escaped(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const named = NAMED[character];
    if (named !== undefined) result += named;
    else if (SINGLE_QUOTABLE.test(character) || code > 0xffff) result += character;
    else if (code <= 0xff) result += `\\x${code.toString(16).padStart(2, '0')}`;
    else result += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return result;
}
