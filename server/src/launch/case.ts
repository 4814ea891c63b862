import type { Case, WordPart } from '../shell/index.ts';
import { branch } from './flow.ts';
import { messageLine } from './frame.ts';
import type { Machine, Signal } from './machine.ts';
import { matchesWithin, parsePattern } from './pattern.ts';
import type { State } from './state.ts';
import { knownText, type Place, unknown, type Value } from './value.ts';
import { expandOperand, expandPattern } from './words.ts';
import { trace, traceWritten } from './xtrace.ts';

export function runCase(machine: Machine, state: State, statement: Case, place: Place): Signal {
  const line = `case ${machine.frame.source.slice(statement.word.span)} in`;
  // Of `$'...'` bash shows what it stands for.
  if (/[\n]|\$['"]/.test(line)) trace(machine, state, line, place);
  else traceWritten(machine, state, line, place);
  machine.line = messageLine(machine.frame, statement.word.span.end);
  const value = expandOperand(machine, state, statement.word);
  const subject = perhapsMisread(statement.word.parts)
    ? unknown('whether bash matches an empty expansion beside other text', 'case', place, [value])
    : value;
  return caseFrom(machine, state, statement, subject, 0, false, false, place);
}

/**
 * bash 5.2 keeps a sign of its own for `"${X^}"` or `"${X/a/b}"` when nothing comes of it and other text stands beside
 * it: no pattern but `*` fits then.
 */
function perhapsMisread(parts: readonly WordPart[]): boolean {
  return (
    parts.length > 1 &&
    parts.some(
      (part) =>
        part.kind === 'double' &&
        part.parts.some((one) => one.kind === 'parameter' && /^(?:[/^,~@]|:$)/.test(one.operator ?? '')),
    )
  );
}

/**
 * @param falling whether the item before ended with `;&`, so that this one runs in any case
 * @param taken whether any item was run before
 */
function caseFrom(
  machine: Machine,
  state: State,
  statement: Case,
  subject: Value,
  from: number,
  falling: boolean,
  taken: boolean,
  place: Place,
): Signal {
  const item = statement.items[from];
  if (item === undefined) {
    if (!taken) state.status = 0;
    return 'next';
  }
  const fits = falling || patternsFit(machine, state, item.patterns, subject);
  const take = (to: State): Signal => {
    if (item.body.length === 0) to.status = 0;
    const signal = machine.statements(to, item.body);
    if (signal !== 'next' || item.terminator === ';;') return signal;
    return caseFrom(machine, to, statement, subject, from + 1, item.terminator === ';&', true, place);
  };
  const pass = (to: State): Signal =>
    caseFrom(machine, to, statement, subject, from + 1, false, taken, place);
  if (fits === true) return take(state);
  if (fits === false) return pass(state);
  return branch(machine, state, place, 'which pattern of this `case` fits', [take, pass]);
}

function patternsFit(
  machine: Machine,
  state: State,
  patterns: Case['items'][number]['patterns'],
  subject: Value,
): boolean | 'unknown' {
  let open = false;
  const text = knownText(subject);
  for (const word of patterns) {
    const texts = expandPattern(machine, state, word);
    if (texts?.length === 1 && texts[0]?.text === '*' && !texts[0].quoted && !open) return true;
    const pattern = texts === undefined ? undefined : parsePattern(texts, machine.frame.dialect === 'dash');
    if (text === undefined || pattern === undefined || state.shopt.get('nocasematch') !== undefined)
      open = true;
    else {
      const fits = matchesWithin(machine.budget, pattern, text);
      if (fits === 'unknown') open = true;
      else if (fits) return open ? 'unknown' : true;
    }
  }
  return open ? 'unknown' : false;
}
