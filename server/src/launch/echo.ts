import { type Call, finish, say } from './call.ts';
import type { Signal } from './machine.ts';
import { concat, concatAll, known, knownText, type Piece, unknown, type Value } from './value.ts';

/** @param dash whether backslashes are always read, as dash does */
export function echo(call: Call, dash = call.machine.frame.dialect === 'dash'): Signal {
  let newline = true;
  let escapes = dash;
  let first = 0;
  for (; first < call.args.length; first++) {
    const text = knownText(call.args[first]?.value ?? { pieces: [] });
    if (text === undefined || !(dash ? /^-n$/ : /^-[neE]+$/).test(text)) break;
    if (text.includes('n')) newline = false;
    if (!dash) for (const flag of text.slice(1)) if (flag !== 'n') escapes = flag === 'e';
    if (dash) {
      first++;
      break;
    }
  }
  const parts: Value[] = [];
  for (const [i, argument] of call.args.slice(first).entries()) {
    const separator = i === 0 ? [] : [known(' ')];
    if (argument.certain) parts.push(...separator, argument.value);
    // It may be several words, or none: then the blank before it is missing too.
    else
      parts.push(
        unknown(reasonOf(argument.value), labelOf(argument.value), call.place, [
          concat(...separator, argument.value),
        ]),
      );
  }
  let value = concatAll(parts);
  if (escapes) {
    const resolved = withEscapes(value, dash);
    if (resolved.stopped) newline = false;
    value = resolved.value;
  }
  say(call, newline ? concat(value, known('\n')) : value);
  return finish(call, 0);
}

function reasonOf(value: Value): string {
  const piece = value.pieces.find((one) => one.kind === 'unknown');
  return piece?.kind === 'unknown' ? piece.reason : 'an unknown value';
}

function labelOf(value: Value): string {
  const piece = value.pieces.find((one) => one.kind === 'unknown');
  return piece?.kind === 'unknown' ? piece.label : 'unknown';
}

/** `echo -e`, `%b`; `stopped` after `\c`. */
export function withEscapes(
  value: Value,
  dash: boolean,
): { readonly value: Value; readonly stopped: boolean } {
  const pieces: Piece[] = [];
  for (const piece of value.pieces) {
    if (piece.kind === 'unknown') {
      pieces.push(piece);
      continue;
    }
    const { text, stopped } = resolveEscapes(piece.text, dash);
    pieces.push({ ...piece, text });
    if (stopped) return { value: { pieces }, stopped };
  }
  return { value: concat({ pieces }), stopped: false };
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** The characters that a text with backslashes stands for. */
export function resolveEscapes(
  text: string,
  dash: boolean,
): { readonly text: string; readonly stopped: boolean } {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const next = text[i + 1];
    if (char !== '\\' || next === undefined) {
      result += char;
      continue;
    }
    const rest = text.slice(i + 1);
    const octal = (dash ? /^(?:0([0-7]{0,3})|([1-7][0-7]{0,2}))/ : /^0([0-7]{0,3})/).exec(rest);
    const hex = dash ? null : /^x([0-9a-fA-F]{1,2})/.exec(rest);
    const wide = dash ? null : /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
    if (next === 'c') return { text: result, stopped: true };
    if (SIMPLE[next] !== undefined) {
      result += SIMPLE[next];
      i++;
    } else if (next === 'e' || (!dash && next === 'E')) {
      result += '\x1b';
      i++;
    } else if (octal !== null || hex !== null || wide !== null) {
      const match = octal ?? hex ?? wide;
      const digits = match?.[1] ?? match?.[2] ?? '';
      result += String.fromCodePoint(
        Math.min(Number.parseInt(digits === '' ? '0' : digits, octal !== null ? 8 : 16), 0x10ffff),
      );
      i += match?.[0].length ?? 0;
    } else result += char;
  }
  return { text: result, stopped: false };
}
