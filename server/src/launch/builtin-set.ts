import { unknowable } from './builtin-options.ts';
import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { refuseInDash } from './dash-refusals.ts';
import type { Signal } from './machine.ts';
import { doubt } from './report.ts';
import type { Option } from './state.ts';
import { knownText, unknown } from './value.ts';

const LETTERS: Readonly<Record<string, Option>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  a: 'allexport',
  f: 'noglob',
  n: 'noexec',
  C: 'noclobber',
};
const NAMES: Readonly<Record<string, Option>> = {
  errexit: 'errexit',
  nounset: 'nounset',
  xtrace: 'xtrace',
  allexport: 'allexport',
  pipefail: 'pipefail',
  noglob: 'noglob',
  noexec: 'noexec',
  noclobber: 'noclobber',
};
/** Options without effect on what is simulated. */
const HARMLESS = new Set(
  'b h m v B E T H errtrace functrace hashall braceexpand monitor notify verbose interactive-comments history histexpand ignoreeof nolog vi emacs'.split(
    ' ',
  ),
);

const NAMES_IN_DASH = new Set(
  'errexit noglob ignoreeof interactive monitor noexec stdin xtrace verbose vi emacs noclobber allexport notify nounset nolog debug'.split(
    ' ',
  ),
);
const SHOPT_NAMES = new Set(
  'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote direxpand dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend histreedit histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo'.split(
    ' ',
  ),
);

export function setBuiltin(call: Call): Signal {
  const { machine, state } = call;
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
      if (letter === 'o') {
        const name = knownText(call.args[++i]?.value ?? { pieces: [] });
        if (name === undefined || name === '') {
          say(call, unknown('a list of options', 'options', call.place));
          return finish(call, 0);
        }
        if (machine.frame.dialect === 'dash' && !NAMES_IN_DASH.has(name))
          refuseInDash(machine, state, `set: Illegal option -o ${name}`, call.place);
        const option = NAMES[name];
        if (option !== undefined) state.options.set(option, on);
        else if (['posix', 'physical', 'keyword'].includes(name))
          doubt(machine, state, `The option \`${name}\` is not simulated.`, call.place);
        else if (!HARMLESS.has(name)) {
          shellError(call, `set: ${name}: invalid option name`);
          return finish(call, 2);
        }
        continue;
      }
      const option = LETTERS[letter];
      if (option !== undefined) state.options.set(option, on);
      else if (!HARMLESS.has(letter)) {
        doubt(machine, state, `The option \`${letter}\` is not simulated.`, call.place);
        return finish(call, 'unknown');
      }
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
  let status: 0 | 1 = 0;
  for (const name of names) {
    if (SHOPT_NAMES.has(name)) continue;
    shellError(call, `shopt: ${name}: invalid shell option name`);
    status = 1;
  }
  if (!flags.includes('s') && !flags.includes('u')) {
    const states = names.map((name) => call.state.shopt.get(name));
    if (!flags.includes('q')) say(call, unknown('a list of options', 'options', call.place));
    return finish(call, states.includes('perhaps') ? 'unknown' : states.every((one) => one === true) ? 0 : 1);
  }
  for (const name of names) {
    if (!SHOPT_NAMES.has(name)) continue;
    call.state.shopt.set(name, flags.includes('s'));
    if (name === 'lastpipe' || name === 'compat31')
      doubt(call.machine, call.state, `The option \`${name}\` is not simulated.`, call.place);
  }
  if (names.length === 0) say(call, unknown('a list of options', 'options', call.place));
  return finish(call, status);
}
