import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Script, syntaxProblems } from '../../../server/src/shell/index.ts';
import { parse, shown } from './show.ts';

function texts(script: Script, spans: readonly { readonly start: number; readonly end: number }[]): string[] {
  return spans.map(({ start, end }) => script.source.text.slice(start, end));
}

test('the first line tells the interpreter', () => {
  const script = parse('#! /usr/bin/env  bash -l \na');
  assert.deepEqual(script.shebang, {
    span: { start: 0, end: 25 },
    interpreter: '/usr/bin/env',
    interpreterSpan: { start: 3, end: 15 },
    argument: 'bash -l',
  });
  assert.equal(parse('#!').shebang?.interpreter, '');
  assert.equal(parse('#!/bin/bash').shebang?.argument, '');
  for (const text of ['', '\n#!/bin/bash', ' #!/bin/bash', '# !/bin/bash', '\ufeff#!/bin/bash']) {
    assert.equal(parse(text).shebang, undefined, JSON.stringify(text));
  }
});

test('comments are kept with their places', () => {
  const script = parse(
    '#!/bin/bash\n# one\na # two\necho "# no" b#no $(c #three\n)\nif d # four\nthen e; fi',
  );
  assert.deepEqual(
    script.comments.map(({ text }) => text),
    [' one', ' two', 'three', ' four'],
  );
  assert.deepEqual(
    texts(
      script,
      script.comments.map(({ span }) => span),
    ),
    ['# one', '# two', '#three', '# four'],
  );
});

test('a byte order mark is a blank', () => {
  assert.deepEqual(shown('\ufeffexport A=1\nb'), ['(cmd export @A=1)', '(cmd b)']);
  assert.deepEqual(parse('\ufeff#!/bin/bash\na').statements[0]?.span, { start: 13, end: 14 });
});

test('bash takes a byte order mark for a letter, so that problems behind it are certain only where that changes nothing', () => {
  assert.deepEqual(
    syntaxProblems(parse('\ufeff#!/bin/bash\nfi')).map(({ token }) => token),
    ['fi'],
  );
  for (const text of ['\ufeffif a\nb', "\ufeff# it's\nfi"]) {
    assert.deepEqual(syntaxProblems(parse(text)), []);
    assert.equal(parse(text).unreadable.length, 1);
  }
});

test('a script with Windows line ends reads as the one that was meant', () => {
  const text =
    '#!/bin/bash\r\nexport A=1\r\nif b; then\r\n  c \\\r\n    d\r\nfi\r\ncat <<E\r\nx\r\nE\r\nexec "$@"\r\n';
  const script = parse(text);
  assert.equal(script.crlf, true);
  assert.equal(script.shebang?.interpreter, '/bin/bash');
  assert.deepEqual(shown(text), [
    '(cmd export @A=1)',
    '(if (cmd b) then (cmd c d))',
    '(cmd cat <<E{x⏎})',
    '(cmd exec "$@")',
  ]);
  assert.deepEqual(
    texts(
      script,
      script.statements.map(({ span }) => span),
    ),
    ['export A=1', 'if b; then\r\n  c \\\r\n    d\r\nfi', 'cat <<E', 'exec "$@"'],
  );
  assert.equal(parse('a\n').crlf, false);
  assert.deepEqual(shown('a\rb'), ['(cmd a\rb)']);
});

test('spans count UTF-16 units', () => {
  const script = parse('echo "🦀é" 日\nb');
  const [first] = script.statements;
  assert.equal(first?.kind, 'command');
  if (first?.kind !== 'command') return;
  assert.deepEqual(
    first.words.map(({ span }) => [span.start, span.end]),
    [
      [0, 4],
      [5, 10],
      [11, 12],
    ],
  );
  assert.deepEqual(script.statements[1]?.span, { start: 13, end: 14 });
});

test('spans in backquotes are those of the script', () => {
  const text = 'x=`a \\`b "\\$C"\\` d`';
  const script = parse(text);
  const [outer] = script.statements;
  assert.equal(outer?.kind, 'command');
  if (outer?.kind !== 'command') return;
  const value = outer.assignments[0]?.value;
  const substitution = value?.kind === 'word' ? value.parts[0] : undefined;
  assert.equal(substitution?.kind, 'substitution');
  if (substitution?.kind !== 'substitution') return;
  const [command] = substitution.statements;
  assert.equal(command?.kind, 'command');
  if (command?.kind !== 'command') return;
  assert.deepEqual(
    texts(
      script,
      command.words.map(({ span }) => span),
    ),
    ['a', '\\`b "\\$C"\\`', 'd'],
  );
});

test('units are the lines that bash reads at once', () => {
  const script = parse('#!/bin/bash\n\na; b\nf() {\n c\n}\ncat <<E\nx\nE\n# end\n');
  assert.deepEqual(
    texts(
      script,
      script.units.map(({ span }) => span),
    ),
    ['#!/bin/bash\n\na; b\n', 'f() {\n c\n}\n', 'cat <<E\nx\nE\n', '# end\n'],
  );
  assert.deepEqual(
    script.units.map(({ statements }) => statements.length),
    [2, 1, 1, 0],
  );
});

test('parts of commands have their places', () => {
  const text = 'A="b$C" export -n D+=${E:-f} 2> g';
  const script = parse(text);
  const [command] = script.statements;
  assert.equal(command?.kind, 'command');
  if (command?.kind !== 'command') return;
  const declared = command.words[2]?.assignment;
  const parameter = declared?.value.kind === 'word' ? declared.value.parts[0] : undefined;
  assert.equal(parameter?.kind, 'parameter');
  if (parameter?.kind !== 'parameter' || declared === undefined) return;
  assert.deepEqual(
    texts(script, [
      command.span,
      ...command.assignments.flatMap(({ span, nameSpan, value }) => [span, nameSpan, value.span]),
      declared.span,
      declared.nameSpan,
      declared.value.span,
      parameter.nameSpan,
      parameter.operand?.span ?? { start: 0, end: 0 },
      ...command.redirections.flatMap(({ span, target }) => [span, target.span]),
    ]),
    [text, 'A="b$C"', 'A', '"b$C"', 'D+=${E:-f}', 'D', '${E:-f}', 'E', 'f', '2> g', 'g'],
  );
  assert.equal(declared.append, true);
});
