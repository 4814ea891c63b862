import type { Parameter, Word } from '../shell/index.ts';
import { compute } from './arithmetic.ts';
import { type Atom, joinAtoms, patternTexts } from './atom.ts';
import { scan, TOO_MUCH_HERE, walk } from './budget.ts';
import { ExpansionFailure } from './failure.ts';
import type { Machine } from './machine.ts';
import { naming } from './naming.ts';
import { complain } from './output.ts';
import { ends, isOpen, type Pattern, parsePattern, plainText, reversed } from './pattern.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import type { Subject } from './subject.ts';
import { prefixedParts } from './tilde.ts';
import {
  commonOrigin,
  concatAll,
  known,
  knownText,
  type Place,
  sameOrigin,
  unknown,
  type Value,
} from './value.ts';

const AMPERSAND = 'a replacement with `&`, which differs between versions of bash';
/** Longer texts are not cut or replaced with patterns. */
const MAX_TEXT = 4000;
/** Steps that the search for a pattern may take. */
const MAX_SEARCH = 3_000_000;

/** A value after `#`, `%`, `/`, `:`, `^`, `,` and `@`. */
export function transform(
  machine: Machine,
  state: State,
  part: Parameter,
  subject: Subject,
  value: Value,
  place: Place,
): Value {
  const operator = part.operator ?? '';
  const given = knownText(value);
  // Of a variable that is not set there is nothing to replace, not even an empty text, and no number is read.
  if (/^[/:]/.test(operator) && subject.kind === 'scalar' && subject.value === undefined) return value;
  const lost = (): Value => {
    const piece = value.pieces.find((one) => one.kind === 'unknown');
    return unknown(piece?.kind === 'unknown' ? piece.reason : `part of \`${part.name}\``, part.name, place);
  };
  // Of nothing bash takes nothing away, and does not even look what; dash does so where there is no variable.
  const dash = machine.frame.dialect === 'dash';
  const nothing = subject.kind === 'scalar' && (dash ? subject.value === undefined : given === '');
  if (nothing && /^[#%]/.test(operator)) return value;
  if (operator === ':') return substring(machine, state, part, given, place) ?? lost();
  if (operator === '@') return attribute(part, subject, given) ?? lost();
  const atoms = part.operand === undefined ? [] : expandOperand(machine, state, part.operand);
  const texts = patternTexts(atoms);
  const pattern =
    texts === undefined || (state.shopt.get('extglob') ?? false) !== false
      ? undefined
      : parsePattern(texts, machine.frame.dialect === 'dash');
  const replacement = operator.startsWith('/')
    ? replacementOf(machine, state, part.secondOperand)
    : undefined;
  if (given === undefined || pattern === undefined || (operator.startsWith('/') && replacement === undefined))
    return lost();
  if (given.length > MAX_TEXT && plainText(pattern) === undefined) return lost();
  if (isOpen(pattern, given)) return lost();
  if (operator.startsWith('/') && isSlow(pattern, given)) return lost();
  if (!machine.budget.take(unitsOf(operator, pattern, given))) {
    machine.note(place, TOO_MUCH_HERE);
    return lost();
  }
  const origin = commonOrigin(value);
  const made = (text: string): Value => known(text, origin);
  switch (operator) {
    case '#':
    case '##':
      return made(withoutPrefix(given, pattern, operator === '##'));
    case '%':
    case '%%':
      return made(withoutSuffix(given, pattern, operator === '%%'));
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replacement === undefined ? lost() : replace(given, pattern, operator, replacement, origin);
    default:
      return (
        changeCase(given, operator, pattern, part.operand === undefined || part.operand.parts.length === 0) ??
        lost()
      );
  }
}

/** Whether looking for a pattern at every place of a text takes too long: a `*` may reach to its end from each. */
function isSlow(pattern: Pattern, text: string): boolean {
  const stars = pattern.some((token) => token.kind === 'star');
  return stars && text.length * text.length * pattern.length > MAX_SEARCH;
}

/** Units for taking a pattern off a text, or replacing it there. */
function unitsOf(operator: string, pattern: Pattern, text: string): number {
  if (plainText(pattern) !== undefined) return /^[#%]/.test(operator) ? scan(text.length) : walk(text.length);
  const steps = text.length * (2 + pattern.length);
  // A match is looked for at every place, and a star looks on to the end of the text from each.
  const stars = operator.startsWith('/') && pattern.some((token) => token.kind === 'star');
  return walk(stars ? (steps * text.length) / 8 : steps);
}

/** The number that an operand computes to; undefined when it is not known. */
export function numberOf(
  machine: Machine,
  state: State,
  operand: Word | undefined,
  place: Place,
  named: string,
): number | undefined {
  if (operand === undefined) return 0;
  const atoms = naming(machine, state, operand.span, () => machine.expand(state, operand.parts, true));
  const text = knownText(joinAtoms(state, atoms).value);
  const result = text === undefined ? undefined : compute(machine, state, text, place, named);
  return result === undefined || result > 1_000_000_000n || result < -1_000_000_000n
    ? undefined
    : Number(result);
}

function substring(
  machine: Machine,
  state: State,
  part: Parameter,
  text: string | undefined,
  place: Place,
): Value | undefined {
  const offset = numberOf(machine, state, part.operand, place, part.name);
  const numbers = text !== undefined && offset !== undefined && /^[\0-\x7f]*$/.test(text);
  const start = numbers ? (offset < 0 ? text.length + offset : offset) : 0;
  // The length is not even read then.
  if (numbers && (start < 0 || start > text.length)) return known('');
  const length =
    part.secondOperand === undefined
      ? undefined
      : numberOf(machine, state, part.secondOperand, place, part.name);
  // Characters or bytes: that depends on the locale.
  if (!numbers) perhapsTooShort(machine, state, part, place);
  if (!numbers || (part.secondOperand !== undefined && length === undefined)) return undefined;
  if (length === undefined) return known(text.slice(start));
  const end = length < 0 ? text.length + length : start + length;
  if (end < start) refuseLength(machine, state, part, place);
  return known(text.slice(start, end));
}

/** Of what is not known, a length below 0 may give up the command. */
export function perhapsTooShort(machine: Machine, state: State, part: Parameter, place: Place): void {
  const length = part.secondOperand === undefined ? '0' : machine.frame.source.slice(part.secondOperand.span);
  if (!/^\s*\d+\s*$/.test(length))
    doubt(machine, state, `Whether \`${part.name}\` is long enough for this is not known.`, place);
}

/** bash names the length as it is written, and gives up the command; that does not end a script with -e. */
export function refuseLength(machine: Machine, state: State, part: Parameter, place: Place): never {
  const written = machine.frame.source.slice(part.secondOperand?.span ?? part.span);
  complain(machine, state, `${written}: substring expression < 0`, place);
  throw new ExpansionFailure(false, 1, 'parameter-error', part.name, { always: true });
}

function attribute(part: Parameter, subject: Subject, text: string | undefined): Value | undefined {
  const kind = part.operand?.parts.map((one) => (one.kind === 'literal' ? one.text : '')).join('');
  if (text === undefined || subject.kind !== 'scalar') return undefined;
  if (kind === 'U') return known(text.toUpperCase());
  if (kind === 'L') return known(text.toLowerCase());
  // Only the plain form: how other characters are written differs between versions.
  if (kind === 'Q' && subject.value !== undefined && /^[ -&(-~]*$/.test(text)) return known(`'${text}'`);
  return undefined;
}

function withoutPrefix(text: string, pattern: Pattern, longest: boolean): string {
  const plain = plainText(pattern);
  if (plain !== undefined) return text.startsWith(plain) ? text.slice(plain.length) : text;
  const chars = [...text];
  const found = ends(pattern, chars, 0);
  const end = longest ? found.at(-1) : found[0];
  return end === undefined ? text : chars.slice(end).join('');
}

function withoutSuffix(text: string, pattern: Pattern, longest: boolean): string {
  const plain = plainText(pattern);
  if (plain !== undefined) return text.endsWith(plain) ? text.slice(0, text.length - plain.length) : text;
  const chars = [...text].reverse();
  const found = ends(reversed(pattern), chars, 0);
  const end = longest ? found.at(-1) : found[0];
  return end === undefined ? text : chars.slice(end).reverse().join('');
}

/** A pattern or a replacement; bash names them by themselves. */
function expandOperand(machine: Machine, state: State, word: Word): Atom[] {
  return naming(machine, state, word.span, () =>
    machine.expand(state, prefixedParts(machine, state, word, word.parts), false),
  );
}

/** The new text; `&` unquoted in it is what matched since bash 5.2, and itself before: then it is unknown. */
function replacementOf(
  machine: Machine,
  state: State,
  word: Word | undefined,
): Value | 'ampersand' | undefined {
  if (word === undefined) return known('');
  const atoms = expandOperand(machine, state, word);
  const values: Value[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'break') return undefined;
    const text = knownText(atom.value);
    if (!atom.quoted && (text === undefined || /[&\\]/.test(text))) return 'ampersand';
    values.push(atom.value);
  }
  return concatAll(values);
}

function replace(
  text: string,
  pattern: Pattern,
  operator: string,
  replacement: Value | 'ampersand',
  origin: ReturnType<typeof commonOrigin>,
): Value {
  const anchored = operator === '/#' || operator === '/%';
  if (text === '') {
    const fits = pattern.length === 0 ? anchored : ends(pattern, [], 0).length > 0;
    if (!fits) return known('');
    return replacement === 'ampersand' ? unknown(AMPERSAND, 'replaced', undefined) : replacement;
  }
  const parts: Value[] = [];
  const plain = plainText(pattern);
  if (plain !== undefined && plain !== '' && !anchored && replacement !== 'ampersand')
    return replacePlain(text, plain, operator === '//', replacement, origin);
  const chars = [...text];
  let from = 0;
  let found = false;
  const keep = (to: number): void => void parts.push(known(chars.slice(from, to).join(''), origin));
  const put = (): void => {
    found = true;
    if (replacement !== 'ampersand') parts.push(replacement);
  };
  if (operator === '/%') {
    const back = [...chars].reverse();
    const end = ends(reversed(pattern), back, 0).at(-1);
    if (end === undefined) return known(text, origin);
    keep(chars.length - end);
    put();
    from = chars.length;
  } else {
    for (let i = 0; i <= chars.length; ) {
      const end = pattern.length === 0 && operator !== '/#' ? undefined : ends(pattern, chars, i).at(-1);
      if (end === undefined || (end === i && operator !== '/#')) {
        if (operator === '/#') break;
        i++;
        continue;
      }
      keep(i);
      put();
      from = end;
      i = end;
      if (operator !== '//') break;
    }
  }
  if (found && replacement === 'ampersand') return unknown(AMPERSAND, 'replaced', undefined);
  keep(chars.length);
  return concatAll(parts);
}

function replacePlain(
  text: string,
  plain: string,
  all: boolean,
  replacement: Value,
  origin: ReturnType<typeof commonOrigin>,
): Value {
  const [only, ...more] = replacement.pieces;
  const alike =
    more.length === 0 && (only === undefined || (only.kind === 'text' && sameOrigin(only.origin, origin)));
  if (all && alike) return known(text.split(plain).join(only?.kind === 'text' ? only.text : ''), origin);
  const parts: Value[] = [];
  let from = 0;
  for (let at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, from)) {
    parts.push(known(text.slice(from, at), origin), replacement);
    from = at + plain.length;
    if (!all) break;
  }
  parts.push(known(text.slice(from), origin));
  return concatAll(parts);
}

function changeCase(text: string, operator: string, pattern: Pattern, every: boolean): Value | undefined {
  const upper = operator.startsWith('^');
  if (!upper && !operator.startsWith(',')) return undefined;
  // Case of other letters depends on the locale.
  if (!/^[\0-\x7f]*$/.test(text)) return undefined;
  const all = operator.length === 2;
  let result = '';
  for (const [i, char] of [...text].entries()) {
    const changes = (all || i === 0) && (every || ends(pattern, [char], 0).includes(1));
    result += changes ? (upper ? char.toUpperCase() : char.toLowerCase()) : char;
  }
  return known(result);
}
