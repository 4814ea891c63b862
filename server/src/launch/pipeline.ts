import { folderOf } from '../binder/index.ts';
import {
  commandName,
  literalText,
  type Pipeline,
  type Redirection,
  type Statement,
  type Word,
} from '../shell/index.ts';
import type { Machine, Signal } from './machine.ts';
import { changesOf, unknownNode } from './node.ts';
import type { State } from './state.ts';
import { runInCopy } from './subshell.ts';
import { EMPTY, type Place, type Status, sizeOf, unknown } from './value.ts';

/** Each part runs in a copy of the shell and reads what the one before it wrote. */
export function runPipeline(
  machine: Machine,
  state: State,
  { statements: written, operators }: Pipeline,
  place: Place,
): Signal {
  const statements = written.map((one, i) => (operators[i] === '|&' ? withErrors(one) : one));
  const statuses: Status[] = [];
  const { status } = state;
  const touched = new Map<string, number>();
  const changed = new Set<string>();
  /** Whether two parts use one file: who is first is not known, nor what comes of it. */
  let together = false;
  const outputs = new Map([...state.outputs].map(([id, value]) => [id, value.pieces.length]));
  let input: number | undefined;
  /** Characters that the part before wrote. */
  let size = 0;
  const errors = state.descriptors.get(2);
  const errorsBefore = errors?.kind === 'output' ? (state.outputs.get(errors.id)?.pieces.length ?? 0) : 0;
  let complaining = 0;
  for (const [i, statement] of statements.entries()) {
    const last = i === statements.length - 1;
    const output = last ? undefined : machine.nextId();
    const before = state.files;
    const reads = before.reads;
    const errorsHere = errors?.kind === 'output' ? (state.outputs.get(errors.id)?.pieces.length ?? 0) : 0;
    const ownReads = new Set<string>();
    machine.subshell(state, (child) => {
      child.files.reads = ownReads;
      child.status = status;
      if (input !== undefined) child.descriptors.set(0, { kind: 'input', id: input });
      if (output !== undefined) child.descriptors.set(1, { kind: 'output', id: output });
      machine.piped = statement;
      return runInCopy(machine, child, statement);
    });
    state.files.reads = reads;
    for (const path of ownReads) reads.add(path);
    const written = state.files.differing(before);
    // A part that does not read ends the ones before it while they still write.
    const unread = input !== undefined && isUnread(state, input);
    const earlier = statements[i - 1];
    const inTurn =
      earlier !== undefined && changed.size === 0 && size <= BUFFER && isInTurn(earlier, statement);
    for (const path of inTurn ? [] : written) {
      if (touched.has(path) || touched.has(`${folderOf(path)}/`)) together = true;
    }
    if (unread) {
      statuses[i - 1] = 'unknown';
      if (changed.size > 0) together = true;
    }
    for (const path of written) changed.add(path);
    for (const path of [...written, ...ownReads])
      if (path.endsWith('/') || state.files.at(path).kind !== 'directory') touched.set(path, i);
    statuses.push(state.status);
    if (errors?.kind === 'output' && (state.outputs.get(errors.id)?.pieces.length ?? 0) > errorsHere)
      complaining++;
    if (output !== undefined) {
      input = machine.nextId();
      size = sizeOf(state.outputs.get(output) ?? EMPTY);
      state.inputs.set(input, {
        from: { kind: 'text', text: state.outputs.get(output) ?? EMPTY },
        offset: 0,
      });
      state.outputs.delete(output);
    }
  }
  if (together) {
    machine.note(
      place,
      'What the parts of this pipeline do to the files depends on which of them is faster.',
    );
    for (const path of changed) {
      const node = state.files.at(path);
      const reason = 'which part of a pipeline is faster';
      state.files.set(path, unknownNode(reason, place, [node], false, changesOf(node)));
    }
    for (const id of state.outputs.keys()) mix(state, id, outputs.get(id) ?? 0, place);
  }
  if (errors?.kind === 'output' && complaining > 1) {
    // dash writes its traces in pieces, which get into each other.
    const whole = machine.frame.dialect === 'bash' || state.options.get('xtrace') === undefined;
    if (whole && machine.world.ordered && errors.id === 2) machine.mixed.add(errors.id);
    else mix(state, errors.id, errorsBefore, place);
  }
  state.status = together ? 'unknown' : statusOf(statuses, state.options.get('pipefail') ?? false);
  return 'next';
}

/** `|&`: behind its own redirections, the errors of a part go where its output goes. */
function withErrors(statement: Statement): Statement {
  const { span } = statement;
  const target: Word = {
    kind: 'word',
    span,
    parts: [{ kind: 'literal', span, text: '1', escaped: false }],
    assignment: undefined,
  };
  const errors: Redirection = { span, descriptor: '2', operator: '>&', target, hereDocument: undefined };
  return { ...statement, redirections: [...statement.redirections, errors] };
}

/** Programs write so much at once, when all is read. */
const BUFFER = 4096;
const WRITING_AT_END = new Set([
  'grep',
  'egrep',
  'fgrep',
  'sed',
  'sort',
  'uniq',
  'cut',
  'awk',
  'ls',
  'find',
  'head',
]);

/**
 * Whether a part does nothing before the one before it has done all: that one is a program which reads, and writes at
 * its end, and this one begins with `read`.
 */
function isInTurn(before: Statement, statement: Statement): boolean {
  if (before.kind !== 'command' || statement.kind !== 'loop' || statement.redirections.length > 0)
    return false;
  if (before.redirections.some(({ operator }) => operator !== '<')) return false;
  const [condition] = statement.condition;
  const reading = condition?.kind === 'and-or' ? condition.left : condition;
  if (reading?.kind !== 'command' || commandName(reading) !== 'read') return false;
  // `sed -u` and `-i` write earlier.
  const early = before.words.some((word) =>
    /^-[a-zA-Z]*[ui]|^--(?:un|line|in)/.test(literalText(word) ?? ''),
  );
  return WRITING_AT_END.has(commandName(before) ?? '') && !early;
}

function isUnread(state: State, input: number): boolean {
  const stream = state.inputs.get(input);
  return (
    stream !== undefined &&
    stream.from.kind === 'text' &&
    stream.offset === 0 &&
    stream.from.text.pieces.length > 0
  );
}

/** The order of the messages of several parts is not known. */
function mix(state: State, id: number, before: number, place: Place): void {
  const pieces = state.outputs.get(id)?.pieces ?? [];
  const mixed = unknown('messages in an order that is not known', 'messages', place, [
    { pieces: pieces.slice(before) },
  ]);
  state.outputs.set(id, { pieces: [...pieces.slice(0, before), ...mixed.pieces] });
}

function statusOf(statuses: readonly Status[], pipefail: boolean | 'perhaps'): Status {
  const last = statuses.at(-1) ?? 0;
  if (pipefail === false) return last;
  const failed = statuses.filter((status) => status !== 0);
  if (failed.length === 0) return 0;
  if (pipefail === 'perhaps') return 'unknown';
  if (failed.includes('unknown')) return failed.some((status) => status !== 'unknown') ? 'failed' : 'unknown';
  return failed.at(-1) ?? 0;
}
