/** What the text is: the escapes that are left over mean different things afterwards. */
export type EscapedKind = 'regex' | 'replacement' | 'text';

export interface ResolvedEscapes {
  readonly text: string;
  /** Why the result depends on the version of sed, where it does. */
  readonly doubt: string | undefined;
  /** `\c` before a lone backslash, which sed refuses. */
  readonly recursive: boolean;
}

export const RECURSIVE_ESCAPE = 'recursive escaping after \\c not allowed';

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  '\n': '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const BASES: Readonly<Record<string, { readonly base: number; readonly digits: number }>> = {
  d: { base: 10, digits: 3 },
  o: { base: 8, digits: 3 },
  x: { base: 16, digits: 2 },
};

/** Characters that stand for themselves in every kind of text, so that a code for them has one meaning. */
const INERT = /^[A-Za-z0-9 _:;=@%~"'<>,#!/&\t]$/;

/**
 * Resolves the escapes that GNU sed itself knows: `\n`, `\t`, `\x41` and the like (`normalize_text` in
 * sed/compile.c). Others keep their backslash for the next stage, or lose it in a plain text.
 */
export function resolveEscapes(text: string, kind: EscapedKind): ResolvedEscapes {
  let result = '';
  let doubt: string | undefined;
  let recursive = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const next = text[i + 1];
    if (char !== '\\' || next === undefined) {
      result += char;
      continue;
    }
    const letter = LETTERS[next];
    const base = BASES[next];
    i++;
    if (letter !== undefined) result += letter;
    else if (base !== undefined) {
      const digits = numberAt(text, i + 1, base);
      const code = digits === '' ? undefined : Number.parseInt(digits, base.base);
      const made = code === undefined ? next : String.fromCharCode(code & 0xff);
      if (code === undefined && kind === 'regex') doubt ??= `an escape \\${next} without digits`;
      if (code !== undefined && (code > 0x7e || !(INERT.test(made) || kind !== 'regex'))) {
        doubt ??= 'a character code that sed versions read differently';
      }
      if (kind === 'replacement' && (made === '&' || made === '\\')) result += '\\';
      result += made;
      i += digits.length;
    } else if (next === 'c') {
      const control = text[i + 1];
      if (control === undefined) {
        doubt ??= 'an unfinished \\c';
        result += kind === 'text' ? 'c' : '\\c';
        continue;
      }
      if (!/^[A-Za-z]$/.test(control)) doubt ??= 'a control code of another character than a letter';
      result += String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 0x40);
      i++;
      if (control === '\\') {
        if (text[i + 1] !== '\\') recursive = true;
        i++;
      }
    } else result += kind === 'text' ? next : `\\${next}`;
  }
  return { text: result, doubt, recursive };
}

function numberAt(
  text: string,
  start: number,
  { base, digits }: { readonly base: number; readonly digits: number },
): string {
  let end = start;
  while (end < start + digits && !Number.isNaN(Number.parseInt(text[end] ?? '', base))) end++;
  return text.slice(start, end);
}
