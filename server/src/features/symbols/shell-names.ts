import type { Repository, RepositoryFile } from '../../binder/index.ts';
import {
  type Assignment,
  commandName,
  hereDocumentsOf,
  literalText,
  parametersIn,
  type Statement,
  type Word,
  type WordPart,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { type Occurrence, sorted } from './model.ts';
import { scriptsOf } from './scripts.ts';

/** The variables and functions that a script names, with all their places in it. */
export interface ShellNames {
  readonly variables: ReadonlyMap<string, readonly Occurrence[]>;
  readonly functions: ReadonlyMap<string, readonly Occurrence[]>;
  /** Variables that are set for one command only, such as `A=1 command`: they are of its environment. */
  readonly handedOn: ReadonlySet<string>;
  /** Words that are, as a whole, the name of a variable, and that are not known to mean it. */
  readonly words: ReadonlySet<string>;
  /** Whether a place of any variable may be missing: it may be named by another variable, or in a text that is run. */
  readonly hidden: boolean;
}

/** The names of every script of a repository, by its path. */
export function shellNames(repository: Repository): ReadonlyMap<string, ShellNames> {
  return repository.derive(collect);
}

function collect(repository: Repository): ReadonlyMap<string, ShellNames> {
  return new Map(scriptsOf(repository).map((file) => [file.path, new Collector(file).collect(repository)]));
}

const NAME = /^[A-Za-z_]\w*$/;
/** Builtins whose arguments are names of variables, and whether they give them a value. */
const NAMING: Readonly<Record<string, Occurrence['role']>> = {
  export: 'use',
  unset: 'use',
  readonly: 'use',
  declare: 'use',
  typeset: 'use',
  local: 'use',
  read: 'definition',
  mapfile: 'definition',
  readarray: 'definition',
  getopts: 'definition',
};
/** Commands that run a text, or another script, in this shell. */
const RUNS_TEXT: ReadonlySet<string> = new Set(['eval', '.', 'source', 'trap', 'let']);

class Collector {
  readonly #variables = new Map<string, Occurrence[]>();
  readonly #functions = new Map<string, Occurrence[]>();
  readonly #handedOn = new Set<string>();
  readonly #words = new Map<number, string>();
  #hidden = false;

  constructor(readonly file: RepositoryFile) {}

  collect(repository: Repository): ShellNames {
    const calls: { readonly name: string; readonly span: Span }[] = [];
    walkStatements(
      repository.script(this.file),
      (statement) => {
        this.#names(statement);
        this.#expansions(statement);
        if (statement.kind === 'function') this.#function(statement.name, statement.nameSpan, 'definition');
        const [word] = statement.kind === 'command' ? statement.words : [];
        const name = word === undefined ? undefined : literalText(word);
        if (word !== undefined && name !== undefined) calls.push({ name, span: word.span });
      },
      { substitutions: true },
    );
    for (const [name, places] of this.#variables)
      for (const { span } of places) if (this.#words.get(span.start) === name) this.#words.delete(span.start);
    for (const { name, span } of calls) if (this.#functions.has(name)) this.#function(name, span, 'use');
    return {
      variables: new Map([...this.#variables].map(([name, places]) => [name, sorted(places)])),
      functions: new Map([...this.#functions].map(([name, places]) => [name, sorted(places)])),
      handedOn: this.#handedOn,
      words: new Set(this.#words.values()),
      hidden: this.#hidden,
    };
  }

  #names(statement: Statement): void {
    if (statement.kind === 'for') this.#variable(statement.variable, statement.variableSpan, 'definition');
    for (const word of wordsOf(statement)) {
      const text = literalText(word);
      if (text !== undefined && NAME.test(text)) this.#words.set(word.span.start, text);
    }
    if (statement.kind !== 'command') return;
    for (const assignment of statement.assignments) {
      this.#assigned(assignment);
      if (statement.words.length > 0) this.#handedOn.add(assignment.name);
    }
    for (const { assignment } of statement.words) if (assignment !== undefined) this.#assigned(assignment);
    const name = commandName(statement) ?? '';
    if (RUNS_TEXT.has(name) || isReference(name, statement.words)) this.#hidden = true;
    const role = Object.hasOwn(NAMING, name) ? NAMING[name] : undefined;
    for (const [i, word] of statement.words.entries()) {
      const text = literalText(word);
      if (text === undefined || !NAME.test(text) || i === 0) continue;
      const before = literalText(statement.words[i - 1] ?? word);
      if (role !== undefined && word.assignment === undefined) this.#variable(text, word.span, role);
      else if (before === '-v' && ['test', '[', 'printf'].includes(name))
        this.#variable(text, word.span, name === 'printf' ? 'definition' : 'use');
    }
  }

  #assigned({ name, nameSpan }: Assignment): void {
    this.#variable(name, nameSpan, 'definition');
  }

  #expansions(statement: Statement): void {
    for (const word of wordsOf(statement)) this.#parts(word.parts);
    for (const assignment of assignmentsOf(statement))
      if (assignment.value.kind === 'word') this.#parts(assignment.value.parts);
    for (const { parts } of hereDocumentsOf(statement)) this.#parts(parts);
    if (statement.kind === 'arithmetic') this.#arithmetic(statement.span);
    if (statement.kind === 'arithmetic-for') {
      const { text } = this.file.source;
      const open = text.indexOf('((', statement.span.start);
      const close = text.indexOf('))', open);
      if (open >= 0 && close >= 0) this.#arithmetic({ start: open, end: close });
    }
    if (statement.kind === 'test' && statement.expression !== undefined)
      for (const word of wordsOf(statement)) this.#testedName(word);
  }

  /** `[[ -v NAME ]]` */
  #testedName(word: Word): void {
    const text = literalText(word);
    const before = this.file.source.text.slice(Math.max(0, word.span.start - 4), word.span.start);
    if (text !== undefined && NAME.test(text) && /\s-v\s$/.test(before))
      this.#variable(text, word.span, 'use');
  }

  #parts(parts: readonly WordPart[]): void {
    for (const parameter of parametersIn(parts)) {
      if (!NAME.test(parameter.name)) continue;
      if (parameter.indirect) this.#hidden = true;
      const assigns = parameter.operator === '=' || parameter.operator === ':=';
      this.#variable(parameter.name, parameter.nameSpan, assigns ? 'definition' : 'use');
      if (parameter.index !== undefined || parameter.operator === ':') this.#arithmetic(parameter.span);
    }
    this.#arithmeticIn(parts);
  }

  #arithmeticIn(parts: readonly WordPart[]): void {
    for (const part of parts) {
      if (part.kind === 'arithmetic') this.#arithmetic(part.span);
      if (part.kind === 'double' || part.kind === 'brace') this.#arithmeticIn(part.parts);
    }
  }

  /** In arithmetic the bare name of a variable is its value. */
  #arithmetic(span: Span): void {
    for (const match of this.file.source.slice(span).matchAll(/(?<![\w$'"])[A-Za-z_]\w*/g)) {
      const start = span.start + match.index;
      const place = { start, end: start + match[0].length };
      const known = this.#variables.get(match[0])?.some((one) => one.span.start === start);
      if (known !== true) this.#variable(match[0], place, 'use');
    }
  }

  #variable(name: string, span: Span, role: Occurrence['role']): void {
    this.#add(this.#variables, name, span, role);
  }

  #function(name: string, span: Span, role: Occurrence['role']): void {
    this.#add(this.#functions, name, span, role);
  }

  #add(map: Map<string, Occurrence[]>, name: string, span: Span, role: Occurrence['role']): void {
    // The text tells whether the place is that of the name: a here-document with `<<-` is read without its tabs.
    if (this.file.source.slice(span) !== name) return;
    const list = map.get(name);
    const occurrence = { path: this.file.path, span, role };
    if (list === undefined) map.set(name, [occurrence]);
    else list.push(occurrence);
  }
}

/** `declare -n A=B` makes one variable the name of another. */
function isReference(name: string, words: readonly Word[]): boolean {
  if (!['declare', 'typeset', 'local'].includes(name)) return false;
  return words.some((word) => /^-[A-Za-z]*n/.test(literalText(word) ?? ''));
}

function assignmentsOf(statement: Statement): readonly Assignment[] {
  if (statement.kind !== 'command') return [];
  const inWords = statement.words.flatMap(({ assignment }) => assignment ?? []);
  return [...statement.assignments, ...inWords];
}
