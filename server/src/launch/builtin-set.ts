import { unknowable } from './builtin-options.ts';
import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { refuseInDash } from './dash-refusals.ts';
import type { Signal } from './machine.ts';
import { loseMessage } from './output.ts';
import { doubt } from './report.ts';
import { meaningOfLetter, meaningOfName } from './shell-options.ts';
import { isBeyond, isFixed, isOnInScripts, isShoptName } from './shopt-names.ts';
import { EMPTY, knownText, unknown } from './value.ts';

export function setBuiltin(call: Call): Signal {
  const { machine, state } = call;
  const { dialect } = machine.frame;
  if (call.args.length === 0) {
    say(call, unknown('a list of variables', 'variables', call.place));
    return finish(call, 0);
  }
  for (let i = 0; i < call.args.length; i++) {
    const argument = call.args[i];
    const text = argument?.certain ? knownText(argument.value) : undefined;
    if (text === '--' || text === '-' || text === undefined || !/^[-+]./.test(text)) {
      const from = text === '--' || text === '-' ? i + 1 : i;
      state.argumentsSet = true;
      const rest = call.args.slice(from);
      state.positional = rest.every((one) => one.certain) ? rest.map((one) => one.value) : undefined;
      state.positionalFrom = call.place;
      if (text === '-') state.options.set('xtrace', false);
      return finish(call, 0);
    }
    const on = text.startsWith('-');
    for (const letter of text.slice(1)) {
      let shown = `${text[0]}${letter}`;
      let meaning = meaningOfLetter(dialect, letter, on);
      if (letter === 'o') {
        const name = knownText(call.args[++i]?.value ?? EMPTY);
        if (name === undefined || name === '') {
          say(call, unknown('a list of options', 'options', call.place));
          return finish(call, 0);
        }
        shown = `-o ${name}`;
        meaning = meaningOfName(dialect, name, on);
        if (meaning === undefined && dialect === 'bash') {
          shellError(call, `set: ${name}: invalid option name`);
          return finish(call, 2);
        }
      }
      if (meaning === undefined && dialect === 'dash')
        refuseInDash(machine, state, `set: Illegal option ${shown.replace('+', '-')}`, call.place);
      if (meaning === undefined || meaning === 'beyond') {
        doubt(machine, state, `The option \`${shown}\` is not simulated.`, call.place);
        return finish(call, 'unknown');
      }
      // Without a terminal dash complains of it, and leaves it.
      const needsTerminal = meaning === 'monitor' && on && dialect === 'dash';
      if (needsTerminal) loseMessage(machine, state, call.place);
      // In a substitution bash shows commands as it writes them itself, and has jobs of its own.
      const shows = meaning === 'verbose' || meaning === 'monitor';
      if (shows && on && machine.depthOfShells > 0)
        doubt(machine, state, `The option \`${shown}\` in a copy of the shell is not simulated.`, call.place);
      if (meaning !== 'nothing') state.options.set(meaning, needsTerminal ? 'perhaps' : on);
    }
  }
  if (state.options.get('noexec') === true)
    doubt(machine, state, 'With `set -n` nothing after this is run.', call.place);
  return finish(call, 0);
}

export function shoptBuiltin(call: Call): Signal {
  const texts = textsOf(call);
  if (texts === undefined) {
    doubt(call.machine, call.state, 'Which options are set here is not known.', call.place);
    return finish(call, 'unknown');
  }
  const flags = texts.filter((text) => text.startsWith('-')).join('');
  const names = texts.filter((text) => !text.startsWith('-'));
  // Names of `set -o`, and lists of all options.
  if (flags.includes('o')) {
    doubt(call.machine, call.state, 'What `shopt -o` sets is not simulated.', call.place);
    return unknowable(call);
  }
  if (flags.includes('s') && flags.includes('u')) {
    shellError(call, 'shopt: cannot set and unset shell options simultaneously');
    return finish(call, 1);
  }
  let status: 0 | 1 = 0;
  for (const name of names) {
    if (isShoptName(name)) continue;
    shellError(call, `shopt: ${name}: invalid shell option name`);
    status = 1;
  }
  if (!flags.includes('s') && !flags.includes('u')) {
    const states = names.map((name) => call.state.shopt.get(name) ?? isOnInScripts(name));
    if (!flags.includes('q')) say(call, unknown('a list of options', 'options', call.place));
    return finish(call, states.includes('perhaps') ? 'unknown' : states.every((one) => one === true) ? 0 : 1);
  }
  const on = flags.includes('s');
  for (const name of names) {
    if (!isShoptName(name) || isFixed(name)) continue;
    call.state.shopt.set(name, on);
    if (isBeyond(name, on))
      doubt(call.machine, call.state, `The option \`${name}\` is not simulated.`, call.place);
  }
  if (names.length === 0) say(call, unknown('a list of options', 'options', call.place));
  return finish(call, status);
}
