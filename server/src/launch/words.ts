import type { HereDocument, Word, WordPart } from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { type Atom, joinAtoms, patternTexts } from './atom.ts';
import { expandBraces } from './braces.ts';
import { scan, walk } from './budget.ts';
import { withCarriageReturns } from './carriage-returns.ts';
import { BadSubstitution, ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import { expandGlob } from './glob.ts';
import type { Machine } from './machine.ts';
import { naming, unnamed } from './naming.ts';
import { loseMessage, write } from './output.ts';
import { expandParameter } from './parameter.ts';
import type { PatternText } from './pattern.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import type { Argument, Source, VanishedWord } from './step.ts';
import { expandTilde, prefixedParts } from './tilde.ts';
import { EMPTY, known, type Place, sizeOf, unknown, type Value } from './value.ts';
import { split, type Unmatched } from './word-splitting.ts';

/** All words of a command after expansion, and those of which nothing remained. */
export function expandWords(
  machine: Machine,
  state: State,
  words: readonly Word[],
): { readonly fields: readonly Argument[]; readonly vanished: readonly VanishedWord[] } {
  const fields: Argument[] = [];
  const vanished: VanishedWord[] = [];
  const match = (word: Word, expanded: Expanded): void => {
    const before = fields.length;
    if ('tooMany' in expanded) fields.push(expanded.tooMany);
    else {
      for (const { segments, sources, certain } of expanded.unmatched)
        for (const field of expandGlob(machine, state, segments, sources, certain))
          fields.push({ word, ...field });
      if (fields.length === before) vanished.push({ word, sources: expanded.sources });
    }
    machine.budget.spend(fields.length - before);
  };
  if (machine.frame.dialect === 'dash')
    for (const word of words) match(word, expandOne(machine, state, word));
  else {
    // bash looks for files when all words are expanded: those that a substitution makes are there already.
    const all = words.map((word) => expandOne(machine, state, word));
    for (const [i, word] of words.entries()) match(word, all[i] ?? { unmatched: [], sources: [] });
  }
  return { fields, vanished };
}

type Expanded =
  | { readonly unmatched: readonly Unmatched[]; readonly sources: readonly Source[] }
  | { readonly tooMany: Argument };

function expandOne(machine: Machine, state: State, word: Word): Expanded {
  const expanded = machine.frame.dialect === 'dash' ? [word.parts] : expandBraces(word.parts);
  if (expanded === undefined) return { tooMany: tooManyWords(machine, state, word) };
  const sources: Source[] = [];
  const unmatched: Unmatched[] = [];
  const braces = word.parts.some((part) => part.kind === 'brace');
  for (const each of expanded) {
    // What braces make is no value any more.
    const one = each.map((part) => (braces && isOfArgument(part) ? asWritten(part) : part));
    const parts = prefixedParts(machine, state, word, one);
    const expand = (): Atom[] => expandParts(machine, state, parts, false);
    // Of a word with braces bash names what became of it.
    const named = braces && machine.frame.dialect === 'bash' ? unnamed : naming;
    const atoms = named(machine, state, word.span, expand);
    for (const atom of atoms) if (atom.kind === 'text') sources.push(atom.source);
    for (const unmatchedWord of split(machine, state, atoms)) unmatched.push(unmatchedWord);
  }
  return { unmatched, sources };
}

function isOfArgument(part: WordPart): part is WordPart & { readonly kind: 'tilde' } {
  return part.kind === 'tilde' && part.at === 'argument';
}

function asWritten({ span, text }: WordPart & { readonly kind: 'tilde' }): WordPart {
  return { kind: 'literal', span, text, escaped: false };
}

/** Of a word whose braces make very many words not even their number is told. */
function tooManyWords(machine: Machine, state: State, word: Word): Argument {
  const place = placeOf(machine.frame, word.span);
  const message = 'These braces make more words than the budget of the simulation allows.';
  if (mayChangeState(word.parts)) doubt(machine, state, message, place);
  else machine.note(place, message);
  const value = unknown('the words that these braces make', 'words', place);
  return { word, value, sources: [], certain: false };
}

/** Whether expanding the parts may do more than give text. */
function mayChangeState(parts: readonly WordPart[]): boolean {
  return parts.some((part) => {
    if (part.kind === 'substitution' || part.kind === 'process' || part.kind === 'arithmetic') return true;
    if (part.kind === 'parameter') return part.operator !== undefined || part.index !== undefined;
    return (part.kind === 'double' || part.kind === 'brace') && mayChangeState(part.parts);
  });
}

/** The word of `case`, an operand of `[[ ]]`. */
export function expandOperand(machine: Machine, state: State, word: Word): Value {
  const parts = prefixedParts(machine, state, word, word.parts);
  const atoms = naming(machine, state, word.span, () => expandParts(machine, state, parts, false));
  return joinAtoms(state, atoms, 'operand').value;
}

/** A word at a place where bash neither splits nor globs: assignments, `[[ ]]`, `case`, here-strings. */
export function expandText(
  machine: Machine,
  state: State,
  word: Word,
  shown: Span = word.span,
): { readonly value: Value; readonly sources: readonly Source[] } {
  const atoms = naming(machine, state, shown, () => expandParts(machine, state, word.parts, false));
  return joinAtoms(state, atoms);
}

/** The body of a here-document. */
export function expandBody(machine: Machine, state: State, body: HereDocument): Value {
  // There `$*` is `$@`.
  const parts = body.parts.map((part) =>
    part.kind !== 'parameter' || (part.name !== '*' && part.index !== '*')
      ? part
      : { ...part, ...(part.name === '*' ? { name: '@' } : { index: '@' }) },
  );
  // In the replacement of `${A/x/$(echo "y")}` bash 5.2 loses the end of the substitution.
  const misread = body.parts.some(
    ({ kind, span }) =>
      kind === 'parameter' && /\/.*(?:\$\(|`).*["']/s.test(machine.frame.source.slice(span)),
  );
  if (misread && machine.frame.dialect === 'bash')
    doubt(
      machine,
      state,
      'What bash makes of a substitution in this here-document is not known.',
      placeOf(machine.frame, body.span),
    );
  const expand = (): Atom[] => expandParts(machine, state, parts, true);
  return joinAtoms(state, naming(machine, state, body.span, expand), 'here-document').value;
}

/** A word as a pattern; undefined when part of it is unknown. */
export function expandPattern(
  machine: Machine,
  state: State,
  word: Word,
): readonly PatternText[] | undefined {
  const parts = prefixedParts(machine, state, word, word.parts);
  const expand = (): Atom[] => expandParts(machine, state, parts, false);
  return patternTexts(naming(machine, state, word.span, expand));
}

/** @param quoted whether the parts stand inside double quotes or a here-document */
export function expandParts(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  quoted: boolean,
): Atom[] {
  return parts.flatMap((part) => expandPart(machine, state, part, quoted));
}

function expandPart(machine: Machine, state: State, part: WordPart, quoted: boolean): Atom[] {
  machine.spend();
  const text = (value: Value, isQuoted: boolean, split = false, unset = false): Atom[] => [
    { kind: 'text', value, quoted: isQuoted, split, source: { part, value, unset } },
  ];
  switch (part.kind) {
    case 'literal':
      return part.escaped && !quoted ? literalRuns(machine, part) : text(written(machine, part.text), quoted);
    case 'single':
      return text(written(machine, part.text), true);
    case 'ansi':
      // Without a locale such a character stays as it is written.
      if (/\\[uU]/.test(machine.frame.source.slice(part.span)) && /[^\0-\x7f]/.test(part.text))
        return text(
          unknown('a character that depends on the locale', 'character', placeOf(machine.frame, part.span)),
          true,
        );
      // dash takes it as a dollar sign before single quotes.
      return text(
        written(
          machine,
          machine.frame.dialect === 'bash'
            ? part.text
            : `$${machine.frame.source.slice(part.span).slice(2, -1)}`,
        ),
        true,
      );
    case 'glob':
      return text(written(machine, part.text), quoted);
    case 'brace':
      return expandParts(machine, state, part.parts, quoted);
    case 'double': {
      const opening = machine.frame.source.text[part.span.start] === '$' ? 2 : 1;
      const inside = { start: part.span.start + opening, end: part.span.end - 1 };
      const expand = () => expandParts(machine, state, part.parts, true);
      const inner = naming(machine, state, inside, expand, part.span);
      // `$"..."` is for dash a dollar sign before double quotes.
      const dollar = opening === 2 && machine.frame.dialect === 'dash' ? text(known('$'), true) : [];
      if (inner.length > 0) return [...dollar, ...inner];
      return part.parts.some(isList) ? dollar : [...dollar, ...text(EMPTY, true)];
    }
    case 'parameter': {
      const atoms = expandParameter(machine, state, part, quoted);
      for (const atom of atoms) {
        if (atom.kind !== 'text') continue;
        machine.budget.spend(scan(sizeOf(atom.value)) + walk(8 * atom.value.pieces.length));
      }
      return atoms;
    }
    case 'substitution': {
      const value = machine.substitute(state, part);
      return text(value, quoted, !quoted);
    }
    case 'arithmetic': {
      const raw = machine.frame.source.slice(part.span);
      if (machine.frame.dialect === 'dash' && raw.startsWith('$[')) {
        // To dash that is plain text, and a pattern where it is not quoted.
        if (quoted && !/[$`\\"]/.test(raw.slice(1))) return text(known(raw), true);
        doubt(machine, state, 'What `sh` makes of this is not known.', placeOf(machine.frame, part.span));
      }
      // To bash a comment begins there, which hides the end.
      if (machine.frame.dialect === 'bash' && /[ \t\n(]#/.test(raw)) {
        const place = placeOf(machine.frame, part.span);
        loseMessage(machine, state, place);
        throw new ExpansionFailure(false, 1, 'parameter-error', undefined);
      }
      const value = evaluateArithmetic(machine, state, part.parts, placeOf(machine.frame, part.span));
      return text(value, quoted, !quoted);
    }
    case 'tilde':
      return text(expandTilde(machine, state, part), true);
    case 'process': {
      const place = placeOf(machine.frame, part.span);
      if (machine.frame.source.text[part.span.start] === '>') writesToProcess(machine, state, place);
      else machine.process(state, part.statements, place);
      machine.note(place, 'A process substitution is not simulated.');
      return text(unknown('a process substitution', 'process', place), true);
    }
    case 'unreadable':
      throw new BadSubstitution();
  }
}

/** `>(...)`: what reads there may write anywhere, and at any time. */
function writesToProcess(machine: Machine, state: State, place: Place): void {
  state.loseFiles('What a process substitution writes is not known.', place);
  for (const descriptor of [1, 2])
    write(machine, state, descriptor, unknown('the output of a process', 'process', place), place);
}

/** Text with backslashes: what they protect is quoted, the rest is not. */
function literalRuns(machine: Machine, part: WordPart & { readonly kind: 'literal' }): Atom[] {
  const whole: Atom = {
    kind: 'text',
    value: written(machine, part.text),
    quoted: true,
    split: false,
    source: { part, value: known(part.text), unset: false },
  };
  if (!/[ \t\n]/.test(part.text)) return [whole];
  const raw = machine.frame.source.slice(part.span);
  const atoms: Atom[] = [];
  const add = (text: string, quoted: boolean): void => {
    const value = written(machine, text);
    if (text !== '')
      atoms.push({ kind: 'text', value, quoted, split: false, source: { part, value, unset: false } });
  };
  let plain = '';
  let all = '';
  for (let i = 0; i < raw.length; i++) {
    if (raw[i] !== '\\' || i + 1 >= raw.length) plain += raw[i];
    else {
      all += plain;
      add(plain, false);
      plain = '';
      const next = raw[++i] ?? '';
      if (next !== '\n') {
        all += next;
        add(next, true);
      }
    }
  }
  add(plain, false);
  return all + plain === part.text ? atoms : [whole];
}

function written(machine: Machine, text: string): Value {
  return known(machine.frame.carriageReturns === true ? withCarriageReturns(text) : text);
}

/** Whether a part may stand for no word at all inside quotes. */
function isList(part: WordPart): boolean {
  return part.kind === 'parameter' && (part.name === '@' || part.index === '@');
}

/** A word as a regular expression, in which quoted text stands for itself; undefined when part of it is unknown. */
export function expandRegex(machine: Machine, state: State, word: Word): string | undefined {
  const texts = expandPattern(machine, state, word);
  return texts
    ?.map(({ text, quoted }) => (quoted ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text))
    .join('');
}
