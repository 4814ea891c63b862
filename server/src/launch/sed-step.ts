import type { SedPlan, SedScript } from '../sed/index.ts';
import type { Command, WordPart } from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import type { Argument, NamedFile, StepBase, VanishedWord } from './step.ts';
import type { Status, Value } from './value.ts';

/** A run of sed. */
export interface SedStep extends StepBase {
  readonly kind: 'sed';
  readonly command: Command;
  readonly arguments: readonly Argument[];
  /** Words of which nothing remained, such as an unset variable that was meant to name the file. */
  readonly vanished: readonly VanishedWord[];
  /**
   * Options, scripts and files as sed reads them; the spans of arguments are those of the words in the script.
   * Characters of private use stand for values that are not known.
   */
  readonly plan: SedPlan;
  /** In the order in which sed reads them: the pieces of the program. */
  readonly scripts: readonly SedScriptWord[];
  readonly operands: readonly SedOperand[];
  /** Where the standard output goes. */
  readonly output: 'log' | 'file' | 'captured' | 'nowhere';
  readonly status: Status;
  /** What sed prints on standard error, as far as it is certain. */
  readonly messages: readonly string[];
}

export interface SedScriptWord {
  readonly script: SedScript;
  /** The argument that holds it; undefined for a script in a file. */
  readonly argument: Argument | undefined;
  /** The text after the shell's expansions. */
  readonly value: Value;
  /** How offsets of the text, as the program counts them, lead to the words of the start script. */
  readonly segments: readonly TextSegment[];
}

/** A stretch of an expanded text and where it is written. */
export interface TextSegment {
  readonly text: Span;
  readonly source: Span;
  /** Whether both have the same characters; otherwise the whole stretch comes from an expansion. */
  readonly exact: boolean;
  readonly part: WordPart;
}

export interface SedOperand extends NamedFile {
  readonly argument: Argument | undefined;
  readonly value: Value;
  /** The text as sed finds it; undefined when there is none, or nobody knows whether. */
  readonly before: Value | undefined;
  /** The text as sed leaves it; undefined when nobody knows. */
  readonly after: Value | undefined;
  readonly outcome: 'changed' | 'unchanged' | 'failed' | 'unknown';
  /** What sed says when it fails. */
  readonly error: string | undefined;
  /** Indices of the program's commands that changed something in this file; undefined when that is not known. */
  readonly changedBy: ReadonlySet<number> | undefined;
}

/** The place in the start script of a span of an expanded text; undefined where nothing of it is written there. */
export function inScript(segments: readonly TextSegment[], span: Span): Span | undefined {
  const touched = segments.filter(({ text }) =>
    span.start === span.end
      ? text.start <= span.start && span.start <= text.end
      : text.start < span.end && span.start < text.end,
  );
  const first = touched[0];
  const last = touched.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const start = first.source.start + (first.exact ? Math.max(0, span.start - first.text.start) : 0);
  const end = last.exact
    ? Math.min(last.source.start + span.end - last.text.start, last.source.end)
    : last.source.end;
  return { start, end: Math.max(start, end) };
}
