import { checked } from './address.ts';
import { byteLength, isAscii } from './bytes.ts';
import { readDelimited } from './delimited.ts';
import { RECURSIVE_ESCAPE, resolveEscapes } from './escapes.ts';
import { refusal } from './failure.ts';
import {
  base,
  type CommandHead,
  checkOutputName,
  doubt,
  type Mutable,
  outputDoubt,
  readEndOfCommand,
  readFileName,
} from './head.ts';
import type {
  BlockCommand,
  FileCommand,
  JumpCommand,
  LabelCommand,
  ListCommand,
  QuitCommand,
  SedCommand,
  SimpleCommand,
  SimpleName,
  TextCommand,
  TransliterateCommand,
} from './model.ts';
import { isDigit, type ScriptReader } from './reader.ts';
import { readSubstitute } from './substitute.ts';

const SIMPLE: ReadonlySet<string> = new Set<SimpleName>([
  '=',
  'd',
  'D',
  'F',
  'g',
  'G',
  'h',
  'H',
  'n',
  'N',
  'p',
  'P',
  'x',
  'z',
]);

/**
 * Reads the arguments of a command whose name is read.
 * @param startText takes over the lines of `a`, `i`, `c`
 * @returns undefined for `v`, which leaves nothing to do
 */
export function readCommand(
  name: string,
  head: CommandHead,
  startText: (command: Mutable<TextCommand>, lead: string | undefined) => void,
): SedCommand | undefined {
  const { place } = head;
  switch (name) {
    case 's':
      return readSubstitute(head);
    case 'y':
      return readTransliterate(head);
    case 'a':
    case 'i':
    case 'c':
      return readText(name, head, startText);
    case '{':
    case '}': {
      const block: BlockCommand = { ...base(head, head.nameSpan.end), kind: 'block', name, partner: -1 };
      return block;
    }
    case 'b':
    case 't':
    case 'T': {
      const label = readLabel(place.reader);
      const end = label === '' ? head.nameSpan.end : place.reader.position;
      const jump: JumpCommand = { ...base(head, end), kind: 'jump', name, label, target: -1 };
      return jump;
    }
    case ':':
      return readLabelCommand(head);
    case 'q':
    case 'Q':
      return readQuit(name, head);
    case 'l':
    case 'L':
      return readList(name, head);
    case 'r':
    case 'R':
    case 'w':
    case 'W':
      return readFile(name, head);
    case 'e':
      return readExecute(head);
    case 'v':
      checkVersion(head);
      return undefined;
  }
  if (!isSimple(name)) {
    const shown = name > '\x7f' ? '\ufffd' : name;
    throw refusal(`unknown command: \`${shown}'`, place, head.nameSpan, true);
  }
  const command: SimpleCommand = { ...base(head, head.nameSpan.end), kind: 'simple', name };
  readEndOfCommand(place);
  return name === 'F' ? { ...command, unmodelled: 'the name of the input file' } : command;
}

function isSimple(name: string): name is SimpleName {
  return SIMPLE.has(name);
}

function readLabel(reader: ScriptReader): string {
  let label = '';
  let char = reader.nextNonBlank();
  for (; char !== undefined && !/[\n;}# \t]/.test(char); char = reader.next()) label += char;
  reader.back();
  return label;
}

function readLabelCommand(head: CommandHead): LabelCommand {
  const { place } = head;
  if (head.address1 !== undefined) throw refusal(": doesn't want any addresses", place, head.nameSpan);
  const label = readLabel(place.reader);
  if (label === '') throw refusal('":" lacks a label', place, head.nameSpan);
  return { ...base(head, place.reader.position), kind: 'label', name: ':', label };
}

function readQuit(name: 'q' | 'Q', head: CommandHead): QuitCommand {
  const { place } = head;
  if (head.address2 !== undefined) throw refusal('command only uses one address', place, head.nameSpan);
  const { number, end } = readOptionalNumber(head);
  readEndOfCommand(place);
  return { ...base(head, end), kind: 'quit', name, status: (number ?? 0) % 256 };
}

function readList(name: 'l' | 'L', head: CommandHead): ListCommand {
  const { number, end } = readOptionalNumber(head);
  readEndOfCommand(head.place);
  const command: ListCommand = { ...base(head, end), kind: 'list', name, width: number };
  return name === 'L' ? { ...command, unmodelled: 'a command that sed has given up' } : command;
}

function readOptionalNumber(head: CommandHead): { number: number | undefined; end: number } {
  const { reader } = head.place;
  const char = reader.nextNonBlank();
  if (!isDigit(char)) {
    reader.back();
    return { number: undefined, end: head.nameSpan.end };
  }
  const number = checked(reader.integer(char), head.place, head.start);
  if (number > 0x7fffffff) doubt('a number too large to count', head);
  return { number, end: reader.position };
}

function readFile(name: 'r' | 'R' | 'w' | 'W', head: CommandHead): FileCommand {
  const file = readFileName(head);
  if (name === 'w' || name === 'W') checkOutputName(file, head);
  const unmodelled =
    name === 'R' ? 'reads another file line by line' : name === 'r' ? undefined : outputDoubt(file.name);
  return { ...base(head, file.span.end), kind: 'file', name, file, unmodelled };
}

/** `e` alone runs the pattern space, `e command` that command. */
function readExecute(head: CommandHead): SimpleCommand {
  const { place } = head;
  const { reader } = place;
  if (place.piece.sandbox) throw refusal('e/r/w commands disabled in sandbox mode', place, head.nameSpan);
  const char = reader.nextNonBlank();
  if (char !== undefined && char !== '\n') doubt('a command that sed runs', head);
  return {
    ...base(head, head.nameSpan.end),
    kind: 'simple',
    name: 'e',
    unmodelled: 'a command that sed runs',
  };
}

function readText(
  name: 'a' | 'i' | 'c',
  head: CommandHead,
  startText: (command: Mutable<TextCommand>, lead: string | undefined) => void,
): TextCommand {
  const { place } = head;
  const { reader } = place;
  let char = reader.nextNonBlank();
  if (char === undefined) throw refusal("expected \\ after `a', `c' or `i'", place, head.nameSpan);
  if (char === '\\') char = reader.next();
  else {
    reader.back();
    char = '\n';
  }
  const start = char === '\n' ? reader.position : reader.here().start;
  const command: Mutable<TextCommand> = {
    ...base(head, reader.position),
    kind: 'text',
    name,
    text: undefined,
    textSpan: { start, end: reader.position },
  };
  startText(command, char);
  return command;
}

function readTransliterate(head: CommandHead): TransliterateCommand {
  const { place } = head;
  const { reader } = place;
  const delimiter = reader.next();
  const from = delimiter === undefined ? undefined : readDelimited(reader, delimiter, 'text');
  const to =
    delimiter === undefined || from === undefined ? undefined : readDelimited(reader, delimiter, 'text');
  const span = { start: head.nameSpan.start, end: reader.position };
  if (delimiter === undefined || from === undefined || to === undefined) {
    throw refusal("unterminated `y' command", place, span);
  }
  if (delimiter === '\\' || delimiter > '\x7f') doubt('an unusual delimiter', head);
  const escaped = from.escapedDelimiters.length + to.escapedDelimiters.length > 0;
  if (escaped && /^[A-Za-z0-9]$/.test(delimiter))
    doubt('an escaped letter or digit that is the delimiter', head);
  const source = resolveEscapes(from.text, 'text');
  const target = resolveEscapes(to.text, 'text');
  if (source.recursive || target.recursive) throw refusal(RECURSIVE_ESCAPE, place, span);
  const fromChars = Array.from(source.text);
  const toChars = Array.from(target.text);
  const sameChars = fromChars.length === toChars.length;
  const sameBytes = byteLength(source.text) === byteLength(target.text);
  const unmodelled = source.doubt ?? target.doubt;
  if (unmodelled === undefined && !sameChars && !sameBytes) {
    throw refusal("strings for `y' command are different lengths", place, span);
  }
  if (sameChars !== sameBytes) doubt('characters beyond ASCII', head);
  if (unmodelled !== undefined && !isAscii(source.text + target.text)) doubt(unmodelled, head);
  const end = reader.position;
  readEndOfCommand(place);
  return {
    ...base(head, end),
    kind: 'transliterate',
    name: 'y',
    from: fromChars,
    to: toChars,
    unmodelled,
  };
}

/** `v 4.2`: sed refuses when it is older. The images have 4.4 and later. */
function checkVersion(head: CommandHead): void {
  const wanted = readLabel(head.place.reader);
  if (wanted === '' || /^([0-3](\.\d{1,3}){0,3}|4(\.[0-4])?)$/.test(wanted)) return;
  if (/^([5-9]|[1-9]\d{1,5})(\.\d{1,3}){0,3}$/.test(wanted)) {
    throw refusal('expected newer version of sed', head.place, head.nameSpan);
  }
  doubt('the version of sed', head);
}
