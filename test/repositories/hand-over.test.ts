import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';

describeRule('start/exec-missing', [
  {
    title: 'nothing runs the arguments',
    start: 'export A=1\necho only > out\n',
    found: ['3:1-16 error safe'],
    fixed: 'export A=1\necho only > out\n\nexec "$@"\n',
  },
  {
    title: 'only comments',
    start: '# nothing\n',
    found: ['1:1-12 error safe'],
    fixed: '# nothing\n\nexec "$@"\n',
  },
  { title: 'the last one is an exit', start: 'echo\nexit 0\n', found: ['3:1-7 error unsafe'] },
  { title: 'the last one is a job', start: 'python prep.py &\n', found: ['2:1-15 error unsafe'] },
  { title: 'the last one is a server', start: 'jupyter lab\n', found: ['2:1-12 error unsafe'], mended: END },
  {
    title: 'a function with a command of its own is not called',
    start: 'f() { exec jupyter lab; }\necho\n',
    found: ['3:1-5 error safe'],
  },
  { title: 'conda is activated', start: 'source activate notebook\n', found: ['2:1-25 error safe'] },
  {
    title: 'no line end',
    raw: '#!/bin/bash\nexport A=1',
    found: ['2:1-11 error safe'],
    fixed: '#!/bin/bash\nexport A=1\n\nexec "$@"\n',
  },
  {
    title: 'Windows line ends',
    raw: '#!/bin/bash\r\nexport A=1\r\n',
    found: ['2:1-11 error safe'],
    fixed: '#!/bin/bash\r\nexport A=1\r\n\r\nexec "$@"\r\n',
  },
  { title: 'arguments to a program of the image', start: '/srv/start "$@"\n' },
  {
    title: 'a sourced file that hands over',
    start: 'source binder/run.sh\n',
    files: { 'binder/run.sh': END },
  },
  {
    title: 'a sourced file that does not',
    start: 'source binder/env.sh\n',
    files: { 'binder/env.sh': 'export A=1\n' },
    found: ['2:1-21 error safe'],
  },
  { title: 'a sourced file that nobody knows', start: 'source /opt/env.sh\n' },
  { title: 'arguments in an array', start: 'ARGS=("$@")\nexec "${ARGS[@]}"\n' },
  { title: 'text that is run again', start: 'eval "$LINE"\n' },
  { title: 'another language', start: '#!/usr/bin/env python3\nimport os\n' },
  { title: 'redirections only', start: 'exec > log 2>&1\n', found: ['2:1-16 error safe'] },
]);

describeRule('start/exec-not-reached', [
  { title: 'behind exit', start: 'exit 0\nexec "$@"\n', found: ['3:1-10 error none'] },
  {
    title: 'a function without arguments',
    start: 'main() { exec "$@"; }\nmain\n',
    found: ['2:10-19 error safe'],
    fixed: 'main() { exec "$@"; }\nmain "$@"\n',
  },
  {
    title: 'a function that is not called',
    start: 'main() { exec "$@"; }\necho\n',
    found: ['2:10-19 error none'],
  },
  { title: 'behind return', start: 'f() { return; exec "$@"; }\nf "$@"\n', found: ['2:15-24 error none'] },
  { title: 'behind false', start: 'false && exec "$@"\n', found: ['2:10-19 error none'] },
  {
    title: 'in a branch that never runs',
    start: 'if false; then\n  exec "$@"\nfi\n',
    found: ['3:3-12 error none'],
  },
  {
    title: 'behind a command that fails',
    start: 'export A=1 && sed -i "s/X/y/" nope && exec "$@"\n',
    found: ['2:39-48 error none'],
  },
  {
    title: 'behind grep without a match under set -e',
    start: 'set -e\ngrep -q NOPE f\nexec "$@"\n',
    files: { f: 'x' },
    found: ['4:1-10 error none'],
  },
  {
    title: 'behind an assignment that fails under set -e',
    start: 'set -e\nN=$(grep -c NOPE f)\nexec "$@"\n',
    files: { f: 'x\n' },
    found: ['4:1-10 error none'],
  },
  { title: 'a function with arguments', start: 'main() { exec "$@"; }\nmain "$@"\n' },
  { title: 'behind a condition', start: 'true && exec "$@"\n' },
  { title: 'behind a loop that never ends', start: 'while true; do sleep 1; done\nexec "$@"\n' },
  {
    title: 'under set -e behind a command that works',
    start: 'set -e\ngrep -q x f\nexec "$@"\n',
    files: { f: 'x' },
  },
]);

describeRule('start/exec-conditional', [
  {
    title: 'behind a command that succeeds',
    start: 'cd notebooks && exec "$@"\n',
    files: { 'notebooks/a': 'x\n' },
  },
  {
    title: 'behind one of which nobody knows',
    start: 'some-tool && exec "$@"\n',
    found: ['2:14-23 warning safe'],
  },
  { title: 'in a loop over plain words', start: 'for i in 1 2; do\n  exec "$@"\ndone\n' },
  {
    title: 'in a loop that may be left before',
    start: 'for i in 1 2; do\n  [ -f x ] && break\n  exec "$@"\ndone\n',
    found: ['4:3-12 warning safe'],
  },
  {
    title: 'in a loop over files',
    start: 'for i in *.x; do\n  exec "$@"\ndone\n',
    found: ['3:3-12 warning safe'],
  },
  {
    title: 'if without else',
    start: 'if [ -n "$RUN" ]; then exec "$@"; fi\n',
    found: ['2:24-33 warning safe'],
    fixed: 'if [ -n "$RUN" ]; then exec "$@"; fi\n\nexec "$@"\n',
  },
  { title: 'a list', start: 'mkdir x && exec "$@"\n', found: ['2:12-21 warning safe'] },
  { title: 'in both branches', start: 'if [ -n "$RUN" ]; then exec "$@"; else A=1 exec "$@"; fi\n' },
  { title: 'in all cases', start: 'case "$X" in\n  a) exec "$@" ;;\n  *) exec env B=1 "$@" ;;\nesac\n' },
  { title: 'at the end too', start: 'if [ -n "$RUN" ]; then exec "$@"; fi\nexec "$@"\n' },
  { title: 'the other branch ends the script', start: 'if [ -n "$RUN" ]; then exec "$@"; else exit 1; fi\n' },
  { title: 'whether there are arguments', start: 'if [ $# -gt 0 ]; then exec "$@"; fi\n' },
  { title: 'whether there are arguments, negated', start: '[[ -z "$1" ]] || exec "$@"\n' },
]);

describeRule('start/exec-not-last', [
  {
    title: 'an export behind it',
    start: 'exec "$@"\nexport Z=1\n',
    found: ['3:1-11 warning unsafe'],
    mended: 'export Z=1\nexec "$@"\n',
  },
  {
    title: 'the first of several, functions left out',
    start: 'exec "$@"\nf() { :; }\n# note\necho x\nexit 1\n',
    found: ['5:1-7 warning unsafe'],
  },
  {
    title: 'behind a sourced hand-over',
    start: 'source binder/run.sh\nexport NEVER=1\n',
    files: { 'binder/run.sh': END },
    found: ['3:1-15 warning unsafe'],
    mended: 'export NEVER=1\nsource binder/run.sh\n',
  },
  {
    title: 'behind both branches',
    start: 'if [ "$X" ]; then exec "$@"; else exec "$@"; fi\necho\n',
    found: ['3:1-5 warning none'],
  },
  { title: 'comments and blanks', start: 'exec "$@" # hand over\n\n# the end\n   \n' },
  { title: 'a fall back on the line', start: 'exec "$@" || exit 1\n' },
  {
    title: 'a fall back for other launches',
    start: 'if [ "$#" -gt 0 ]; then\n  exec "$@"\nfi\nexec jupyter lab\n',
  },
  { title: 'with execfail', start: 'shopt -s execfail\nexec "$@"\necho failed\n' },
  { title: 'no line end', raw: '#!/bin/bash\nexport A=1\nexec "$@"' },
]);

describeRule('start/exec-args', [
  {
    title: 'through a variable',
    start: 'CMD="$@"\nexec $CMD\n',
    found: ['3:1-10 warning safe'],
    fixed: 'CMD="$@"\nexec "$@"\n',
  },
  {
    title: 'through a variable and another shell',
    start: 'CMD="$*"\nbash -c "$CMD"\n',
    found: ['3:1-15 warning safe'],
    fixed: 'CMD="$*"\nexec "$@"\n',
  },
  { title: 'through an array', start: 'CMD=("$@")\nexec "${CMD[@]}"\n' },
  {
    title: 'through a login shell',
    start: 'exec bash -lc "$*"\n',
    found: ['2:1-19 warning safe'],
    fixed: `exec bash -lc 'exec "$@"' bash "$@"\n`,
  },
  {
    title: 'options in the same quotes',
    start: 'exec "$@ --debug"\n',
    found: ['2:1-18 error safe'],
    fixed: 'exec "$@" --debug\n',
  },
  { title: 'a slip for exec', start: 'exce "$@"\n', found: ['2:1-10 error safe'], fixed: 'exec "$@"\n' },
  { title: 'a program of its own', start: 'exec_it "$@"\n' },
  { title: 'without quotes', start: 'exec $@\n', found: ['2:1-8 warning safe'], fixed: END },
  { title: 'star without quotes', start: 'exec $*\n', found: ['2:1-8 warning safe'], fixed: END },
  { title: 'braces without quotes', start: 'exec ${@}\n', found: ['2:1-10 warning safe'], fixed: END },
  {
    title: 'behind a wrapper',
    start: 'exec env A=1 $@\n',
    found: ['2:1-16 warning safe'],
    fixed: 'exec env A=1 "$@"\n',
  },
  { title: 'eval', start: 'eval exec "$@"\n', found: ['2:1-15 warning safe'], fixed: END },
  { title: 'bash -c', start: 'exec bash -c "$*"\n', found: ['2:1-18 warning safe'], fixed: END },
  {
    title: 'a function',
    start: 'main() { exec "$@"; }\nmain $@\n',
    found: ['3:1-8 warning safe'],
    fixed: 'main() { exec "$@"; }\nmain "$@"\n',
  },
  { title: 'one word', start: 'exec "$*"\n', found: ['2:1-10 error safe'], fixed: END },
  { title: 'single quotes', start: "exec '$@'\n", found: ['2:1-10 error safe'], fixed: END },
  { title: 'no dollar', start: 'exec "@"\n', found: ['2:1-9 error safe'], fixed: END },
  { title: 'the first one only', start: 'exec "$1" --fixed\n', found: ['2:1-18 error safe'], fixed: END },
  { title: 'typographic quotes', start: 'exec “$@”\n', found: ['2:1-10 error safe'], fixed: END },
  {
    title: 'arguments as the text of bash -c',
    start: 'exec bash -c "$@"\n',
    found: ['2:1-18 error safe'],
    fixed: END,
  },
  { title: 'in a function that nobody calls', start: 'f() { exec $@; }\nexec "$@"\n' },
  { title: 'more words', start: 'exec "$@" $EXTRA "$QUOTED"\n' },
  { title: 'a shift', start: 'P=$1; shift\nexec "$P" "$@" --last\n' },
  { title: 'arguments behind the text of bash -c', start: 'exec bash -lc \'exec "$@"\' bash "$@"\n' },
  { title: 'set --', start: 'set -- "$@" --extra\nexec "$@"\n' },
  { title: 'from the second on', start: 'exec nice "${@:1}"\n' },
]);

describeRule('start/exec-fixed-command', [
  {
    title: 'a server of its own',
    start: 'exec jupyter lab --ip 0.0.0.0\n',
    found: ['2:1-30 error unsafe'],
    mended: END,
  },
  { title: 'a shell', start: "exec bash -c 'jupyter lab'\n", found: ['2:1-27 error unsafe'] },
  {
    title: 'through a function',
    start: 'run() { exec "$@"; }\nrun jupyter lab\n',
    found: ['3:1-16 error unsafe'],
  },
  {
    title: 'where a hub has the variable',
    start: 'if [ -n "$JUPYTERHUB_USER" ]; then exec jupyter lab; fi\nexec "$@"\n',
    found: ['2:36-52 error unsafe'],
  },
  {
    title: 'where only other launches come',
    start: 'if [ -z "$JUPYTERHUB_USER" ]; then exec jupyter lab; fi\nexec "$@"\n',
  },
  { title: 'without arguments', start: 'if [ $# -eq 0 ]; then exec jupyter lab; else exec "$@"; fi\n' },
  { title: 'for one word', start: '[[ "$1" = bash ]] && exec bash\nexec "$@"\n' },
  { title: 'env', start: 'exec env A=1 "$@"\n' },
  { title: 'another name', start: 'exec -a server "$@"\n' },
  { title: 'one program after the other', start: 'shopt -s execfail\nexec no-such-server\nexec "$@"\n' },
]);

describeRule('start/exec-not-reached', [
  { title: 'an assignment with blanks says so itself', start: `set -e\nA = 1\n${END}` },
  {
    title: 'a command that fails',
    start: `set -e\nfalse\n${END}`,
    found: ['4:1-10 error none'],
  },
]);

describeRule('start/exec-child', [
  {
    title: 'parentheses over several lines',
    start: '(\n  export A=1\n  exec "$@"\n)\n',
    found: ['2:1-+3 warning unsafe'],
    mended: '{\n  export A=1\n  exec "$@"\n}\n',
  },
  { title: 'without exec', start: '"$@"\n', found: ['2:1-5 warning safe'], fixed: END },
  { title: 'without exec, something follows', start: '"$@"\necho after\n', found: ['2:1-5 warning unsafe'] },
  { title: 'nice', start: 'nice "$@"\n', found: ['2:1-10 warning unsafe'], mended: 'exec nice "$@"\n' },
  { title: 'a subshell', start: '( exec "$@" )\n', found: ['2:1-14 warning unsafe'], mended: 'exec "$@" \n' },
  { title: 'a pipeline', start: 'exec "$@" 2>&1 | tee log\n', found: ['2:1-25 warning unsafe'], mended: END },
  { title: 'a job that is waited for', start: '"$@" &\nwait $!\nexit $?\n', found: ['2:1-5 warning unsafe'] },
  { title: 'a job at the end', start: 'exec "$@" &\n', found: ['2:1-10 error safe'], fixed: END },
  {
    title: 'a job and a short command',
    start: 'exec "$@" &\necho after > after\n',
    found: ['2:1-10 error unsafe'],
  },
  {
    title: 'a job beside something that lasts',
    start: '"$@" &\ntail -f /dev/null\n',
    found: ['2:1-5 warning unsafe'],
  },
  {
    title: 'conda run',
    start: 'conda run -n notebook "$@"\n',
    found: ['2:1-27 warning unsafe'],
    mended: 'exec conda run -n notebook "$@"\n',
  },
  {
    title: 'a display around it',
    start: 'xvfb-run exec "$@"\n',
    found: ['2:1-19 warning unsafe'],
    mended: 'exec xvfb-run exec "$@"\n',
  },
  {
    title: 'a program around it in the background',
    start: 'xvfb-run "$@" &\nwait\n',
    found: ['2:1-14 warning unsafe'],
    mended: 'exec xvfb-run "$@"\nwait\n',
  },
  {
    title: 'a trap that passes the signal on',
    start: 'trap \'kill -TERM $P\' TERM\n"$@" & P=$!\nwait $P\nwait $P\n',
  },
  {
    title: 'a function that runs what it is given',
    start: 'retry() { "$@" || "$@"; }\nretry mkdir x\nexec "$@"\n',
  },
  { title: 'jobs of its own', start: '(sleep 0.1; echo bg > bg) &\nexport A=1\nexec "$@"\n' },
]);
