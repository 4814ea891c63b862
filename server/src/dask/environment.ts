import { CHANGES } from './changes.ts';
import type { Era } from './era.ts';
import { type PythonValue, readLiteral } from './python-literal.ts';

/** The words that stand for nothing, true and false in a variable, by the version of dask. */
export interface WordRules {
  /** `none` and `null` in any case: dask 2023.9.1 and later. */
  readonly nulls: boolean;
  /** `true` and `false` in any case: dask 2024.2.1 and later. Before, they are texts and count as true. */
  readonly booleans: boolean;
}

export const CURRENT_WORDS: WordRules = { nulls: true, booleans: true };

export function wordRules(era: Era): WordRules {
  return { nulls: era.of(CHANGES.nullVariables).inForce, booleans: era.of(CHANGES.booleanVariables).inForce };
}

/** What a variable's text is to Dask. */
export type Interpretation =
  | { readonly kind: 'value'; readonly value: PythonValue }
  /** A literal that Python cannot build, so that `import dask` fails with TypeError: `{[1]: 2}`. */
  | { readonly kind: 'fails' };

/**
 * dask.config.interpret_value: a literal of Python, else one of the words of the version, else the text itself.
 * `1.75` is a float, `0x10` 16, `{}` a mapping, `a,b` and `007` and `7GB` are texts, `1,2` is a tuple.
 */
export function interpretValue(text: string, words: WordRules = CURRENT_WORDS): Interpretation {
  const literal = readLiteral(text);
  if (literal.kind === 'value') return literal;
  if (literal.kind === 'unhashable') return { kind: 'fails' };
  return { kind: 'value', value: wordOrText(text, words) };
}

function wordOrText(text: string, words: WordRules): PythonValue {
  const word = text.toLowerCase();
  if (words.nulls && (word === 'none' || word === 'null')) return { kind: 'none' };
  if (words.booleans && (word === 'true' || word === 'false'))
    return { kind: 'bool', value: word === 'true' };
  return { kind: 'string', value: text };
}
