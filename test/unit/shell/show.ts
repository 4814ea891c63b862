import type {
  Assignment,
  Redirection,
  Script,
  Statement,
  TestExpression,
  Word,
  WordPart,
} from '../../../server/src/shell/index.ts';
import { parseScript } from '../../../server/src/shell/index.ts';
import { SourceText } from '../../../server/src/text/index.ts';

export function parse(text: string): Script {
  return parseScript(new SourceText('start', text));
}

/** The statements of a text, one a line, without spans. */
export function shown(text: string): string[] {
  return parse(text).statements.map(statement);
}

/** The arguments of the only command of a text. */
export function words(text: string): string[] {
  const [first] = parse(text).statements;
  return first?.kind === 'command' ? first.words.map(word) : [];
}

export function statement(one: Statement): string {
  return `(${inside(one)}${one.redirections.map(redirection).join('')})${one.background ? '&' : ''}`;
}

function inside(one: Statement): string {
  switch (one.kind) {
    case 'command':
      return ['cmd', ...one.assignments.map(assignment), ...one.words.map(word)].join(' ');
    case 'pipeline': {
      const marks = `${one.negated ? ' !' : ''}${one.timed ? ' time' : ''}`;
      const rest = one.statements.map(
        (item, i) => `${i === 0 ? '' : ` ${one.operators[i - 1]}`} ${statement(item)}`,
      );
      return `pipe${marks}${rest.join('')}`;
    }
    case 'and-or':
      return `${statement(one.left)} ${one.operator} ${statement(one.right)}`;
    case 'if': {
      const branches = one.branches.map(({ condition, body }) => `${list(condition)} then ${list(body)}`);
      const otherwise = one.otherwise === undefined ? '' : ` else ${list(one.otherwise)}`;
      return `if ${branches.join(' elif ')}${otherwise}`;
    }
    case 'loop':
      return `${one.until ? 'until' : 'while'} ${list(one.condition)} do ${list(one.body)}`;
    case 'for': {
      const kind = one.select ? 'select' : 'for';
      const values =
        one.words === undefined ? '' : ` in${one.words.map((item) => ` ${word(item)}`).join('')}`;
      return `${kind} ${one.variable}${values} do ${list(one.body)}`;
    }
    case 'arithmetic-for':
      return `for ((${one.header.join(';')})) do ${list(one.body)}`;
    case 'case': {
      const items = one.items.map(
        ({ patterns, body, terminator }) => `${patterns.map(word).join('|')}) ${list(body)}${terminator}`,
      );
      return `case ${word(one.word)} in ${items.join(' ')}`;
    }
    case 'function':
      return `${one.keyword ? 'function ' : ''}${one.name}() ${statement(one.body)}`;
    case 'group':
      return `${one.subshell ? 'subshell' : 'group'} ${list(one.statements)}`;
    case 'test':
      return `[[ ${one.expression === undefined ? '' : expression(one.expression)} ]]`;
    case 'arithmetic':
      return `((${one.text}))${nested(one.parts)}`;
    case 'unparsed':
      return 'unparsed';
  }
}

function list(statements: readonly Statement[]): string {
  return statements.map(statement).join(' ');
}

function assignment({ name, index, append, value }: Assignment): string {
  const target = `${name}${index === undefined ? '' : `[${index}]`}${append ? '+=' : '='}`;
  return value.kind === 'array'
    ? `${target}array[${value.elements.map(word).join(' ')}]`
    : `${target}${word(value)}`;
}

function redirection({ descriptor, operator, target, hereDocument }: Redirection): string {
  const body =
    hereDocument === undefined
      ? ''
      : `{${hereDocument.quoted ? 'quoted ' : ''}${hereDocument.terminated ? '' : 'open '}${parts(hereDocument.parts)}}`;
  return ` ${descriptor ?? ''}${operator}${word(target)}${body}`;
}

function expression(test: TestExpression): string {
  switch (test.kind) {
    case 'word':
      return word(test.word);
    case 'unary':
      return `(${test.operator} ${word(test.operand)})`;
    case 'binary':
      return `(${word(test.left)} ${test.operator} ${word(test.right)})`;
    case 'not':
      return `(! ${expression(test.operand)})`;
    default:
      return `(${expression(test.left)} ${test.kind} ${expression(test.right)})`;
  }
}

/** The parts of a word; `∅` for none, and `@` before an argument that is an assignment. */
export function word(one: Word): string {
  return `${one.assignment === undefined ? '' : '@'}${one.parts.length === 0 ? '∅' : parts(one.parts)}`;
}

function parts(list: readonly WordPart[]): string {
  return list.map(part).join('·');
}

function part(one: WordPart): string {
  switch (one.kind) {
    case 'literal':
      return `${printable(one.text)}${one.escaped ? '\\' : ''}`;
    case 'single':
      return `'${printable(one.text)}'`;
    case 'ansi':
      return `$'${printable(one.text)}'`;
    case 'double':
      return `"${parts(one.parts)}"`;
    case 'parameter': {
      const mark = `${one.length ? '#' : ''}${one.indirect ? '!' : ''}`;
      const index = one.index === undefined ? '' : `[${one.index}]`;
      const operands = [one.operand, one.secondOperand].flatMap((item) =>
        item === undefined ? [] : ` ${word(item)}`,
      );
      return one.braced
        ? `\${${mark}${one.name}${index}${spaced(one.operator)}${operands.join('')}}`
        : `$${one.name}`;
    }
    case 'substitution':
      return one.backquotes ? `\`${list(one.statements)}\`` : `$(${list(one.statements)})`;
    case 'process':
      return `<(${list(one.statements)})`;
    case 'arithmetic':
      return `$((${one.text}))${nested(one.parts)}`;
    case 'brace':
      return `brace<${one.text}>${nested(one.parts)}`;
    case 'glob':
    case 'tilde':
    case 'unreadable':
      return `${one.kind}<${printable(one.text)}>`;
  }
}

function spaced(operator: string | undefined): string {
  return operator === undefined ? '' : ` ${operator}`;
}

/** The parts of an expression that are more than plain text. */
function nested(list: readonly WordPart[]): string {
  const expansions = list.filter(({ kind }) => kind !== 'literal');
  return expansions.length === 0 ? '' : `<<${parts(expansions)}>>`;
}

function printable(text: string): string {
  return text.replaceAll('\n', '⏎').replaceAll('\t', '⇥');
}
