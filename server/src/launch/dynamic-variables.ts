const DYNAMIC: ReadonlySet<string> = new Set(
  'RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME BASHPID PPID UID EUID GROUPS HOSTNAME HOSTTYPE MACHTYPE OSTYPE BASH BASH_VERSION BASH_VERSINFO SHELLOPTS BASHOPTS SHLVL PIPESTATUS DIRSTACK FUNCNAME BASH_LINENO BASH_ARGC BASH_ARGV BASH_COMMAND BASH_SUBSHELL BASH_LOADABLES_PATH BASH_ALIASES BASH_CMDS BASH_EXECUTION_STRING COMP_WORDBREAKS HISTCMD _ LINENO BASH_SOURCE'.split(
    ' ',
  ),
);

/** Whether bash itself gives a variable of that name a value, of what mostly nobody knows. */
export function isDynamic(name: string): boolean {
  return DYNAMIC.has(name);
}

/** Those to which bash gives another value each time, whatever a script assigns. */
const ALWAYS: ReadonlySet<string> = new Set(
  'RANDOM SRANDOM EPOCHSECONDS EPOCHREALTIME BASHPID BASH_SUBSHELL BASH_COMMAND HISTCMD'.split(' '),
);

/** Whether what a script assigns to the variable is not what it reads. */
export function isAlwaysDynamic(name: string): boolean {
  return ALWAYS.has(name);
}

/** Variables of bash that nobody may change. */
export const READ_ONLY_IN_BASH: readonly string[] = [
  'UID',
  'EUID',
  'PPID',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_VERSINFO',
];
