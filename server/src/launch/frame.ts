import type { SourceText, Span } from '../text/index.ts';
import type { Place } from './value.ts';

/** The text that is being run: the start script, a file that it sources, or a text given to eval. */
export interface Frame {
  readonly source: SourceText;
  /** As messages of the shell name it. */
  readonly name: string;
  readonly dialect: 'bash' | 'dash';
  /** The command that brought the text, when it stands in no file. */
  readonly broughtBy: Place | undefined;
  /** How the text was given to the shell when it stands in no file; errors of syntax say so. */
  readonly given?: 'eval' | '-c';
  /** Whether it is, or comes from, the text of `bash -c`, whose functions bash names otherwise. */
  readonly fromCommand?: boolean;
  /** Whether it is a file that is read into the shell that runs. */
  readonly sourced?: boolean;
  /** What bash adds to the lines in messages: in a substitution it counts from the line of the command around it. */
  readonly lineShift?: number;
  /** The builtin of dash, or the file, whose text runs: messages of the shell name it behind the line. */
  readonly within?: string | undefined;
  /** Whether it stands in backquotes, in which a backslash before `$`, a backquote and itself is taken away. */
  readonly backquoted?: boolean;
  /** Whether a character of private use stands for each `\r` of the script. */
  readonly carriageReturns?: boolean;
}

export function placeOf(frame: Frame, span: Span): Place {
  const line = frame.source.lines.lineAt(span.start) + 1;
  const from = frame.broughtBy;
  return from === undefined
    ? { path: frame.source.path, span, line }
    : { ...from, line: from.line + line - 1 };
}

/** The line of an offset in messages of the shell: dash counts those of each text from its beginning. */
export function messageLine(frame: Frame, offset: number): number {
  if (frame.dialect === 'dash') return frame.source.lines.lineAt(offset) + 1 + (frame.lineShift ?? 0);
  return placeOf(frame, { start: offset, end: offset }).line + (frame.lineShift ?? 0);
}

/** How a message of the shell begins. */
export function messageHead(frame: Frame, line: number): string {
  return frame.dialect === 'dash' ? `${frame.name}: ${line}: ` : `${frame.name}: line ${line}: `;
}
