import type { Span } from '../text/index.ts';
import type { ScriptReader } from './reader.ts';

/** The text up to a delimiter, as sed hands it on. */
export interface DelimitedText {
  /** Backslashes before the delimiter and before line breaks are removed. */
  readonly text: string;
  /** As written, without the delimiter. */
  readonly span: Span;
  /** Offsets of the backslashes that were removed from before the delimiter. */
  readonly escapedDelimiters: readonly number[];
}

/**
 * Reads up to the closing delimiter (`match_slash` in sed/compile.c); undefined when it is missing. In a
 * pattern the delimiter has no effect inside brackets.
 * @param delimiter the opening delimiter, already read
 */
export function readDelimited(
  reader: ScriptReader,
  delimiter: string,
  kind: 'regex' | 'text',
): DelimitedText | undefined {
  const start = reader.position;
  const escapedDelimiters: number[] = [];
  let text = '';
  for (;;) {
    const char = reader.next();
    if (char === undefined) return undefined;
    if (char === '\n') {
      reader.back();
      return undefined;
    }
    if (char === delimiter) {
      return { text, span: { start, end: reader.position - 1 }, escapedDelimiters };
    }
    if (char === '\\') {
      const escaped = reader.next();
      if (escaped === undefined) return undefined;
      if (escaped === delimiter && !(kind === 'text' && escaped === '&')) {
        escapedDelimiters.push(reader.position - 2);
      } else if (escaped !== '\n') text += '\\';
      text += escaped;
    } else if (char === '[' && kind === 'regex') {
      const brackets = readBrackets(reader);
      if (brackets === undefined) return undefined;
      text += `[${brackets}`;
    } else text += char;
  }
}

/**
 * The rest of a bracket expression with its closing bracket (`snarf_char_class` in sed/compile.c). Inside
 * `[:`, `[.` and `[=` only the matching end closes.
 */
function readBrackets(reader: ScriptReader): string | undefined {
  let text = '';
  const take = (): string | undefined => {
    const char = reader.next();
    if (char === '\n') reader.back();
    return char === '\n' ? undefined : char;
  };
  let char = take();
  if (char === '^') {
    text += char;
    char = take();
  }
  if (char === ']') {
    text += char;
    char = take();
  }
  let state: 'outside' | 'opened' | 'inside' | 'closing' = 'outside';
  let mark = '';
  for (; char !== undefined; char = take()) {
    text += char;
    if (char === ']' && (state === 'outside' || state === 'opened')) return text;
    if (char === '[' && state === 'outside') {
      state = 'opened';
      continue;
    }
    if (char === '[') continue;
    if (char === '.' || char === ':' || char === '=') {
      if (state === 'opened') {
        mark = char;
        state = 'inside';
        continue;
      }
      if (state === 'inside' && char === mark) {
        state = 'closing';
        continue;
      }
    }
    if (char === ']' && state === 'closing') state = 'outside';
    else if (state === 'opened') state = 'outside';
    else if (state === 'closing') state = 'inside';
  }
  return undefined;
}
