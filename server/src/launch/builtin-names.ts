/** Names that the shell itself knows as commands. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  '. : [ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);

/** Words of the grammar of bash that stand where a command does. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  '! [[ ]] { } case coproc do done elif else esac fi for function if in select then time until while'.split(
    ' ',
  ),
);

/** Builtins that dash does not have. */
export const BASH_ONLY: ReadonlySet<string> = new Set([
  'source',
  'declare',
  'typeset',
  'shopt',
  'pushd',
  'popd',
  'dirs',
  'mapfile',
  'readarray',
  'let',
  'bind',
  'builtin',
  'caller',
  'compopt',
  'enable',
  'fc',
  'compgen',
  'complete',
  'disown',
  'help',
  'history',
  'logout',
  'suspend',
]);
