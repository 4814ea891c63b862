import type { Word, WordPart } from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import { keyText } from './array-key.ts';
import { joinAtoms } from './atom.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { naming } from './naming.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import type { Value } from './value.ts';
import { expandParts, expandWords } from './words.ts';

/** An element of `NAME=(...)`; without a key it follows the one before. */
export interface Element {
  readonly key: string | undefined;
  readonly value: Value;
}

/** The elements of `NAME=(...)`; undefined when they are not all known. Whatever expanding them does is done. */
export function expandElements(
  machine: Machine,
  state: State,
  words: readonly Word[],
  associative: boolean,
): readonly Element[] | undefined {
  const elements: Element[] = [];
  let certain = true;
  if ((state.shopt.get('failglob') ?? false) !== false && words.length > 1)
    doubt(
      machine,
      state,
      'Which word `failglob` refuses first is not known.',
      placeOf(machine.frame, words[0]?.span ?? { start: 0, end: 0 }),
    );
  for (const word of words) {
    const keyed = partsOf(machine, word);
    if (keyed !== undefined) {
      const element = expandKeyed(machine, state, word, keyed, associative);
      if (element !== undefined) elements.push(element);
      certain &&= element !== undefined;
      continue;
    }
    // `declare -A M=(key value)` is not modelled.
    certain &&= !associative;
    for (const field of expandWords(machine, state, [word]).fields) {
      elements.push({ key: undefined, value: field.value });
      certain &&= field.certain;
    }
  }
  return certain ? elements : undefined;
}

/** Of an associative array bash names the value by itself; of others it names the word, with backslashes. */
function expandKeyed(
  machine: Machine,
  state: State,
  word: Word,
  { key, value, adds }: Keyed,
  associative: boolean,
): Element | undefined {
  const { source } = machine.frame;
  const { span } = word;
  const text = keyText(state, source.slice(key), associative);
  if (text === undefined)
    doubt(
      machine,
      state,
      'What the key of this element is and does is not simulated.',
      placeOf(machine.frame, key),
    );
  const parts = word.parts.filter((part) => part.span.end > value.start);
  const shown = associative
    ? undefined
    : `\\[${source.slice(key)}\\]${source.slice({ start: key.end + 1, end: span.end })}`;
  const own = behind(parts, value.start);
  const expand = () => expandParts(machine, state, associative ? withoutTildes(own) : own, false);
  const atoms = naming(machine, state, associative ? value : span, expand, span, shown);
  // With braces `[0]={a,b}` is several words, of which none has an index.
  const braces = !associative && own.some((part) => part.kind === 'literal' && part.text.includes('{'));
  if (text === undefined || adds || braces) return undefined;
  return { key: text, value: joinAtoms(state, atoms).value };
}

/** The parts from an offset on, which may lie in the first of them. */
function behind(parts: readonly WordPart[], offset: number): readonly WordPart[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'literal' || first.span.start >= offset) return parts;
  // The key before it was read as it is written: the texts end together.
  const skipped = offset - first.span.start;
  const span = { start: offset, end: first.span.end };
  return [{ ...first, span, text: first.text.slice(skipped) }, ...rest];
}

/** In the list of an associative array a `~` stays. */
function withoutTildes(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.map((part) => (part.kind === 'tilde' ? { ...part, kind: 'literal', escaped: false } : part));
}

interface Keyed {
  readonly key: Span;
  readonly value: Span;
  /** Whether it is `[key]+=value`. */
  readonly adds: boolean;
}

/** The parts of `[key]=value` and `[key]+=value`. */
function partsOf(machine: Machine, { span, parts }: Word): Keyed | undefined {
  const { text } = machine.frame.source;
  if (text[span.start] !== '[') return undefined;
  let open = 0;
  for (const part of parts) {
    if (part.kind !== 'literal' && part.kind !== 'glob') continue;
    for (let at = part.span.start; at < part.span.end; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === '[') open++;
      else if (text[at] === ']' && --open === 0) {
        const adds = text[at + 1] === '+';
        const start = at + (adds ? 3 : 2);
        if (text[start - 1] !== '=') return undefined;
        return { key: { start: span.start + 1, end: at }, value: { start, end: span.end }, adds };
      }
    }
  }
  return undefined;
}
