import { type Change, type RunOptions, runSed, type SedRun } from './apply.ts';
import type { SedArguments } from './command-line.ts';
import type { SedProgram } from './model.ts';
import { backupName, runOptions, type SedPlan } from './plan.ts';
import type { Work } from './work.ts';
import { writtenFiles } from './written-files.ts';

/** What is known of a file. */
export type SedFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What sed finds when it runs. */
export interface SedWorld {
  /** The file of a name as the command line or script spells it. */
  file(name: string): SedFile;
  /** Undefined when it is not known. */
  readonly standardInput: string | undefined;
}

/** What a sed command does to the world. */
export type SedEffect =
  | {
      readonly kind: 'done';
      readonly output: string;
      /** Lines on standard error. */
      readonly stderr: readonly string[];
      readonly status: number;
      /** Texts of files edited in place, also where nothing changed. */
      readonly edited: readonly NamedText[];
      /** Copies that `-i` keeps, under their own names. */
      readonly backups: readonly NamedText[];
      /** Files that `w` wrote. */
      readonly written: readonly NamedText[];
      /** `file` is an index into `sources`. */
      readonly changes: readonly Change[];
      /** Names of the inputs that were read, in order. */
      readonly sources: readonly string[];
    }
  /** `command` is the index of the command to blame, where there is one. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly command: number | undefined };

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs a command line that `planSed` found ready. Missing files are complained about and passed over; a folder
 * among them ends the run (GNU sed 4.9: status 2 and 4).
 * @param work as in `runSed`
 */
export function sedEffect(
  plan: SedPlan & { readonly kind: 'ready' },
  world: SedWorld,
  work?: Work,
): SedEffect {
  if (plan.unmodelled !== undefined) return unknown(plan.unmodelled);
  const inPlace = plan.arguments.inPlace !== undefined;
  const inputs = collect(plan.arguments, world);
  if (inputs.kind === 'unknown') return inputs;
  const writing = writingObstacle(plan, inputs.names, world);
  if (writing !== undefined) return unknown(writing);
  const options: RunOptions = {
    ...runOptions(plan.arguments),
    ...(work === undefined ? {} : { work }),
    readFile: (name) => readable(name, world),
  };
  const run = runSed(plan.program, inputs.texts, options);
  if (run.kind === 'unknown') return run;
  const ahead = !inPlace && !plan.arguments.separate && looksAhead(plan.program);
  if (
    ahead &&
    (inputs.obstacle !== undefined || (run.stoppedIn !== undefined && inputs.complaints.length > 0))
  ) {
    return unknown('sed looks ahead into files that it cannot read');
  }
  return effect(plan.arguments, inputs, run, inPlace);
}

interface Inputs {
  readonly kind: 'inputs';
  readonly names: readonly string[];
  readonly texts: readonly string[];
  /** Each with the number of inputs before it. */
  readonly complaints: readonly { readonly message: string; readonly before: number }[];
  /** The message about the operand that ends the run. */
  readonly obstacle: string | undefined;
}

function collect(parsed: SedArguments, world: SedWorld): Inputs | (SedEffect & { readonly kind: 'unknown' }) {
  const inPlace = parsed.inPlace !== undefined;
  const operands = parsed.files.length === 0 ? ['-'] : parsed.files.map((file) => file.text);
  const names: string[] = [];
  const named = new Set<string>();
  const texts: string[] = [];
  const complaints: { message: string; before: number }[] = [];
  let obstacle: string | undefined;
  for (const name of operands) {
    if ((inPlace || name === '-') && named.has(name)) return unknown('a file that is named twice');
    const file = name === '-' && !inPlace ? standardInput(world) : world.file(name);
    if (file.kind === 'unknown') return unknown(file.reason);
    if (file.kind === 'directory') {
      obstacle = inPlace
        ? `couldn't edit ${name}: not a regular file`
        : `read error on ${name}: Is a directory`;
      break;
    }
    if (file.kind === 'text') {
      names.push(name);
      named.add(name);
      texts.push(file.text);
    } else if (parsed.followSymlinks) {
      obstacle = `couldn't readlink ${name}: No such file or directory`;
      break;
    } else {
      const message = `sed: can't read ${name}: No such file or directory`;
      complaints.push({ message, before: names.length });
    }
  }
  return { kind: 'inputs', names, texts, complaints, obstacle };
}

function effect(parsed: SedArguments, inputs: Inputs, run: SedRun, inPlace: boolean): SedEffect {
  const { stoppedIn } = run;
  const met = inputs.complaints.filter(({ before }) => stoppedIn === undefined || before <= stoppedIn);
  const stderr = met.map(({ message }) => message);
  let status = met.length > 0 ? 2 : run.exit;
  if (run.error !== undefined) {
    stderr.push(run.error);
    status = run.exit;
  } else if (inputs.obstacle !== undefined && stoppedIn === undefined) {
    stderr.push(`sed: ${inputs.obstacle}`);
    status = 4;
  }
  const edited = inPlace ? run.files.map((text, i) => ({ name: inputs.names[i] ?? '', text })) : [];
  const backups: NamedText[] = [];
  const suffix = parsed.inPlace?.suffix ?? '';
  for (const [i, { name }] of edited.entries()) {
    if (suffix === '') continue;
    const backup = backupName(name, suffix);
    if (backup === undefined) return unknown('the name of the backup');
    backups.push({ name: backup, text: inputs.texts[i] ?? '' });
  }
  const { output, written, changes } = run;
  return {
    kind: 'done',
    output,
    stderr,
    status,
    edited,
    backups,
    written,
    changes,
    sources: inputs.names,
  };
}

/** Why the files that `w` writes make the outcome uncertain, where they do. */
function writingObstacle(
  { program, arguments: parsed }: SedPlan & { readonly kind: 'ready' },
  names: readonly string[],
  world: SedWorld,
): string | undefined {
  const reads = program.commands.flatMap((command) =>
    command.kind === 'file' && (command.name === 'r' || command.name === 'R') ? [command.file.name] : [],
  );
  for (const name of writtenFiles(program)) {
    const isInput = names.includes(name) || parsed.files.some((operand) => operand.text === name);
    if (isInput || reads.includes(name)) return 'a file that is read and written';
    const found = world.file(name).kind;
    if (found === 'directory' || (found !== 'text' && name.includes('/'))) {
      return 'a file that sed perhaps cannot write';
    }
  }
  return undefined;
}

/** Whether the end of one file is noticed only by looking into the next. */
function looksAhead(program: SedProgram): boolean {
  return program.commands.some(
    (command) =>
      command.address1?.kind === 'last' ||
      command.address2?.kind === 'last' ||
      (command.kind === 'simple' && (command.name === 'n' || command.name === 'N')),
  );
}

function standardInput({ standardInput: text }: SedWorld): SedFile {
  return text === undefined ? { kind: 'unknown', reason: 'standard input' } : { kind: 'text', text };
}

function readable(name: string, world: SedWorld): string | null | undefined {
  if (name.startsWith('/dev/')) return undefined;
  const file = world.file(name);
  return file.kind === 'text' ? file.text : file.kind === 'absent' ? null : undefined;
}

function unknown(reason: string): SedEffect & { readonly kind: 'unknown' } {
  return { kind: 'unknown', reason, command: undefined };
}
