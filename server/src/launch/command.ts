import type { Command, Word } from '../shell/index.ts';
import { assignAll, runPrefixed } from './assignment.ts';
import { withoutEnd } from './builtin-command.ts';
import { BASH_ONLY, BUILTIN_NAMES } from './builtin-names.ts';
import { BUILTINS, DECLARATIONS } from './builtins.ts';
import { type Call, lose, shellError } from './call.ts';
import { usingOwn } from './change.ts';
import { commandInDash } from './dash-command.ts';
import { assignBefore, declare } from './declare.ts';
import { declaredWords, readDeclared } from './declared-items.ts';
import { afterCommand } from './errexit.ts';
import { messageLine, placeOf } from './frame.ts';
import { callFunction } from './function-call.ts';
import type { Machine, Signal } from './machine.ts';
import { namedFiles } from './named-files.ts';
import { runOpened } from './opened.ts';
import { loseMessage } from './output.ts';
import { runProgram } from './program.ts';
import { type Opened, redirect } from './redirection.ts';
import { doubt, reachedOf } from './report.ts';
import type { State } from './state.ts';
import type { Argument, CommandStep, VanishedWord } from './step.ts';
import { leaveShell } from './unwinding.ts';
import { concat, known, knownText, type Place, show, unknown } from './value.ts';
import { expandWords } from './words.ts';
import { traceInDash, traceWords } from './xtrace.ts';

/** Builtins and programs whose steps are made where they run. */
const OWN_STEP = new Set(['sed', 'exec', ...DECLARATIONS]);

const SPECIAL_IN_DASH = new Set(
  ': . break continue eval exit export readonly return set shift times trap unset'.split(' '),
);

/** Builtins that write, and run no other commands. */
const WRITERS: ReadonlySet<string> = new Set(
  'alias declare dirs echo export hash jobs printf pwd readonly set shopt times trap type typeset ulimit umask'.split(
    ' ',
  ),
);

/** The standard output is closed. */
function failToWrite(call: Call): void {
  const dash = call.machine.frame.dialect === 'dash';
  shellError(call, `${call.name}: ${dash ? `${call.name}: I/O error` : 'write error: Bad file descriptor'}`);
  call.state.status = dash && call.name === 'type' ? 'unknown' : 1;
}

/** A simple command: expansions, redirections, assignments, then whatever the first word names. */
export function runCommand(machine: Machine, state: State, command: Command): Signal {
  const run = (): Signal => usingOwn(machine, () => runOwn(machine, state, command));
  if (machine.linesUncertain || !isBehindHereDocument(machine, command)) return run();
  machine.linesUncertain = true;
  try {
    return run();
  } finally {
    machine.linesUncertain = false;
  }
}

/** `cat << EOF | sort`: bash has read the text by the time that it knows that `sort` stands alone. */
function isBehindHereDocument({ frame }: Machine, { words, redirections, span }: Command): boolean {
  if (frame.dialect === 'dash' || words.length !== 1 || redirections.length > 0) return false;
  const { source } = frame;
  const line = source.lineSpan(source.lines.lineAt(span.start));
  return source.slice({ start: line.start, end: span.start }).includes('<<');
}

function runOwn(machine: Machine, state: State, written: Command): Signal {
  const place = placeOf(machine.frame, written.span);
  const dash = machine.frame.dialect === 'dash';
  const command = dash ? commandInDash(written) : written;
  if (command === undefined) {
    doubt(machine, state, 'What `sh` makes of this is not known.', place);
    return 'next';
  }
  machine.line = messageLine(machine.frame, countedAt(machine, command));
  const substitutions = machine.substitutions;
  const declaration = declarationName(machine, state, command);
  if (declaration !== undefined) return runDeclaration(machine, state, command, declaration, place);
  const { fields, vanished } = expandWords(machine, state, command.words);
  if (fields.length === 0) {
    if (dash) return runWithoutWords(machine, state, command, substitutions, place);
    assignAll(machine, state, command.assignments, place);
    if (substitutions === machine.substitutions) state.status = 0;
    const opened = redirect(machine, state, command.redirections);
    opened.restore(state);
    if (!opened.ok) state.status = 1;
    else if (opened.uncertain) {
      if (state.status === 0) state.status = 'unknown';
      loseMessage(machine, state, place);
    }
    return afterCommand(machine, state, place, true);
  }
  const words = fields.map(({ certain, value }) =>
    certain ? value : unknown('which words these are', show(value), place),
  );
  const run = (to: State): Signal => dispatch(machine, to, command, fields, vanished);
  const external = isApart(machine, state, fields[0]);
  // dash opens the files first.
  if (dash)
    return withRedirections(machine, state, command, place, (to, { errors }) =>
      runPrefixed(machine, to, command, place, isSpecial(machine, fields), (assigned) => {
        traceInDash(machine, to, [...assigned, ...words], errors, place);
        return run(to);
      }),
    );
  return runPrefixed(machine, state, command, place, false, () => {
    traceWords(machine, state, words, place);
    const open = (): Opened =>
      withoutPrefix(machine, state, command, () => redirect(machine, state, command.redirections, external));
    return withRedirections(machine, state, command, place, run, open);
  });
}

/** bash opens files as if nothing were assigned before the command: `A=1 cat > "$A"` takes the value of before. */
function withoutPrefix(machine: Machine, state: State, command: Command, open: () => Opened): Opened {
  const hidden = command.assignments.length > 0 ? machine.prefixes.at(-1) : undefined;
  if (hidden === undefined) return open();
  const own = [...hidden.keys()].map((name) => [name, state.variables.get(name)] as const);
  for (const [name, variable] of hidden) state.variables.put(name, variable);
  try {
    return open();
  } finally {
    for (const [name, variable] of own) {
      hidden.set(name, state.variables.get(name));
      state.variables.put(name, variable);
    }
  }
}

/** `A=1 > file` in dash: the file is opened first, and nothing is assigned when that fails. */
function runWithoutWords(
  machine: Machine,
  state: State,
  command: Command,
  substitutions: number,
  place: Place,
): Signal {
  const assign = (to: State, { errors }: Opened): Signal => {
    const assigned = assignAll(machine, to, command.assignments, place);
    to.status = substitutions === machine.substitutions ? 0 : machine.substituted;
    traceInDash(machine, to, assigned, errors, place);
    return 'next';
  };
  return withRedirections(machine, state, command, place, assign);
}

/** `export A=1`: its words are expanded before files are opened, in dash what is assigned before it after that. */
function runDeclaration(
  machine: Machine,
  state: State,
  command: Command,
  { name, skip }: { readonly name: string; readonly skip: number },
  place: Place,
): Signal {
  const own = { ...command, words: command.words.slice(skip) };
  const before = command.words.slice(0, skip).map((word) => known(machine.frame.source.slice(word.span)));
  const items = readDeclared(machine, state, own);
  if (machine.frame.dialect === 'bash') {
    const prefixed = assignBefore(machine, state, own, name);
    traceWords(machine, state, [...before, ...declaredWords(name, items, place)], place);
    return withRedirections(machine, state, command, place, (to) =>
      declare(machine, to, name, items, prefixed, place),
    );
  }
  return withRedirections(machine, state, command, place, (to, { errors }) => {
    const prefixed = assignBefore(machine, to, own, name);
    const assigned = prefixed.map(([variable, value]) => concat(known(`${variable}=`), value));
    const words = [...assigned, ...before, ...declaredWords(name, items, place)];
    traceInDash(machine, to, words, errors, place);
    const run = (): Signal => declare(machine, to, name, items, prefixed, place);
    return skip > 0 ? withoutEnd({ state: to }, run) : run();
  });
}

/**
 * Where bash notes the line of a simple command: behind its first part. Is that a word, it has read the next one too,
 * to see whether a function is defined. dash notes that of the end of its first part.
 */
function countedAt(machine: Machine, command: Command): number {
  const { words, assignments, redirections } = command;
  const [first, second] = [...words, ...assignments, ...redirections].sort(
    (a, b) => a.span.start - b.span.start,
  );
  if (machine.frame.dialect === 'dash')
    return first === undefined || 'operator' in first ? (first ?? command).span.start : first.span.end;
  if (second === undefined || first !== words[0]) return (first ?? command).span.end;
  return 'operator' in second ? second.span.start : second.span.end;
}

function withRedirections(
  machine: Machine,
  state: State,
  command: Command,
  place: ReturnType<typeof placeOf>,
  run: (state: State, opened: Opened) => Signal,
  open = (): Opened => redirect(machine, state, command.redirections, false),
): Signal {
  const isExec = command.words.length > 0 && knownWord(command.words[0]) === 'exec';
  const opened = open();
  if (!opened.ok) {
    opened.restore(state);
    state.status = machine.frame.dialect === 'dash' ? 2 : 1;
    // In dash a special builtin ends the script then; in bash not even `exec` does.
    const special = isExec || SPECIAL_IN_DASH.has(knownWord(command.words[0]) ?? '');
    if (machine.frame.dialect === 'bash' || !special) return afterCommand(machine, state, place, true);
    leaveShell(machine, state, 'exit');
    return 'exit';
  }
  // `exec > file` without a command is for the rest of the script.
  const signal = runOpened(
    machine,
    state,
    opened,
    place,
    (to) => run(to, opened),
    command.redirections.length > 0 ? 'call' : 'redirections',
    (how) => how === 'exit' || (isExec && how === 'next'),
  );
  return signal === 'next' ? afterCommand(machine, state, place, true) : signal;
}

/** Whether dash sets the variables before a command in the shell itself; `exec` gives them to a program. */
function isSpecial(machine: Machine, fields: readonly Argument[]): boolean {
  const name = fields[0] === undefined ? undefined : knownText(fields[0].value);
  if (machine.frame.dialect !== 'dash' || name === undefined) return false;
  return SPECIAL_IN_DASH.has(name) || (name === 'exec' && fields.length === 1);
}

/** Whether it is a program for which the shell opens files in a process of its own; dash opens them itself. */
function isApart(machine: Machine, state: State, head: Argument | undefined): boolean {
  if (machine.frame.dialect === 'dash') return false;
  const name = head === undefined ? undefined : knownText(head.value);
  return name !== undefined && !state.functions.has(name) && !BUILTIN_NAMES.has(name);
}

function knownWord(word: Word | undefined): string | undefined {
  const part = word?.parts;
  return part?.length === 1 && part[0]?.kind === 'literal' ? part[0].text : undefined;
}

/** `export`, `declare` and their like, when the script names them plainly: their arguments are read as assignments. */
function declarationName(
  machine: Machine,
  state: State,
  command: Command,
): { readonly name: string; readonly skip: number } | undefined {
  const bash = machine.frame.dialect === 'bash';
  const first = knownWord(command.words[0]);
  // Behind `command` and `builtin` they are what they are elsewhere.
  const behind = (first === 'command' || (bash && first === 'builtin')) && !state.functions.has(first);
  const name = behind ? knownWord(command.words[1]) : first;
  if (name === undefined || !DECLARATIONS.has(name) || (!behind && state.functions.has(name)))
    return undefined;
  return bash || ['export', 'readonly', 'local'].includes(name) ? { name, skip: behind ? 1 : 0 } : undefined;
}

function dispatch(
  machine: Machine,
  state: State,
  command: Command,
  fields: readonly Argument[],
  vanished: readonly VanishedWord[],
): Signal {
  const [head, ...args] = fields;
  if (head === undefined) return 'next';
  const place = placeOf(machine.frame, command.span);
  const name = head.certain ? knownText(head.value) : undefined;
  const files = namedFiles(state, args);
  const reached = reachedOf(machine, state);
  const step = (runs: CommandStep['runs']): void => {
    if (name !== undefined && OWN_STEP.has(name) && runs !== 'function') return;
    machine.step({
      kind: 'command',
      place,
      ...reached,
      command,
      name,
      runs,
      arguments: args,
      vanished,
      files,
      status: state.status,
    });
  };
  if (name === undefined) {
    machine.note(place, `Which command \`${show(head.value)}\` is, is not known.`);
    state.status = 'unknown';
    state.doubt ??= { reason: 'A command whose name is not known.', place };
    step('unknown');
    return 'next';
  }
  const call: Call = { machine, state, command, place, name, args, vanished, replaces: machine.successor };
  machine.successor = false;
  const definition = state.functions.get(name);
  if (definition === 'unknown') {
    machine.note(place, `Which function \`${name}\` is, depends on what ran before.`);
    state.doubt ??= { reason: `The function \`${name}\` is not known.`, place };
    state.status = 'unknown';
    step('unknown');
    return 'next';
  }
  if (definition !== undefined) {
    step('function');
    return callFunction(call, definition);
  }
  const builtin = BUILTINS[name];
  if (
    builtin !== undefined &&
    Object.hasOwn(BUILTINS, name) &&
    (machine.frame.dialect === 'bash' || !BASH_ONLY.has(name))
  ) {
    const { unwritten } = machine;
    const signal = builtin(call);
    if (machine.unwritten > unwritten && WRITERS.has(name)) failToWrite(call);
    step('builtin');
    return signal;
  }
  const { unwritten } = machine;
  const runs = runProgram({ ...call }, head.value);
  if (machine.unwritten > unwritten) lose(call);
  step(runs);
  return 'next';
}
