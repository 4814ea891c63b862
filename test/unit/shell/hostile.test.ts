import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, statementAt, syntaxProblems, walkStatements } from '../../../server/src/shell/index.ts';
import { parse } from './show.ts';

const PIECES = [
  ...[
    '$(',
    '(',
    '( ',
    '$((',
    '((',
    'if ',
    'if a; then ',
    'if a; then\n',
    '${a:-',
    '"${a:-',
    '{ ',
    '{',
    '{a,',
    '"$(',
  ],
  ...[
    '`',
    '"',
    "'",
    '\\',
    '$',
    '${',
    '$[',
    '[',
    'a[',
    'a=(',
    '<(',
    '<<E ',
    'cat <<E\n',
    '! ',
    'time ',
    'a | ',
    'a && ',
  ],
  ...[
    'a || ',
    'case a in b) ',
    'f() { ',
    '[[ ( ',
    '[[ ! ',
    '[[ a && ',
    'coproc ',
    '>',
    'echo "a\n',
    'fi\n',
    '$((${',
    '$((a;',
  ],
  ...[
    '((a;',
    '${a[',
    '${a b',
    '@(',
    '[[ a =~ (',
    '"${a:-\'',
    '`\\`',
    'cat <<E && (\n',
    'a{$(b),',
    '"$(a ${b:-"$((',
    '\r\n',
  ],
];

test('ten thousand of anything are read, and what is found can be walked', () => {
  for (const piece of PIECES) {
    for (const tail of ['', '\n}\nfi\n)\nexec "$@"']) {
      const script = parse(piece.repeat(10_000) + tail);
      let count = 0;
      walkStatements(script, () => count++, { substitutions: true });
      for (const statement of script.statements) assert.ok(endOf(statement) <= script.source.text.length);
      statementAt(script, script.source.text.length >> 1);
      syntaxProblems(script);
      assert.ok(count >= script.statements.length, piece);
    }
  }
});

test('nesting that is too deep for us is no problem of the script', () => {
  const deep = `${'{ '.repeat(200)}a${'; }'.repeat(200)}\nb\nfi\n`;
  const script = parse(deep);
  assert.deepEqual(
    script.statements.map(({ kind }) => kind),
    ['unparsed', 'command', 'unparsed'],
  );
  assert.deepEqual(syntaxProblems(script), []);
  assert.equal(parse(`${'{ '.repeat(100)}a${'; }'.repeat(100)}`).unreadable.length, 0);
});

test('a text that fails everywhere is given up', () => {
  const script = parse(')\n'.repeat(100));
  assert.equal(script.units.length, 21);
  assert.equal(script.units.at(-1)?.span.end, 200);
});

test('a text that is too long is not read', () => {
  const text = 'a\n'.repeat(600_000);
  const script = parse(text);
  assert.equal(script.tooLarge, true);
  assert.deepEqual(script.statements, []);
  assert.deepEqual(script.unreadable, [{ start: 0, end: text.length }]);
  assert.deepEqual(syntaxProblems(script), []);
});
