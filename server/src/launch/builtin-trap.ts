import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { operandsInDash } from './dash-refusals.ts';
import type { Signal } from './machine.ts';
import { printError } from './output.ts';
import { doubt } from './report.ts';
import { EMPTY, knownText, unknown, type Value } from './value.ts';

/** `trap [ACTION] SIGNAL...` */
export function trapBuiltin(call: Call): Signal {
  const texts = textsOf(call);
  const first = call.args[0];
  if (first === undefined) return listTraps(call);
  if (texts === undefined) {
    doubt(call.machine, call.state, 'What this trap does is not known.', call.place);
    return finish(call, 0);
  }
  if (call.machine.frame.dialect === 'dash') return trapInDash(call, texts);
  const ended = texts[0] === '--';
  const operands = ended ? texts.slice(1) : texts;
  const [action = '', ...signals] = operands;
  if (!ended && /^-./.test(action)) {
    if (/^-[lp]/.test(action)) return listTraps(call);
    shellError(call, `trap: ${action.slice(0, 2)}: invalid option`);
    return trapUsage(call);
  }
  if (signals.length === 0) {
    if (!isSignal(action)) return trapUsage(call);
    setTrap(call, action, EMPTY);
    return finish(call, 0);
  }
  // With a number in front all of them are reset.
  const resets = action === '-' || (/^\d+$/.test(action) && isSignal(action));
  const value = resets ? EMPTY : (call.args[ended ? 1 : 0]?.value ?? EMPTY);
  let status = 0;
  for (const signal of action !== '-' && resets ? operands : signals) {
    if (isSignal(signal)) setTrap(call, signal, value);
    else {
      shellError(call, `trap: ${signal}: invalid signal specification`);
      status = 1;
    }
  }
  return finish(call, status);
}

/** Which traps there are is not kept. */
function listTraps(call: Call): Signal {
  say(call, unknown('a list of traps', 'traps', call.place));
  return finish(call, 'unknown');
}

function setTrap(call: Call, signal: string, action: Value): void {
  const name = signal.toUpperCase().replace(/^SIG/, '');
  if (name === 'EXIT' || name === '0') call.state.exitTrap = action;
  else if (name === 'ERR' || name === 'DEBUG' || name === 'RETURN')
    doubt(call.machine, call.state, `A trap on ${name} is not simulated.`, call.place);
}

function trapUsage(call: Call): Signal {
  printError(call.machine, call.state, 'trap: usage: trap [-lp] [[arg] signal_spec ...]', call.place);
  return finish(call, 2);
}

/** Whether bash knows a signal, or one of the traps of its own, by that name or number. */
function isSignal(text: string): boolean {
  const name = text.toUpperCase().replace(/^SIG/, '');
  return SIGNAL.test(name) || /^(?:EXIT|ERR|DEBUG|RETURN|RTM(?:IN|AX)(?:[-+]\d+)?|POLL)$/.test(name);
}

/** dash knows fewer names, and stops at the first that it does not know; a single one of them is reset. */
function trapInDash(call: Call, texts: readonly string[]): Signal {
  const { machine, state, place } = call;
  const { operands } = operandsInDash(machine, state, 'trap', texts, '', place);
  const [action = '', ...signals] = operands.length === 1 ? ['-', ...operands] : operands;
  const given = call.args.find((argument) => knownText(argument.value) === action)?.value ?? EMPTY;
  for (const signal of signals) {
    const name = signal.toUpperCase();
    if (name === 'EXIT' || name === '0') state.exitTrap = action === '-' ? EMPTY : given;
    else if (!SIGNAL.test(name)) {
      printError(machine, state, `trap: ${signal}: bad trap`, place);
      return finish(call, 1);
    }
  }
  return finish(call, 0);
}

const SIGNAL =
  /^(?:\d|[1-5]\d|6[0-4]|HUP|INT|QUIT|ILL|TRAP|ABRT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT|CHLD|CONT|STOP|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|PWR|SYS)$/;
