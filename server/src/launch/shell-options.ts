import type { SharedMap } from './shared-map.ts';
import { isBeyond, isShoptName } from './shopt-names.ts';
import type { Option, State } from './state.ts';
import { concat, known, type Place, unknown, type Value } from './value.ts';

export type Shell = 'bash' | 'dash';

/**
 * What an option means for the simulation. `nothing`: it changes nothing that can be seen; `beyond`: what it changes is
 * not simulated.
 */
export type Meaning = Option | 'nothing' | 'beyond';

/** In the order in which bash 5.2 shows them in `$-`. */
const BASH_LETTERS: Readonly<Record<string, Meaning>> = {
  a: 'allexport',
  b: 'notify',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  k: 'beyond',
  m: 'monitor',
  n: 'noexec',
  p: 'privileged',
  t: 'beyond',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  P: 'beyond',
  T: 'functrace',
};
/** In the order in which dash shows them. */
const DASH_LETTERS: Readonly<Record<string, Meaning>> = {
  p: 'privileged',
  u: 'nounset',
  b: 'notify',
  a: 'allexport',
  C: 'noclobber',
  E: 'emacs',
  V: 'vi',
  v: 'verbose',
  x: 'xtrace',
  s: 'beyond',
  n: 'noexec',
  m: 'monitor',
  i: 'beyond',
  I: 'ignoreeof',
  f: 'noglob',
  e: 'errexit',
};
const LETTERS = { bash: BASH_LETTERS, dash: DASH_LETTERS };

const COMMON_NAMES: Readonly<Record<string, Meaning>> = {
  allexport: 'allexport',
  emacs: 'emacs',
  errexit: 'errexit',
  ignoreeof: 'ignoreeof',
  monitor: 'monitor',
  noclobber: 'noclobber',
  noexec: 'noexec',
  noglob: 'noglob',
  nolog: 'nothing',
  notify: 'notify',
  nounset: 'nounset',
  privileged: 'privileged',
  verbose: 'verbose',
  vi: 'vi',
  xtrace: 'xtrace',
};
const NAMES: Readonly<Record<Shell, Readonly<Record<string, Meaning>>>> = {
  bash: {
    ...COMMON_NAMES,
    braceexpand: 'braceexpand',
    errtrace: 'errtrace',
    functrace: 'functrace',
    hashall: 'hashall',
    histexpand: 'histexpand',
    history: 'nothing',
    'interactive-comments': 'nothing',
    keyword: 'beyond',
    onecmd: 'beyond',
    physical: 'beyond',
    pipefail: 'pipefail',
    posix: 'beyond',
  },
  dash: { ...COMMON_NAMES, debug: 'nothing', interactive: 'beyond', stdin: 'beyond' },
};

/** Options of bash that are on in a script. */
const ON_IN_BASH: readonly Option[] = ['braceexpand', 'hashall'];

/** Sets the options that a new shell has. */
export function setUpOptions(options: SharedMap<Option, boolean | 'perhaps'>, shell: Shell): void {
  if (shell === 'bash') for (const option of ON_IN_BASH) options.set(option, true);
}

/** The value of `$-`. */
export function flagsOf(state: State, shell: Shell): Value {
  let shown = '';
  for (const [letter, option] of Object.entries(LETTERS[shell])) {
    if (option === 'nothing' || option === 'beyond') continue;
    const set = state.options.get(option) ?? false;
    if (set === 'perhaps') return unknown('which options are set', '-', undefined);
    if (set) shown += letter;
  }
  return known(shown + (shell === 'bash' && state.options.get('command') === true ? 'c' : ''));
}

/** Whether the option that `[ -o NAME ]` names is set. */
export function isOptionSet(state: State, name: string | undefined): boolean | 'unknown' {
  const meaning = name === undefined ? 'beyond' : meaningOfName('bash', name, true);
  if (meaning === undefined) return false;
  if (meaning === 'nothing' || meaning === 'beyond' || meaning === 'vi' || meaning === 'emacs')
    return 'unknown';
  const set = state.options.get(meaning) ?? false;
  return set === 'perhaps' ? 'unknown' : set;
}

/** What `set -LETTER` means; undefined when the shell has no such option. */
export function meaningOfLetter(shell: Shell, letter: string, on: boolean): Meaning | undefined {
  return meaningIn(LETTERS[shell], letter, on);
}

/** What `set -o NAME` means; undefined when the shell has no such option. */
export function meaningOfName(shell: Shell, name: string, on: boolean): Meaning | undefined {
  return meaningIn(NAMES[shell], name, on);
}

function meaningIn(table: Readonly<Record<string, Meaning>>, key: string, on: boolean): Meaning | undefined {
  const meaning = Object.hasOwn(table, key) ? table[key] : undefined;
  // Without it `{a,b}` is a word like others.
  return meaning === 'braceexpand' && !on ? 'beyond' : meaning;
}

/** Why a shell ends before it reads anything. */
export interface OptionRefusal {
  /** The first line that it prints. */
  readonly message: string;
  /** Whether it goes on to tell how it is used. */
  readonly usage: boolean;
  readonly status: 1 | 2;
}

/** What a shell prints when it refuses an option. */
export function refusalText({ message, usage }: OptionRefusal, place: Place | undefined): Value {
  return usage ? concat(known(message), unknown('how the shell is used', 'usage', place)) : known(message);
}

/** What a shell makes of the words behind its name. */
export interface ShellCall {
  readonly options: ReadonlyMap<Option, boolean>;
  readonly shopt: ReadonlyMap<string, boolean>;
  readonly login: boolean;
  /** `-c`: the next word is the text that it runs. */
  readonly command: boolean;
  /** Whether it complains that there is no terminal. */
  readonly monitor: boolean;
  /** An option whose effect is not simulated. */
  readonly beyond: string | undefined;
  readonly refusal: OptionRefusal | undefined;
  /** How many of the words are options. */
  readonly count: number;
}

/** Whether a shell that is called so reads the script that follows, and it is simulated how. */
export function readsScript({ command, beyond }: ShellCall): boolean {
  return !command && beyond === undefined;
}

/** Long options of bash without effect on what is simulated. */
const LONG_HARMLESS = new Set(['norc', 'noediting', 'debug', 'protected']);
const LONG_BEYOND = new Set(
  'debugger dump-po-strings dump-strings help noprofile posix restricted version wordexp'.split(' '),
);

/**
 * @param name how the shell is called, for its messages
 * @param words what stands behind its name; undefined for words that are not known
 */
export function readShellCall(shell: Shell, name: string, words: readonly (string | undefined)[]): ShellCall {
  return new Reader(shell, name, words).read();
}

class Reader {
  readonly #options = new Map<Option, boolean>();
  readonly #shopt = new Map<string, boolean>();
  #login = false;
  #command = false;
  #monitor = false;
  #beyond: string | undefined;
  #refusal: OptionRefusal | undefined;
  #at = 0;

  constructor(
    readonly shell: Shell,
    readonly name: string,
    readonly words: readonly (string | undefined)[],
  ) {}

  read(): ShellCall {
    if (this.shell === 'bash') this.#readLong();
    this.#readShort();
    // bash looks at those of `-O` when it has read all.
    const unknown = [...this.#shopt.keys()].find((name) => !isShoptName(name));
    if (unknown !== undefined) this.#refuse(`line 0: ${unknown}: invalid shell option name`);
    return {
      options: this.#options,
      shopt: this.#shopt,
      login: this.#login,
      command: this.#command,
      monitor: this.#monitor,
      beyond: this.#beyond,
      refusal: this.#refusal,
      count: this.#at,
    };
  }

  #readShort(): void {
    for (; this.#refusal === undefined && this.#at < this.words.length; ) {
      const word = this.words[this.#at];
      if (word === undefined) this.#beyond ??= this.name;
      if (word === undefined || !/^[-+]/.test(word)) break;
      this.#at++;
      if (word === '-' || word === '--') break;
      this.#readLetters(word, word.startsWith('-'));
    }
  }

  /** bash reads its long options first, with one hyphen or two. */
  #readLong(): void {
    for (; this.#at < this.words.length; this.#at++) {
      const word = this.words[this.#at];
      const option = word === undefined ? undefined : /^--?(.+)$/s.exec(word)?.[1];
      if (word === undefined || word === '--' || option === undefined) return;
      if (option === 'login') this.#login = true;
      else if (option === 'verbose') this.#options.set('verbose', true);
      else if (option === 'rcfile' || option === 'init-file') this.#at++;
      else if (LONG_BEYOND.has(option)) this.#beyond ??= word;
      else if (!LONG_HARMLESS.has(option)) {
        if (word.startsWith('--')) this.#refuse(`${word}: invalid option`, true);
        return;
      }
    }
  }

  #readLetters(word: string, on: boolean): void {
    const { shell } = this;
    for (const letter of word.slice(1)) {
      if (this.#refusal !== undefined) return;
      const meaning = meaningOfLetter(shell, letter, on);
      if (letter === 'c') this.#command = true;
      else if (letter === 'l') this.#login = true;
      else if (letter === 'o') this.#readName(on);
      else if (shell === 'bash' && letter === 'O') this.#readShopt(on);
      else if (shell === 'bash' && /[isrD]/.test(letter)) this.#beyond ??= `-${letter}`;
      else if (meaning !== undefined) this.#apply(meaning, on, `${word[0]}${letter}`);
      else if (shell === 'dash') this.#refuse(`0: Illegal option -${letter}`);
      else this.#refuse(`${word[0]}${letter}: invalid option`, true);
    }
  }

  #readName(on: boolean): void {
    const name = this.words[this.#at++];
    if (name === undefined) {
      this.#beyond ??= '-o';
      return;
    }
    const meaning = meaningOfName(this.shell, name, on);
    if (meaning !== undefined) this.#apply(meaning, on, `-o ${name}`);
    else if (this.shell === 'dash') this.#refuse(`0: Illegal option -o ${name}`);
    else this.#refuse(`line 0: ${this.name}: ${name}: invalid option name`);
  }

  #readShopt(on: boolean): void {
    const name = this.words[this.#at++];
    if (name === undefined) this.#beyond ??= '-O';
    else this.#shopt.set(name, on);
    if (name !== undefined && isBeyond(name, on)) this.#beyond ??= `-O ${name}`;
  }

  #apply(meaning: Meaning, on: boolean, option: string): void {
    // Without a terminal the shell does not set it.
    if (meaning === 'monitor') this.#monitor ||= on;
    else if (meaning === 'beyond') this.#beyond ??= option;
    // Set before the shell makes its own variables, and those are exported too; or nothing is run at all.
    else if (meaning === 'allexport' || meaning === 'noexec') this.#beyond ??= option;
    else if (meaning !== 'nothing') this.#options.set(meaning, on);
  }

  #refuse(message: string, usage = false): void {
    // With -e, the message is all, and it ends the shell.
    const ends = usage && this.#options.get('errexit') === true;
    this.#refusal ??= {
      message: `${this.name}: ${message}\n`,
      usage: usage && !ends,
      status: ends ? 1 : 2,
    };
  }
}
