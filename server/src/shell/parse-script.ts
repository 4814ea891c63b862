import type { SourceText } from '../text/index.ts';
import { readBackquotes, readDollar, readProcess } from './expansions.ts';
import { readHereDocument } from './here-documents.ts';
import { withPlainLineBreaks } from './line-breaks.ts';
import { readStatements } from './lists.ts';
import type { Script, Shebang, Unit } from './model.ts';
import { type Grammar, Reader } from './reader.ts';
import { reusableUnits } from './reuse.ts';
import { readUnit } from './units.ts';

/** UTF-16 units of a text that is read; no start script comes near it. */
const MAX_LENGTH = 1_000_000;

const GRAMMAR: Grammar = {
  statements: readStatements,
  dollar: readDollar,
  backquotes: readBackquotes,
  process: readProcess,
  hereDocument: readHereDocument,
};

const BYTE_ORDER_MARK = '\ufeff';
/** A first line that is a word or more for bash because of the mark, and a comment without it: the same for what follows. */
const HARMLESS_FIRST_LINE = /^\ufeff#[^"'$`\\;&|<>(){}]*(?:\n|$)/;

/**
 * Reads a script as bash 5.2 does, unit by unit. Never throws; what it cannot read is in `unreadable`.
 *
 * The reader is our own, not tree-sitter-bash, for what was observed of that (0.25.1): it reports errors in scripts
 * that bash runs (`[[ a ]] then`, `${{X}}`, `exec 3<>f`, two here-documents on a line, `for i\nin a`), accepts what
 * bash refuses (a lone `fi`, `then fi`), and after an error also reads anew what stands before it, which bash has
 * run by then; 10,000 pipes take it 6 s, 10,000 here-documents 11 s. What is read here was compared with
 * `bash -n` and `declare -f` of bash 5.2.15.
 * @param previous an earlier model, of this text or any other: units that did not change are taken from it
 */
export function parseScript(source: SourceText, previous?: Script): Script {
  if (source.text.length > MAX_LENGTH) return unreadScript(source);
  const { text, toSource } = withPlainLineBreaks(source.text);
  const extendedPatterns = text.includes('extglob');
  const reader = new Reader(text, GRAMMAR, extendedPatterns, toSource);
  const crlf = toSource !== undefined;
  const marked = text.startsWith(BYTE_ORDER_MARK);
  const certain = !marked || HARMLESS_FIRST_LINE.test(text);
  const reusable =
    crlf || marked || previous === undefined ? undefined : reusableUnits(text, extendedPatterns, previous);
  const units: Unit[] = [...(reusable?.before ?? [])];
  const last = units.at(-1);
  const shebang = readShebang(reader);
  if (last !== undefined) reader.pos = last.span.end;
  let failures = last === undefined ? 0 : failuresAfter(last);
  for (let start = last === undefined ? 0 : reader.pos; start < text.length; start = reader.pos) {
    const rest = reusable?.after(start, failures);
    if (rest !== undefined) {
      units.push(...rest);
      break;
    }
    const unit = readUnit(reader, start, failures);
    units.push(certain ? unit : { ...unit, problem: undefined });
    failures = failuresAfter(unit);
  }
  return {
    source,
    shebang,
    statements: units.flatMap((unit) => unit.statements),
    comments: units.flatMap((unit) => unit.comments),
    unreadable: units.flatMap((unit) => unit.unreadable),
    units,
    crlf,
    tooLarge: false,
  };
}

function failuresAfter(unit: Unit): number {
  return unit.failures + (unit.unreadable.length > 0 ? 1 : 0);
}

function unreadScript(source: SourceText): Script {
  return {
    source,
    shebang: undefined,
    statements: [],
    comments: [],
    unreadable: [{ start: 0, end: source.text.length }],
    units: [],
    crlf: source.text.includes('\r\n'),
    tooLarge: true,
  };
}

const shebangLine = /#![ \t]*([^ \t\n]*)[ \t]*([^\n]*)/y;

/** The `#!` line at the start of the text; the reader is then behind it, or behind a byte order mark. */
function readShebang(reader: Reader): Shebang | undefined {
  if (reader.text.startsWith(BYTE_ORDER_MARK)) reader.pos = 1;
  const found = reader.pos === 0 ? reader.match(shebangLine) : null;
  if (found === null) return undefined;
  const [line, interpreter = '', rest = ''] = found;
  const start = interpreter === '' ? 2 : line.indexOf(interpreter, 2);
  reader.pos = line.length;
  return {
    span: reader.span(0, line.length),
    interpreter,
    interpreterSpan: reader.span(start, start + interpreter.length),
    argument: rest.replace(/[ \t]+$/, ''),
  };
}
