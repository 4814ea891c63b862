import { folderOf } from '../binder/index.ts';
import type { HereDocument, Redirection } from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import { withChange } from './change.ts';
import { ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { complainOf } from './naming.ts';
import { fileNode, unknownNode } from './node.ts';
import { complain, loseMessage } from './output.ts';
import { HOME } from './places.ts';
import { doubt } from './report.ts';
import type { Descriptor, State } from './state.ts';
import type { Argument } from './step.ts';
import { isCopy } from './tested.ts';
import { concat, EMPTY, known, knownText, type Place, unknown, type Value } from './value.ts';
import { expandBody, expandText, expandWords } from './words.ts';

export interface Opened {
  readonly ok: boolean;
  /** Whether an error of the system may have kept it from opening. */
  readonly uncertain: boolean;
  /** Where errors went before. */
  readonly errors: Descriptor | undefined;
  /** Files that were open before, and are so again afterwards. */
  readonly writing: readonly string[];
  /** Puts back the descriptors as they were. */
  restore(state: State): void;
}

/**
 * Opens what stands before and behind a command. Files are emptied here, whether or not the command runs.
 * @param external whether the command is a program
 */
export function redirect(
  machine: Machine,
  state: State,
  redirections: readonly Redirection[],
  external = false,
): Opened {
  // What the shell has open is written on where it was, whatever becomes of the file.
  const files = openFiles(state);
  const { bare } = machine;
  machine.held.push(...files);
  machine.bare = true;
  try {
    return openAll(machine, state, redirections, external);
  } finally {
    machine.bare = bare;
    machine.held.length -= files.length;
  }
}

/** Files that are open for writing. */
export function openFiles(state: State): readonly string[] {
  return [...state.descriptors.values()].flatMap((one) => (one.kind === 'file' ? [one.path] : []));
}

function openAll(
  machine: Machine,
  state: State,
  redirections: readonly Redirection[],
  external: boolean,
): Opened {
  const before = new Map(state.descriptors);
  const writing = openFiles(state);
  // What `exec` does to other descriptors in the meantime stays.
  const restore = (to: State): void => {
    for (const number of numbers) {
      const old = before.get(number);
      if (old === undefined) to.descriptors.delete(number);
      else to.descriptors.set(number, old);
    }
  };
  const numbers = new Set<number>();
  const variables = external && redirections.length > 0 ? state.variables.copy() : undefined;
  const finish = (ok: boolean): Opened => {
    // A program opens its files in a process of its own: what their words set is not set in the shell.
    if (variables !== undefined) state.variables = variables;
    return { ok, uncertain, errors: before.get(2), writing, restore };
  };
  let uncertain = false;
  // dash expands the names of all files before it opens the first.
  const names =
    machine.frame.dialect === 'dash'
      ? redirections.map((one) => (one.operator.startsWith('<<') ? undefined : namesOf(machine, state, one)))
      : [];
  for (const [i, redirection] of redirections.entries()) {
    const earlier = new Map(state.descriptors);
    // dash opens here-documents itself, but an error in one fails no more than the command.
    const caught = external || (machine.frame.dialect === 'dash' && redirection.hereDocument !== undefined);
    const result = caught
      ? openOrFail(machine, state, redirection)
      : open(machine, state, redirection, names[i]);
    for (const number of new Set([...earlier.keys(), ...state.descriptors.keys()])) {
      if (earlier.get(number) !== state.descriptors.get(number)) numbers.add(number);
    }
    if (result === 'failed') return finish(false);
    if (result === 'uncertain') uncertain = true;
  }
  return finish(true);
}

function namesOf(machine: Machine, state: State, redirection: Redirection): readonly Argument[] {
  const { target } = redirection;
  if (machine.frame.dialect === 'bash') return expandWords(machine, state, [target]).fields;
  // dash neither splits such a word nor looks for files.
  return [{ word: target, ...expandText(machine, state, target), certain: true }];
}

type Result = 'done' | 'failed' | 'uncertain';

/** A program opens its files in a process of its own: an expansion that is refused there fails no more than that. */
function openOrFail(machine: Machine, state: State, redirection: Redirection): Result {
  try {
    return open(machine, state, redirection);
  } catch (error) {
    if (!(error instanceof ExpansionFailure)) throw error;
    // As the last command of `bash -c` it has the status of the shell, whose process it takes over.
    if (error.ends && state.options.get('command') === true && !isCopy(machine))
      doubt(
        machine,
        state,
        'The status of a command whose files cannot be named is not known here.',
        placeOf(machine.frame, redirection.span),
      );
    return 'failed';
  }
}

/** @param names what its word was expanded to before */
function open(machine: Machine, state: State, redirection: Redirection, names?: readonly Argument[]): Result {
  const place = placeOf(machine.frame, redirection.span);
  const { operator } = redirection;
  const input = operator.startsWith('<');
  const number = redirection.descriptor === undefined ? (input ? 0 : 1) : Number(redirection.descriptor);
  if (Number.isNaN(number)) {
    doubt(machine, state, 'A redirection with a named descriptor is not simulated.', place);
    return 'uncertain';
  }
  if (operator === '<<' || operator === '<<-') {
    const body = redirection.hereDocument;
    const ended = body?.endSpan?.end;
    // In `$( )` it may end beside a parenthesis, of which bash warns.
    if (ended !== undefined && /[^\n]/.test(machine.frame.source.text[ended] ?? '\n')) {
      doubt(machine, state, 'What the shell says of this here-document is not known.', place);
      loseMessage(machine, state, place);
    }
    const text = body === undefined ? EMPTY : expandBody(machine, state, body);
    return openText(machine, state, number, endsEarly(machine, body) ? concat(text, known('\n')) : text);
  }
  if (operator === '<<<')
    return openText(
      machine,
      state,
      number,
      concat(expandText(machine, state, redirection.target).value, known('\n')),
    );
  const [only, more] = redirection.target.parts;
  if (operator === '<' && more === undefined && only?.kind === 'process') {
    // With nothing in it, it is no substitution.
    if (only.statements.length === 0) {
      complain(machine, state, '<(): ambiguous redirect', place);
      return 'failed';
    }
    const value = machine.process(state, only.statements, place);
    return openText(machine, state, number, value ?? unknown('a process substitution', 'process', place));
  }
  const fields = names ?? namesOf(machine, state, redirection);
  const [field] = fields;
  if (fields.length !== 1 || field === undefined) {
    complainOf(machine, state, redirection.target.span, ': ambiguous redirect');
    return 'failed';
  }
  const target = field.certain ? knownText(field.value) : undefined;
  if (target === undefined) {
    const reason = `Which file is ${input ? 'read' : 'written'} here is not known.`;
    machine.note(place, reason);
    if (!input) state.loseFiles(reason, place);
    state.descriptors.set(number, { kind: 'unknown' });
    return 'uncertain';
  }
  if (operator === '>&' || operator === '<&') {
    const duplicated = duplicate(machine, state, number, target, place, redirection.target.span);
    if (duplicated !== undefined) return duplicated;
  }
  if (input && operator === '<') return openInput(machine, state, number, target, place);
  const both =
    operator === '&>' || operator === '&>>' || (operator === '>&' && redirection.descriptor === undefined);
  const result = openOutput(
    machine,
    state,
    number,
    target,
    operator.endsWith('>>') || operator === '<>',
    operator === '<>',
    operator === '>|',
    place,
  );
  const opened = state.descriptors.get(number);
  if (both && result !== 'failed' && opened !== undefined) state.descriptors.set(2, opened);
  return result;
}

/** bash ends the last line of a script that does not end itself, also in a here-document whose end is missing. */
function endsEarly(machine: Machine, body: HereDocument | undefined): boolean {
  const { text } = machine.frame.source;
  const last = body !== undefined && body.span.end > body.span.start && body.span.end === text.length;
  return last && !text.endsWith('\n') && machine.frame.dialect === 'bash';
}

function openText(machine: Machine, state: State, number: number, text: Value): Result {
  const id = machine.nextId();
  state.inputs.set(id, { from: { kind: 'text', text }, offset: 0 });
  state.descriptors.set(number, { kind: 'input', id });
  return 'done';
}

/** `2>&1`, `>&-`; undefined when the target is the name of a file. */
function duplicate(
  machine: Machine,
  state: State,
  number: number,
  target: string,
  place: Place,
  word?: Span,
): Result | undefined {
  if (target === '-') {
    state.descriptors.delete(number);
    return 'done';
  }
  const match = /^(\d+)(-?)$/.exec(target);
  if (match === null) return undefined;
  const from = state.descriptors.get(Number(match[1]));
  if (from === undefined) {
    // bash names the word as it is written.
    if (word !== undefined && machine.frame.dialect === 'bash')
      complainOf(machine, state, word, ': Bad file descriptor');
    else complain(machine, state, `${match[1]}: Bad file descriptor`, place);
    return 'failed';
  }
  if (number === 0 && (from.kind === 'file' || from.kind === 'output'))
    doubt(
      machine,
      state,
      `What is read from descriptor ${match[1]}, which is open for writing, is not known.`,
      place,
    );
  state.descriptors.set(number, from);
  if (from.kind === 'unknown' && from.perhapsClosed === true) {
    machine.note(place, `Whether descriptor ${match[1]} is open is not known.`);
    return 'uncertain';
  }
  if (match[2] === '-') state.descriptors.delete(Number(match[1]));
  return 'done';
}

function openInput(machine: Machine, state: State, number: number, target: string, place: Place): Result {
  if (target === '/dev/null') {
    state.descriptors.set(number, { kind: 'null' });
    return 'done';
  }
  const device = deviceNumber(target);
  if (device !== undefined) return duplicate(machine, state, number, device, place) ?? 'uncertain';
  if (state.cwd === undefined && !target.startsWith('/')) {
    state.descriptors.set(number, { kind: 'unknown' });
    return 'uncertain';
  }
  const found = state.files.find(state.cwd ?? '/', target);
  if (found.node.kind === 'absent' || target === '') {
    complain(
      machine,
      state,
      cannotOpen(
        machine,
        target,
        found.error === 'not-directory' ? 'Not a directory' : 'No such file or directory',
        false,
      ),
      place,
    );
    return 'failed';
  }
  const id = machine.nextId();
  state.inputs.set(id, { from: { kind: 'file', path: found.path }, offset: 0 });
  state.descriptors.set(number, { kind: 'input', id });
  if (found.node.kind !== 'unknown') return 'done';
  machine.note(place, `Whether \`${target}\` can be read is not known.`);
  return 'uncertain';
}

function openOutput(
  machine: Machine,
  state: State,
  number: number,
  target: string,
  append: boolean,
  keep: boolean,
  clobber: boolean,
  place: Place,
): Result {
  if (target === '/dev/null') {
    state.descriptors.set(number, { kind: 'null' });
    return 'done';
  }
  const device = deviceNumber(target);
  if (device !== undefined) return duplicate(machine, state, number, device, place) ?? 'uncertain';
  if (target.startsWith('/dev/') || (state.cwd === undefined && !target.startsWith('/'))) {
    const reason = `In which folder \`${target}\` is written is not known.`;
    if (!target.startsWith('/')) state.loseFiles(reason, place);
    state.descriptors.set(number, { kind: 'unknown' });
    return 'uncertain';
  }
  const found = state.files.find(state.cwd ?? '/', target);
  const fail = (why: string): Result => {
    complain(machine, state, cannotOpen(machine, target, why, true), place);
    return 'failed';
  };
  if (target === '') return fail('No such file or directory');
  if (found.node.kind === 'directory') return fail('Is a directory');
  if (found.error === 'not-directory')
    return fail(target.endsWith('/') ? 'Is a directory' : 'Not a directory');
  const folder = state.files.find('/', folderOf(found.path) === '' ? '/' : folderOf(found.path));
  if (found.node.kind === 'absent' && folder.node.kind === 'absent')
    return fail(target.endsWith('/') ? 'Is a directory' : 'No such file or directory');
  if (found.node.kind === 'absent' && target.endsWith('/')) return fail('Is a directory');
  const guarded = append || clobber ? false : (state.options.get('noclobber') ?? false);
  if (guarded === true && found.node.kind === 'file')
    return fail(machine.frame.dialect === 'bash' ? 'cannot overwrite existing file' : 'File exists');
  const writable =
    isWritable(found.path) &&
    folder.node.kind === 'directory' &&
    (guarded === false || found.node.kind === 'absent');
  const before = [...state.descriptors.values()];
  state.descriptors.set(number, { kind: 'file', path: found.path });
  const alreadyOpen =
    machine.held.includes(found.path) || before.some((one) => one.kind === 'file' && one.path === found.path);
  if (!writable || found.node.kind === 'unknown' || alreadyOpen) {
    state.files.set(
      found.path,
      unknownNode(`whether \`${target}\` can be written`, place, [
        found.node.kind === 'absent' ? fileNode(EMPTY, withChange(machine, [], place, EMPTY)) : found.node,
      ]),
    );
    machine.note(place, `What happens to \`${target}\` is not known.`);
    return writable && found.node.kind !== 'unknown' ? 'done' : 'uncertain';
  }
  const changes = found.node.kind === 'file' ? found.node.changes : [];
  const executable = found.node.kind === 'file' ? found.node.executable : false;
  const fresh = found.node.kind !== 'file' || !(append || keep);
  if (fresh)
    state.files.set(found.path, fileNode(EMPTY, withChange(machine, changes, place, EMPTY), executable));
  return 'done';
}

/** Folders in which the user of the image may write. */
export function isWritable(path: string): boolean {
  return [HOME, '/tmp', '/var/tmp'].some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function deviceNumber(path: string): string | undefined {
  if (path === '/dev/stdin') return '0';
  if (path === '/dev/stdout') return '1';
  if (path === '/dev/stderr') return '2';
  return /^\/dev\/fd\/(\d+)$/.exec(path)?.[1];
}

function cannotOpen(machine: Machine, target: string, why: string, output: boolean): string {
  if (machine.frame.dialect === 'bash') return `${target}: ${why}`;
  return `cannot ${output ? 'create' : 'open'} ${target}: ${/^(?:No such file or|Not a) directory$/.test(why) ? (output ? 'Directory nonexistent' : 'No such file') : why}`;
}
