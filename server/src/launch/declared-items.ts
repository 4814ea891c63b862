import type { Assignment, Command, Word, WordPart } from '../shell/index.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Source } from './step.ts';
import { concat, known, type Place, unknown, type Value } from './value.ts';
import { expandText, expandWords } from './words.ts';

/** One argument after expansion. */
export interface Declared {
  readonly word: Word;
  readonly name: string;
  readonly append: boolean;
  readonly value: Value | undefined;
  /** Assignments that the script writes in a form of their own: arrays, elements. */
  readonly assignment: Assignment | undefined;
  readonly sources: readonly Source[];
}

export type Item = Declared | { readonly option: string; readonly declared: Declared } | 'unknown';

/** The arguments of `export`, `readonly`, `declare`, `typeset`, `local` after expansion: `NAME=value` is not split. */
export function readDeclared(machine: Machine, state: State, command: Command): readonly Item[] {
  return command.words.slice(1).flatMap((word) => readArgument(machine, state, word));
}

function readArgument(machine: Machine, state: State, word: Word): readonly Item[] {
  const { assignment } = word;
  if (assignment !== undefined) {
    const braces = word.parts.some((part) => part.kind === 'brace');
    const { name, append } = assignment;
    if (assignment.value.kind === 'array' || assignment.index !== undefined) {
      return [{ word, name, append, value: undefined, assignment, sources: [] }];
    }
    if (!braces)
      return [
        {
          word,
          name,
          append,
          assignment: undefined,
          ...expandText(machine, state, assignment.value, word.span),
        },
      ];
  }
  // What braces make of it is no assignment any more: names of files are looked for.
  const { fields } = expandWords(machine, state, [{ ...word, parts: word.parts.flatMap(withGlobs) }]);
  return fields.map((field) => (field.certain ? readValue(word, field.value, field.sources) : 'unknown'));
}

function withGlobs(part: WordPart): readonly WordPart[] {
  if (part.kind === 'brace') return [{ ...part, parts: part.parts.flatMap(withGlobs) }];
  if (part.kind !== 'literal' || part.escaped) return [part];
  return part.text
    .split(/([*?]|\[[^\]]*\])/)
    .filter((text) => text !== '')
    .map((text) => (/^[*?[]/.test(text) ? { kind: 'glob', span: part.span, text } : { ...part, text }));
}

/** `NAME`, `NAME=value`, `-x`. */
function readValue(word: Word, value: Value, sources: readonly Source[]): Item {
  const first = value.pieces[0];
  if (first === undefined)
    return { word, name: '', append: false, value: undefined, assignment: undefined, sources };
  // The name may come in several pieces of known text.
  let head = '';
  let at = 0;
  for (; at < value.pieces.length; at++) {
    const piece = value.pieces[at];
    if (piece?.kind !== 'text') break;
    head += piece.text;
    if (piece.text.includes('=')) {
      at++;
      break;
    }
  }
  const equals = head.indexOf('=');
  if (equals < 0) {
    if (at < value.pieces.length) return 'unknown';
    const declared = { word, name: head, append: false, value: undefined, assignment: undefined, sources };
    return /^[-+]./.test(head) ? { option: head, declared } : declared;
  }
  const append = head[equals - 1] === '+';
  const name = head.slice(0, append ? equals - 1 : equals);
  const last = value.pieces[at - 1];
  const origin =
    last?.kind === 'text' && head.length - last.text.length >= equals + 1 ? last.origin : undefined;
  const rest = concat(
    known(
      head.slice(equals + 1),
      origin ??
        (last?.kind === 'text' && equals + 1 === head.length - last.text.length ? last.origin : undefined),
    ),
    { pieces: value.pieces.slice(at) },
  );
  return { word, name, append, value: rest, assignment: undefined, sources };
}

/** The command as `set -x` shows it. */
export function declaredWords(name: string, items: readonly Item[], place: Place): readonly Value[] {
  const words = items.map((item) => {
    if (item === 'unknown') return unknown('an argument', 'argument', place);
    if ('option' in item) return known(item.option);
    if (item.assignment !== undefined) {
      const { value } = item.assignment;
      return unknown(value.kind === 'array' ? 'an array' : 'an element of an array', 'array', place);
    }
    return item.value === undefined
      ? known(item.name)
      : concat(known(`${item.name}${item.append ? '+' : ''}=`), item.value);
  });
  return [known(name), ...words];
}
