import type { PatternText } from './pattern.ts';
import type { State } from './state.ts';
import type { Source } from './step.ts';
import { concatAll, known, knownText, unknown, type Value } from './value.ts';

/** What an expansion gives before it is split into words. */
export type Atom =
  | {
      readonly kind: 'text';
      readonly value: Value;
      /** Quoted text is one piece of a word, even when it is empty. */
      readonly quoted: boolean;
      /** Whether it is split at blanks: the result of an unquoted expansion. */
      readonly split: boolean;
      /** Whether it may be any number of words, as `"$@"` whose words are not known. */
      readonly open?: boolean;
      readonly source: Source;
    }
  /** The end of one of several words, and what joins them where nothing is split. */
  | { readonly kind: 'break'; readonly joint: Joint };

/**
 * How words become one: `$*` takes the first character of IFS, `$@` a blank. What an operator makes of `$@` takes that
 * character in values, and a blank in tests and `case` (observed with bash 5.2). dash always takes that character.
 */
export type Joint = 'star' | 'value' | 'blank' | 'always';

/** A word after splitting. */
export interface Field {
  readonly value: Value;
  readonly sources: readonly Source[];
  /** False where an unquoted unknown value may give more words, or none. */
  readonly certain: boolean;
}

/**
 * Puts all atoms into one text.
 * @param where in an operand of a test only `$*` takes the first character of IFS, in a here-document nothing does
 */
export function joinAtoms(
  state: State,
  atoms: readonly Atom[],
  where: 'value' | 'operand' | 'here-document' = 'value',
): { readonly value: Value; readonly sources: readonly Source[] } {
  const values: Value[] = [];
  const sources: Source[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'break') {
      const { joint } = atom;
      const separated =
        joint === 'always' ||
        (where === 'value' ? joint !== 'blank' : where === 'operand' && joint === 'star');
      const separator = separated ? separatorOf(state) : known(' ');
      const needed = joint !== 'star' && joint !== 'always';
      values.push(needed && separator.pieces.length === 0 ? known(' ') : separator);
    } else {
      values.push(atom.value);
      sources.push(atom.source);
    }
  }
  return { value: concatAll(values), sources };
}

/** The atoms as a pattern; undefined when part of it is unknown. */
export function patternTexts(atoms: readonly Atom[]): readonly PatternText[] | undefined {
  const texts: PatternText[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'break') {
      texts.push({ text: ' ', quoted: true });
      continue;
    }
    const text = knownText(atom.value);
    if (text === undefined) return undefined;
    texts.push({ text, quoted: atom.quoted || !(atom.split || atom.source.part.kind === 'glob') });
  }
  return texts;
}

/** What stands between the arguments in `$*`: the first character of IFS. */
export function separatorOf(state: State): Value {
  const ifs = state.variables.get('IFS')?.value;
  if (ifs === undefined) return known(' ');
  const text = knownText(ifs);
  return text === undefined ? unknown('the value of IFS', 'IFS', undefined) : known([...text][0] ?? '');
}
