import type { Field } from './atom.ts';
import { walk } from './budget.ts';
import { ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { isOpen, matches, type PatternText, parsePattern, plainText } from './pattern.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import type { Source } from './step.ts';
import { concatAll, EMPTY, known, knownText, type Place } from './value.ts';
import type { Segment } from './word-splitting.ts';

/** The words that a word with `*`, `?` or `[...]` stands for: names of files, or itself when there are none. */
export function expandGlob(
  machine: Machine,
  state: State,
  segments: readonly Segment[],
  sources: readonly Source[],
  certain: boolean,
): readonly Field[] {
  const value = concatAll(segments.map((segment) => segment.text));
  const itself: Field = { value, sources: [...sources], certain };
  const texts: PatternText[] = [];
  for (const { text, quoted } of segments) {
    const part = knownText(text);
    if (part === undefined) {
      demandMatch(machine, state, sources);
      const perhaps = segments.some((one) => !one.quoted && /[*?[]/.test(knownText(one.text) ?? ''));
      return [perhaps ? { ...itself, certain: false } : itself];
    }
    texts.push({ text: part, quoted });
  }
  const extended = (state.shopt.get('extglob') ?? false) !== false;
  const special = extended ? /[*?[]|[@+!]\(/ : /[*?[]/;
  if (!texts.some(({ text, quoted }) => !quoted && special.test(text))) return [itself];
  const noglob = state.options.get('noglob') ?? false;
  if (noglob === true) return [itself];
  const paths = noglob === false ? findPaths(machine, state, texts) : undefined;
  if (paths === undefined) {
    demandMatch(machine, state, sources);
    return [{ ...itself, certain: false }];
  }
  if (paths.length > 0) return paths.map((path) => ({ value: known(path), sources: [...sources], certain }));
  const nullglob = state.shopt.get('nullglob') ?? false;
  const failglob = state.shopt.get('failglob') ?? false;
  if (failglob === true) {
    complain(machine, state, `no match: ${knownText(value) ?? ''}`, placeOfFirst(machine, sources));
    throw new ExpansionFailure(false, 'earlier', 'parameter-error', undefined);
  }
  demandMatch(machine, state, sources);
  if (nullglob === 'perhaps' || failglob === 'perhaps') return [{ ...itself, certain: false }];
  return nullglob ? [] : [itself];
}

/** With `failglob` a word that perhaps fits no file perhaps gives up its command. */
function demandMatch(machine: Machine, state: State, sources: readonly Source[]): void {
  if ((state.shopt.get('failglob') ?? false) === false) return;
  const place = placeOfFirst(machine, sources);
  doubt(machine, state, 'Whether a file fits this word is not known, and `failglob` is on.', place);
}

function placeOfFirst(machine: Machine, sources: readonly Source[]): Place {
  return placeOf(machine.frame, sources[0]?.part.span ?? { start: 0, end: 0 });
}

/** Undefined when the names in a folder are not known. */
function findPaths(
  machine: Machine,
  state: State,
  texts: readonly PatternText[],
): readonly string[] | undefined {
  const steps = splitAtSlashes(texts);
  const absolute = steps.length > 1 && steps[0]?.every(({ text }) => text === '') === true;
  const dash = machine.frame.dialect === 'dash';
  let found: string[] = [absolute ? '/' : ''];
  const dotglob = state.shopt.get('dotglob') ?? false;
  for (const shopt of ['globstar', 'extglob', 'nocaseglob'])
    if ((state.shopt.get(shopt) ?? false) !== false) return undefined;
  if (dotglob !== false || state.cwd === undefined) return undefined;
  for (const [i, step] of steps.entries()) {
    if (i === 0 && absolute) continue;
    const pattern = parsePattern(step, dash);
    if (pattern === undefined) return undefined;
    const plain = plainText(pattern);
    const last = i === steps.length - 1;
    const next: string[] = [];
    for (const folder of found) {
      machine.spend();
      if (plain !== undefined) {
        const path = folder + plain;
        if (!last) next.push(`${path}/`);
        else if (plain === '') next.push(folder);
        else {
          const { node } = state.files.find(state.cwd, path, false);
          if (node.kind === 'unknown') return undefined;
          if (node.kind !== 'absent') next.push(path);
        }
        continue;
      }
      const place = state.files.find(state.cwd, folder === '' ? '.' : folder);
      if (place.node.kind === 'absent' || place.node.kind === 'file') continue;
      const names = state.files.list(place.path);
      if (names === undefined) return undefined;
      machine.budget.spend(names.length * (1 + walk(10 * pattern.length)));
      const first = pattern[0];
      const hidden = first?.kind === 'char' && first.char === '.';
      // To dash the folder and the one above it are names too.
      for (const name of hidden && dash ? ['.', '..', ...names] : names) {
        if (name.startsWith('.') && !hidden) continue;
        if (isOpen(pattern, name)) return undefined;
        if (!matches(pattern, name)) continue;
        if (last) next.push(folder + name);
        else {
          const below = state.files.find(place.path, name).node;
          if (below.kind === 'unknown') return undefined;
          if (below.kind === 'directory') next.push(`${folder}${name}/`);
        }
      }
    }
    found = next;
  }
  const sorted = found.sort((a, b) => (a < b ? -1 : 1));
  return isSortedAnywhere(state, sorted) ? sorted : undefined;
}

/**
 * Whether the locales of languages sort names as bytes are sorted: they look at letters first and at case last, and sort
 * punctuation before digits (glibc 2.28 and later).
 */
function isSortedAnywhere(state: State, sorted: readonly string[]): boolean {
  return isByteOrder(state) || sorted.every((name, i) => i === 0 || isBefore(sorted[i - 1] ?? '', name));
}

function isBefore(name: string, other: string): boolean {
  if (!/^[ -~]*$/.test(name + other)) return false;
  const [first, second] = [name.toLowerCase(), other.toLowerCase()];
  const length = Math.min(first.length, second.length);
  let at = 0;
  while (at < length && first[at] === second[at]) at++;
  const [a, b] = [first[at], second[at]];
  if (a === undefined) return b !== undefined;
  if (b === undefined || !/[a-z0-9]/.test(b)) return false;
  return !/[a-z0-9]/.test(a) || a < b;
}

/** Whether the locale sorts bytes: none is set, that of C, or that of C with UTF-8. */
function isByteOrder(state: State): boolean {
  for (const name of ['LC_ALL', 'LC_COLLATE', 'LANG']) {
    const text = knownText(state.variables.get(name)?.value ?? EMPTY);
    if (text !== '') return text !== undefined && /^(?:C|POSIX)(?:\.|$)/.test(text);
  }
  return true;
}

function splitAtSlashes(texts: readonly PatternText[]): PatternText[][] {
  const steps: PatternText[][] = [[]];
  for (const { text, quoted } of texts) {
    for (const [i, part] of text.split('/').entries()) {
      if (i > 0) steps.push([]);
      steps.at(-1)?.push({ text: part, quoted });
    }
  }
  return steps;
}
