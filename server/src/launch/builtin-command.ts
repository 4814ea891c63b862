import { BUILTIN_NAMES, KEYWORDS } from './builtin-names.ts';
import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { ExpansionFailure } from './failure.ts';
import type { Signal } from './machine.ts';
import { write } from './output.ts';
import { doubt } from './report.ts';
import { knownText, unknown } from './value.ts';

/** `command [-v] NAME ARGUMENT...`, `builtin NAME ARGUMENT...` */
export function commandBuiltin(call: Call): Signal {
  const first = call.args[0];
  if (first === undefined) return finish(call, 0);
  const flag = knownText(first.value);
  if (flag === '-v' || flag === '-V') return typeOf({ ...call, args: call.args.slice(1) }, flag === '-v');
  const args = flag === '-p' || flag === '--' ? call.args.slice(1) : call.args;
  const head = args[0];
  const name = head?.certain ? knownText(head.value) : undefined;
  if (head === undefined || name === undefined) {
    doubt(call.machine, call.state, 'Which command runs here is not known.', call.place);
    return finish(call, 'unknown');
  }
  if (call.name === 'builtin' && !BUILTIN_NAMES.has(name)) {
    shellError(call, `builtin: ${name}: not a shell builtin`);
    return finish(call, 1);
  }
  const run = (): Signal => call.machine.runNamed({ ...call, name, args: args.slice(1) }, head.value);
  return call.machine.frame.dialect === 'dash' ? withoutEnd(call, run) : run();
}

/** In dash an error of a special builtin behind `command` fails no more than that command. */
export function withoutEnd(call: Pick<Call, 'state'>, run: () => Signal): Signal {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ExpansionFailure)) throw error;
    call.state.status = 2;
    return 'next';
  }
}

/** Whether a command of a name exists. */
export function typeOf(call: Call, path = false): Signal {
  const { machine, state } = call;
  const given = textsOf(call);
  const dash = machine.frame.dialect === 'dash';
  // `type` of dash has no options, and `command -v` looks at one name only.
  const all = given?.filter((text) => !text.startsWith('-'));
  const texts = dash && path ? all?.slice(0, 1) : all;
  const [name] = texts ?? [];
  if (dash && !path) {
    say(call, unknown('where a command is', 'command', call.place));
    return finish(call, 'unknown');
  }
  if (texts?.length !== 1 || name === undefined) {
    say(call, unknown('where a command is', 'command', call.place));
    return finish(call, 'unknown');
  }
  const own = ownKind(call, name);
  const found =
    own !== undefined ? 'present' : name.includes('/') ? atPath(call, name) : machine.world.programs(name);
  if (path && found === 'present' && (own !== undefined || name.includes('/'))) {
    say(call, `${name}\n`);
    return finish(call, 0);
  }
  const bare = given?.length === 2 && given[0] === '-t';
  if (found === 'absent') {
    if (!path && !bare) write(machine, state, 2, unknown('a message', 'message', call.place), call.place);
    return finish(call, dash ? 127 : 1);
  }
  if (bare && found === 'present') say(call, `${own ?? 'file'}\n`);
  else say(call, unknown(`where \`${name}\` is`, name, call.place));
  return finish(call, found === 'present' ? 0 : 'unknown');
}

/** Whether a path is that of a command: dash takes any file and folder for one. */
function atPath({ machine, state }: Call, path: string): 'present' | 'absent' | 'unknown' {
  if (state.cwd === undefined && !path.startsWith('/')) return 'unknown';
  const { node } = state.files.find(state.cwd ?? '/', path);
  if (node.kind === 'absent') return 'absent';
  if (node.kind === 'unknown') return path.startsWith('/') ? machine.world.programs(path) : 'unknown';
  if (machine.frame.dialect === 'dash') return 'present';
  if (node.kind !== 'file') return 'absent';
  return node.executable === 'unknown' ? 'unknown' : node.executable ? 'present' : 'absent';
}

/** What a name means to the shell itself. */
function ownKind({ machine, state }: Call, name: string): 'keyword' | 'function' | 'builtin' | undefined {
  if (machine.frame.dialect === 'bash' && KEYWORDS.has(name)) return 'keyword';
  if (state.functions.has(name)) return 'function';
  return BUILTIN_NAMES.has(name) ? 'builtin' : undefined;
}
