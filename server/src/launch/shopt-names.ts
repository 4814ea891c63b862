/** Options of `shopt` in bash 5.2 that are off in a script, and of which the simulation knows what they do. */
const OFF = words(
  'assoc_expand_once autocd cdspell checkhash checkjobs direxpand dirspell dotglob execfail expand_aliases extglob failglob globstar histappend histreedit histverify huponexit inherit_errexit lithist mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob progcomp_alias shift_verbose varredir_close',
);
const ON = words(
  'checkwinsize cmdhist complete_fullquote force_fignore hostcomplete interactive_comments progcomp promptvars',
);
/** Those that are off, and of which it is not simulated what they do. */
const OFF_BEYOND = words(
  'cdable_vars compat31 compat32 compat40 compat41 compat42 compat43 compat44 extdebug gnu_errfmt lastpipe localvar_inherit localvar_unset xpg_echo',
);
/** Those that are on, and of which it is not simulated what is different without them. */
const ON_BEYOND = words('extquote globasciiranges globskipdots patsub_replacement sourcepath');
/** Those that nobody can set. */
const FIXED = words('login_shell restricted_shell');

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

export function isShoptName(name: string): boolean {
  return [OFF, ON, OFF_BEYOND, ON_BEYOND, FIXED].some((names) => names.has(name));
}

/** Whether a shell that runs a script has the option from the start. */
export function isOnInScripts(name: string): boolean {
  return ON.has(name) || ON_BEYOND.has(name);
}

export function isFixed(name: string): boolean {
  return FIXED.has(name);
}

/** Whether setting an option changes what is not simulated. */
export function isBeyond(name: string, on: boolean): boolean {
  return on ? OFF_BEYOND.has(name) : ON_BEYOND.has(name);
}
