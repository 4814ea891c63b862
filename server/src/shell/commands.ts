import type { Span } from '../text/index.ts';
import { readAssignment } from './assignments.ts';
import { mergeLiterals } from './braces.ts';
import { CLOSE_PARENTHESIS, OPEN_PARENTHESIS } from './characters.ts';
import { exact } from './exact.ts';
import { literalText } from './literal.ts';
import type { Assignment, Command, Redirection, Word, WordPart } from './model.ts';
import type { Reader } from './reader.ts';
import { readRedirection } from './redirections.ts';
import { ARGUMENT, DECLARED, readWord, startsWord, VALUE } from './words.ts';

/** Builtins whose arguments of the form `NAME=value` are assignments. */
const DECLARATIONS: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
/** Other builtins after which bash takes `NAME=(...)` (observed with bash 5.2). */
const TAKES_ARRAYS: ReadonlySet<string> = new Set(['alias', 'eval', 'let']);

/** How the arguments of a command are read. */
interface Arguments {
  /** Whether `NAME=value` is an assignment. */
  readonly assignments: boolean;
  /** Whether `NAME=(...)` is: the command's name has to be written without quotes for that. */
  readonly arrays: boolean;
}

const PLAIN_ARGUMENTS: Arguments = { assignments: false, arrays: false };

/** The name of a function that is defined; `end` is the offset behind the `()`. */
export interface FunctionName {
  readonly kind: 'function-name';
  readonly name: string;
  readonly span: Span;
  readonly end: number;
}

/** A simple command, or the name of a function that is defined here: the position is then behind its `()`. */
export function readSimpleCommand(reader: Reader): Command | FunctionName {
  const start = reader.pos;
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  let mode = PLAIN_ARGUMENTS;
  let end = start;
  for (; ; end = reader.pos) {
    reader.skip();
    const redirection = readRedirection(reader);
    if (redirection !== undefined) {
      redirections.push(redirection);
      continue;
    }
    if (!startsWord(reader)) {
      if (reader.peek() !== OPEN_PARENTHESIS) break;
      const [name] = words;
      if (words.length > 1 || name === undefined || assignments.length + redirections.length > 0)
        reader.unexpected();
      reader.pos++;
      reader.skip();
      if (reader.peek() !== CLOSE_PARENTHESIS) reader.unexpected();
      reader.pos++;
      return { kind: 'function-name', name: reader.text.slice(start, end), span: name.span, end: reader.pos };
    }
    if (words.length === 0) {
      const found = readAssignment(reader, VALUE);
      if (typeof found === 'object') {
        assignments.push(found);
        continue;
      }
      words.push(readWord(reader, ARGUMENT, found));
    } else words.push(readArgument(reader, mode));
    if (words.length <= 2) mode = argumentsOf(words, mode);
  }
  if (end === start) reader.unexpected();
  const span = reader.span(start, end);
  return {
    kind: 'command',
    span,
    background: false,
    redirections: exact(redirections),
    assignments: exact(assignments),
    words: exact(words),
  };
}

/** How arguments are read after the words so far; `command export` is `export`, but takes no arrays. */
function argumentsOf(words: readonly Word[], before: Arguments): Arguments {
  const [first, second] = words;
  const name = first && literalText(first);
  if (first === undefined || name === undefined) return PLAIN_ARGUMENTS;
  if (second !== undefined) {
    if (name !== 'command' && name !== 'builtin') return before;
    return { assignments: DECLARATIONS.has(literalText(second) ?? ''), arrays: false };
  }
  const [part] = first.parts;
  const unquoted = first.parts.length === 1 && part?.kind === 'literal' && !part.escaped;
  const assignments = DECLARATIONS.has(name);
  return { assignments, arrays: unquoted && (assignments || TAKES_ARRAYS.has(name)) };
}

const assignedArray = /[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]\s'"`$\\|&;()<>]*\])?\+?=\(/y;
const assignedValue = /[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]\s'"`$\\|&;()<>]*\])?\+?=/y;

function readArgument(reader: Reader, mode: Arguments): Word {
  const array = (mode.assignments || mode.arrays) && reader.test(assignedArray);
  if (array ? !mode.arrays : !(mode.assignments && reader.test(assignedValue)))
    return readWord(reader, ARGUMENT);
  const start = reader.pos;
  const found = readAssignment(reader, DECLARED);
  if (typeof found === 'number') return readWord(reader, ARGUMENT, found);
  const { span, value } = found;
  const index = found.index === undefined ? '' : `[${found.index}]`;
  const text = `${found.name}${index}${found.append ? '+=' : '='}`;
  const sign: WordPart = {
    kind: 'literal',
    span: { start: span.start, end: value.span.start },
    text,
    escaped: false,
  };
  const rest: readonly WordPart[] =
    value.kind === 'word'
      ? value.parts
      : [
          {
            kind: 'unreadable',
            span: value.span,
            text: reader.text.slice(start + text.length, reader.pos),
          },
        ];
  return {
    kind: 'word',
    span,
    parts: mergeLiterals([sign, ...rest]),
    assignment: mode.assignments ? found : undefined,
  };
}
