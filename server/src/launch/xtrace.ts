import type { Machine } from './machine.ts';
import { write } from './output.ts';
import type { Descriptor, State } from './state.ts';
import { concat, concatAll, known, knownText, mapText, type Place, unknown, type Value } from './value.ts';

/** `set -x`: something of which it is not known how bash shows it. */
export function trace(machine: Machine, state: State, text: string, place: Place): void {
  const xtrace = state.options.get('xtrace') ?? false;
  if (xtrace === false || machine.frame.dialect === 'dash') return;
  write(machine, state, 2, unknown('the trace of a command', 'trace', place, [known(`+ ${text}\n`)]), place);
}

/** `set -x`: a line of which nothing is known. */
export function loseTrace(machine: Machine, state: State, place: Place): void {
  write(machine, state, 2, unknown('the trace of a command', 'trace', place), place);
}

/** `set -x`: a line that is known to the letter. */
export function traceLine(machine: Machine, state: State, text: string, place: Place): void {
  // dash shows no more than simple commands.
  if (machine.frame.dialect === 'bash') print(machine, state, known(text), place);
}

/** `set -x`: words as they are written; what is substituted in them bash shows in its own way. */
export function traceWritten(machine: Machine, state: State, text: string, place: Place): void {
  const other = text.replace(/\$\([^\s()<>;&|{}#"'\\]+(?: [^\s()<>;&|{}#"'\\]+)*\)/g, '');
  if (/\$\((?!\()|\n/.test(other)) trace(machine, state, text, place);
  else traceLine(machine, state, text, place);
}

/** `set -x`: the expression of `(( ))` after expansion. */
export function traceArithmetic(
  machine: Machine,
  state: State,
  text: string | undefined,
  place: Place,
): void {
  if (text === undefined) trace(machine, state, '(( ))', place);
  else traceLine(machine, state, `(( ${text} ))`, place);
}

/** `set -x`: one term of `[[ ]]` with its value. */
export function traceTest(
  machine: Machine,
  state: State,
  negated: boolean,
  operator: string,
  value: Value,
  place: Place,
): void {
  const operand = value.pieces.length === 0 ? known("''") : value;
  print(machine, state, concat(known(`[[ ${negated ? '! ' : ''}${operator} `), operand, known(' ]]')), place);
}

/**
 * `set -x` of dash: a simple command with what is assigned before it. It is shown when all is expanded and opened, and
 * goes where errors went before.
 * @param errors where that is
 */
export function traceInDash(
  machine: Machine,
  state: State,
  words: readonly Value[],
  errors: Descriptor | undefined,
  place: Place,
): void {
  const own = state.descriptors.get(2);
  const toErrors = (to: Descriptor | undefined): void => {
    if (to === undefined) state.descriptors.delete(2);
    else state.descriptors.set(2, to);
  };
  toErrors(errors);
  traceWords(machine, state, words, place);
  toErrors(own);
}

/** `set -x`: a command with its words after expansion. */
export function traceWords(machine: Machine, state: State, words: readonly Value[], place: Place): void {
  if (state.options.get('xtrace') === undefined) return;
  // dash shows the words as they are.
  const shown = machine.frame.dialect === 'dash' ? words : words.map(quoted);
  const line = concatAll(shown.flatMap((word, i) => (i === 0 ? [word] : [known(' '), word])));
  print(machine, state, line, place);
}

export function traceAssignment(
  machine: Machine,
  state: State,
  name: string,
  operator: string,
  value: Value,
  place: Place,
): void {
  // dash shows it together with the command.
  if (machine.frame.dialect === 'bash')
    print(
      machine,
      state,
      concat(known(name + operator), value.pieces.length === 0 ? value : quoted(value)),
      place,
    );
}

function print(machine: Machine, state: State, line: Value, place: Place): void {
  const xtrace = state.options.get('xtrace') ?? false;
  if (xtrace === false) return;
  const ps4 = state.value('PS4');
  const prefix = ps4 === undefined ? '+ ' : knownText(ps4);
  const plain = prefix !== undefined && !/[$`\\]/.test(prefix);
  // Texts that were brought by others have the first sign once more.
  const depth = machine.frame.dialect === 'dash' ? 0 : machine.depthOfTexts;
  const signs = (prefix?.slice(0, 1) ?? '').repeat(depth);
  const whole = concat(known(signs + (prefix ?? '')), line, known('\n'));
  write(
    machine,
    state,
    2,
    xtrace === true && plain ? whole : unknown('the trace of a command', 'trace', place, [whole]),
    place,
  );
}

/** A word as bash shows it: in single quotes where it would mean something else without. */
function quoted(value: Value): Value {
  const text = knownText(value);
  if (text === undefined) return value;
  if (text === '') return known("''");
  if (text === "'") return known("\\'");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are shown in a form of their own
  if (/[\0-\x08\x0b-\x1f\x7f-\uffff]/.test(text))
    return unknown('the trace of a command', 'trace', undefined);
  if (!/[\s"'\\$`!&|;<>()*?[\]{}^#~=%]/.test(text)) return value;
  if (!needsQuotes(text)) return value;
  return mapText(value, (plain) => `'${plain.replaceAll("'", "'\\''")}'`);
}

function needsQuotes(text: string): boolean {
  if (/[\s"'\\$`!&|;<>()*?[\]{}^]/.test(text)) return true;
  return text.startsWith('~') || text.startsWith('#') || /[=:]~/.test(text);
}
