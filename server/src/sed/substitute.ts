import { checkDelimiter, checked } from './address.ts';
import { readDelimited } from './delimited.ts';
import { RECURSIVE_ESCAPE, resolveEscapes } from './escapes.ts';
import { refusal } from './failure.ts';
import { base, type CommandHead, checkOutputName, outputDoubt, readFileName } from './head.ts';
import type { SubstituteCommand } from './model.ts';
import { compilePattern } from './pattern.ts';
import { isDigit } from './reader.ts';
import { parseReplacement } from './replacement.ts';

/** Reads what follows the `s`. */
export function readSubstitute(head: CommandHead): SubstituteCommand {
  const { place } = head;
  const { reader } = place;
  const delimiter = reader.next();
  const first = reader.position - 1;
  const pattern = delimiter === undefined ? undefined : readDelimited(reader, delimiter, 'regex');
  const replacement =
    delimiter === undefined || pattern === undefined ? undefined : readDelimited(reader, delimiter, 'text');
  if (delimiter === undefined || pattern === undefined || replacement === undefined) {
    throw refusal("unterminated `s' command", place, { start: head.nameSpan.start, end: reader.position });
  }
  const escapedDelimiters = [...pattern.escapedDelimiters, ...replacement.escapedDelimiters];
  checkDelimiter(place, delimiter, first, escapedDelimiters.length > 0);
  const resolved = resolveEscapes(replacement.text, 'replacement');
  if (resolved.recursive) throw refusal(RECURSIVE_ESCAPE, place, replacement.span);
  const parts = parseReplacement(resolved.text);
  const highestReference = Math.max(0, ...parts.map((part) => (part.kind === 'group' ? part.number : 0)));
  const flagsStart = reader.position;
  const flags = readFlags(head);
  const regex = compilePattern(place, pattern, flags, highestReference);
  if (flags.evaluate && place.piece.sandbox) {
    throw refusal('e/r/w commands disabled in sandbox mode', place, head.nameSpan);
  }
  return {
    ...base(head, flags.end),
    kind: 'substitute',
    name: 's',
    delimiter,
    delimiters: [first, pattern.span.end, replacement.span.end],
    escapedDelimiters,
    regex,
    patternSpan: pattern.span,
    replacementSpan: replacement.span,
    replacement: parts,
    highestReference,
    flagsSpan: { start: flagsStart, end: flags.end },
    global: flags.global,
    number: flags.number ?? 1,
    print: flags.print,
    evaluate: flags.evaluate,
    file: flags.file,
    unmodelled: flags.evaluate
      ? 'a command that sed runs'
      : (regex?.doubt ?? resolved.doubt ?? (flags.file && outputDoubt(flags.file.name))),
  };
}

interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  global: boolean;
  print: boolean;
  evaluate: boolean;
  number: number | undefined;
  file: SubstituteCommand['file'];
  /** Offset behind the last flag. */
  end: number;
}

function readFlags(head: CommandHead): Flags {
  const { place } = head;
  const { reader } = place;
  const flags: Flags = {
    ignoreCase: false,
    multiline: false,
    global: false,
    print: false,
    evaluate: false,
    number: undefined,
    file: undefined,
    end: reader.position,
  };
  for (;;) {
    const char = reader.nextNonBlank();
    switch (char) {
      case 'i':
      case 'I':
        flags.ignoreCase = true;
        break;
      case 'm':
      case 'M':
        flags.multiline = true;
        break;
      case 'e':
        flags.evaluate = true;
        break;
      case 'p':
        if (flags.print) throw refusal("multiple `p' options to `s' command", place, reader.here());
        flags.print = true;
        break;
      case 'g':
        if (flags.global) throw refusal("multiple `g' options to `s' command", place, reader.here());
        flags.global = true;
        break;
      case 'w':
        flags.file = readFileName(head);
        checkOutputName(flags.file, head);
        flags.end = flags.file.span.end;
        return flags;
      case '}':
      case '#':
        reader.back();
        return flags;
      case undefined:
      case '\n':
      case ';':
        return flags;
      default:
        if (isDigit(char)) {
          if (flags.number !== undefined) {
            throw refusal("multiple number options to `s' command", place, reader.here());
          }
          const span = reader.here();
          flags.number = checked(reader.integer(char), place, span.start);
          if (flags.number === 0) {
            throw refusal("number option to `s' command may not be zero", place, span);
          }
          break;
        }
        if (char === '\r' && reader.next() === '\n') return flags;
        throw refusal("unknown option to `s'", place, reader.here(), true);
    }
    flags.end = reader.position;
  }
}
