import type { Span } from '../text/index.ts';
import { LONG_OPTIONS, type LongOption, type SedOptionName, SHORT_OPTIONS } from './options.ts';

/** One argument of a command line: its text after the shell's expansions, and where it is written. */
export interface SedArgument {
  readonly text: string;
  readonly span: Span;
}

/** An option as it was found. */
export interface SedOption {
  readonly name: SedOptionName;
  /** The value, where the option has one: a suffix, a script, a file. */
  readonly value: string | undefined;
  /** Index of the argument that holds the option itself. */
  readonly argument: number;
  /** That argument. */
  readonly span: Span;
  /** The option within the argument's text: `-n` and `n` in `-n` and `-in`, `--quiet`; its value left out. */
  readonly within: Span;
}

/** A script of the command line, in the order in which sed reads them. */
export interface SedScript {
  readonly kind: 'text' | 'file';
  /** The script, or the name of the file. */
  readonly text: string;
  /** Index of the argument that holds it, and that argument; in `-es/a/b/` with the option before it. */
  readonly argument: number;
  readonly span: Span;
  /** Offset of the script in the argument's text: 2 in `-es/a/b/`. */
  readonly offset: number;
  /** What is in force when sed reads it: only what stands before it, for a bare script word everything. */
  readonly extended: boolean;
  readonly posix: boolean;
  readonly sandbox: boolean;
}

/** What sed makes of its command line. */
export interface SedArguments {
  /** `-i`; `suffix` is empty without backup. */
  readonly inPlace: { readonly suffix: string } | undefined;
  readonly quiet: boolean;
  readonly extended: boolean;
  readonly separate: boolean;
  readonly nullData: boolean;
  readonly posix: boolean;
  readonly sandbox: boolean;
  readonly debug: boolean;
  readonly followSymlinks: boolean;
  /** `-l` */
  readonly lineLength: number | undefined;
  readonly scripts: readonly SedScript[];
  /** The input files; without any sed reads standard input, with `-i` it gives up. */
  readonly files: readonly SedArgument[];
  readonly options: readonly SedOption[];
  /** Why sed ends before it reads any input. Scripts before it are read first, and may be refused. */
  readonly problem: SedUsage | undefined;
}

/** sed prints how it is used, its help or its version, and ends. */
export interface SedUsage {
  readonly kind: 'usage' | 'help' | 'version';
  /** The first line: on standard error for `usage`, followed by the help. */
  readonly message: string;
  readonly status: number;
  /** The argument to blame; undefined when something is missing. */
  readonly span: Span | undefined;
}

export const USAGE = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...';

/**
 * Reads the arguments of `sed` as GNU sed 4.9 does with getopt_long: options may stand behind files, short
 * ones may be joined, long ones shortened. `-i` takes a suffix from its own argument only, so `-ie` is a
 * backup named `e`.
 * @param args without the command word
 */
export function parseSedArguments(args: readonly SedArgument[]): SedArguments {
  return new ArgumentReader(args).read();
}

class UsageFailure extends Error {
  constructor(readonly usage: SedUsage) {
    super(usage.message);
  }
}

type PendingScript = Omit<SedScript, 'extended' | 'posix' | 'sandbox'>;

class ArgumentReader {
  readonly #args: readonly SedArgument[];
  readonly #options: SedOption[] = [];
  readonly #scripts: SedScript[] = [];
  readonly #operands: number[] = [];
  #index = 0;
  #inPlace: { readonly suffix: string } | undefined;
  #lineLength: number | undefined;

  constructor(args: readonly SedArgument[]) {
    this.#args = args;
  }

  read(): SedArguments {
    let problem: SedUsage | undefined;
    try {
      this.#readAll();
      if (this.#scripts.length === 0) this.#takeScriptWord();
    } catch (failure) {
      if (!(failure instanceof UsageFailure)) throw failure;
      problem = failure.usage;
    }
    return {
      inPlace: this.#inPlace,
      quiet: this.#has('quiet'),
      extended: this.#has('extended'),
      separate: this.#has('separate'),
      nullData: this.#has('null-data'),
      posix: this.#has('posix'),
      sandbox: this.#has('sandbox'),
      debug: this.#has('debug'),
      followSymlinks: this.#has('follow-symlinks'),
      lineLength: this.#lineLength,
      scripts: this.#scripts,
      files: this.#operands.flatMap((index) => this.#args[index] ?? []),
      options: this.#options,
      problem,
    };
  }

  #readAll(): void {
    for (; this.#index < this.#args.length; this.#index++) {
      const text = this.#args[this.#index]?.text ?? '';
      if (text === '--') {
        for (let rest = this.#index + 1; rest < this.#args.length; rest++) this.#operands.push(rest);
        return;
      }
      if (text.startsWith('--')) this.#long(text);
      else if (text.startsWith('-') && text !== '-') this.#cluster(text);
      else this.#operands.push(this.#index);
    }
  }

  #takeScriptWord(): void {
    const argument = this.#operands.shift();
    const word = argument === undefined ? undefined : this.#args[argument];
    if (argument === undefined || word === undefined) throw this.#usage(USAGE, undefined);
    this.#addScript({ kind: 'text', text: word.text, argument, span: word.span, offset: 0 });
  }

  /** `-n`, `-ni`, `-es/a/b/` */
  #cluster(text: string): void {
    for (let i = 1; i < text.length; i++) {
      const letter = text[i] ?? '';
      const option = SHORT_OPTIONS[letter];
      if (option === undefined) {
        const shown = letter > '\x7f' ? '\ufffd' : letter;
        throw this.#usage(`sed: invalid option -- '${shown}'`, this.#index);
      }
      const within = { start: i === 1 ? 0 : i, end: i + 1 };
      if (option.value === 'none') {
        this.#take(option.name, undefined, this.#index, within, this.#index, 0);
        continue;
      }
      const joined = text.slice(i + 1);
      if (joined !== '' || option.value === 'optional') {
        this.#take(option.name, joined === '' ? undefined : joined, this.#index, within, this.#index, i + 1);
        return;
      }
      const argument = this.#index;
      const value = this.#args[argument + 1];
      if (value === undefined) {
        throw this.#usage(`sed: option requires an argument -- '${letter}'`, argument);
      }
      this.#index++;
      this.#take(option.name, value.text, argument, within, this.#index, 0);
      return;
    }
  }

  /** `--quiet`, `--in-place=.bak`, `--expr s/a/b/` */
  #long(text: string): void {
    const equals = text.indexOf('=');
    const end = equals < 0 ? text.length : equals;
    const option = this.#longOption(text.slice(2, end), text);
    const within = { start: 0, end };
    const argument = this.#index;
    if (equals >= 0) {
      if (option.value === 'none') {
        throw this.#usage(`sed: option '--${option.long}' doesn't allow an argument`, argument);
      }
      this.#take(option.name, text.slice(equals + 1), argument, within, argument, equals + 1);
      return;
    }
    if (option.value !== 'required') {
      this.#take(option.name, undefined, argument, within, argument, 0);
      return;
    }
    const value = this.#args[argument + 1];
    if (value === undefined) {
      throw this.#usage(`sed: option '--${option.long}' requires an argument`, argument);
    }
    this.#index++;
    this.#take(option.name, value.text, argument, within, this.#index, 0);
  }

  #longOption(written: string, text: string): LongOption {
    const exact = LONG_OPTIONS.find((option) => option.long === written);
    if (exact !== undefined) return exact;
    const candidates = LONG_OPTIONS.filter((option) => option.long.startsWith(written));
    const [first] = candidates;
    if (first === undefined) throw this.#usage(`sed: unrecognized option '${text}'`, this.#index);
    if (candidates.every((option) => option.name === first.name)) return first;
    const names = candidates.map((option) => `'--${option.long}'`).join(' ');
    throw this.#usage(`sed: option '${text}' is ambiguous; possibilities: ${names}`, this.#index);
  }

  #take(
    name: SedOptionName,
    value: string | undefined,
    argument: number,
    within: Span,
    valueArgument: number,
    offset: number,
  ): void {
    const span = this.#spanOf(argument);
    this.#options.push({ name, value, argument, span, within });
    switch (name) {
      case 'expression':
      case 'file':
        this.#addScript({
          kind: name === 'file' ? 'file' : 'text',
          text: value ?? '',
          argument: valueArgument,
          span: this.#spanOf(valueArgument),
          offset,
        });
        break;
      case 'in-place':
        this.#inPlace = { suffix: value ?? '' };
        break;
      case 'line-length':
        this.#lineLength = Number.parseInt(value ?? '', 10) || 0;
        break;
      case 'help':
      case 'version':
        throw new UsageFailure({
          kind: name,
          message: name === 'help' ? USAGE : 'sed (GNU sed) 4.9',
          status: 0,
          span,
        });
      case 'unknown':
        throw this.#usage(USAGE, argument);
    }
  }

  #addScript(script: PendingScript): void {
    this.#scripts.push({
      ...script,
      extended: this.#has('extended'),
      posix: this.#has('posix'),
      sandbox: this.#has('sandbox'),
    });
  }

  #has(name: SedOptionName): boolean {
    return this.#options.some((option) => option.name === name);
  }

  #spanOf(argument: number): Span {
    return this.#args[argument]?.span ?? { start: 0, end: 0 };
  }

  #usage(message: string, argument: number | undefined): UsageFailure {
    const span = argument === undefined ? undefined : this.#spanOf(argument);
    return new UsageFailure({ kind: 'usage', message, status: 1, span });
  }
}
