import { type Call, finish, lose, say, shellError } from './call.ts';
import { resolveEscapes, withEscapes } from './echo.ts';
import { isIdentifier } from './identifier.ts';
import type { Signal } from './machine.ts';
import { printError, write } from './output.ts';
import { isReadOnly } from './read-only.ts';
import { doubtComputation } from './report.ts';
import { concatAll, EMPTY, known, knownText, mapText, unknown, type Value } from './value.ts';

type Directive =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'convert';
      readonly flags: string;
      readonly width: string;
      readonly precision: string | undefined;
      readonly type: string;
    };

/** Where messages about arguments go. */
interface Complaints {
  /** A message about an argument that makes the command fail, or not. */
  readonly tell: (message: string, fails: boolean) => void;
  /** There may be a message: the argument is not known. */
  readonly perhaps: () => void;
}

/** `printf [-v NAME] FORMAT [ARGUMENT...]` */
export function printf(call: Call): Signal {
  let args = call.args;
  let variable: string | undefined;
  const leading = args[0]?.certain ? (knownText(args[0].value) ?? '') : '';
  if (leading.startsWith('-v') && call.machine.frame.dialect === 'bash') {
    const apart = leading === '-v';
    variable = apart ? knownText(args[1]?.value ?? EMPTY) : leading.slice(2);
    args = args.slice(apart ? 2 : 1);
  }
  // A format that begins with a dash has to stand behind `--`.
  const dashes = knownText(args[0]?.value ?? EMPTY) === '--';
  if (dashes) args = args.slice(1);
  const [first] = args;
  const option = first?.certain && !dashes ? /^-[^-]/.exec(knownText(first.value) ?? '')?.[0] : undefined;
  if ((first === undefined || option !== undefined) && variable === undefined) return refuseUse(call, option);
  const format = args[0]?.certain ? knownText(args[0].value) : undefined;
  const directives =
    format === undefined || (/^-./.test(format) && !dashes)
      ? undefined
      : parseFormat(format, call.machine.frame.dialect === 'dash');
  const values = args.slice(1);
  const lost =
    directives === undefined ||
    values.some((argument) => !argument.certain) ||
    (variable !== undefined && !isIdentifier(variable) && !/^[A-Za-z_]\w*\[.+\]$/.test(variable));
  let errors = false;
  const parts: Value[] = [];
  /** Writes what stands before a message. */
  const flush = (): void => {
    // bash writes lines that are complete at once, before the message; dash writes at the end of the command.
    if (variable !== undefined || call.machine.frame.dialect !== 'bash') return;
    const { lines, rest } = completeLines(concatAll(parts.splice(0)));
    say(call, lines);
    parts.push(rest);
  };
  let isUnsure = false;
  const complaints: Complaints = {
    tell: (message, fails) => {
      errors ||= fails;
      flush();
      shellError(call, `printf: ${message}`);
    },
    perhaps: () => {
      isUnsure = true;
      flush();
      write(call.machine, call.state, 2, unknown('messages of `printf`', 'printf', call.place), call.place);
    },
  };
  const result = lost
    ? unknown('the output of `printf`', 'printf', call.place)
    : run(
        directives,
        values.map((argument) => argument.value),
        call,
        parts,
        complaints,
      );
  if (variable === undefined) say(call, result);
  else if (isReadOnly(call.machine, call.state, variable, call.place)) {
    shellError(call, `${variable}: readonly variable`);
    return finish(call, 1);
  } else if (isIdentifier(variable)) call.state.assign(variable, result, call.place);
  else {
    const [, array, index] = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(variable) ?? [];
    if (array !== undefined) setElement(call, array, index ?? '', result);
  }
  if (lost) return lose(call);
  return finish(call, errors ? 1 : isUnsure ? 'unknown' : 0);
}

/** `-v NAME[INDEX]` */
function setElement({ machine, state, place }: Call, array: string, index: string, value: Value): void {
  if (!/^\w+$/.test(index)) doubtComputation(machine, state, place);
  const before = state.variables.get(array);
  const plain =
    /^(?:0|[1-9]\d{0,8})$/.test(index) && before?.associative !== true && before?.perhapsUnset !== true;
  state.assignElement(array, plain ? index : undefined, value, place);
}

/** Without a format, or with an option that there is not. */
function refuseUse(call: Call, option: string | undefined): Signal {
  const { machine, state, place } = call;
  if (machine.frame.dialect === 'dash')
    shellError(
      call,
      option === undefined ? 'printf: usage: printf format [arg ...]' : `printf: Illegal option ${option}`,
    );
  else {
    if (option !== undefined) shellError(call, `printf: ${option}: invalid option`);
    printError(machine, state, 'printf: usage: printf [-v var] format [arguments]', place);
  }
  return finish(call, 2);
}

/** `\101` as `echo -e` has it, with a 0 and three digits. */
function octal(whole: string, digits: string): string {
  return digits === '\\' ? whole : `\\0${digits.padStart(3, '0')}`;
}

function completeLines(value: Value): { readonly lines: Value; readonly rest: Value } {
  const at = value.pieces.findLastIndex((piece) => piece.kind === 'unknown' || piece.text.includes('\n'));
  const piece = value.pieces[at];
  if (piece === undefined) return { lines: EMPTY, rest: value };
  const end = piece.kind === 'text' ? piece.text.lastIndexOf('\n') + 1 : 0;
  const cut = (text: string): Value['pieces'] =>
    piece.kind === 'text' && text !== '' ? [{ ...piece, text }] : [];
  const whole = piece.kind === 'text' ? piece.text : '';
  return {
    lines: {
      pieces: [...value.pieces.slice(0, at), ...(piece.kind === 'text' ? cut(whole.slice(0, end)) : [piece])],
    },
    rest: { pieces: [...cut(whole.slice(end)), ...value.pieces.slice(at + 1)] },
  };
}

function run(
  directives: readonly Directive[],
  values: readonly Value[],
  call: Call,
  parts: Value[],
  complaints: Complaints,
): Value {
  const converts = directives.some((directive) => directive.kind === 'convert' && directive.type !== '%');
  let next = 0;
  do {
    call.machine.spend();
    for (const directive of directives) {
      if (directive.kind === 'text') parts.push(known(directive.text));
      else if (directive.type === '%') parts.push(known('%'));
      else {
        const value = values[next++];
        if (directive.type === 'b') {
          const { value: resolved, stopped } = withEscapes(
            mapText(value ?? EMPTY, (text) => text.replace(/\\(\\|[1-7][0-7]{0,2})/g, octal)),
            call.machine.frame.dialect === 'dash',
          );
          parts.push(pad(resolved, directive));
          if (stopped) return concatAll(parts);
        } else parts.push(convert(directive, value, call, complaints));
      }
    }
  } while (converts && next < values.length);
  return concatAll(parts);
}

function convert(
  directive: Directive & { readonly kind: 'convert' },
  value: Value | undefined,
  call: Call,
  complaints: Complaints,
): Value {
  const lost = (): Value => unknown('the output of `printf`', 'printf', call.place);
  if (directive.type === 's') {
    const cut =
      directive.precision === undefined ? value : mapPrecision(value ?? EMPTY, Number(directive.precision));
    return cut === undefined && value !== undefined ? lost() : pad(cut ?? EMPTY, directive);
  }
  const text = knownText(value ?? EMPTY);
  const isNumber = !'cq'.includes(directive.type);
  if (text === undefined || (isNumber && /^["'][^\0-\x7f]/.test(text))) {
    if (isNumber) complaints.perhaps();
    return lost();
  }
  // Of an empty text it prints a NUL, of a letter beyond ASCII one byte.
  if (directive.type === 'c')
    return /^[\0-\x7f]/.test(text) ? pad(known(text.slice(0, 1)), directive) : lost();
  if (directive.type === 'q')
    return /^[ -~]*$/.test(text) ? pad(known(backslashed(text)), directive) : lost();
  const number = numberOf(text, directive.type, call.machine.frame.dialect === 'dash', complaints);
  return formatNumber(directive, number) ?? lost();
}

/** The number that a text begins with, as strtoimax and strtoumax read it; what is wrong with it is told. */
function numberOf(text: string, type: string, dash: boolean, { tell }: Complaints): bigint {
  if (/^["']/.test(text)) return BigInt(text.length > 1 ? text.charCodeAt(1) : 0);
  const match = /^[ \t\n\v\f\r]*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  const rest = text.slice(match?.[0].length ?? 0);
  const digits = match?.[2] ?? '0';
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const isNegative = match?.[1] === '-';
  const signed = type === 'd' || type === 'i';
  const most = signed ? (isNegative ? 2n ** 63n : 2n ** 63n - 1n) : 2n ** 64n - 1n;
  if (rest !== '') {
    const why = dash ? whyInDash(match === null) : whyInBash(text);
    tell(`${text}: ${why}`, true);
  } else if (size > most) tell(`${dash ? '' : 'warning: '}${text}: Numerical result out of range`, dash);
  if (size > most) return signed && isNegative ? -most : most;
  if (!isNegative) return size;
  return signed ? -size : BigInt.asUintN(64, -size);
}

function whyInBash(text: string): string {
  return `invalid ${/^0x/.test(text) ? 'hex ' : /^0\d/.test(text) ? 'octal ' : ''}number`;
}

function whyInDash(nothing: boolean): string {
  return nothing ? 'expected numeric value' : 'not completely converted';
}

/** A text that the shell would read as one word; of printable characters. */
function backslashed(text: string): string {
  if (text === '') return "''";
  return text
    .replace(/[ "'\\$`!&|;<>()*?[\]{}^,]/g, '\\$&')
    .replace(/^[~#]/, '\\$&')
    .replace(/([=:])~/g, '$1\\~');
}

function formatNumber(
  directive: Directive & { readonly kind: 'convert' },
  number: bigint,
): Value | undefined {
  const { type, flags, precision } = directive;
  if (!'diuxXo'.includes(type) || flags.includes('#')) return undefined;
  const isSigned = type === 'd' || type === 'i';
  const base = type === 'o' ? 8 : type === 'x' || type === 'X' ? 16 : 10;
  let digits = (number < 0n ? -number : number).toString(base);
  if (type === 'X') digits = digits.toUpperCase();
  if (precision !== undefined)
    digits = number === 0n && Number(precision) === 0 ? '' : digits.padStart(Number(precision), '0');
  const plus = !isSigned ? '' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const sign = number < 0n ? '-' : plus;
  const width = Number(directive.width || 0);
  if (flags.includes('0') && !flags.includes('-') && precision === undefined)
    digits = digits.padStart(width - sign.length, '0');
  return pad(known(sign + digits), directive);
}

function mapPrecision(value: Value, length: number): Value | undefined {
  const text = knownText(value);
  return text === undefined || !/^[\0-\x7f]*$/.test(text) ? undefined : known(text.slice(0, length));
}

function pad(value: Value, directive: Directive & { readonly kind: 'convert' }): Value {
  const width = Number(directive.width || 0);
  if (width === 0) return value;
  const text = knownText(value);
  if (text === undefined || !/^[\0-\x7f]*$/.test(text))
    return unknown('the output of `printf`', 'printf', undefined);
  return known(directive.flags.includes('-') ? text.padEnd(width) : text.padStart(width));
}

/** Undefined for what is not modelled. */
function parseFormat(format: string, dash: boolean): readonly Directive[] | undefined {
  const directives: Directive[] = [];
  const pattern = /%([-+ 0#]*)(\d{0,4})(?:\.(\d{1,4}))?([a-zA-Z%])|([^%]+)|(%)/g;
  for (const match of format.matchAll(pattern)) {
    const [, flags = '', width = '', precision, type, text] = match;
    if (text !== undefined) {
      // Octal escapes have no leading 0 here.
      const { text: resolved, stopped } = resolveEscapes(
        text.replace(/\\(\\|[0-7]{1,3})/g, octal).replace(dash ? /$^/ : /\\(["'?])/g, '$1'),
        dash,
      );
      if (stopped) return undefined;
      directives.push({ kind: 'text', text: resolved });
    } else if (type === '%' && match[0] !== '%%') return undefined;
    else if (type !== undefined && 'sdiuxXobcq%'.includes(type) && !(dash && type === 'q')) {
      directives.push({ kind: 'convert', flags, width, precision, type });
    } else return undefined;
  }
  return directives;
}
