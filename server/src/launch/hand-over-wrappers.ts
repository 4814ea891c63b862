import { literalText, type Word } from '../shell/index.ts';

/** A program that runs the command in its arguments. */
interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[];
  /** Words of its own before the command. */
  readonly operands?: number;
  /** `NAME=value` words before the command. */
  readonly assignments?: boolean;
  /** With such an option it only tells something of the command. */
  readonly asks?: RegExp;
  /** Its first word has to be this one. */
  readonly subcommand?: string;
}

const CONDA_RUN: Wrapper = { subcommand: 'run', valued: ['-n', '-p', '--name', '--prefix', '--cwd', '-e'] };

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  builtin: {},
  catchsegv: {},
  chronic: {},
  command: { asks: /^-p?[vV]/ },
  conda: CONDA_RUN,
  'dumb-init': { valued: ['-r'] },
  env: { valued: ['-u', '-C', '--unset', '--chdir'], assignments: true },
  exec: { valued: ['-a'] },
  gosu: { operands: 1 },
  ionice: { valued: ['-c', '-n'] },
  mamba: CONDA_RUN,
  micromamba: CONDA_RUN,
  nice: { valued: ['-n'] },
  nohup: {},
  pipenv: { subcommand: 'run' },
  pixi: { subcommand: 'run', valued: ['-e', '--environment'] },
  poetry: { subcommand: 'run' },
  setsid: {},
  stdbuf: { valued: ['-i', '-o', '-e'] },
  'su-exec': { operands: 1 },
  sudo: { valued: ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T'], assignments: true },
  time: { valued: ['-f', '-o'] },
  timeout: { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  tini: { valued: ['-e', '-p'] },
  unbuffer: {},
  uv: { subcommand: 'run', valued: ['--with', '-p', '--python'] },
  'xvfb-run': { valued: ['-n', '-s', '-e', '-f', '-p', '-w'] },
};

/** A command without the programs that only run it. */
export interface Unwrapped {
  /** The program and its arguments; empty when the wrapper has no command. */
  readonly words: readonly Word[];
  /** Names of what stood before it. */
  readonly wrappers: readonly string[];
}

/** Looks through `sudo`, `time`, `env A=1`, `nohup`, `timeout 5`, `conda run -n x` and the like. */
export function unwrapped(command: readonly Word[]): Unwrapped {
  const wrappers: string[] = [];
  let words = command;
  for (;;) {
    const name = baseName(words[0]);
    const wrapper = name !== undefined && Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    const inside = wrapper === undefined ? undefined : commandOf(wrapper, words.slice(1));
    if (name === undefined || inside === undefined) return { words, wrappers };
    wrappers.push(name);
    words = inside;
  }
}

/** The name of a program without its folder; undefined when the word is not known from the text. */
export function baseName(word: Word | undefined): string | undefined {
  const text = word === undefined ? undefined : literalText(word);
  return text?.slice(text.lastIndexOf('/') + 1);
}

function commandOf(wrapper: Wrapper, all: readonly Word[]): readonly Word[] | undefined {
  let words = all;
  if (wrapper.subcommand !== undefined) {
    const [first] = words;
    if (first === undefined || literalText(first) !== wrapper.subcommand) return undefined;
    words = words.slice(1);
  }
  let operands = wrapper.operands ?? 0;
  for (;;) {
    const [word] = words;
    const text = word && literalText(word);
    const leading = word?.parts[0];
    if (
      word !== undefined &&
      wrapper.assignments &&
      leading?.kind === 'literal' &&
      /^\w+=/.test(leading.text)
    )
      words = words.slice(1);
    else if (text !== undefined && wrapper.asks?.test(text)) return undefined;
    else if (text === '--') words = words.slice(1);
    else if (text !== undefined && text.length > 1 && text.startsWith('-'))
      words = words.slice(wrapper.valued?.includes(text) ? 2 : 1);
    else if (word !== undefined && operands > 0) {
      operands--;
      words = words.slice(1);
    } else return words;
  }
}
