import type { SourceText, Span } from '../text/index.ts';
import type { YamlNode } from './nodes.ts';
import { moved } from './places.ts';
import { controlCharacter, ProblemLog, wholeTextProblem, type YamlProblem } from './problem.ts';
import { joined, Repair } from './repair.ts';
import { Scanner } from './scanner.ts';
import { type Slip, slipsOf } from './slip.ts';
import { readStream } from './stream.ts';

/**
 * A YAML text as PyYAML's safe loader reads it, with the place of everything in it.
 * Half-typed and broken texts give what could be understood, and say so in `problem`.
 */
export interface YamlDocument {
  readonly source: SourceText;
  /** The content of the first document; undefined when there is none. */
  readonly root: YamlNode | undefined;
  /** The `---` of each document after the first. */
  readonly furtherDocuments: readonly Span[];
  /** Each comment from `#` to the end of its line, in order. */
  readonly comments: readonly Span[];
  /**
   * The first reason for which the loader raises, further documents aside; undefined for a text that it reads.
   * Beside a slip: what is still wrong when the slip is mended.
   */
  readonly problem: YamlProblem | undefined;
  /**
   * The known slip of a key indented under a value, when it is the first thing wrong with the text. The nodes are
   * those of the mended text, and their spans are those of the text as it stands.
   */
  readonly slip: Slip | undefined;
  /** What was done to the text before it was read; nothing in most texts. */
  readonly repair: Repair;
  /** The text that was read: the source with the repair made. */
  readonly parsedText: string;
  /** Whether the text is above MAX_LENGTH and was therefore not read at all. */
  readonly tooLong: boolean;
  /** Whether an alias may stand somewhere; false says for certain that each value stands where it is written. */
  readonly mayHaveAliases: boolean;
}

/** Texts above this length (UTF-16 units) are not read: no configuration is that long, and a keystroke would hang. */
export const MAX_LENGTH = 500_000;
/** Slips are mended in rounds, one for each that lies within another; this limits the characters that are read. */
const MAX_READING = 4_000_000;
const MAX_ROUNDS = 20;
const NO_REPAIR = new Repair([]);

/** Reads a text. Never throws, whatever the text holds. */
export function parseYaml(source: SourceText): YamlDocument {
  const { text } = source;
  const base = {
    source,
    slip: undefined,
    repair: NO_REPAIR,
    parsedText: text,
    tooLong: false,
    mayHaveAliases: text.includes('*'),
  };
  if (text.length > MAX_LENGTH) return { ...base, ...NOTHING, problem: undefined, tooLong: true };
  const control = controlCharacter(text);
  if (control !== undefined) return { ...base, ...NOTHING, problem: control };
  const direct = read(text);
  const mended = mend(text, direct);
  if (mended !== undefined) return { ...base, ...mended };
  const { root, furtherDocuments, comments } = direct;
  const problem = direct.problem === undefined ? undefined : (wholeTextProblem(text) ?? direct.problem);
  return { ...base, root, furtherDocuments, comments, problem };
}

interface Reading {
  readonly root: YamlNode | undefined;
  readonly furtherDocuments: readonly Span[];
  readonly comments: readonly Span[];
  readonly problem: YamlProblem | undefined;
  readonly slips: readonly Slip[];
}

const NOTHING = { root: undefined, furtherDocuments: [], comments: [] };

function read(text: string): Reading {
  const problems = new ProblemLog(text);
  const scanner = new Scanner(text, problems);
  const { documents, slips } = readStream(scanner, problems);
  const problem = problems.first;
  if (documents === undefined) return { ...NOTHING, problem, slips: [] };
  return {
    root: documents[0]?.root,
    furtherDocuments: documents.slice(1).flatMap(({ mark }) => (mark === undefined ? [] : [mark])),
    comments: scanner.cursor.comments,
    problem,
    slips: problems.hasSyntaxProblem ? slipsOf(text, slips) : [],
  };
}

/**
 * Removes the blanks of the slips. Undefined when the text is then still broken at the first slip or before it.
 */
function mend(
  text: string,
  direct: Reading,
): Omit<YamlDocument, 'source' | 'tooLong' | 'mayHaveAliases'> | undefined {
  const [slip] = direct.slips;
  if (slip === undefined) return undefined;
  if (direct.problem !== undefined && direct.problem.span.start < slip.above.end) return undefined;
  let repair = NO_REPAIR;
  let parsedText = text;
  let reading = direct;
  const rounds = Math.min(MAX_ROUNDS, MAX_READING / text.length);
  for (let i = 0; i < rounds && reading.slips.length > 0; i++) {
    const more = reading.slips.flatMap(({ removed }) =>
      removed.map(({ start, end }) => {
        const from = repair.toSource(start);
        return { start: from, end: from + end - start };
      }),
    );
    repair = new Repair(joined([...repair.removed, ...more]));
    parsedText = without(text, repair.removed);
    reading = read(parsedText);
  }
  const { root, furtherDocuments, comments, problem } = moved(reading, repair);
  if (problem !== undefined && problem.span.start <= slip.key.end) return undefined;
  return { root, furtherDocuments, comments, problem, slip, repair, parsedText };
}

function without(text: string, removed: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of removed) {
    result += text.slice(position, start);
    position = end;
  }
  return result + text.slice(position);
}
