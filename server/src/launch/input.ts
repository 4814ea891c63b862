import type { State } from './state.ts';
import { EMPTY, type Place, unknown, type Value } from './value.ts';

/** All that is left to read from a descriptor. */
export function readAll(state: State, descriptor: number): Value {
  const from = state.descriptors.get(descriptor);
  if (from?.kind === 'null') return EMPTY;
  if (from?.kind !== 'input') return unknown('what is read from the standard input', 'input', undefined);
  const stream = state.inputs.get(from.id);
  if (stream === undefined) return EMPTY;
  const text = stream.from.kind === 'text' ? stream.from.text : textOf(state, stream.from.path);
  const rest = dropped(text, stream.offset);
  state.inputs.set(from.id, { from: { kind: 'text', text: EMPTY }, offset: 0 });
  return rest;
}

/** A program may have read some of it: what is left is not known. */
export function readSome(state: State, descriptor: number, reason: string, place: Place): void {
  const from = state.descriptors.get(descriptor);
  const stream = from?.kind === 'input' ? state.inputs.get(from.id) : undefined;
  if (from?.kind !== 'input' || stream === undefined) return;
  const text = stream.from.kind === 'text' ? stream.from.text : textOf(state, stream.from.path);
  const rest = dropped(text, stream.offset);
  if (rest.pieces.length > 0)
    state.inputs.set(from.id, {
      from: { kind: 'text', text: unknown(reason, 'input', place, [rest]) },
      offset: 0,
    });
}

/** The file that a descriptor reads from; undefined for other input. */
export function inputFile(state: State, descriptor: number): string | undefined {
  const from = state.descriptors.get(descriptor);
  const stream = from?.kind === 'input' ? state.inputs.get(from.id) : undefined;
  return stream?.from.kind === 'file' ? stream.from.path : undefined;
}

/** Whether a folder was opened for reading, which only shows when something reads. */
export function readsFolder(state: State, descriptor: number): boolean {
  const path = inputFile(state, descriptor);
  return path !== undefined && state.files.at(path).kind === 'directory';
}

/** The next line without its end; `end` says whether there was none. Undefined when it is not known. */
export function readLine(
  state: State,
  descriptor: number,
): { readonly text: string; readonly complete: boolean } | undefined {
  const from = state.descriptors.get(descriptor);
  if (from?.kind === 'null') return { text: '', complete: false };
  if (from?.kind !== 'input') return undefined;
  const stream = state.inputs.get(from.id);
  if (stream === undefined) return undefined;
  const value = stream.from.kind === 'text' ? stream.from.text : textOf(state, stream.from.path);
  const [first, second] = dropped(value, stream.offset).pieces;
  if (first === undefined) return { text: '', complete: false };
  if (first.kind === 'unknown') return undefined;
  const end = first.text.indexOf('\n');
  if (end < 0) {
    if (second !== undefined) return undefined;
    state.inputs.set(from.id, { ...stream, offset: stream.offset + first.text.length });
    return { text: first.text, complete: false };
  }
  state.inputs.set(from.id, { ...stream, offset: stream.offset + end + 1 });
  return { text: first.text.slice(0, end), complete: true };
}

function textOf(state: State, path: string): Value {
  const node = state.files.at(path);
  if (node.kind === 'file') return node.text;
  if (node.kind === 'unknown') return unknown(node.reason, 'content', node.place);
  return EMPTY;
}

/** A value without its first characters, which are known. */
function dropped(value: Value, count: number): Value {
  let left = count;
  const pieces = [];
  for (const piece of value.pieces) {
    if (left === 0 || piece.kind === 'unknown') pieces.push(piece);
    else if (piece.text.length <= left) left -= piece.text.length;
    else {
      pieces.push({ ...piece, text: piece.text.slice(left) });
      left = 0;
    }
  }
  // Pieces of equal kind may follow each other where a line was cut.
  return pieces.length > 1 ? mergeFirst({ pieces }) : { pieces };
}

function mergeFirst(value: Value): Value {
  const pieces = [...value.pieces];
  while (pieces[0]?.kind === 'text' && pieces[1]?.kind === 'text') {
    pieces.splice(0, 2, { kind: 'text', text: pieces[0].text + pieces[1].text, origin: undefined });
  }
  return { pieces };
}
