import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from './show.ts';

function reads(name: string, cases: readonly (readonly [text: string, ...statements: string[]])[]): void {
  test(name, () => {
    for (const [text, ...statements] of cases) assert.deepEqual(shown(text), statements, text);
  });
}

reads('simple commands', [
  ['exec "$@"', '(cmd exec "$@")'],
  ['a; b\nc', '(cmd a)', '(cmd b)', '(cmd c)'],
  ['a & b & wait', '(cmd a)&', '(cmd b)&', '(cmd wait)'],
  ['echo a \\\n  b # c', '(cmd echo a b)'],
  ['echo a#b #c', '(cmd echo a#b)'],
  ['echo if then fi } ! [[', '(cmd echo if then fi } ! [[)'],
  ['[ -f a -a "$B" == c ]', '(cmd [ -f a -a "$B" == c ])'],
  ['test -e a', '(cmd test -e a)'],
  ['. ./env.sh', '(cmd . ./env.sh)'],
  ['A=1 B="c d" cmd E=2', '(cmd A=1 B="c d" cmd E=2)'],
  ['A=1 B=', '(cmd A=1 B=∅)'],
  ['A+=x B[1]=y C[i+1]+=z', '(cmd A+=x B[1]=y C[i+1]+=z)'],
  ['A=(b "c d"\n [3]=e) # f', '(cmd A=array[b "c d" [3]=e])'],
  ['A = 1', '(cmd A = 1)'],
  ['export A=1 B C="$D" -n', '(cmd export @A=1 B @C=·"$D" -n)'],
  ['command export A={x,y}', '(cmd command export @A=·brace<{x,y}>)'],
  ['declare -A M=([a]=1 [b c]=2)', '(cmd declare -A @M=·unreadable<([a]=1 [b c]=2)>)'],
  ['export MY-VAR=1 $X=2', '(cmd export MY-VAR=1 $X·=2)'],
  ['a\\\nb', '(cmd ab)'],
  ['echo a\\', '(cmd echo a)'],
]);

reads('redirections', [
  ['a 2>&1 >/dev/null &>x &>>y <z', '(cmd a 2>&1 >/dev/null &>x &>>y <z)'],
  ['exec > log 2>&1', '(cmd exec >log 2>&1)'],
  ['>f a', '(cmd a >f)'],
  ['> f', '(cmd >f)'],
  ['echo 2 > f a1>g 10>h', '(cmd echo 2 a1 >f >g 10>h)'],
  ['exec 3<>f {fd}>g 4>&- 5<&-', '(cmd exec 3<>f {fd}>g 4>&- 5<&-)'],
  ['a >| b', '(cmd a >|b)'],
  ['cat <<< "a b"', '(cmd cat <<<"a b")'],
  ['exec > >(tee log) 2>&1', '(cmd exec ><((cmd tee log)) 2>&1)'],
  ['{ a; } > f 2>&1', '(group (cmd a) >f 2>&1)'],
]);

reads('pipelines and lists', [
  ['a | b |& c', '(pipe (cmd a) | (cmd b) |& (cmd c))'],
  ['! a | b', '(pipe ! (cmd a) | (cmd b))'],
  ['! ! a', '(pipe (cmd a))'],
  ['time -p a', '(pipe time (cmd a))'],
  ['!', '(pipe !)'],
  ['a |\n# comment\n\n b', '(pipe (cmd a) | (cmd b))'],
  ['a | time b', '(pipe (cmd a) | (cmd time b))'],
  ['a && b || c', '(((cmd a) && (cmd b)) || (cmd c))'],
  ['a &&\n b', '((cmd a) && (cmd b))'],
  ['! a && b', '((pipe ! (cmd a)) && (cmd b))'],
  ['a && b &', '((cmd a) && (cmd b))&'],
]);

reads('if', [
  ['if a; then b; fi', '(if (cmd a) then (cmd b))'],
  ['if\n a\n then\n b\n else\n c\n fi', '(if (cmd a) then (cmd b) else (cmd c))'],
  [
    'if a; then b; elif c; then d; else e; fi > f',
    '(if (cmd a) then (cmd b) elif (cmd c) then (cmd d) else (cmd e) >f)',
  ],
  ['if [[ -z $X ]] then a; fi', '(if ([[ (-z $X) ]]) then (cmd a))'],
  ['if (a) then { b; } fi', '(if (subshell (cmd a)) then (group (cmd b)))'],
  ['if [[-z "$X" ]]; then a; fi', '(if (cmd [[-z "$X" ]]) then (cmd a))'],
]);

reads('loops', [
  ['while read -r l; do a; done < f', '(while (cmd read -r l) do (cmd a) <f)'],
  ['until a; do b; done &', '(until (cmd a) do (cmd b))&'],
  ['for f in *.txt "$@"; do a $f; done', '(for f in glob<*>·.txt "$@" do (cmd a $f))'],
  ['for i; do a; done', '(for i do (cmd a))'],
  ['for i in; do a; done', '(for i in do (cmd a))'],
  ['for i\nin a\ndo b\ndone', '(for i in a do (cmd b))'],
  ['for i in a b; { c; }', '(for i in a b do (cmd c))'],
  ['select x in a b; do c; done', '(select x in a b do (cmd c))'],
  ['for ((i=0; i<3; i++)); do a; done', '(for ((i=0;i<3;i++)) do (cmd a))'],
  ['for ((;;)) { a; }', '(for ((;;)) do (cmd a))'],
]);

reads('case', [
  ['case $1 in a) b;; esac', '(case $1 in a) (cmd b);;)'],
  [
    'case x in\n (a|"b c"*) d ;;\n [a-z]) ;&\n *) e\nesac',
    '(case x in a|"b c"·glob<*>) (cmd d);; glob<[a-z]>) ;& glob<*>) (cmd e);;)',
  ],
  ['case x in if) a;;& esac', '(case x in if) (cmd a);;&)'],
  ['case x in esac', '(case x in )'],
]);

reads('functions and groups', [
  ['f() { a; }', '(f() (group (cmd a)))'],
  ['f () \n# c\n{\na\n}', '(f() (group (cmd a)))'],
  ['function f { a; } > g', '(function f() (group (cmd a) >g))'],
  ['function my-f.x() ( a )', '(function my-f.x() (subshell (cmd a)))'],
  ['f() [[ a ]]', '(f() ([[ a ]]))'],
  ['( cd a && b; ) | c', '(pipe (subshell ((cmd cd a) && (cmd b))) | (cmd c))'],
  ['{ a; b & }', '(group (cmd a) (cmd b)&)'],
  ['((a;b) )', '(subshell (subshell (cmd a) (cmd b)))'],
  ['coproc p { a; }; b', '(unparsed)', '(cmd b)'],
]);

reads('arithmetic', [
  ['(( A++ , b<<=2 ))', '((( A++ , b<<=2 )))'],
  ['((a[$i] > "1")) && b', '((((a[$i] > "1"))<<$i·"1">>) && (cmd b))'],
]);

reads('tests in double brackets', [
  ['[[ a ]]', '([[ a ]])'],
  ['[[ -n $A && $B -eq 3 || x < y ]]', '([[ (((-n $A) and ($B -eq 3)) or (x < y)) ]])'],
  ['[[ ! -f a ]]', '([[ (! (-f a)) ]])'],
  ['[[ ( a || b ) && c ]]', '([[ ((a or b) and c) ]])'],
  ['[[ $X == *.txt ]]', '([[ ($X == glob<*>·.txt) ]])'],
  ['[[ $X = "a*" ]]', '([[ ($X = "a*") ]])'],
  ['[[ $X != @(a|b)* ]]', '([[ ($X != glob<@(a|b)>·glob<*>) ]])'],
  ['[[ $X =~ ^a(b|c d)$ && e ]]', '([[ (($X =~ glob<^a(b|c d)$>) and e) ]])'],
  ['[[ $X =~ "x y"[0-9]+\\.$Y ]]', '([[ ($X =~ "x y"·glob<[0-9]+\\.>·$Y) ]])'],
  ['[[ a == b\n && c ]]', '([[ ((a == b) and c) ]])'],
  ['[[ -z "${X}" ]] && a', '(([[ (-z "${X}") ]]) && (cmd a))'],
  ['[[ *a == {b,c} ]]', '([[ (*a == {b,c}) ]])'],
]);
