import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commandName,
  isAssignmentOnly,
  literalText,
  parametersIn,
  type Statement,
  statementAt,
  statementsAt,
  walkStatements,
  wordAt,
  wordsOf,
} from '../../../server/src/shell/index.ts';
import { parse, word } from './show.ts';

const NESTED = [
  'f() { a1; }',
  'if a2; then a3; else a4; fi',
  'for i in $(s1); do a5; done',
  'while a6; do a7; done',
  'case $(s2) in x) a8;; esac',
  'a9 "$(s3 `s4`)" > >(s5) && { ( a10 | a11 ); }',
  'a12 <<E ; a13',
  '$(s6)',
  'E',
  'A=$(s7) B=(x $(s8)) C=${D:-$(s9)} E={$(s10),y} F=$(($(s11)))',
  '[[ $(s12) == $(s13) ]]',
  'export G=$(s14)',
].join('\n');

function names(substitutions: boolean): string[] {
  const found: string[] = [];
  walkStatements(
    parse(NESTED),
    (statement) => {
      const name = statement.kind === 'command' ? commandName(statement) : undefined;
      if (name !== undefined && /^[as]\d/.test(name)) found.push(name);
    },
    { substitutions },
  );
  return found;
}

test('statements are visited in the order of the text', () => {
  assert.deepEqual(names(false), [
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'a8',
    'a9',
    'a10',
    'a11',
    'a12',
    'a13',
  ]);
  assert.deepEqual(names(true), [
    ...['a1', 'a2', 'a3', 'a4', 's1', 'a5', 'a6', 'a7', 's2', 'a8', 'a9', 's3', 's4', 's5', 'a10', 'a11'],
    ...['a12', 's6', 'a13', 's7', 's8', 's9', 's10', 's11', 's12', 's13', 's14'],
  ]);
});

test('a visitor gets the statements around, and may skip what is inside', () => {
  const seen: string[] = [];
  walkStatements(parse('f() { a; }\nif b; then c; fi'), (statement: Statement, parents) => {
    seen.push([...parents, statement].map(({ kind }) => kind).join('/'));
    return statement.kind === 'function' ? 'skip' : undefined;
  });
  assert.deepEqual(seen, ['function', 'if', 'if/command', 'if/command']);
});

test('parameters are found wherever they are nested', () => {
  const [command] = parse(
    'x $A "${B:-$C ${D%$E}}" {$F,g} $(($G + H)) ${I/$J/$K} $(echo $Z) \'$Y\' "${L:-\'$M\'}"',
  ).statements;
  const found = command === undefined ? [] : wordsOf(command).flatMap((one) => parametersIn(one));
  assert.deepEqual(
    found.map(({ name }) => name),
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'I', 'J', 'K', 'L', 'M'],
  );
});

test('the text of a word is known when nothing in it is expanded', () => {
  const [command] = parse(
    `e\\cho "a b"'c'\\ d $'\\t' "x\\"y" "" $A "b$C" *.txt {a,b} ~ {D} \${X.y}`,
  ).statements;
  assert.deepEqual(command === undefined ? [] : wordsOf(command).map(literalText), [
    ...['echo', 'a bc d', '\t', 'x"y', ''],
    ...[undefined, undefined, undefined, undefined, undefined],
    ...['{D}', undefined],
  ]);
});

test('names and assignments', () => {
  const commands = parse('A=1 "ex"port B=2\nA=1\n$A x\n> f').statements.flatMap((one) =>
    one.kind === 'command' ? one : [],
  );
  assert.deepEqual(commands.map(commandName), ['export', undefined, undefined, undefined]);
  assert.deepEqual(commands.map(isAssignmentOnly), [false, true, false, false]);
});

test('the statement and the word at a caret', () => {
  const script = parse('a b\nif c; then\n  d "e $(f g)" <<E\nbody $(h)\nE\nfi\n');
  const text = script.source.text;
  const kinds = (at: number) => statementsAt(script, at).map(({ kind }) => kind);
  const at = (needle: string) => text.indexOf(needle);
  assert.deepEqual(kinds(at('b')), ['command']);
  assert.deepEqual(kinds(at('c;')), ['if', 'command']);
  assert.deepEqual(kinds(at('g)')), ['if', 'command', 'command']);
  assert.deepEqual(kinds(at('body')), ['if', 'command']);
  assert.deepEqual(kinds(at('h)')), ['if', 'command', 'command']);
  assert.deepEqual(kinds(text.length), []);
  const shownWord = (offset: number) => {
    const found = wordAt(script, offset);
    return found && word(found);
  };
  assert.equal(shownWord(at('b')), 'b');
  assert.equal(shownWord(at('g)')), 'g');
  assert.equal(shownWord(at('e $')), '"e ·$((cmd f g))"');
  assert.equal(shownWord(at('body')), undefined);
  const found = statementAt(script, at('f g'));
  assert.equal(found?.kind === 'command' && commandName(found), 'f');
});
