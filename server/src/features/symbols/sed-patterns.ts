import { normalize, type Repository, type RepositoryFile } from '../../binder/index.ts';
import {
  type Argument,
  chosenLaunch,
  hubLaunch,
  inScript,
  known,
  type Source,
  segmentsOf,
  type TextSegment,
  unknown,
} from '../../launch/index.ts';
import { isPlaceholder, pathInRepository } from '../../rules/index.ts';
import {
  hasHole,
  holeCharacter,
  literalPattern,
  parseSedArguments,
  parseSedPieces,
  type SubstituteCommand,
} from '../../sed/index.ts';
import { type Command, literalText, type Word, type WordPart, walkStatements } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { scriptsOf } from './scripts.ts';

/** A name in the pattern of an `s` command: what a sed of the repository looks for. */
export interface SedPattern {
  readonly name: string;
  /** The file in which the pattern is written. */
  readonly path: string;
  readonly span: Span;
  /** The sed that runs it. */
  readonly script: RepositoryFile;
  readonly command: Command;
  /** The `s` command as it is written, and its number in the program. */
  readonly substitution: SubstituteCommand;
  readonly index: number;
  /** Whether the name is the whole pattern, so that nothing else is looked for. */
  readonly whole: boolean;
  /** Files of the repository that it edits; undefined where the script does not tell. */
  readonly targets: readonly string[] | undefined;
}

/** What every sed of every script looks for, whether or not a launch comes to it, in the order of the text. */
export function sedPatterns(repository: Repository): readonly SedPattern[] {
  return repository.derive(collect);
}

/** No script has more. */
const MAX_PATTERNS = 1000;
const ORDINARY = /^[A-Za-z_][\w-]{2,}$/;
const CAPITALS = /(?<=^|[^\w\\]|\\[b<])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9](?!\w)/g;

function collect(repository: Repository): readonly SedPattern[] {
  const found: SedPattern[] = [];
  for (const file of scriptsOf(repository)) {
    walkStatements(
      repository.script(file),
      (statement) => {
        if (statement.kind !== 'command' || found.length >= MAX_PATTERNS) return;
        const args = sedArguments(statement);
        if (args !== undefined) found.push(...patternsOf(repository, file, statement, args));
      },
      { substitutions: true },
    );
  }
  return found;
}

/** Commands that run the command behind them. */
const PREFIXES: ReadonlySet<string> = new Set(['sudo', 'env', 'command', 'nice', 'xargs', 'find', 'exec']);

/** The words behind `sed`, also where another command runs it. */
function sedArguments({ words }: Command): readonly Word[] | undefined {
  const names = words.slice(0, 40).map((word) => literalText(word));
  const at = names.findIndex((name) => name !== undefined && /^(?:\/usr)?(?:\/bin\/)?g?sed$/.test(name));
  if (at < 0 || (at > 0 && !PREFIXES.has(names[0] ?? ''))) return undefined;
  const args = words.slice(at + 1);
  if (names[0] !== 'find') return args;
  const end = args.findIndex((word) => [';', '+'].includes(literalText(word) ?? ''));
  return end < 0 ? args : args.slice(0, end);
}

interface WrittenArgument {
  readonly text: string;
  readonly segments: readonly TextSegment[];
}

/** A word with a character of private use in the place of each value, and how its text leads back to the script. */
function written(word: Word, file: RepositoryFile, first: number): WrittenArgument {
  let text = '';
  let holes = first;
  const sources = flat(word.parts).map((part): Source => {
    if (part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi' || part.kind === 'glob') {
      text += part.text;
      return { part, value: known(part.text), unset: false };
    }
    text += holeCharacter(holes++ % 6000);
    return { part, value: unknown('a value', 'value', undefined), unset: false };
  });
  const argument: Argument = { word, value: known(text), sources, certain: true };
  return { text, segments: segmentsOf(argument, file.source) };
}

function flat(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.flatMap((part) => (part.kind === 'double' ? flat(part.parts) : [part]));
}

function patternsOf(
  repository: Repository,
  file: RepositoryFile,
  command: Command,
  words: readonly Word[],
): readonly SedPattern[] {
  const args = words.map((word, i) => written(word, file, i * 40));
  const parsed = parseSedArguments(
    args.map(({ text }, i) => ({ text, span: words[i]?.span ?? command.span })),
  );
  const pieces = parsed.scripts.map(({ kind, text, argument, offset, extended, posix, sandbox }) => {
    const path = kind === 'file' ? normalize(text) : undefined;
    const source = path === undefined ? undefined : repository.file(path)?.source;
    return {
      path: path ?? file.path,
      text: kind === 'file' ? (source?.text ?? '') : text,
      raw: kind === 'file' ? source : file.source,
      place: (span: Span): Span | undefined =>
        kind === 'file'
          ? span
          : inScript(args[argument]?.segments ?? [], {
              start: span.start + offset,
              end: span.end + offset,
            }),
      piece: {
        kind: kind === 'file' ? ('file' as const) : ('expression' as const),
        text: kind === 'file' ? (source?.text ?? '') : text,
        extended,
        posix,
        sandbox,
      },
    };
  });
  const program = parseSedPieces(pieces.map(({ piece }) => piece));
  if (program.kind !== 'program') return [];
  const targets = targetsOf(repository, file, command) ?? writtenTargets(parsed.files, words, args);
  return program.commands.flatMap((substitution, index): SedPattern[] => {
    const piece = pieces[substitution.piece];
    if (substitution.kind !== 'substitute' || piece === undefined) return [];
    return namesIn(substitution, piece.text).flatMap(({ name, span, whole }): SedPattern[] => {
      const place = piece.place(span);
      // What the shell changes on the way is not written as sed reads it.
      if (place === undefined || piece.raw?.slice(place) !== name) return [];
      return [
        { name, path: piece.path, span: place, script: file, command, substitution, index, whole, targets },
      ];
    });
  });
}

interface NameInPattern {
  readonly name: string;
  readonly span: Span;
  readonly whole: boolean;
}

/** The pattern itself when it is a name, else the names in capitals that stand in it. */
function namesIn({ regex, patternSpan }: SubstituteCommand, text: string): readonly NameInPattern[] {
  if (regex === undefined) return [];
  const pattern = text.slice(patternSpan.start, patternSpan.end);
  const literal = literalPattern(regex);
  if (literal === pattern && !hasHole(literal) && (isPlaceholder(literal) || ORDINARY.test(literal)))
    return [{ name: literal, span: patternSpan, whole: true }];
  return [...pattern.matchAll(CAPITALS)].map((match) => {
    const start = patternSpan.start + match.index;
    return { name: match[0], span: { start, end: start + match[0].length }, whole: false };
  });
}

/** The files that a launch edits with it. */
function targetsOf(
  repository: Repository,
  file: RepositoryFile,
  command: Command,
): readonly string[] | undefined {
  const paths = new Set<string>();
  let runs = false;
  for (const launch of [repository.derive(hubLaunch), repository.derive(chosenLaunch)]) {
    for (const step of launch.steps) {
      if (step.kind !== 'sed' || step.place.path !== file.path) continue;
      if (step.place.span.start !== command.span.start) continue;
      runs = true;
      for (const { path } of step.operands) {
        if (path === undefined) return undefined;
        paths.add(path);
      }
    }
  }
  return runs ? [...paths] : undefined;
}

/** The files as the words name them, for a sed that no launch comes to. */
function writtenTargets(
  files: ReturnType<typeof parseSedArguments>['files'],
  words: readonly Word[],
  args: readonly WrittenArgument[],
): readonly string[] | undefined {
  const paths = files.map(({ span, text }) => {
    const i = words.findIndex((word) => word.span === span);
    const word = words[i];
    return word === undefined || args[i]?.text !== text ? undefined : pathInRepository(word);
  });
  return paths.every((path) => path !== undefined) ? paths : undefined;
}
