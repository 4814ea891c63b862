import { type Call, type Program, parseOptions, textsOf, warnAbout } from './call.ts';
import { write } from './output.ts';
import { targetOf } from './program-files.ts';
import { unmodelled } from './unmodelled.ts';
import { unknown } from './value.ts';

type Parsed = NonNullable<ReturnType<typeof parseOptions>>;

/** A program whose arguments have to be known; otherwise nothing is. */
export function withOptions(
  flags: string,
  long: readonly string[],
  run: (call: Call, parsed: Parsed) => void,
): Program {
  return (call) => {
    const texts = textsOf(call);
    const parsed = texts === undefined ? undefined : parseOptions(texts, flags, long);
    if (parsed === undefined) unmodelled(call);
    else {
      call.state.status = 0;
      run(call, parsed);
    }
  };
}

/** Says what went wrong; the program goes on with its other operands. */
export function fail(call: Call, message: string): void {
  warnAbout(call, message);
  call.state.status = 1;
}

/** Whether a link stands there, with or without a slash behind its name. */
export function isLink(call: Call, operand: string): boolean {
  return targetOf(call, operand.replace(/\/+$/, ''), false)?.node.kind === 'link';
}

export function unsure(call: Call, message: string): void {
  const { machine, state, name, place } = call;
  machine.note(place, message);
  write(machine, state, 2, unknown(`messages of \`${name}\``, name, place), place);
  if (state.status === 0) state.status = 'unknown';
}
