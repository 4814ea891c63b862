import { COMMANDS, OPTIONS } from './launch-grammar-commands.ts';
import { DASH } from './launch-grammar-dash.ts';
import { PROGRAMS } from './launch-grammar-programs.ts';
import { REAL } from './launch-grammar-real.ts';
import { SCRIPTS } from './launch-grammar-scripts.ts';
import { TESTS } from './launch-grammar-tests.ts';
import { WORDS } from './launch-grammar-words.ts';

/**
 * What a symbol of the random start scripts may become; `<x>` stands for another symbol, `<<` begins no symbol. The
 * scripts stay in their folder: no path leads out of it, and every loop ends.
 */
export const GRAMMAR: Readonly<Record<string, readonly string[]>> = {
  ...SCRIPTS,
  ...COMMANDS,
  ...REAL,
  ...PROGRAMS,
  ...TESTS,
  ...WORDS,
  ...DASH,
};

/** Choices with something that a simulation need not know; scripts without any of them are told of on their own. */
export const MORE: ReadonlySet<string> = new Set([
  'echo ${!A} ${!B*} "${@:1:2}" "$*"<to>',
  'declare -A M=([k]=<word> [j]=1)',
  'M[k]=<word>',
  'echo "${M[k]}"<to>',
  'printf "%q\\n" <word>',
  'shopt -s nullglob',
  'command -v <c>',
  'type -t echo',
  'exec 3> three; echo <word> >&3; exec 3>&-',
  'sort u<to>',
  'wc -l < u<to>',
  'seq 3<to>',
  'seq 3',
  'seq 2',
  'wc -c < t',
  'sort',
  'sort -u',
  'sort -r',
  'uniq',
  'wc -l',
  'rev',
  '@Q',
  '@U',
  'time true',
  'time { <simple>\n}',
  'printf -v "L[1]" "%s" <word>',
  'declare -i n=<arith>',
  'declare -a L=(<words>)',
  'echo $((L[0]+1)) $((L[n]))',
  '((L[1]+=2))',
  ...OPTIONS,
  'type -p sed',
  'expr 1 + 2',
  'nl',
  'cat -n',
  'paste -sd,',
  'xargs',
  'sort -n',
  '%q',
  '%5.1f',
  '${#L[@]}',
  'L[0]+1',
  '$(echo 3)',
  'a?(b)',
  '+([a-z])',
  '@(a|b)*',
  '@u',
  'ä',
  'F',
  'while read -r l; do echo "$l"; done < <(<producer>)',
  "sed -z 's/\\n/,/g' <f>",
  'sed -f - t <<< "s/a/<q>/"',
  'exec setsid "$@"',
  'exec sh -c \'"$@"\' -- "$@"',
  'exec sh -c "$*"',
  'exec bash -c "$1"',
  '$$',
  '$-',
  ': "${RO:=x}"',
  '/usr/bin/printf "%s-" <words>',
  'tr ":/" "\\n\\n"',
  'alias',
]);

export const FILES: Readonly<Record<string, string>> = {
  t: 'a b\nabc\n',
  u: 'x:y\nb c\n\nlast',
  'd/x': 'one\n',
  'd/x.sh': 'echo "in x $1"\nA=changed\n',
  'd/w.yaml': 'image: WORKER_IMAGE\nuser: USER\n',
  'a.yaml': 'image: WORKER_IMAGE\n',
  'my file': 'a\n',
  e: '# settings\nK1=v1\nK2=a\n',
  tpl: 'image: $IMG\nname: ${A}-${NOPE}$\nkeep: $1 ${A:-x} \\$B\n',
  'prog.sed': 's/a/<a>/\n# comment\n/b/p\n',
  'hand.sh': 'export LATE=1\nexec "$@"\n',
  'win.env': 'WIN=w\r\nA=a\r\n',
  'win.sh': 'echo "$1" w\r\nW=x\r\n',
  shfile: '#!/bin/sh\necho "$#\\t$1"\n',
  's.sh': 'export SRC="$A-$#"\necho src\n',
};
