import { type Call, finish, say } from './call.ts';
import { use } from './change.ts';
import { readAll, readsFolder } from './input.ts';
import { unmodelled } from './unmodelled.ts';
import { concatAll, EMPTY, either, known, knownText, sizeOf, unknown, type Value } from './value.ts';

const REFERENCE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/** `envsubst ['$A $B']`: exported variables in the forms `$A` and `${A}`, or only those that the argument names. */
export function envsubst(call: Call): undefined {
  const { state, place } = call;
  const [first] = call.args;
  const list = first === undefined ? undefined : first.certain ? knownText(first.value) : null;
  if (list === null || call.args.length > 1 || list?.startsWith('-'))
    return unmodelled(call, { files: false });
  if (readsFolder(state, 0)) return unmodelled(call, { files: false });
  const only =
    list === undefined
      ? undefined
      : new Set([...list.matchAll(REFERENCE)].map((match) => match[1] ?? match[2] ?? ''));
  const input = readAll(state, 0);
  const parts: Value[] = [];
  for (const [i, piece] of input.pieces.entries()) {
    if (piece.kind === 'unknown') {
      parts.push({ pieces: [piece] });
      continue;
    }
    // A reference that an unknown piece would finish or begin.
    const open = /\$(?:\{?\w*)$/.test(piece.text) && input.pieces[i + 1] !== undefined;
    if (open) {
      parts.push(unknown('the output of `envsubst`', 'envsubst', place));
      continue;
    }
    let from = 0;
    for (const match of piece.text.matchAll(REFERENCE)) {
      const name = match[1] ?? match[2] ?? '';
      if (only !== undefined && !only.has(name)) continue;
      const value = replacement(call, name);
      call.machine.spend(sizeOf(value));
      parts.push(known(piece.text.slice(from, match.index)), value);
      from = match.index + match[0].length;
    }
    parts.push(known(piece.text.slice(from)));
  }
  say(call, concatAll(parts));
  finish(call, 0);
}

function replacement(call: Call, name: string): Value {
  const variable = call.state.passedOn(name);
  use(call.machine, name, variable?.value, variable?.from ?? 'shell');
  if (variable?.value === undefined || variable.exported === false || variable.elements !== undefined)
    return EMPTY;
  if (variable.exported === true && !variable.perhapsUnset) return variable.value;
  return either(variable.value, EMPTY, `whether \`${name}\` is exported`, call.place);
}
