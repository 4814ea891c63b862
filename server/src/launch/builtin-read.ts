import { TOO_MUCH_HERE, walk } from './budget.ts';
import { type Call, finish, lose, shellError, textsOf } from './call.ts';
import { isIdentifier } from './identifier.ts';
import { readAll, readLine, readsFolder } from './input.ts';
import type { Signal } from './machine.ts';
import { isReadOnly } from './read-only.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { EMPTY, known, knownText, unknown, type Value } from './value.ts';

/** `read [-r] NAME...` of one line. */
export function readBuiltin(call: Call): Signal {
  const { state, machine, place } = call;
  const dash = machine.frame.dialect === 'dash';
  const names: string[] = [];
  let raw = false;
  let plain = true;
  let whole = false;
  let array: string | undefined;
  for (let i = 0; i < call.args.length; i++) {
    const text = knownText(call.args[i]?.value ?? { pieces: [] });
    if (text === undefined) plain = false;
    else if (names.length === 0 && /^-[a-zA-Z]/.test(text)) {
      const flags = text.slice(1);
      if (flags.includes('r')) raw = true;
      const withValue = /[adinNptu]/.exec(flags);
      if (withValue !== null) {
        const value = flags.slice(withValue.index + 1) || knownText(call.args[++i]?.value ?? { pieces: [] });
        if (withValue[0] === 'a') array = value;
        if (withValue[0] === 'd' && value === '') whole = true;
        else if (withValue[0] !== 'p' && withValue[0] !== 'a') plain = false;
      }
    } else if (text !== '--') names.push(text);
  }
  if (dash && names.length === 0 && plain) {
    shellError(call, 'read: arg count');
    return finish(call, 2);
  }
  if (!dash && names.some((name) => /^[A-Za-z_]\w*\[/.test(name))) {
    doubt(machine, state, 'Which element of an array is read here is not simulated.', place);
    return lose(call);
  }
  const bad = [...(array === undefined ? [] : [array]), ...names].find((name) => !isIdentifier(name));
  if (bad !== undefined && !dash) {
    shellError(call, `read: \`${bad}': not a valid identifier`);
    return finish(call, 1);
  }
  const fixed = names.find((name) => isReadOnly(machine, state, name, place));
  if (fixed !== undefined && !dash) {
    shellError(call, `${fixed}: readonly variable`);
    return finish(call, 1);
  }
  if (!state.descriptors.has(0)) {
    if (!dash) shellError(call, 'read: read error: 0: Bad file descriptor');
    for (const name of names) state.assign(name, unknown('what is read', name, place), place);
    return finish(call, 1);
  }
  if (readsFolder(state, 0)) {
    if (!dash) shellError(call, 'read: read error: 0: Is a directory');
    else for (const name of names) state.assign(name, EMPTY, place);
    return finish(call, 1);
  }
  const line = plain ? (whole ? readRest(state) : readLine(state, 0)) : undefined;
  const ifs = state.variables.get('IFS')?.value;
  const separators = ifs === undefined ? ' \t\n' : knownText(ifs);
  if (line === undefined || separators === undefined || (!raw && line.text.includes('\\'))) {
    machine.note(place, 'What is read here is not known.');
    const from = state.descriptors.get(0);
    if (from?.kind === 'input')
      state.inputs.set(from.id, {
        from: { kind: 'text', text: unknown('what is left of the input', 'input', place) },
        offset: 0,
      });
    for (const name of names.length === 0 ? ['REPLY'] : names)
      state.assign(name, unknown('what is read here', 'input', place), place);
    if (array !== undefined)
      state.change(
        array,
        { elements: 'unknown', value: unknown('what is read here', 'input', place), perhapsUnset: true },
        place,
      );
    return finish(call, 'unknown');
  }
  if (array !== undefined) {
    const fields = split(line.text, separators).map((text, i): [string, Value] => [String(i), known(text)]);
    const elements = new Map(fields);
    state.change(array, { elements, value: elements.get('0'), perhapsUnset: false }, place);
  } else if (names.length === 0) state.assign('REPLY', known(line.text), place);
  else
    for (const [i, text] of cut(line.text, separators, names.length).entries()) {
      const name = names[i] ?? 'REPLY';
      if (dash && (!isIdentifier(name) || isReadOnly(machine, state, name, place))) {
        shellError(call, `read: ${name}: ${isIdentifier(name) ? 'is read only' : 'bad variable name'}`);
        return finish(call, 2);
      }
      state.assign(name, text, place);
    }
  return finish(call, line.complete ? 0 : 1);
}

/** `-d ''`: everything up to the end, which is then no full line. */
function readRest(state: State): { readonly text: string; readonly complete: boolean } | undefined {
  const text = knownText(readAll(state, 0));
  return text === undefined ? undefined : { text, complete: false };
}

/** `mapfile [-t] [NAME]`: the lines of the input as the elements of an array. */
export function mapBuiltin(call: Call): Signal {
  const { machine, state, place } = call;
  const texts = textsOf(call);
  const bare = texts?.[0] === '-t';
  const [name = 'MAPFILE', ...more] = (bare ? texts?.slice(1) : texts) ?? ['-?'];
  if (
    !isIdentifier(name) ||
    more.length > 0 ||
    readsFolder(state, 0) ||
    isReadOnly(machine, state, name, place)
  ) {
    doubt(machine, state, `\`${call.name}\` is not simulated.`, place);
    return finish(call, 'unknown');
  }
  if (state.variables.get(name)?.associative === true) {
    shellError(call, `${call.name}: ${name}: not an indexed array`);
    return finish(call, 1);
  }
  const all = knownText(readAll(state, 0));
  const text = all !== undefined && machine.budget.take(walk(all.length)) ? all : undefined;
  if (text === undefined) {
    machine.note(place, all === undefined ? 'What is read here is not known.' : TOO_MUCH_HERE);
    const value = unknown('what is read here', 'input', place);
    state.change(name, { elements: 'unknown', value, perhapsUnset: true }, place);
    return finish(call, 0);
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const elements = new Map(
    lines.map((line, i): [string, Value] => [String(i), known(bare ? line.replace(/\n$/, '') : line)]),
  );
  machine.budget.spend(lines.length / 2);
  state.change(name, { elements, value: elements.get('0'), perhapsUnset: false }, place);
  return finish(call, 0);
}

/** All fields of a line. */
function split(line: string, separators: string): readonly string[] {
  const blank = (char: string | undefined): boolean =>
    char !== undefined && ' \t\n'.includes(char) && separators.includes(char);
  const fields: string[] = [];
  let at = 0;
  while (blank(line[at])) at++;
  while (at < line.length) {
    let end = at;
    while (end < line.length && !separators.includes(line[end] ?? '')) end++;
    fields.push(line.slice(at, end));
    at = end;
    while (blank(line[at])) at++;
    if (at < line.length && separators.includes(line[at] ?? '')) at++;
    while (blank(line[at])) at++;
  }
  return fields;
}

/** Splits a line into `count` fields; the last one takes the rest. */
function cut(line: string, separators: string, count: number): readonly Value[] {
  const blank = (char: string | undefined): boolean =>
    char !== undefined && ' \t\n'.includes(char) && separators.includes(char);
  const fields: string[] = [];
  let at = 0;
  while (blank(line[at])) at++;
  while (fields.length < count - 1) {
    let end = at;
    while (end < line.length && !separators.includes(line[end] ?? '')) end++;
    fields.push(line.slice(at, end));
    at = end;
    while (blank(line[at])) at++;
    if (at < line.length && separators.includes(line[at] ?? '') && !blank(line[at])) {
      at++;
      while (blank(line[at])) at++;
    }
  }
  let rest = line.slice(at);
  while (blank(rest.at(-1))) rest = rest.slice(0, -1);
  // One separator at the very end belongs to no field.
  if (
    rest.length > 0 &&
    separators.includes(rest.at(-1) ?? '') &&
    [...rest.slice(0, -1)].every((char) => !separators.includes(char))
  )
    rest = rest.slice(0, -1);
  return [...fields, rest].map((text) => known(text));
}
