import type { Machine } from './machine.ts';
import { loseMessage } from './output.ts';
import { HOME } from './places.ts';
import { doubt } from './report.ts';
import type { ShellCall } from './shell-options.ts';
import type { State } from './state.ts';
import { concat, known, knownText, type Place, unknown } from './value.ts';

/** Files below HOME of which a login shell reads the first that is there. */
const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'];

/** What a shell does before it reads its script: sets its options, and reads the files of a login. */
export function beginAs(machine: Machine, state: State, call: ShellCall, place: Place): void {
  for (const [option, on] of call.options) state.options.set(option, on);
  for (const [name, on] of call.shopt) state.shopt.set(name, on);
  if (call.command) state.options.set('command', true);
  if (call.monitor) {
    state.options.set('monitor', 'perhaps');
    loseMessage(machine, state, place);
  }
  const file = machine.frame.dialect === 'bash' ? state.variables.get('BASH_ENV') : undefined;
  if (file?.exported && file.value !== undefined && knownText(file.value) !== '')
    doubt(machine, state, 'bash reads the file that `BASH_ENV` names first, which is not simulated.', place);
  if (state.variables.get('SHELLOPTS')?.exported || state.variables.get('BASHOPTS')?.exported)
    doubt(machine, state, 'bash takes its options from the environment, which is not simulated.', place);
  if (call.login) logIn(machine, state, place);
}

/**
 * A login shell reads files of the image, which activate conda again; what else they set is not known. Those of
 * Debian and Ubuntu put the folders of the system into `PATH`.
 */
function logIn(machine: Machine, state: State, place: Place): void {
  state.shopt.set('login_shell', true);
  const path = state.variables.get('PATH');
  if (path?.value !== undefined) {
    machine.note(place, 'The login shell reads `/etc/profile` of the image, which may set `PATH` anew.');
    const reason = 'what `/etc/profile` makes of it';
    const value = concat(unknown(reason, 'PATH', place), known(':/usr/bin:'), unknown(reason, 'PATH', place));
    state.variables.set('PATH', { ...path, value });
  }
  const shows = state.options.has('xtrace') || state.options.has('verbose');
  if (shows) loseMessage(machine, state, place);
  const own = LOGIN_FILES.find((name) => state.files.find(HOME, name).node.kind !== 'absent');
  if (own !== undefined)
    doubt(machine, state, `The login shell reads \`~/${own}\` first, which is not simulated.`, place);
}
