import { type Builtin, type Call, finish, lose, say, shellError } from './call.ts';
import { refuseInDash } from './dash-refusals.ts';
import type { Signal } from './machine.ts';
import { printError } from './output.ts';
import { knownText, unknown } from './value.ts';

/** How a builtin is used: its options, those of them that take a value, and what bash 5.2 says when it is used otherwise. */
interface Use {
  readonly letters: string;
  readonly withValue?: string;
  readonly usage: string;
}

const USES: Readonly<Record<string, Use>> = {
  '.': { letters: '', usage: 'filename [arguments]' },
  source: { letters: '', usage: 'filename [arguments]' },
  alias: { letters: 'p', usage: '[-p] [name[=value] ... ]' },
  command: { letters: 'pVv', usage: '[-pVv] command [arg ...]' },
  eval: { letters: '', usage: '[arg ...]' },
  hash: { letters: 'lrdt', withValue: 'p', usage: '[-lr] [-p pathname] [-dt] [name ...]' },
  jobs: { letters: 'lnprsx', usage: '[-lnprs] [jobspec ...] or jobs -x command [args]' },
  pwd: { letters: 'LP', usage: '[-LP]' },
  read: {
    letters: 'ers',
    withValue: 'adinNptu',
    usage:
      '[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  },
  shopt: { letters: 'pqsuo', usage: '[-pqsu] [-o] [optname ...]' },
  times: { letters: '', usage: '' },
  type: { letters: 'afptP', usage: '[-afptP] name [name ...]' },
  ulimit: { letters: 'SHabcdefiklmnpqrstuvxPRT', usage: '[-SHabcdefiklmnpqrstuvxPRT] [limit]' },
  umask: { letters: 'pS', usage: '[-p] [-S] [mode]' },
  unalias: { letters: 'a', usage: '[-a] name [name ...]' },
  wait: { letters: 'fn', withValue: 'p', usage: '[-fn] [-p var] [id ...]' },
};

/** The options that builtins of dash have; others do not look for any. */
const LETTERS_IN_DASH: Readonly<Record<string, { readonly letters: string; readonly withValue?: string }>> = {
  '.': { letters: '' },
  bg: { letters: '' },
  command: { letters: 'pvV' },
  fg: { letters: '' },
  hash: { letters: 'rv' },
  jobs: { letters: 'lp' },
  pwd: { letters: 'LP' },
  read: { letters: 'r', withValue: 'p' },
  ulimit: { letters: 'HSatfdsmcnpvlwr' },
  umask: { letters: 'S' },
  unalias: { letters: 'a' },
  wait: { letters: '' },
};

/** The builtin behind a look at its options: what it does not have, it refuses. */
export function behindOptions(name: string, builtin: Builtin): Builtin {
  if (!Object.hasOwn(USES, name) && !Object.hasOwn(LETTERS_IN_DASH, name)) return builtin;
  return (call) => refuseOption(call, name) ?? builtin(call);
}

function refuseOption(call: Call, name: string): Signal | undefined {
  const { machine, state, place } = call;
  const dash = machine.frame.dialect === 'dash';
  const known = dash ? LETTERS_IN_DASH[name] : USES[name];
  if (known === undefined) return undefined;
  const wrong = wrongOption(call, known);
  if (wrong === undefined) return undefined;
  if (dash) {
    const message = `${name}: Illegal option -${wrong}`;
    if (name === '.') refuseInDash(machine, state, message, place);
    shellError(call, message);
    return finish(call, 2);
  }
  if (wrong === 'help') {
    say(call, unknown(`the help on \`${name}\``, name, place));
    return finish(call, 2);
  }
  shellError(call, `${name}: -${wrong}: invalid option`);
  explainUse(call, name);
  return finish(call, 2);
}

/** What bash says of how a builtin is used. */
export function explainUse(call: Call, name: string): void {
  const usage = USES[name]?.usage ?? '';
  printError(
    call.machine,
    call.state,
    `${name}: usage: ${name}${usage === '' ? '' : ` ${usage}`}`,
    call.place,
  );
}

/** The first letter that is no option; `help` for the long option that every builtin of bash has. */
function wrongOption(call: Call, { letters, withValue = '' }: Omit<Use, 'usage'>): string | undefined {
  for (let i = 0; i < call.args.length; i++) {
    const argument = call.args[i];
    const text = argument?.certain ? knownText(argument.value) : undefined;
    if (text === undefined || !/^-./.test(text) || text === '--') return undefined;
    if (text === '--help' && call.machine.frame.dialect === 'bash') return 'help';
    for (const [at, letter] of [...text.slice(1)].entries()) {
      if (withValue.includes(letter)) {
        if (at === text.length - 2) i++;
        break;
      }
      if (!letters.includes(letter)) return letter;
    }
  }
  return undefined;
}

/** A builtin of which neither the output nor the messages are known. */
export const unknowable: Builtin = (call) => {
  say(call, unknown(`the output of \`${call.name}\``, call.name, call.place));
  return lose(call);
};
