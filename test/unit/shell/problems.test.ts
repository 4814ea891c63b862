import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syntaxProblems } from '../../../server/src/shell/index.ts';
import { parse } from './show.ts';

/** Each problem as: kind, place, token, what is expected, what is open. */
function problems(text: string): string[] {
  return syntaxProblems(parse(text)).map(({ kind, span, token, expected, opener, nearlyEnded }) => {
    const wanted = expected === undefined ? '' : ` wants ${expected}`;
    const open = opener === undefined ? '' : ` in ${opener.token}@${opener.span.start}`;
    const near = nearlyEnded === undefined ? '' : ` near ${nearlyEnded.start}-${nearlyEnded.end}`;
    return `${kind} ${span.start}-${span.end} ${token}${wanted}${open}${near}`;
  });
}

const CASES: readonly (readonly [text: string, ...problems: string[]])[] = [
  ['echo "a\nb', 'unclosed 5-6 " wants "'],
  ["export A='x\necho", "unclosed 9-10 ' wants '"],
  ["$'a", "unclosed 0-2 $' wants '"],
  ['echo `a', 'unclosed 5-6 ` wants `'],
  ['echo $(a\nb', 'unclosed 5-7 $( wants )'],
  ['echo "${a"', 'unclosed 9-10 " wants "'],
  ['echo ${a\n', 'unclosed 5-7 ${ wants }'],
  ['echo $((1 + 2)', 'unclosed 5-8 $(( wants )'],
  ['a=(b\nc', 'unclosed 2-3 ( wants )'],
  ['if a; then b\nexec "$@"\n', 'unclosed 0-2 if wants fi'],
  ['if a\n', 'unclosed 0-2 if wants then'],
  ['while a; do\n if b; then\n c\n fi\n', 'unclosed 0-5 while wants done'],
  ['for i in a b\n do c\n', 'unclosed 0-3 for wants done'],
  ['case a in\n b) c\n', 'unclosed 0-4 case wants esac'],
  ['f() {\n a\n', 'unclosed 4-5 { wants }'],
  ['f()\n', 'unclosed 0-3 f()'],
  ['a && \n', 'unclosed 2-4 &&'],
  ['a |', 'unclosed 2-3 |'],
  ['[[ a == b', 'unclosed 0-2 [[ wants ]]'],
  ['if [ a ] then\n b\nfi\n', 'unexpected 17-19 fi wants then in if@0'],
  ['if [ a ] then b; else c; fi', 'unexpected 17-21 else wants then in if@0'],
  ['if a; do b; done', 'unexpected 6-8 do wants then in if@0'],
  ['if a; then\nfi', 'unexpected 11-13 fi in if@0'],
  ['while read l do a; done < f', 'unexpected 19-23 done wants do in while@0'],
  ['f() {\n if a; then\n b\n}\n', 'unexpected 21-22 } wants fi in if@7'],
  ['a\nfi\nb', 'unexpected 2-4 fi'],
  ['a\n}\n', 'unexpected 2-3 }'],
  ['a )\n', 'unexpected 2-3 )'],
  ['a;; b', 'unexpected 1-3 ;;'],
  ['a > \nb', 'unexpected 4-4 newline'],
  ['a & ; b', 'unexpected 4-5 ;'],
  ['echo a (b)', 'unexpected 7-8 ('],
  ['if [[ -z "$X"]]; then a; fi\n', 'test 13-15 ]] wants  ]] in [[@3'],
  ['[[ -z "$X"]]\nexport B=1', 'test 10-12 ]] wants  ]] in [[@0'],
  ['[[ a b ]]', 'test 5-6 b in [[@0'],
  ['[[ ]]', 'test 3-5 ]] in [[@0'],
  ['cat <<EOF > x\n a\n  EOF\nexec "$@"\n', 'here-document 6-9 EOF wants EOF near 17-22'],
  ["cat <<'E'\na", "here-document 6-9 'E' wants E"],
  ['if a; then cat <<E\nb\n', 'here-document 17-18 E wants E', 'unclosed 0-2 if wants fi'],
];

test('each problem is found where it begins', () => {
  for (const [text, ...expected] of CASES) assert.deepEqual(problems(text), expected, text);
});

test('only the first problem is reported: bash reads no further', () => {
  assert.deepEqual(problems('a )\nb )\necho "'), ['unexpected 2-3 )']);
});

test('what bash reads has no problem', () => {
  const fine = [
    '',
    '#!/bin/bash\n',
    'a\n\n# c "\n',
    'if [[ -z $X ]] then a; fi',
    'if [[-z "$X" ]]; then a; fi',
    'export A=${{X}} B={{ c.n }} C="${X.y}"',
    'echo `if`',
    "echo it\\'s # it's",
    'case a in b) c;; esac',
    'echo } fi done',
    "cat <<E\nit's $(\nE",
    'echo "a\\"" \'b"\'',
    'echo a\\',
    '! ; time\n',
    'for i in a; { b; }',
    'a[1 2]=3',
    '((a) ; b)',
    'echo $((a); b)',
  ];
  for (const text of fine) assert.deepEqual(problems(text), [], text);
});

test('the statements before a problem and the lines after it are read', () => {
  const { statements, unreadable, units } = parse('a\nif b; then\n  c "$D"\nexec "$@"\n');
  assert.deepEqual(
    statements.map(({ kind, span }) => `${kind} ${span.start}-${span.end}`),
    ['command 0-1', 'unparsed 2-12', 'command 15-21', 'command 22-31'],
  );
  assert.deepEqual(unreadable, [{ start: 2, end: 12 }]);
  assert.deepEqual(
    units.map((unit) => unit.problem?.kind),
    [undefined, 'unclosed', undefined, undefined],
  );
});
