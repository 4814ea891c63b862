import type { Atom } from './atom.ts';
import { TOO_MUCH_HERE, walk } from './budget.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Source } from './step.ts';
import { knownText, possibleTexts, type Value } from './value.ts';

/** A word of a command after expansion and splitting, before names of files are looked for. */
export interface Unmatched {
  readonly segments: readonly Segment[];
  readonly sources: readonly Source[];
  readonly certain: boolean;
}

/** A piece of a word; what is quoted is no pattern. */
export interface Segment {
  readonly text: Value;
  readonly quoted: boolean;
}

/** Cuts what was expanded into words at the characters of IFS. */
export function split(machine: Machine, state: State, atoms: readonly Atom[]): readonly Unmatched[] {
  const ifsValue = state.variables.get('IFS');
  const ifs = ifsValue === undefined || ifsValue.value === undefined ? ' \t\n' : knownText(ifsValue.value);
  const fields: Unmatched[] = [];
  let segments: Segment[] = [];
  let sources: Source[] = [];
  let started = false;
  let certain = true;
  let separator: 'none' | 'blank' | 'hard' = 'none';
  const finish = (): void => {
    if (started) {
      machine.budget.spend(1);
      fields.push({ segments, sources, certain });
    }
    segments = [];
    sources = [];
    started = false;
    certain = true;
  };
  for (const atom of atoms) {
    if (atom.kind === 'break') {
      finish();
      separator = 'none';
      continue;
    }
    if (atom.open === true) certain = false;
    if (atom.quoted || !atom.split) {
      segments.push({ text: atom.value, quoted: atom.quoted || atom.source.part.kind === 'literal' });
      sources.push(atom.source);
      if (atom.quoted || atom.value.pieces.length > 0) started = true;
      separator = 'none';
      continue;
    }
    // An empty argument at the end of `"$@"` may vanish in dash when nothing comes of what follows.
    if (machine.frame.dialect === 'dash' && atom.value.pieces.length === 0 && sources.some(isListSource))
      certain &&= segments.some(({ text }) => text.pieces.length > 0);
    sources.push(atom.source);
    for (const piece of atom.value.pieces) {
      const long = piece.kind === 'text' && !machine.budget.take(walk(3 * piece.text.length));
      if (piece.kind === 'unknown' || ifs === undefined || long) {
        const value: Value = { pieces: [piece] };
        if (long) machine.note(placeOf(machine.frame, atom.source.part.span), TOO_MUCH_HERE);
        if (long || ifs === undefined || (ifs !== '' && !isOneWord(value, ifs))) certain = false;
        segments.push({ text: value, quoted: false });
        started = true;
        separator = 'none';
        continue;
      }
      let run = '';
      const flush = (): void => {
        if (run !== '') segments.push({ text: { pieces: [{ ...piece, text: run }] }, quoted: false });
        run = '';
      };
      for (const char of piece.text) {
        if (!ifs.includes(char)) {
          run += char;
          started = true;
          separator = 'none';
          continue;
        }
        flush();
        const blank = char === ' ' || char === '\t' || char === '\n';
        const sourceOfRest = atom.source;
        if (started) {
          finish();
          sources.push(sourceOfRest);
          separator = blank ? 'blank' : 'hard';
        } else if (!blank) {
          if (separator !== 'blank') {
            started = true;
            finish();
            sources.push(sourceOfRest);
          }
          separator = 'hard';
        }
      }
      flush();
    }
  }
  finish();
  return fields;
}

function isListSource({ part }: Source): boolean {
  return part.kind === 'parameter' && part.name === '@';
}

/** Whether an unknown value is certainly one word: each text that it may be is one. */
function isOneWord(value: Value, ifs: string): boolean {
  const texts = possibleTexts(value);
  if (texts === undefined) return false;
  return texts.every(
    (text) => text !== '' && ![...text].some((char) => ifs.includes(char) || '*?['.includes(char)),
  );
}
