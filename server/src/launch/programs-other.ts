import {
  type Call,
  finish,
  isPlainLocale,
  type Program,
  parseOptions,
  say,
  textsOf,
  warn,
  warnAbout,
  wrongUse,
} from './call.ts';
import { runShell } from './child-shell.ts';
import { echo } from './echo.ts';
import { write } from './output.ts';
import { printf } from './printf.ts';
import { openFile } from './program-files.ts';
import { programState, refusalOf } from './program-state.ts';
import { isServer } from './server.ts';
import { PLAIN, type Variable } from './state.ts';
import { testBuiltin } from './test-builtin.ts';
import { unmodelled } from './unmodelled.ts';
import { EMPTY, known, knownText, unknown, type Value } from './value.ts';

/** `env [-u NAME] [NAME=VALUE...] COMMAND...` */
const env: Program = (call) => {
  const { state, place } = call;
  const saved = new Map<string, Variable | undefined>();
  const keep = (name: string): void => {
    if (!saved.has(name)) saved.set(name, state.variables.get(name));
  };
  let at = 0;
  let simple = true;
  for (; at < call.args.length; at++) {
    const argument = call.args[at];
    const first = argument?.value.pieces[0];
    const head = first?.kind === 'text' ? first.text : '';
    const assignment = /^([A-Za-z_]\w*)=/.exec(head);
    const text = argument === undefined ? '' : (knownText(argument.value) ?? '');
    if (argument?.certain && assignment !== null) {
      const name = assignment[1] ?? '';
      keep(name);
      const value = {
        pieces: argument.value.pieces.map((piece, i) =>
          i === 0 && piece.kind === 'text'
            ? { ...piece, text: piece.text.slice(assignment[0].length) }
            : piece,
        ),
      };
      state.variables.set(name, { ...PLAIN, value, exported: true, from: place });
    } else if (head === '-u' && argument !== undefined) {
      const name = knownText(call.args[++at]?.value ?? { pieces: [] }) ?? '';
      keep(name);
      state.variables.delete(name);
    } else if ((head.startsWith('-') && head !== '--') || text.includes('=')) {
      simple = false;
      break;
    } else if (head !== '--') break;
  }
  const head = call.args[at];
  const name = head?.certain ? knownText(head.value) : undefined;
  if (!simple || head === undefined || name === undefined) unmodelled(call);
  else runOther(call, at, name, head.value);
  for (const [variable, before] of saved) state.variables.put(variable, before);
};

/** Programs that run another one and change nothing else that is simulated. */
function wrapper(options: RegExp): Program {
  return (call) => {
    let at = 0;
    for (; at < call.args.length; at++) {
      const text = knownText(call.args[at]?.value ?? { pieces: [] });
      if (text === undefined || !text.startsWith('-')) break;
      if (text === '--') {
        at++;
        break;
      }
      if (!options.test(text)) return unmodelled(call);
      if (/^-n$/.test(text)) at++;
    }
    const head = call.args[at];
    const name = head?.certain ? knownText(head.value) : undefined;
    if (head === undefined || name === undefined) return unmodelled(call);
    runOther(call, at, name, head.value);
  };
}

/** Runs the program that another one is given; that one complains when it is not there. */
function runOther(call: Call, at: number, name: string, head: Value): undefined {
  const inner: Call = { ...call, name, args: call.args.slice(at + 1), byProgram: true };
  // A bare name is looked for in PATH, also when a folder here has it.
  const refusal = isServer(inner, head) || !name.includes('/') ? undefined : refusalOf(inner, name);
  if (!isServer(inner, head) && (refusal !== undefined || programState(inner, name) === 'absent')) {
    warnAbout(
      call,
      `${call.name}: '${name}': ${refusal === undefined ? 'No such file or directory' : refusal === 'Not a directory' ? refusal : 'Permission denied'}`,
    );
    if (call.name === 'env' && /[ \t]/.test(name))
      warn(call, 'env: use -[v]S to pass options in shebang lines');
    call.state.status = refusal === undefined ? 127 : 126;
    return;
  }
  call.machine.runProgram(inner, head);
}

const sleep: Program = (call) => {
  const times = textsOf(call);
  if (times?.length === 0) return wrongUse(call, 'missing operand');
  if (times?.some((time) => !/^(?:\d+\.?|\d*\.\d+)[smhd]?$/.test(time)))
    return unmodelled(call, { files: false });
  finish(call, 0);
};

/** `ls` whose output goes into no terminal: a name a line, of folders that are known. */
const list: Program = (call) => {
  const { state } = call;
  const parsed = parseOptions(textsOf(call) ?? ['-?'], '1aAd');
  if (parsed === undefined || state.cwd === undefined) return unmodelled(call, { files: false });
  const missing: string[] = [];
  const files: string[] = [];
  const folders: { readonly name: string; readonly names: readonly string[] }[] = [];
  for (const operand of parsed.operands.length === 0 ? ['.'] : parsed.operands) {
    if (operand === '') return unmodelled(call, { files: false });
    const { node, path, error } = state.files.find(state.cwd, operand);
    const isLink = state.files.find(state.cwd, operand, false).node.kind === 'link' && !operand.endsWith('/');
    const names = node.kind === 'directory' ? state.files.list(path) : undefined;
    if (isLink && (node.kind === 'absent' || parsed.options.has('d'))) files.push(operand);
    else if (node.kind === 'absent' && error === 'missing' && operand !== '') missing.push(operand);
    else if (node.kind === 'file' || (node.kind === 'directory' && parsed.options.has('d')))
      files.push(operand);
    else if (names !== undefined) folders.push({ name: operand, names });
    else return unmodelled(call, { files: false });
  }
  const every = parsed.options.has('a');
  const hidden = every || parsed.options.has('A');
  const several = files.length + folders.length + missing.length > 1;
  const shown = [...files, ...folders.flatMap(({ name, names }) => [name, ...names])];
  if (shown.length > 1 && (!isPlainLocale(state) || shown.some((name) => !/^[ -~]*$/.test(name))))
    return unmodelled(call, { files: false });
  for (const operand of missing) warnAbout(call, `ls: cannot access '${operand}': No such file or directory`);
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const lines = [...files].sort(order);
  for (const { name, names } of [...folders].sort((a, b) => order(a.name, b.name))) {
    if (several) lines.push(...(lines.length > 0 ? [''] : []), `${name}:`);
    lines.push(
      ...[...(every ? ['.', '..'] : []), ...names.filter((one) => hidden || !one.startsWith('.'))].sort(
        order,
      ),
    );
  }
  say(call, lines.map((line) => `${line}\n`).join(''));
  finish(call, missing.length > 0 ? 2 : 0);
};

/** `diff` and `cmp -s`: whether two files are the same, and nothing of how they differ. */
const difference: Program = (call) => {
  const parsed = parseOptions(textsOf(call) ?? ['-?'], call.name === 'cmp' ? 's' : 'qu');
  const [first, second, ...more] = (parsed?.operands ?? []).map((operand) => openFile(call, operand));
  if (parsed === undefined || first?.kind !== 'text' || second?.kind !== 'text' || more.length > 0)
    return unmodelled(call, { files: false });
  const texts = [knownText(first.value), knownText(second.value)];
  if (texts.includes(undefined)) return unmodelled(call, { files: false });
  const same = texts[0] === texts[1];
  if (!same && !parsed.options.has('s')) {
    say(call, unknown('how two files differ', call.name, call.place));
    // It may say which file ends first.
    if (call.name === 'cmp')
      write(call.machine, call.state, 2, unknown('messages of `cmp`', 'cmp', call.place), call.place);
  }
  finish(call, same ? 0 : 1);
};

/** `which NAME`, which says nothing of a name that there is not. */
const which: Program = (call) => {
  const texts = textsOf(call);
  const found = texts?.map((text) => (text.includes('/') ? 'unknown' : call.machine.world.programs(text)));
  if (
    texts === undefined ||
    texts.some((text) => text.startsWith('-')) ||
    found?.some((one) => one !== 'absent')
  )
    return unmodelled(call, { files: false });
  finish(call, 1);
};

const pwd: Program = (call) => {
  if (call.state.cwd === undefined) return unmodelled(call);
  say(call, known(`${call.state.cwd}\n`));
  finish(call, 0);
};

/** The programs of coreutils differ from the builtins of their names in options, escapes and messages. */
const echoProgram: Program = (call) => {
  const first = knownText(call.args[0]?.value ?? EMPTY);
  if (first === undefined || (/^-/.test(first) && first !== '-n')) return unmodelled(call, { files: false });
  if (first === '-n' && /^-/.test(knownText(call.args[1]?.value ?? EMPTY) ?? '-'))
    return unmodelled(call, { files: false });
  echo(call, false);
};

const printfProgram: Program = (call) => {
  const [format, ...values] = textsOf(call) ?? [];
  const plain = format !== undefined && /^(?!-)(?:[^\\%]|\\[nt\\"]|%[-\d]*[sd]|%%)*$/.test(format);
  const numbers =
    !/%[-\d]*d/.test(format ?? '') || values.every((text) => /^-?(?:0|[1-9]\d{0,14})$/.test(text));
  if (plain && numbers) printf(call);
  else unmodelled(call, { files: false });
};

/** `/bin/true`, which tells what it is when it is asked alone. */
function idle(call: Call, status: 0 | 1): undefined {
  const [first, second] = call.args;
  const text = first?.certain ? knownText(first.value) : undefined;
  const asked = first !== undefined && second === undefined && (text === undefined || text.startsWith('--'));
  if (asked) unmodelled(call, { files: false });
  else finish(call, status);
}

const testProgram: Program = (call) => void testBuiltin(call, true);

export const OTHER_PROGRAMS: Readonly<Record<string, Program>> = {
  env,
  bash: runShell,
  sh: runShell,
  nice: wrapper(/^-(?:n|n?-?\d+)$/),
  // The leader of a group of processes starts the command as its child, and does not wait.
  setsid: (call) => void (call.replaces ? unmodelled(call, { files: false }) : wrapper(/^$/)(call)),
  tini: wrapper(/^-(?:-|s|g|v+)$/),
  'dumb-init': wrapper(/^-/),
  sleep,
  sync: (call) => void (call.args.length === 0 ? finish(call, 0) : unmodelled(call, { files: false })),
  true: (call) => idle(call, 0),
  false: (call) => idle(call, 1),
  ls: list,
  diff: difference,
  cmp: difference,
  which,
  pwd,
  echo: echoProgram,
  printf: printfProgram,
  test: testProgram,
};
