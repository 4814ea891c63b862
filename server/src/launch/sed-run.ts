import { folderOf, nameOf } from '../binder/index.ts';
import {
  backupName,
  hasHole,
  planSed,
  runsCommands,
  type SedEffect,
  type SedFile,
  type SedPlan,
  sedEffect,
  Work,
  writtenFiles,
} from '../sed/index.ts';
import { STEPS_OF_SED } from './budget.ts';
import { type Call, say, warn } from './call.ts';
import { withChange } from './change.ts';
import { type Choice, choicesOf, chosen, type Holes } from './holes.ts';
import { readAll, readsFolder } from './input.ts';
import { ABSENT, changesOf, type FileNode, fileNode, unknownNode } from './node.ts';
import { isWritten, keepReading } from './open-files.ts';
import { write } from './output.ts';
import { isWritable } from './redirection.ts';
import type { SedOperand } from './sed-step.ts';
import type { State } from './state.ts';
import type { Argument, NamedFile } from './step.ts';
import { either, known, knownText, type Status, sameValue, unknown, type Value } from './value.ts';

/** A file that sed is given, before it runs. */
export interface SedInput extends NamedFile {
  readonly name: string | undefined;
  readonly absolute: string | undefined;
  readonly argument: Argument | undefined;
  readonly value: Value;
  readonly before: Value | undefined;
}

type FileResult = Pick<SedOperand, 'after' | 'outcome' | 'error' | 'changedBy'>;

/** What a run came to. */
export type SedResult =
  | { readonly kind: 'done'; readonly stderr: readonly string[]; readonly files: readonly FileResult[] }
  /** sed gives up before it reads any file. */
  | { readonly kind: 'refused'; readonly stderr: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

type Done = SedEffect & { readonly kind: 'done' };
/** One possible run: the unknown values of the others are chosen. */
type Run = Done | { readonly kind: 'refused'; readonly stderr: string; readonly status: number };

/** Runs sed for every possible choice of the unknown values, or once with holes in their place. */
export function runSedCommand(
  call: Call,
  plan: SedPlan,
  inputs: readonly SedInput[],
  holes: Holes,
): SedResult {
  const { args, state } = call;
  const lost = (reason: string): SedResult => giveUp(call, plan, inputs, reason);
  if (args.some((argument) => !argument.certain)) return lost('How many arguments `sed` gets is not known.');
  if (args.some((argument) => holes.fill(argument.value) === undefined))
    return lost('The arguments of `sed` hold characters of private use.');
  if (inputs.some((input) => input.name === undefined)) return lost('Which files `sed` edits is not known.');
  // It names what the link leads to.
  if (
    plan.kind === 'ready' &&
    plan.arguments.followSymlinks &&
    inputs.some((input) => isDangling(state, input))
  )
    return lost('What `sed` says of a link that leads nowhere is not known.');
  const readsInput =
    plan.kind === 'ready' &&
    plan.arguments.inPlace === undefined &&
    (inputs.length === 0 || inputs.some((input) => input.name === '-'));
  if (readsInput && readsFolder(state, 0)) return lost('`sed` reads a folder.');
  const standardInput = readsInput ? readAll(state, 0) : undefined;
  const texts = [...args.map((argument) => argument.value), ...inputs.flatMap((input) => input.before ?? [])];
  const worlds = choicesOf([...texts, ...(standardInput === undefined ? [] : [standardInput])]);
  const runs: Run[] = [];
  for (const world of worlds ?? [undefined]) {
    const run = runOnce(call, plan, standardInput, holes, world);
    if (run.kind === 'unknown') return lost(`What \`sed\` does here is not known: ${run.reason}.`);
    runs.push(run);
  }
  const [first] = runs;
  const done = runs.filter((run) => run.kind === 'done');
  if (
    first?.kind === 'refused' &&
    runs.every((run) => run.kind === 'refused' && run.stderr === first.stderr)
  ) {
    // A value that is not known may well be one that sed accepts.
    if (worlds === undefined)
      return lost('Whether `sed` accepts its script depends on a value that is not known.');
    if (plan.kind === 'error' && plan.usage !== undefined) {
      write(
        call.machine,
        state,
        first.status === 0 ? 1 : 2,
        unknown('how `sed` is used', 'usage', call.place, [known(first.stderr)]),
        call.place,
      );
    } else warn(call, first.stderr);
    state.status = first.status;
    return { kind: 'refused', stderr: [first.stderr] };
  }
  if (done.length < runs.length) return lost('Whether `sed` accepts its script is not known.');
  return (
    take(call, plan, inputs, done, holes, worlds !== undefined, isOpenInput(inputs, standardInput)) ??
    lost('Which files `sed` comes to is not known.')
  );
}

function isDangling(state: State, { name, state: found }: SedInput): boolean {
  if (name === undefined || found !== 'missing') return false;
  return state.files.find(state.cwd ?? '/', name, false).node.kind === 'link';
}

function runOnce(
  call: Call,
  plan: SedPlan,
  standardInput: Value | undefined,
  holes: Holes,
  world: Choice | undefined,
): Run | (SedEffect & { readonly kind: 'unknown' }) {
  const textOf = (value: Value): string | undefined =>
    world === undefined ? holes.fill(value) : knownText(chosen(value, world));
  let own = plan;
  if (world !== undefined && world.size > 0) {
    const words = call.args.map((argument) => ({
      text: textOf(argument.value) ?? '',
      span: argument.word.span,
    }));
    own = planSed(words, (name) => scriptFile(call, name));
  }
  if (own.kind === 'error') return { kind: 'refused', stderr: own.stderr, status: own.status };
  if (own.kind === 'unknown') return { kind: 'unknown', reason: own.reason, command: undefined };
  const { budget } = call.machine;
  const work = new Work(budget.most * STEPS_OF_SED);
  const effect = sedEffect(
    own,
    {
      file: (name) => fileFor(call, name, textOf),
      standardInput: standardInput === undefined ? undefined : textOf(standardInput),
    },
    work,
  );
  budget.spend(Math.min(work.done / STEPS_OF_SED, budget.left));
  return effect;
}

function fileFor(call: Call, name: string, textOf: (value: Value) => string | undefined): SedFile {
  const { state } = call;
  const open: SedFile = { kind: 'unknown', reason: `whether \`${name}\` can be read` };
  if (name === '') return { kind: 'absent' };
  if (state.cwd === undefined && !name.startsWith('/')) return open;
  const { node, error } = state.files.find(state.cwd ?? '/', name);
  if (node.kind === 'absent') return error === 'missing' ? { kind: 'absent' } : open;
  if (node.kind === 'directory') return { kind: 'directory' };
  const text = node.kind === 'file' ? textOf(node.text) : undefined;
  if (text === undefined) return open;
  return { kind: 'text', text };
}

/** Whether sed reads what is not known: that may be any number of lines. */
function isOpenInput(inputs: readonly SedInput[], standardInput: Value | undefined): boolean {
  const texts = [...inputs.map((input) => input.before), standardInput];
  return texts.some((text) => text !== undefined && knownText(text) === undefined);
}

/** Puts the possible runs together. Undefined when they come to different files. */
function take(
  call: Call,
  plan: SedPlan,
  inputs: readonly SedInput[],
  runs: readonly Done[],
  holes: Holes,
  sure: boolean,
  openInput: boolean,
): SedResult | undefined {
  const [first] = runs;
  if (first === undefined || plan.kind !== 'ready') return undefined;
  const shape = (run: Done): string =>
    JSON.stringify([
      run.stderr,
      run.edited.map((file) => file.name),
      run.backups.map((file) => file.name),
      run.written.map((file) => file.name),
    ]);
  if (runs.some((run) => shape(run) !== shape(first))) return undefined;
  const together = (pick: (run: Done) => string | undefined): Value => {
    const values = runs.map((run) => (sure ? known(pick(run) ?? '') : holes.value(pick(run) ?? '')));
    const value = values.reduce((a, b) => either(a, b, 'which value `sed` puts in', call.place));
    return sure || (knownText(value) !== undefined && !openInput) ? value : uncertain(call, value);
  };
  for (const line of first.stderr) warn(call, line);
  say(
    call,
    together((run) => run.output),
  );
  const follow = plan.arguments.followSymlinks;
  let certain = sure;
  const put = (name: string, text: Value, links: boolean): FileNode => {
    const { node, sure: written } = putFile(call, name, text, links);
    if (!written) certain = false;
    return node;
  };
  const links = follow ? new Set<string>() : keepLinks(call, plan, first);
  for (const { name } of first.backups) {
    if (links.has(name)) continue;
    put(
      name,
      together((run) => run.backups.find((file) => file.name === name)?.text),
      false,
    );
  }
  for (const { name } of first.written)
    put(
      name,
      together((run) => run.written.find((file) => file.name === name)?.text),
      true,
    );
  const sources = new Map(first.sources.map((name, i) => [name, i]));
  const changed = new Map<number, Set<number>>();
  for (const { file, command } of first.changes) {
    const commands = changed.get(file) ?? new Set();
    changed.set(file, commands.add(command));
  }
  const edits = runs.map((run) => new Map(run.edited.map(({ name, text }) => [name, text])));
  const files = inputs.map((input): FileResult => {
    const error = first.stderr.find(
      (line) =>
        line.startsWith(`sed: can't read ${input.name}: `) ||
        line.startsWith(`sed: couldn't edit ${input.name}: `) ||
        line.startsWith(`sed: read error on ${input.name}: `),
    );
    if (error !== undefined) return { after: input.before, outcome: 'failed', error, changedBy: new Set() };
    const source = sources.get(input.name ?? '') ?? -1;
    const changedBy = runs.length === 1 ? (changed.get(source) ?? new Set<number>()) : undefined;
    if (edits[0]?.has(input.name ?? '') !== true)
      return { after: input.before, outcome: 'unchanged', error: undefined, changedBy };
    const after = together((run) => edits[runs.indexOf(run)]?.get(input.name ?? ''));
    const node = put(input.name ?? '', after, follow);
    if (node.kind !== 'file' || knownText(after) === undefined)
      return { after, outcome: 'unknown', error: undefined, changedBy };
    const same = input.before !== undefined && sameValue(input.before, after);
    return { after, outcome: same ? 'unchanged' : 'changed', error: undefined, changedBy };
  });
  call.state.status = statusOf(runs, certain);
  return { kind: 'done', stderr: first.stderr, files };
}

function statusOf(runs: readonly Done[], certain: boolean): Status {
  const [first] = runs;
  if (!certain || first === undefined) return 'unknown';
  return runs.every((run) => run.status === first.status) ? first.status : 'unknown';
}

/** Makes the backups of links, which are links: what is edited only changes its name. */
function keepLinks({ state }: Call, plan: SedPlan, run: Done): ReadonlySet<string> {
  const { suffix } = plan.arguments.inPlace ?? { suffix: '' };
  const links = new Set<string>();
  for (const { name } of run.edited) {
    const { node } = state.files.find(state.cwd ?? '/', name, false);
    const backup = suffix === '' ? undefined : backupName(name, suffix);
    if (node.kind !== 'link' || backup === undefined) continue;
    state.files.set(state.files.find(state.cwd ?? '/', backup, false).path, node);
    links.add(backup);
  }
  return links;
}

/** An unknown value may hold what breaks the script: then the text is only what is likely. */
function uncertain(call: Call, value: Value): Value {
  call.machine.note(call.place, 'The result of `sed` holds a value that is not known.');
  return unknown('a value that `sed` puts in', 'value', call.place, [value]);
}

/** Writes a file that sed makes. Without `links` it takes the name of the old one: a link becomes a file. */
function putFile(
  call: Call,
  name: string,
  text: Value,
  links: boolean,
): { readonly node: FileNode; readonly sure: boolean } {
  const { machine, state, place } = call;
  const { path } = state.files.find(state.cwd ?? '/', name, links);
  const old = state.files.at(path);
  const folder = state.files.at(folderOf(path) === '' ? '/' : folderOf(path));
  const written = isWritten(machine, state, path);
  const sure = isWritable(path) && folder.kind === 'directory' && !written;
  keepReading(state, path);
  if (sure && old.kind === 'file' && sameValue(old.text, text)) return { node: old, sure };
  const changes = withChange(machine, changesOf(old), place, text);
  const made = fileNode(text, changes, old.kind === 'file' ? old.executable : 'unknown');
  const node = sure
    ? made
    : unknownNode(`whether \`${nameOf(path)}\` can be written`, place, [made], false, changes);
  state.files.set(path, node);
  return { node, sure };
}

/** The text of an `-f` file: null when it does not exist, undefined when it is not known. */
export function scriptFile(call: Call, name: string): string | null | undefined {
  const { state } = call;
  if (name === '' || name === '-' || (state.cwd === undefined && !name.startsWith('/'))) return undefined;
  const { node, error } = state.files.find(state.cwd ?? '/', name);
  if (node.kind === 'absent') return error === 'missing' ? null : undefined;
  return node.kind === 'file' ? knownText(node.text) : undefined;
}

/** What the commands of a script perhaps write: a script that is not known may write any file. */
function perhapsWritten({ state, place }: Call, plan: SedPlan, reason: string): void {
  if (plan.kind === 'error') return;
  const names = plan.kind === 'ready' && !runsCommands(plan.program) ? writtenFiles(plan.program) : undefined;
  for (const name of names ?? []) {
    if (name === '/dev/stdout' || name === '/dev/stderr') continue;
    if (state.cwd === undefined || hasHole(name)) state.anyFile ??= { reason, place };
    else {
      const { path, node } = state.files.find(state.cwd, name);
      if (node.kind === 'absent') state.files.set(path, unknownNode('what `sed` writes', place, [ABSENT]));
      else state.files.perhaps(path, 'what `sed` writes', 'sed', place);
    }
  }
  if (names === undefined) state.anyFile ??= { reason, place };
}

function giveUp(call: Call, plan: SedPlan, inputs: readonly SedInput[], reason: string): SedResult {
  const { machine, state, place } = call;
  const inPlace = plan.arguments.inPlace !== undefined;
  machine.note(place, reason);
  write(machine, state, 2, unknown('messages of `sed`', 'sed', place), place);
  if (!inPlace) say(call, unknown('the output of `sed`', 'sed', place));
  state.status = 'unknown';
  if (inPlace && inputs.some((input) => input.name === undefined)) state.anyFile ??= { reason, place };
  perhapsWritten(call, plan, reason);
  for (const input of inputs) {
    if (!inPlace || input.absolute === undefined || input.state === 'missing' || input.state === 'directory')
      continue;
    // A link becomes a file, and what it leads to stays.
    const own =
      input.name === undefined || plan.arguments.followSymlinks
        ? undefined
        : state.files.find(state.cwd ?? '/', input.name, false);
    const edited = own?.node.kind === 'link' ? own.path : input.absolute;
    state.files.perhaps(edited, 'what `sed` makes of it', 'sed', place);
    const { suffix } = plan.arguments.inPlace ?? { suffix: '' };
    if (suffix === '' || input.name === undefined) continue;
    const backup = backupName(input.name, suffix);
    if (backup === undefined) state.anyFile ??= { reason, place };
    else
      state.files.perhaps(
        state.files.find(state.cwd ?? '/', backup, false).path,
        'a backup of `sed`',
        'sed',
        place,
      );
  }
  return { kind: 'unknown', reason };
}
