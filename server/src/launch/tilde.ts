import type { Word, WordPart } from '../shell/index.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { known, unknown, type Value } from './value.ts';

/**
 * The parts of a word or an operand as bash expands them when it begins with `~:` or `~user:` and is no value
 * (observed with 5.2): everything up to the next `/` is part of the prefix and stays as it is written, expansions and
 * signs of patterns too. With a quote or a backslash among it the `~` stays. dash ends the prefix at the colon.
 */
export function prefixedParts(
  machine: Machine,
  state: State,
  word: Word,
  parts: readonly WordPart[],
): readonly WordPart[] {
  const [tilde, ...rest] = parts;
  const { text } = machine.frame.source;
  if (tilde?.kind !== 'tilde' || tilde.at !== 'start' || machine.frame.dialect === 'dash') return parts;
  const from = tilde.span.end;
  if (text[from] !== ':' || rest.every((part) => part.kind === 'literal')) return parts;
  const slash = text.slice(0, word.span.end).indexOf('/', from);
  const end = slash < 0 ? word.span.end : slash;
  if (rest.every((part) => part.kind === 'literal' || part.span.start >= end)) return parts;
  const prefix = text.slice(from, end);
  if (/["'\\]/.test(prefix))
    return [
      { kind: 'literal', span: tilde.span, text: text.slice(tilde.span.start, from), escaped: false },
      ...rest,
    ];
  const crossed = rest.find((part) => part.span.start < end && part.span.end > end);
  const behind = crossed === undefined ? '' : text.slice(end, crossed.span.end);
  if (word.parts.some((part) => part.kind === 'brace') || /[$`"'\\*?[]/.test(behind)) {
    doubt(machine, state, 'What bash makes of this `~` is not known.', placeOf(machine.frame, word.span));
    return parts;
  }
  const written = { start: from, end: crossed?.span.end ?? end };
  return [
    tilde,
    { kind: 'single', span: written, text: prefix + behind },
    ...rest.filter((part) => part.span.start >= end),
  ];
}

/** `~1`, `~-0`: one of the folders that `dirs` shows, counted from the working directory or from the other end. */
function folderOfStack(state: State, fromEnd: boolean, index: number): Value | undefined {
  const lost = unknown('the folders of `dirs`', 'folder', undefined);
  if (state.folders === undefined || state.value('PWD') === undefined) return lost;
  const folders = [state.cwd, ...state.folders];
  const at = fromEnd ? folders.length - 1 - index : index;
  if (at < 0 || at >= folders.length) return undefined;
  const folder = folders[at];
  return folder === undefined ? lost : known(folder);
}

/** The folder that a `~` stands for, or its own text. */
export function expandTilde(
  machine: Machine,
  state: State,
  part: WordPart & { readonly kind: 'tilde' },
): Value {
  const { text } = part;
  if (machine.frame.dialect === 'dash' && isPlainInDash(machine, part)) return known(text);
  if (text === '~') return state.value('HOME') ?? known('/home/jovyan');
  if (text === '~+') return state.value('PWD') ?? known(text);
  if (text === '~-') return state.value('OLDPWD') ?? known(text);
  const place = machine.frame.dialect === 'bash' ? /^~([-+]?)(\d{1,6})$/.exec(text) : null;
  if (place !== null) return folderOfStack(state, place[1] === '-', Number(place[2])) ?? known(text);
  if (text === '~root') return known('/root');
  if (text === '~jovyan') return known('/home/jovyan');
  if (!/^~[A-Za-z_][\w.-]*$/.test(text)) return known(text);
  return unknown(`the home of ${text.slice(1)}`, text, placeOf(machine.frame, part.span));
}

/** dash expands nothing in arguments that look like assignments, nor before a `:` that is not in a value. */
function isPlainInDash(machine: Machine, { at, span, text }: WordPart & { readonly kind: 'tilde' }): boolean {
  if (at === 'argument' || text === '~+' || text === '~-') return true;
  return at !== 'value' && /^(?:\\\n)*:/.test(machine.frame.source.text.slice(span.end));
}
