import type { Span } from '../text/index.ts';
import { hasHole } from './holes.ts';
import { InputFiles, type InputLine } from './input.ts';
import { listLine } from './list-line.ts';
import type { FileCommand, SedCommand, SedProgram, SubstituteCommand } from './model.ts';
import type { Output } from './output.ts';
import { joined, PatternSpace, type Piece, part } from './pattern-space.ts';
import { Patterns } from './patterns.ts';
import { type AddressContext, Ranges } from './ranges.ts';
import type { SearchResult } from './regex.ts';
import type { SedRegex } from './regex-model.ts';
import type { CharacterView } from './regex-translate.ts';
import { Sinks } from './sinks.ts';
import { substitute } from './substitution.ts';
import { transliterate } from './transliteration.ts';
import { Unknowable } from './unknowable.ts';
import { UntouchedLines } from './untouched.ts';
import { TOO_MUCH_WORK, type Work } from './work.ts';

/** Settings of a run; see `RunOptions`. */
export interface ExecutionOptions {
  readonly quiet: boolean;
  readonly separate: boolean;
  readonly inPlace: boolean;
  readonly lineLength: number;
  readonly work: Work;
  readonly view: CharacterView;
  readonly readFile: (name: string) => string | null | undefined;
}

export interface ExecutionResult {
  /** Standard output. */
  readonly standard: Output;
  /** With `inPlace`, the outputs of the files that were processed to their end. */
  readonly files: readonly Output[];
  readonly written: ReadonlyMap<string, Output>;
  readonly exit: number;
  readonly error: string | undefined;
  /** The file in which the run was ended. */
  readonly stoppedIn: number | undefined;
}

/** Ends a run with a message of sed. */
class RuntimeFailure extends Error {}

type Step =
  | { readonly kind: 'next' }
  | { readonly kind: 'cycle' }
  | { readonly kind: 'quit'; readonly status: number };

/** What a search, a command and a line cost besides the characters that are looked at. */
const SEARCH_COST = 24;
const COMMAND_COST = 4;
const LINE_COST = 8;

const NEXT: Step = { kind: 'next' };
const CYCLE: Step = { kind: 'cycle' };
const EMPTY = new PatternSpace([], true);

/**
 * Runs a program over files.
 * @throws Unknowable
 */
export function execute(
  program: SedProgram,
  inputs: readonly string[],
  options: ExecutionOptions,
): ExecutionResult {
  return new Execution(program, inputs, options).run();
}

class Execution implements AddressContext {
  readonly #program: SedProgram;
  readonly #options: ExecutionOptions;
  readonly #input: InputFiles;
  readonly #ranges: Ranges;
  readonly #patterns: Patterns;
  readonly #sinks: Sinks;
  /** Set for programs that may pass over lines. */
  readonly #untouched: UntouchedLines | undefined;
  #space: PatternSpace = EMPTY;
  #hold: PatternSpace = EMPTY;
  /** The lines of the input that the current cycle has read. */
  #lines: Span = { start: 0, end: 0 };
  #replaced = false;
  #resetAtNextFile = true;
  /** The command being carried out. */
  #index = 0;

  constructor(program: SedProgram, inputs: readonly string[], options: ExecutionOptions) {
    this.#program = program;
    this.#options = options;
    this.#input = new InputFiles(inputs);
    this.#ranges = new Ranges(program.commands);
    this.#patterns = new Patterns(options.view);
    this.#sinks = new Sinks(program, options.inPlace, (steps) => this.#spend(steps));
    this.#untouched = UntouchedLines.of(program);
  }

  get lineNumber(): number {
    return this.#input.lineNumber;
  }

  isLast(): boolean {
    return !this.#input.hasMore(this.#options.separate || this.#options.inPlace);
  }

  doubt(reason: string): never {
    throw new Unknowable(reason, this.#index);
  }

  matches(address: { readonly regex: SedRegex | undefined }): boolean {
    const found = this.#searchFor(address.regex, 0)(0);
    if (found.kind === 'unknown') this.doubt(found.reason);
    return found.kind === 'match';
  }

  run(): ExecutionResult {
    let exit = 0;
    let error: string | undefined;
    let stoppedIn: number | undefined;
    try {
      for (;;) {
        this.#passUntouched();
        if (!this.#readLine(false)) break;
        const status = this.#cycle();
        if (status === undefined) continue;
        exit = status;
        stoppedIn = this.#input.file;
        this.#sinks.end(this.#input.file);
        break;
      }
    } catch (failure) {
      if (!(failure instanceof RuntimeFailure)) throw failure;
      error = failure.message;
      exit = 1;
      stoppedIn = this.#input.file;
    }
    const { standard, files, written } = this.#sinks;
    return { standard, files, written, exit, error, stoppedIn };
  }

  /** Reads the next line, into the pattern space or behind it; false at the end of the input. */
  #readLine(append: boolean): boolean {
    this.#emptyQueue();
    this.#replaced = false;
    let line = this.#input.nextLine();
    while (line === undefined) {
      if (this.#input.file >= 0) this.#sinks.end(this.#input.file);
      if (!this.#input.nextFile()) return false;
      if (this.#resetAtNextFile) this.#startAfresh();
      this.#sinks.begin();
      line = this.#input.nextLine();
    }
    this.#spend(line.text.length + LINE_COST);
    this.#take(line, append);
    return true;
  }

  #startAfresh(): void {
    this.#input.lineNumber = 0;
    this.#hold = new PatternSpace([], this.#hold.chomped);
    this.#ranges.reset();
    this.#resetAtNextFile = this.#options.separate || this.#options.inPlace;
  }

  #take(line: InputLine, append: boolean): void {
    const piece: Piece = { kind: 'input', text: line.text, origin: line.span.start };
    if (!append) {
      this.#space = new PatternSpace([piece], line.chomped);
      this.#lines = line.span;
      return;
    }
    const { start } = this.#lines;
    const newline: Piece = { kind: 'input', text: '\n', origin: Math.max(0, line.span.start - 1) };
    this.#set(new PatternSpace([...this.#space.pieces, newline, piece], line.chomped));
    this.#lines = { start, end: line.span.end };
  }

  /** Writes lines that the program leaves as they are, without running it on each. */
  #passUntouched(): void {
    const { text, position, file } = this.#input;
    const end = this.#untouched?.endIn(text, position, file) ?? position;
    if (end === position) return;
    this.#spend((end - position) / 8 + 1);
    const { text: lines, chomped, span } = this.#input.passTo(end);
    if (this.#isQuiet) return;
    const piece: Piece = { kind: 'input', text: lines, origin: span.start };
    this.#sinks.current.line([piece], chomped);
  }

  /** Runs the program on the pattern space; the exit status when sed is to end. */
  #cycle(): number | undefined {
    const { commands } = this.#program;
    let index = 0;
    while (index < commands.length) {
      const command = commands[index];
      if (command === undefined) break;
      this.#spend(COMMAND_COST);
      this.#index = index;
      if (this.#ranges.selects(index, this) === command.negated) {
        index = command.kind === 'block' && command.name === '{' ? command.partner : index + 1;
        continue;
      }
      if (command.kind === 'jump' && this.#jumps(command.name)) {
        index = command.target;
        continue;
      }
      if (command.kind === 'simple' && command.name === 'D' && this.#space.text.includes('\n')) {
        this.#deleteFirstLine();
        index = 0;
        continue;
      }
      const step = this.#carryOut(command, index);
      if (step.kind === 'quit') return step.status;
      if (step.kind === 'cycle') return undefined;
      index++;
    }
    this.#print();
    return undefined;
  }

  #carryOut(command: SedCommand, index: number): Step {
    if (command.unmodelled !== undefined) this.doubt(command.unmodelled);
    switch (command.kind) {
      case 'substitute':
        this.#substitute(command, index);
        return NEXT;
      case 'transliterate':
        if (hasHole(this.#space.text)) this.doubt('a value that is not known');
        this.#set(transliterate(command, index, this.#space));
        return NEXT;
      case 'text':
        return this.#text(command.name, command.text, index);
      case 'quit':
        if (command.name === 'q') {
          this.#print();
          this.#emptyQueue();
          // sed completes the line here, also when nothing is queued.
          this.#sinks.current.completeLine();
        }
        return { kind: 'quit', status: command.status };
      case 'list':
        this.#sinks.current.completeLine();
        this.#sinks.current.raw(
          listLine(this.#space.text, command.width ?? this.#options.lineLength),
          this.#insertion(),
          index,
        );
        return NEXT;
      case 'file':
        this.#file(command.name, command.file.name, index);
        return NEXT;
      case 'simple':
        return this.#simple(command.name, index);
      default:
        return NEXT;
    }
  }

  #simple(name: string, index: number): Step {
    const space = this.#space;
    switch (name) {
      case '=':
        this.#sinks.current.completeLine();
        this.#sinks.current.raw(`${this.lineNumber}\n`, this.#insertion(), index);
        return NEXT;
      case 'd':
      case 'D':
        this.#sinks.current.leaveOut(this.#lines, index);
        return CYCLE;
      case 'g':
        this.#set(this.#hold);
        return NEXT;
      case 'G':
        this.#set(joined(space, this.#hold, index, this.#lines.end));
        return NEXT;
      case 'h':
        this.#hold = space;
        return NEXT;
      case 'H':
        this.#hold = joined(this.#hold, space, index, this.#lines.end);
        this.#spend(this.#hold.size);
        return NEXT;
      case 'x':
        this.#space = this.#hold;
        this.#hold = space;
        return NEXT;
      case 'n':
        this.#print();
        return this.isLast() || !this.#readLine(false) ? CYCLE : NEXT;
      case 'N':
        if (!this.isLast() && this.#readLine(true)) return NEXT;
        this.#print();
        return CYCLE;
      case 'p':
        this.#sinks.line(space);
        return NEXT;
      case 'P':
        this.#sinks.firstLine(space);
        return NEXT;
      case 'z':
        this.#space = new PatternSpace(
          [{ kind: 'made', text: '', command: index, replaced: this.#lines }],
          space.chomped,
        );
        return NEXT;
      default:
        this.doubt(`the command ${name}`);
    }
  }

  #text(name: 'a' | 'i' | 'c', text: string | undefined, index: number): Step {
    if (name === 'a') {
      // Also without text: what is put off completes a last line that has no line break.
      this.#sinks.queue.addText(text ?? '', index);
      return NEXT;
    }
    if (name === 'i') {
      if (text !== undefined) this.#sinks.text(text, this.#insertion(), index);
      return NEXT;
    }
    if (!this.#ranges.isWithin(index) && text !== undefined) this.#sinks.text(text, this.#lines, index);
    else this.#sinks.current.leaveOut(this.#lines, index);
    return CYCLE;
  }

  #file(name: FileCommand['name'], file: string, index: number): void {
    if (name === 'r') {
      this.#sinks.queue.addFile(file, index);
      return;
    }
    const output = this.#sinks.written.get(file);
    if (output === undefined) this.doubt('a file that is not modelled');
    if (name === 'W') this.#sinks.firstLine(this.#space, output);
    else this.#sinks.line(this.#space, output);
  }

  #substitute(command: SubstituteCommand, index: number): void {
    const { regex, file } = command;
    const groups = regex?.groups ?? this.#patterns.last?.groups ?? command.highestReference;
    if (groups < command.highestReference) this.doubt('an empty pattern with references to groups');
    const search = this.#searchFor(regex, command.highestReference);
    const result = substitute(command, index, this.#space, this.#lines.start, search);
    if (result.kind === 'unknown') this.doubt(result.reason);
    if (result.kind === 'same') return;
    this.#set(result.space);
    this.#replaced = true;
    if (command.print) this.#sinks.line(this.#space);
    if (file !== undefined) this.#file('w', file.name, index);
  }

  #deleteFirstLine(): void {
    const { text, chomped } = this.#space;
    this.#set(new PatternSpace(part(this.#space, text.indexOf('\n') + 1, text.length), chomped));
  }

  #jumps(name: 'b' | 't' | 'T'): boolean {
    if (name === 'b') return true;
    const jumps = this.#replaced === (name === 't');
    this.#replaced = false;
    return jumps;
  }

  /** Makes ready to search the pattern space; an empty pattern is the last one used. */
  #searchFor(regex: SedRegex | undefined, highestGroup: number): (from: number) => SearchResult {
    const wanted = this.#patterns.use(regex);
    if (wanted === undefined) throw new RuntimeFailure(noPreviousRegex(this.#program));
    const { text } = this.#space;
    if (hasHole(text)) this.doubt('a value that is not known');
    const searcher = this.#patterns.searcher(wanted, highestGroup);
    const search = searcher.on(text);
    return (from) => {
      const found = search(from);
      const end = found.kind === 'match' ? found.match.span.end : text.length;
      this.#spend(Math.min(end + searcher.reach, text.length) - from + SEARCH_COST);
      return found;
    };
  }

  #print(): void {
    if (!this.#isQuiet) this.#sinks.line(this.#space);
  }

  get #isQuiet(): boolean {
    return this.#options.quiet || this.#program.quiet;
  }

  /** Writes what `a` and `r` have put off to the end of the cycle. */
  #emptyQueue(): void {
    if (this.#sinks.queue.isEmpty) return;
    const unknown = this.#sinks.queue.write(this.#sinks.current, this.#lines.end, this.#options.readFile);
    if (unknown !== undefined) throw new Unknowable('reads a file that is not known', unknown);
  }

  /** Before the lines of the cycle. */
  #insertion(): Span {
    return { start: this.#lines.start, end: this.#lines.start };
  }

  /** Scripts can double their text again and again, so each change costs what it copies. */
  #set(space: PatternSpace): void {
    this.#space = space;
    this.#spend(space.size);
  }

  #spend(steps: number): void {
    if (!this.#options.work.spend(steps)) throw new Unknowable(TOO_MUCH_WORK, this.#index);
  }
}

function noPreviousRegex(program: SedProgram): string {
  const last = program.pieces.at(-1);
  if (last?.kind === 'file') throw new Unknowable('an empty pattern in a script file', undefined);
  const expressions = program.pieces.filter((piece) => piece.kind === 'expression').length;
  return `sed: -e expression #${expressions}, char 0: no previous regular expression`;
}
