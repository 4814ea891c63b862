import type { Span } from '../text/index.ts';
import type { RunOptions } from './apply.ts';
import { parseSedArguments, type SedArgument, type SedArguments, type SedUsage } from './command-line.ts';
import type { ScriptPiece, SedError, SedProgram } from './model.ts';
import { parseSedPieces } from './script.ts';
import { writtenFiles } from './written-files.ts';

/** What sed does before it reads any input. */
export type SedPlan =
  /** It starts. `unmodelled` says why `runSed` does not tell what it does, such as the option `-z`. */
  | {
      readonly kind: 'ready';
      readonly arguments: SedArguments;
      readonly program: SedProgram;
      readonly unmodelled: string | undefined;
    }
  /** It ends with a message. `scriptError` is set when it refuses a script, `usage` when its options. */
  | {
      readonly kind: 'error';
      readonly arguments: SedArguments;
      /** The first line on standard error. */
      readonly stderr: string;
      readonly status: number;
      /** The argument to blame; undefined when something is missing. */
      readonly span: Span | undefined;
      readonly scriptError: SedError | undefined;
      readonly usage: SedUsage | undefined;
    }
  | {
      readonly kind: 'unknown';
      readonly arguments: SedArguments;
      readonly reason: string;
      readonly span: Span | undefined;
    };

/** Characters of one sed script that are followed; real ones have a few dozen. */
export const LONGEST_SCRIPT = 20_000;

/**
 * Reads a whole command line and its scripts in the order in which GNU sed does, so that the first complaint
 * is sed's.
 * @param args without the command word
 * @param readScript the text of an `-f` file: null when it does not exist, undefined when it is not known
 */
export function planSed(
  args: readonly SedArgument[],
  readScript: (name: string) => string | null | undefined = () => undefined,
): SedPlan {
  const parsed = parseSedArguments(args);
  const pieces: ScriptPiece[] = [];
  const spans: Span[] = [];
  let missing: MissingScript | undefined;
  for (const script of parsed.scripts) {
    const { extended, posix, sandbox, span } = script;
    const text =
      script.kind === 'text' ? script.text : script.text === '-' ? undefined : readScript(script.text);
    if (typeof text !== 'string') {
      missing = { name: script.text, span, known: text === null };
      break;
    }
    if (text.length > LONGEST_SCRIPT)
      return {
        kind: 'unknown',
        arguments: parsed,
        reason: 'a sed script that is too long to be followed',
        span,
      };
    const kind = script.kind === 'text' ? 'expression' : 'file';
    pieces.push({ kind, text, name: script.text, extended, posix, sandbox });
    spans.push(span);
  }
  const complete = missing === undefined && parsed.problem === undefined;
  const program = parseSedPieces(pieces, complete);
  const shared = { arguments: parsed, scriptError: undefined, usage: undefined };
  if (program.kind === 'error') {
    const { stderr, status } = program;
    return { ...shared, kind: 'error', stderr, status, span: spans[program.piece], scriptError: program };
  }
  if (program.kind === 'unknown') {
    return { kind: 'unknown', arguments: parsed, reason: program.reason, span: spans[program.piece] };
  }
  const problem = laterProblem(parsed, missing);
  if (problem !== undefined) {
    const { span, known } = problem;
    if (known && writtenFiles(program).length === 0) {
      const { stderr, status, usage } = problem;
      return { ...shared, kind: 'error', stderr, status, span, usage };
    }
    const reason = known ? 'a file that sed perhaps cannot write' : `the script in ${missing?.name}`;
    return { kind: 'unknown', arguments: parsed, reason, span };
  }
  const unmodelled = UNMODELLED.find(([option]) => parsed[option])?.[1];
  return { kind: 'ready', arguments: parsed, program, unmodelled };
}

const UNMODELLED = [
  ['nullData', 'the option -z'],
  ['debug', 'the option --debug'],
  ['posix', 'the option --posix'],
] as const;

interface MissingScript {
  readonly name: string;
  readonly span: Span;
  readonly known: boolean;
}

/** What stops sed when the scripts are well. */
function laterProblem(parsed: SedArguments, missing: MissingScript | undefined) {
  if (missing !== undefined) {
    const { name, span, known } = missing;
    const stderr = `sed: couldn't open file ${name}: No such file or directory`;
    return { stderr, status: 4, span, usage: undefined, known };
  }
  if (parsed.problem !== undefined) {
    const { message, status, span } = parsed.problem;
    return { stderr: message, status, span, usage: parsed.problem, known: true };
  }
  if (parsed.inPlace === undefined || parsed.files.length > 0) return undefined;
  return { stderr: 'sed: no input files', status: 4, span: undefined, usage: undefined, known: true };
}

/** The settings for `runSed` that the options of a command line mean. */
export function runOptions(parsed: SedArguments): RunOptions {
  return {
    quiet: parsed.quiet,
    separate: parsed.separate,
    inPlace: parsed.inPlace !== undefined,
    ...(parsed.lineLength === undefined ? {} : { lineLength: parsed.lineLength }),
  };
}

/**
 * The name under which `-i` keeps the old file; undefined when it stands in another folder. A `*` in the
 * suffix is the name of the file.
 * @param suffix not empty
 */
export function backupName(file: string, suffix: string): string | undefined {
  if (!suffix.includes('*')) return suffix.includes('/') ? undefined : file + suffix;
  return /\//.test(file + suffix) ? undefined : suffix.replaceAll('*', file);
}
