import type { Address, ReplacementPart, SedCommand, SedProgram, SubstituteCommand } from './model.ts';
import { literalPattern } from './occurrences.ts';
import type { SedRegex } from './regex-model.ts';

export interface ExplainOptions {
  /** How to show the hole with a number: `${NAME}` for instance. */
  readonly hole?: (number: number) => string;
}

/** One sentence a command, in the order of the program, without capital and full stop. */
export interface Explanation {
  /** Index into the program's commands. */
  readonly command: number;
  readonly sentence: string;
}

/** What a program does, in plain words. Labels and the ends of blocks are left out. */
export function explainSed(program: SedProgram, options: ExplainOptions = {}): readonly Explanation[] {
  const explainer = new Explainer(options.hole ?? (() => '…'));
  return program.commands.flatMap((command, index) => {
    const sentence = explainer.sentence(command);
    return sentence === undefined ? [] : [{ command: index, sentence }];
  });
}

const LONGEST = 60;

class Explainer {
  readonly #hole: (number: number) => string;

  constructor(hole: (number: number) => string) {
    this.#hole = hole;
  }

  sentence(command: SedCommand): string | undefined {
    const lines = this.#lines(command);
    switch (command.kind) {
      case 'substitute':
        return `${this.#substitution(command)}, on ${lines}`;
      case 'transliterate':
        return `turns each of ${this.#code(command.from.join(''))} into its partner in ${this.#code(
          command.to.join(''),
        )}, on ${lines}`;
      case 'text':
        return this.#text(command.name, command.text ?? '', lines);
      case 'block':
        return command.name === '{' ? `does the following on ${lines}` : undefined;
      case 'jump':
        return this.#jump(command.name, command.label, lines);
      case 'label':
        return undefined;
      case 'quit':
        return `${command.name === 'q' ? 'stops' : 'stops without printing'} at ${lines}${
          command.status === 0 ? '' : `, with status ${command.status}`
        }`;
      case 'list':
        return `shows ${lines} with special characters made visible`;
      case 'file':
        return this.#file(command.name, command.file.name, lines);
      case 'simple':
        return simple(command.name, lines);
    }
  }

  #substitution(command: SubstituteCommand): string {
    const { regex, number, global } = command;
    const which = global
      ? number > 1
        ? `the ${ordinal(number)} and every later`
        : 'every'
      : `the ${number > 1 ? ordinal(number) : 'first'}`;
    const pattern = regex === undefined ? 'match of the last pattern' : this.#pattern(regex);
    const by = this.#replacement(command.replacement);
    const what = by === undefined ? `removes ${which} ${pattern}` : `replaces ${which} ${pattern} by ${by}`;
    const extras = [
      regex?.ignoreCase ? 'in capitals or not' : '',
      command.print ? 'and prints the line once more' : '',
      command.file === undefined ? '' : `and writes the line to ${this.#code(command.file.name)}`,
      command.evaluate ? 'and runs the result as a command' : '',
    ].filter((extra) => extra !== '');
    return [what, ...extras].join(', ');
  }

  /** Undefined for nothing. */
  #replacement(parts: readonly ReplacementPart[]): string | undefined {
    if (parts.length === 0) return undefined;
    const text = parts.map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'case') return `\\${part.change}`;
      return part.number === 0 ? '&' : `\\${part.number}`;
    });
    const groups = parts.flatMap((part) => (part.kind === 'group' ? [part.number] : []));
    const notes = [
      groups.includes(0) ? '`&` is what was found' : '',
      groups.some((number) => number > 0) ? '`\\1` is what group 1 found' : '',
    ].filter((note) => note !== '');
    const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
    return `${this.#code(text.join(''))}${note}`;
  }

  #pattern(regex: SedRegex): string {
    const literal = literalPattern(regex);
    return literal === undefined ? `match of ${this.#code(regex.raw)}` : this.#code(literal);
  }

  #text(name: 'a' | 'i' | 'c', text: string, lines: string): string {
    const shown = this.#code(text.replace(/\n$/, ''));
    if (name === 'a') return `adds ${shown} below ${lines}`;
    return name === 'i' ? `adds ${shown} above ${lines}` : `puts ${shown} in the place of ${lines}`;
  }

  #jump(name: 'b' | 't' | 'T', label: string, lines: string): string {
    const target = label === '' ? 'the end' : `the label ${this.#code(label)}`;
    const when =
      name === 'b' ? '' : name === 't' ? ' when something was replaced' : ' unless something was replaced';
    return `goes on at ${target}${when}, on ${lines}`;
  }

  #file(name: 'r' | 'R' | 'w' | 'W', file: string, lines: string): string {
    const shown = this.#code(file);
    if (name === 'r') return `adds the file ${shown} below ${lines}`;
    if (name === 'R') return `adds the next line of the file ${shown} below ${lines}`;
    return `writes ${lines} to the file ${shown}`;
  }

  /** The lines a command is for, fit for `on ...` and `deletes ...`. */
  #lines({ address1, address2, negated }: SedCommand): string {
    if (address1 === undefined) return negated ? 'no line' : 'every line';
    const lines = address2 === undefined ? this.#one(address1) : this.#range(address1, address2);
    return negated ? `every line except ${lines}` : lines;
  }

  #one(address: Address): string {
    switch (address.kind) {
      case 'line':
        return `line ${address.line}`;
      case 'last':
        return 'the last line';
      case 'step':
        return `every ${ordinal(address.step)} line from line ${address.first === 0 ? address.step : address.first}`;
      case 'regex':
        return `lines ${this.#with(address.regex)}`;
      case 'plus':
      case 'multiple':
        return 'every line';
    }
  }

  #range(from: Address, to: Address): string {
    if (from.kind === 'line' && to.kind === 'line') {
      if (from.line === 0 || to.line > from.line) return `lines ${from.line} to ${to.line}`;
      return `line ${from.line}`;
    }
    if (from.kind === 'line' && to.kind === 'last') return `line ${from.line} to the last`;
    const start =
      from.kind === 'regex'
        ? `a line ${this.#with(from.regex)}`
        : from.kind === 'line' && from.line === 0
          ? 'the start'
          : this.#one(from);
    switch (to.kind) {
      case 'plus':
        return to.count === 0
          ? start
          : `${start} and the ${to.count === 1 ? 'line' : `${to.count} lines`} below it`;
      case 'multiple':
        return `${start} to the next line whose number is a multiple of ${to.of}`;
      case 'regex':
        return `${start} to the next line ${this.#with(to.regex)}`;
      default:
        return `${start} to ${this.#one(to)}`;
    }
  }

  #with(regex: SedRegex | undefined): string {
    if (regex === undefined) return 'that match the last pattern';
    const literal = literalPattern(regex);
    return literal === undefined ? `matching ${this.#code(regex.raw)}` : `with ${this.#code(literal)}`;
  }

  /** As code, holes named, line breaks made visible, cut when too long. */
  #code(text: string): string {
    let shown = '';
    for (const char of text) {
      const code = char.charCodeAt(0);
      shown += code >= 0xe000 && code <= 0xf8ff ? this.#hole(code - 0xe000) : char === '\n' ? '⏎' : char;
    }
    if (shown.length > LONGEST) shown = `${shown.slice(0, LONGEST - 1)}…`;
    return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
  }
}

const SIMPLE: Readonly<Record<string, (lines: string) => string>> = {
  '=': (lines) => `prints the number of ${lines}`,
  d: (lines) => `deletes ${lines}`,
  D: (lines) => `deletes up to the first line break and begins again, on ${lines}`,
  g: (lines) => `takes the text that was put aside, on ${lines}`,
  G: (lines) => `adds the text that was put aside, on ${lines}`,
  h: (lines) => `puts ${lines} aside`,
  H: (lines) => `adds ${lines} to the text put aside`,
  n: (lines) => `goes on to the next line, on ${lines}`,
  N: (lines) => `joins the next line to it, on ${lines}`,
  p: (lines) => `prints ${lines} once more`,
  P: (lines) => `prints up to the first line break, on ${lines}`,
  x: (lines) => `swaps the text with the one put aside, on ${lines}`,
  z: (lines) => `empties ${lines}`,
  F: (lines) => `prints the name of the file at ${lines}`,
  e: (lines) => `runs ${lines} as a command`,
};

function simple(name: string, lines: string): string | undefined {
  return SIMPLE[name]?.(lines);
}

function ordinal(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
