import type { Repository, RepositoryFile } from '../../binder/index.ts';
import {
  hubLaunch,
  inScript,
  type SedScriptWord,
  type SedStep,
  type TextSegment,
} from '../../launch/index.ts';
import {
  LONGEST_SCRIPT,
  parseSedPieces,
  type SedError,
  type SedProgram,
  type SubstituteCommand,
} from '../../sed/index.ts';
import type { Span } from '../../text/index.ts';
import { subjectOf } from '../start/subject.ts';

/** A sed of the start script that a launch on a hub runs. */
export interface SedRun {
  readonly file: RepositoryFile;
  /** The first time that it is run; in a loop or a function there may be more. */
  readonly step: SedStep;
  readonly steps: readonly SedStep[];
  /** Of all findings on this sed, so that they are ranked. */
  readonly subject: string;
}

/** Every sed that is written in the start script and run, once each; none behind a place of which nothing is known. */
export function sedRuns(repository: Repository): readonly SedRun[] {
  return repository.derive(collect);
}

function collect(repository: Repository): readonly SedRun[] {
  const launch = repository.derive(hubLaunch);
  const file = launch.script === undefined ? undefined : repository.file(launch.script);
  if (file === undefined) return [];
  const runs = new Map<number, SedRun & { readonly steps: SedStep[] }>();
  for (const step of launch.steps) {
    if (step.kind !== 'sed' || step.place.path !== file.path || step.command.words.length === 0) continue;
    if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start <= step.place.span.start)
      break;
    const { start } = step.place.span;
    const known = runs.get(start);
    if (known !== undefined) known.steps.push(step);
    else runs.set(start, { file, step, steps: [step], subject: subjectOf(step.command) });
  }
  return [...runs.values()];
}

/** An `s` command of a sed that starts, with the word that it stands in. */
export interface Substitution {
  readonly run: SedRun;
  readonly script: SedScriptWord;
  readonly command: SubstituteCommand;
  /** Its number among the commands of the program. */
  readonly index: number;
}

/** The `s` commands of a sed whose scripts sed accepts. */
export function substitutionsOf(run: SedRun): readonly Substitution[] {
  const { plan, scripts } = run.step;
  if (plan.kind !== 'ready') return [];
  return plan.program.commands.flatMap((command, index): Substitution[] => {
    const script = scripts[command.piece];
    return command.kind === 'substitute' && script !== undefined ? [{ run, script, command, index }] : [];
  });
}

/** The place of a part of a sed script in the start script; that of the whole word where it comes from elsewhere. */
export function placeIn(script: SedScriptWord, span: Span): Span {
  return inScript(script.segments, span) ?? script.argument?.word.span ?? script.script.span;
}

/** A value that the shell puts into a sed script. */
export interface InsertedValue {
  readonly segment: TextSegment;
  /** Undefined where it is not known. */
  readonly text: string | undefined;
  /** Its place in `WrittenScript.text`. */
  readonly at: number;
}

/** A sed script as its author wrote it: one character of private use in the place of each value. */
export interface WrittenScript {
  readonly text: string;
  /** Undefined when sed would refuse it whatever the values are. */
  readonly program: SedProgram | undefined;
  /** Why it would. */
  readonly error: SedError | undefined;
  readonly values: readonly InsertedValue[];
  /** The place in the start script of a span that holds no value. */
  readonly place: (span: Span) => Span | undefined;
  /** Where an offset of this text is when the values stand in it. */
  readonly expanded: (offset: number) => number;
}

const FIRST_VALUE = 0xe000;
/** Stands for text that is not known. */
const UNKNOWN = '\uf8ff';

/** A script word before the shell puts its values in; undefined for scripts in files. */
export function writtenScript({ script, value, segments }: SedScriptWord): WrittenScript | undefined {
  if (script.kind === 'file' || segments.length === 0) return undefined;
  if (segments.some(({ text }) => text.end > LONGEST_SCRIPT)) return undefined;
  const expanded = value.pieces.map((piece) => (piece.kind === 'text' ? piece.text : UNKNOWN)).join('');
  let text = '';
  const values: InsertedValue[] = [];
  const written: TextSegment[] = [];
  for (const segment of segments) {
    const piece = expanded.slice(segment.text.start, segment.text.end);
    const at = text.length;
    if (isWritten(segment)) {
      text += piece;
      written.push({ ...segment, text: { start: at, end: text.length } });
    } else {
      values.push({ segment, text: piece.includes(UNKNOWN) ? undefined : piece, at });
      text += String.fromCharCode(FIRST_VALUE + values.length);
    }
  }
  const { extended, posix, sandbox } = script;
  const parsed = parseSedPieces([{ kind: 'expression', text, extended, posix, sandbox }]);
  return {
    text,
    program: parsed.kind === 'program' ? parsed : undefined,
    error: parsed.kind === 'error' ? parsed : undefined,
    values,
    place: (span) => inScript(written, span),
    expanded: (offset) =>
      values.reduce(
        (sum, { at, segment }) => (at < offset ? sum + segment.text.end - segment.text.start - 1 : sum),
        offset,
      ),
  };
}

/** Whether the text of a segment stands in the script, perhaps with backslashes that the shell takes away. */
function isWritten({ part }: TextSegment): boolean {
  return part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi' || part.kind === 'glob';
}
