import type { Command } from '../shell/index.ts';
import type { Machine, Signal } from './machine.ts';
import { complain, noteComplaint, printError, write } from './output.ts';
import type { State } from './state.ts';
import type { Argument, VanishedWord } from './step.ts';
import { known, knownText, type Place, type Status, unknown, type Value } from './value.ts';

/** A command with its arguments, about to run. */
export interface Call {
  readonly machine: Machine;
  readonly state: State;
  /** The command of the script from which it comes. */
  readonly command: Command;
  readonly place: Place;
  readonly name: string;
  /** Without the name. */
  readonly args: readonly Argument[];
  /** Words of the command of which nothing remained. */
  readonly vanished?: readonly VanishedWord[];
  /** Whether the command takes the place of the shell. */
  readonly replaces: boolean;
  /** Whether a program starts it, and not the shell: a script without a first line for it is one of `sh` then. */
  readonly byProgram?: boolean;
}

/** A builtin of the shell. It sets the status. */
export type Builtin = (call: Call) => Signal;

/** A program: it sets the status, writes output and files, and nothing else of the shell. */
export type Program = (call: Call) => void;

/** The arguments when all of them are known, and certainly as many. */
export function textsOf(call: Call): readonly string[] | undefined {
  const texts: string[] = [];
  for (const argument of call.args) {
    const text = argument.certain ? knownText(argument.value) : undefined;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

export function say(call: Call, text: string | Value): void {
  write(call.machine, call.state, 1, typeof text === 'string' ? known(text) : text, call.place);
}

/** A message of a program, without the name of the script. */
export function warn(call: Call, message: string): undefined {
  noteComplaint(call.machine, call.state, message, call.name, call.place);
  printError(call.machine, call.state, message, call.place);
}

/**
 * A message of a program of coreutils. How it quotes names depends on the locale, and on what is in them; then the
 * message is not known to the letter.
 */
export function warnAbout(call: Call, message: string): undefined {
  const odd = call.args.some((argument) => /[^ -&(-[\]-~]/.test(knownText(argument.value) ?? ''));
  if (!odd && isPlainLocale(call.state)) return warn(call, message);
  noteComplaint(call.machine, call.state, message, call.name, call.place);
  const text = known(`${message}\n`);
  write(
    call.machine,
    call.state,
    2,
    unknown(`messages of \`${call.name}\``, call.name, call.place, [text]),
    call.place,
  );
}

/** A program of coreutils is called in a way that it refuses. */
export function wrongUse(call: Call, what: string): undefined {
  warnAbout(call, `${call.name}: ${what}\nTry '${call.name} --help' for more information.`);
  finish(call, 1);
}

/** A name in a message, in quotes where the shell would need them. */
export function quotedName(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name}'`;
}

/** Whether programs quote with ASCII characters: no locale is set, or that of C. */
export function isPlainLocale(state: State): boolean {
  return ['LC_ALL', 'LC_CTYPE', 'LC_MESSAGES', 'LANG'].every((name) => {
    const value = state.variables.get(name)?.value;
    return value === undefined || ['', 'C', 'POSIX'].includes(knownText(value) ?? 'unknown');
  });
}

/** A message of the shell. */
export function shellError(call: Call, message: string): void {
  complain(call.machine, call.state, message, call.place);
}

export function finish(call: Call, status: Status): Signal {
  call.state.status = status;
  return 'next';
}

/** Neither the status nor the messages of a command are known. */
export function lose(call: Call): Signal {
  write(
    call.machine,
    call.state,
    2,
    unknown(`messages of \`${call.name}\``, call.name, call.place),
    call.place,
  );
  return finish(call, 'unknown');
}

/** Splits options from operands as most programs do; undefined when there is an option that is not expected. */
export function parseOptions(
  texts: readonly string[],
  flags: string,
  long: readonly string[] = [],
): { readonly options: ReadonlySet<string>; readonly operands: readonly string[] } | undefined {
  const options = new Set<string>();
  const operands: string[] = [];
  for (const [i, text] of texts.entries()) {
    if (text === '--') {
      operands.push(...texts.slice(i + 1));
      break;
    }
    if (text.startsWith('--')) {
      if (!long.includes(text)) return undefined;
      options.add(text);
    } else if (text.startsWith('-') && text !== '-') {
      for (const flag of text.slice(1)) {
        if (!flags.includes(flag)) return undefined;
        options.add(flag);
      }
    } else operands.push(text);
  }
  return { options, operands };
}
