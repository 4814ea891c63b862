import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown, words } from './show.ts';

function splits(name: string, cases: readonly (readonly [text: string, ...words: string[]])[]): void {
  test(name, () => {
    for (const [text, ...expected] of cases) assert.deepEqual(words(text), expected, text);
  });
}

splits('quotes', [
  [`a "b c" 'd "e' f"g"'h'`, 'a', '"b c"', `'d "e'`, `f·"g"·'h'`],
  ['"" \'\'', '""', "''"],
  ['"\\$a \\"b\\" \\\\ \\x \\`"', '"$a "b" \\ \\x `\\"'],
  ["a\\ b \\$C \\'", 'a b\\', '$C\\', "'\\"],
  ["'it'\\''s'", "'it'·'\\·'s'"],
  ['"a\nb"', '"a⏎b"'],
  ['"a\\\nb"', '"ab"'],
  ["$'a\\tb\\'c' $\"d\"", "$'a⇥b'c'", '"d"'],
  ["$'\\x41\\101\\501\\u00e9\\xc3\\xa9\\e[0m'", "$'AAAéé\x1b[0m'"],
  ["$'a\\0b' $'\\q' $'\\cA'", "$'a'", "$'\\q'", "$'\x01'"],
  ['a#b "#" é日本 🦀', 'a#b', '"#"', 'é日本', '🦀'],
]);

splits('parameters', [
  ['$A ${A} "$A$B" $A_x', '$A', '${A}', '"$A·$B"', '$A_x'],
  [
    '$1 $10 ${10} $@ $* $# $? $$ $! $- $0',
    '$1',
    '$1·0',
    '${10}',
    '$@',
    '$*',
    '$#',
    '$?',
    '$$',
    '$!',
    '$-',
    '$0',
  ],
  ['$ $% a$ "$" "a$"', '$', '$%', 'a$', '"$"', '"a$"'],
  [
    '${A-d} ${A:-d} ${A:+x y} ${A:?} ${A:=b}',
    '${A - d}',
    '${A :- d}',
    '${A :+ x y}',
    '${A :? ∅}',
    '${A := b}',
  ],
  ['${A:-$B} ${A:-"b c"} ${A:-~/x}', '${A :- $B}', '${A :- "b c"}', '${A :- tilde<~>·/x}'],
  ["\"${A:-'x y'}\" ${A:-'x y'}", '"${A :- \'x y\'}"', "${A :- 'x y'}"],
  [
    '${A#*/} ${A##*.} ${A%/*} ${A%%"$B"}',
    '${A # glob<*>·/}',
    '${A ## glob<*>·.}',
    '${A % /·glob<*>}',
    '${A %% "$B"}',
  ],
  ['"${A#\'x}\'}"', '"${A # \'x}\'}"'],
  [
    '${A/x/y} ${A//\\//_} ${A/#b/c} ${A/%b} ${A////_}',
    '${A / x y}',
    '${A // /\\ _}',
    '${A /# b c}',
    '${A /% b}',
    '${A // / _}',
  ],
  ['${A:1} ${A:1:2} ${A: -1} ${A:(1?2:3):4}', '${A : 1}', '${A : 1 2}', '${A :  -1}', '${A : (1?2:3) 4}'],
  ['${#A} ${#} ${##} ${#A[@]} ${#-x}', '${#A}', '${#}', '${##}', '${#A[@]}', '${# - x}'],
  ['${!A} ${!A[@]} ${!P*} ${!P@} ${!A:-b}', '${!A}', '${!A[@]}', '${!P *}', '${!P @}', '${!A :- b}'],
  ['${A[0]} ${A[$i]} "${A[@]}" ${A["x y"]-z}', '${A[0]}', '${A[$i]}', '"${A[@]}"', '${A["x y"] - z}'],
  ['${A^} ${A^^[a]} ${A,,} ${A@Q}', '${A ^ ∅}', '${A ^^ glob<[a]>}', '${A ,, ∅}', '${A @ Q}'],
  ['${A:-${B:-"c $D"}}', '${A :- ${B :- "c ·$D"}}'],
]);

splits('what bash refuses when it runs it', [
  [
    '${X.y} ${{X}} ${} ${a b}',
    'unreadable<${X.y}>',
    'unreadable<${{X}>·}',
    'unreadable<${}>',
    'unreadable<${a b}>',
  ],
  ['"${a:}x"', '"unreadable<${a:}>·x"'],
]);

splits('substitutions', [
  ['$(a b) "$(c "d")"', '$((cmd a b))', '"$((cmd c "d"))"'],
  ['$(<f)', '$((cmd <f))'],
  ['$(a # )\n)', '$((cmd a))'],
  ['$(case a in b) c;; esac)', '$((case a in b) (cmd c);;))'],
  ['`a \\`b\\` \\$C`', '`(cmd a `(cmd b)` $C)`'],
  ['"`a \\"b c\\"`"', '"`(cmd a "b c")`"'],
  ['`if`', '`(unparsed)`'],
  ['<(a) x>(b)', '<((cmd a))', 'x·<((cmd b))'],
  ['$((1 + A)) $(( $(a) + ${B} )) $[2]', '$((1 + A))', '$(( $(a) + ${B} ))<<$((cmd a))·${B}>>', '$((2))'],
  ['$((a); (b))', '$((subshell (cmd a)) (subshell (cmd b)))'],
  ['$( (a) )', '$((subshell (cmd a)))'],
]);

splits('braces', [
  ['{a,b}c x{1..3} {a..e..2}', 'brace<{a,b}>·c', 'x·brace<{1..3}>', 'brace<{a..e..2}>'],
  ['{NAME} {} a{b {a b} {1..a} a,b', '{NAME}', '{}', 'a{b', '{a', 'b}', '{1..a}', 'a,b'],
  [
    '{a{b,c}} {a,{b,c}} {x,"y z",$Q}',
    '{a·brace<{b,c}>·}',
    'brace<{a,{b,c}}>',
    'brace<{x,"y z",$Q}><<"y z"·$Q>>',
  ],
  ['"{a,b}" \\{a,b} {a\\,b} {"1".."3"}', '"{a,b}"', '{a,b}\\', '{a,b}\\', '{·"1"·..·"3"·}'],
  ['--x={a,b} {http://a,b}', '--x=·brace<{a,b}>', 'brace<{http://a,b}>'],
]);

splits('file name patterns', [
  ['*.txt ?a [!a-z]* [[:alpha:]]', 'glob<*>·.txt', 'glob<?>·a', 'glob<[!a-z]>·glob<*>', 'glob<[[:alpha:]]>'],
  ['[ ] a[ "*" \\*', '[', ']', 'a[', '"*"', '*\\'],
  ['a**b', 'a·glob<**>·b'],
]);

splits('tildes', [
  ['~ ~/a ~b/c a~ "~" \\~ ~"x"', 'tilde<~>', 'tilde<~>·/a', 'tilde<~b>·/c', 'a~', '"~"', '~\\', '~·"x"'],
  ['echo a=~/b a=x:~/d --x=~/c a:~', 'echo', 'a=·tilde<~>·/b', 'a=x:·tilde<~>·/d', '--x=~/c', 'a:~'],
]);

test('values of assignments are neither split nor matched with files', () => {
  assert.deepEqual(shown('A=*.txt B={a,b} C=~/x:~/y D=$E'), [
    '(cmd A=*.txt B={a,b} C=tilde<~>·/x:·tilde<~>·/y D=$E)',
  ]);
  assert.deepEqual(shown('export A=*.txt B={a,b} C=~/x:~'), [
    '(cmd export @A=*.txt @B=·brace<{a,b}> @C=·tilde<~>·/x:·tilde<~>)',
  ]);
});

test('extended patterns outside of [[ ]] need extglob', () => {
  assert.deepEqual(shown('shopt -s extglob\nls @(a|b) !(c)'), [
    '(cmd shopt -s extglob)',
    '(cmd ls glob<@(a|b)> glob<!(c)>)',
  ]);
  assert.deepEqual(shown('ls @(a|b)'), ['(unparsed)']);
  assert.deepEqual(shown('!(a)'), ['(pipe ! (subshell (cmd a)))']);
});
