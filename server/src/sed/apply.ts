import type { Span } from '../text/index.ts';
import { hasLoneSurrogate, toBytes } from './bytes.ts';
import { type ExecutionResult, execute } from './execution.ts';
import { hasHole } from './holes.ts';
import type { SedCommand, SedProgram } from './model.ts';
import type { Output, RawChange } from './output.ts';
import type { CharacterView } from './regex-translate.ts';
import { parseSedPieces } from './script.ts';
import { Unknowable } from './unknowable.ts';
import { Work } from './work.ts';

export interface RunOptions {
  /** `-n` */
  readonly quiet?: boolean;
  /** `-s`: line numbers, `$` and the hold space begin anew with each file. */
  readonly separate?: boolean;
  /** `-i`: as `separate`, and each file gets its own output. */
  readonly inPlace?: boolean;
  /** `-l`; 70 when it is not given. */
  readonly lineLength?: number;
  /** The work that the run may do, which it counts; by default about what a second allows. */
  readonly work?: Work;
  /** The text of a file that `r` reads: null when it does not exist, undefined when it is not known. */
  readonly readFile?: (name: string) => string | null | undefined;
}

/** What a run of sed does. */
export type RunResult =
  | SedRun
  /** `command` is the index of the command that cannot be told. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly command: number | undefined };

export interface SedRun {
  readonly kind: 'done';
  /** Standard output. */
  readonly output: string;
  /** With `inPlace`: the new texts of the first files; those behind are left as they were. */
  readonly files: readonly string[];
  /** Files that `w` writes. They are emptied when sed starts, also when nothing is written. */
  readonly written: readonly { readonly name: string; readonly text: string }[];
  readonly exit: number;
  /** The line on standard error that ended the run. */
  readonly error: string | undefined;
  /** The input in which `q`, `Q` or an error ended the run; undefined when all were read to their end. */
  readonly stoppedIn: number | undefined;
  /** In the order of the output. */
  readonly changes: readonly Change[];
}

/** A place where output and input differ, with the command that made it so. */
export interface Change {
  /** Which of the inputs, counted from 0. */
  readonly file: number;
  /** What was there, in that input; empty where text is added. */
  readonly inputSpan: Span;
  /** What is there now, in the output, with `inPlace` in the new text of that file. */
  readonly outputSpan: Span;
  /** Index into the program's commands. */
  readonly command: number;
}

const DEFAULT_LINE_LENGTH = 70;
/** Steps; about a second of work. */
const DEFAULT_WORK = 6_000_000;

/**
 * Runs a program over one input or several files as GNU sed 4.9 does.
 *
 * Unknown is what versions or locales of sed do differently, what is not modelled, and what depends on a
 * hole. Text beyond ASCII is run as bytes and as characters; where the results differ, it is unknown.
 */
export function runSed(
  program: SedProgram,
  input: string | readonly string[],
  options: RunOptions = {},
): RunResult {
  const inputs = typeof input === 'string' ? [input] : input;
  const texts = [...program.pieces.map((piece) => piece.text), ...inputs];
  if (texts.some(hasLoneSurrogate)) return unknown('a text that is no UTF-8');
  const hole = program.commands.findIndex((command) => hasHoleInSyntax(command, program));
  if (hole >= 0) return { kind: 'unknown', reason: 'a value that is not known', command: hole };
  try {
    const result = run(program, inputs, options, 'no-letters');
    if (texts.every(isAsciiOrHole)) return finished(result, inputs, options);
    const asLetters = run(program, inputs, options, 'letters');
    const bytes = program.pieces.map((piece) => ({ ...piece, text: toBytes(piece.text) }));
    const bytesProgram = parseSedPieces(bytes);
    if (bytesProgram.kind !== 'program') return unknown(LOCALE);
    const asBytes = run(bytesProgram, inputs.map(toBytes), options, 'bytes');
    if (!sameResult(result, asLetters, (text) => text)) return unknown(LOCALE);
    if (!sameResult(result, asBytes, toBytes)) return unknown(LOCALE);
    return finished(result, inputs, options);
  } catch (failure) {
    if (!(failure instanceof Unknowable)) throw failure;
    return { kind: 'unknown', reason: failure.reason, command: failure.command };
  }
}

const LOCALE = 'characters beyond ASCII: the result depends on the locale';

function unknown(reason: string): RunResult {
  return { kind: 'unknown', reason, command: undefined };
}

function run(
  program: SedProgram,
  inputs: readonly string[],
  options: RunOptions,
  view: CharacterView,
): ExecutionResult {
  const { readFile } = options;
  return execute(program, inputs, {
    quiet: options.quiet ?? false,
    separate: options.separate ?? false,
    inPlace: options.inPlace ?? false,
    lineLength: options.lineLength ?? DEFAULT_LINE_LENGTH,
    work: options.work ?? new Work(DEFAULT_WORK),
    view,
    readFile: (name) => {
      const text = readFile?.(name);
      return view === 'bytes' && typeof text === 'string' ? toBytes(text) : text;
    },
  });
}

/** A hole is harmless in text that is only written; elsewhere it decides what sed does. */
function hasHoleInSyntax(command: SedCommand, program: SedProgram): boolean {
  const text = program.pieces[command.piece]?.text ?? '';
  const { start, end } = command.span;
  if (!hasHole(text.slice(start, end))) return false;
  const written =
    command.kind === 'substitute'
      ? command.replacementSpan
      : command.kind === 'text'
        ? command.textSpan
        : { start, end: start };
  return hasHole(text.slice(start, written.start) + text.slice(written.end, end));
}

function isAsciiOrHole(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with control characters
  return /^[\x00-\x7f\ue000-\uf8ff]*$/.test(text);
}

function sameResult(a: ExecutionResult, b: ExecutionResult, encode: (text: string) => string): boolean {
  const same = (x: Output, y: Output | undefined): boolean => y !== undefined && encode(x.text) === y.text;
  return (
    a.exit === b.exit &&
    a.error === b.error &&
    a.files.length === b.files.length &&
    same(a.standard, b.standard) &&
    a.files.every((file, i) => same(file, b.files[i])) &&
    [...a.written].every(([name, file]) => same(file, b.written.get(encode(name))))
  );
}

function finished(result: ExecutionResult, inputs: readonly string[], options: RunOptions): SedRun {
  const bases = [0];
  for (const text of inputs) bases.push((bases.at(-1) ?? 0) + text.length);
  const outputs = options.inPlace ? result.files : [result.standard];
  return {
    kind: 'done',
    output: result.standard.text,
    files: result.files.map((file) => file.text),
    written: [...result.written].map(([name, file]) => ({ name, text: file.text })),
    exit: result.exit,
    error: result.error,
    stoppedIn: result.stoppedIn,
    changes: outputs.flatMap((output, file) =>
      output.changes.map((change) => located(change, bases, options.inPlace ? file : undefined)),
    ),
  };
}

/**
 * The change with its file, which is known with `inPlace`, and with offsets in that file.
 * @param bases the offsets through all files at which each begins, and the last one ends
 */
function located(
  { input, output, command }: RawChange,
  bases: readonly number[],
  inFile: number | undefined,
): Change {
  let file = inFile ?? 0;
  if (inFile === undefined) while (file < bases.length - 2 && input.start >= (bases[file + 1] ?? 0)) file++;
  const base = bases[file] ?? 0;
  const inputSpan = { start: input.start - base, end: input.end - base };
  return { file, inputSpan, outputSpan: output, command };
}
