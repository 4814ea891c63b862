import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, type HereDocument, hereDocumentsOf } from '../../../server/src/shell/index.ts';
import { parse, shown } from './show.ts';

function documents(text: string): { script: string; found: readonly HereDocument[] } {
  return { script: text, found: parse(text).statements.flatMap(hereDocumentsOf) };
}

test('the body is expanded unless the marker is quoted', () => {
  assert.deepEqual(shown('cat <<E\n$A ${B} $(c) `d` \\$e "f\'\nE\nx'), [
    `(cmd cat <<E{$A· ·\${B}· ·$((cmd c))· ·\`(cmd d)\`· $e "f'⏎\\})`,
    '(cmd x)',
  ]);
  for (const marker of ["'E'", '"E"', '\\E', "''E", "$'E'"]) {
    const [found] = documents(`cat <<${marker}\n$A\nE\n`).found;
    assert.equal(found?.marker, 'E');
    assert.equal(found?.quoted, true);
    assert.deepEqual(
      found?.parts.map(({ kind }) => kind),
      ['single'],
    );
  }
  assert.deepEqual(shown('cat <<$X\na\n$X\nb'), ['(cmd cat <<$X{a⏎})', '(cmd b)']);
});

test('tabs are removed for <<- only', () => {
  assert.deepEqual(shown('cat <<-E\n\ta\n\t\t$B\n\tE\nx'), ['(cmd cat <<-E{a⏎·$B·⏎})', '(cmd x)']);
  assert.deepEqual(shown("cat <<-'E'\n\ta\n  b\n\tE\nx"), ["(cmd cat <<-'E'{quoted 'a⏎  b⏎'})", '(cmd x)']);
  assert.deepEqual(shown('cat <<E\n\ta\n\tE\nE'), ['(cmd cat <<E{⇥a⏎⇥E⏎})']);
});

test('an end marker with blanks around it ends nothing', () => {
  const text = 'cat <<E > f\na\n E\nE \nexec "$@"\n';
  const { found } = documents(text);
  assert.deepEqual(shown(text), ['(cmd cat <<E{open a⏎ E⏎E ⏎exec "·$@·"⏎} >f)']);
  assert.deepEqual(found[0]?.span, { start: 12, end: text.length });
  assert.equal(found[0]?.endSpan, undefined);
});

test('the last line needs no line break, and an empty marker is an empty line', () => {
  assert.deepEqual(shown('cat <<E\na\nE'), ['(cmd cat <<E{a⏎})']);
  assert.deepEqual(shown('cat <<""\na\n\nb'), ['(cmd cat <<""{quoted \'a⏎\'})', '(cmd b)']);
  assert.deepEqual(shown('cat <<E'), ['(cmd cat <<E{open })']);
});

test('bodies follow the line, whatever else it holds', () => {
  assert.deepEqual(shown('cat <<A <<B; c\na\nA\nb\nB\nd'), [
    '(cmd cat <<A{a⏎} <<B{b⏎})',
    '(cmd c)',
    '(cmd d)',
  ]);
  assert.deepEqual(shown('cat <<E | sed s/a/b/ && c\na\nE\n'), [
    '((pipe (cmd cat <<E{a⏎}) | (cmd sed s/a/b/)) && (cmd c))',
  ]);
  assert.deepEqual(shown('cat <<E && (\na\nE\nb)'), ['((cmd cat <<E{a⏎}) && (subshell (cmd b)))']);
  assert.deepEqual(shown('if a; then cat <<E\n fi\nE\nfi'), ['(if (cmd a) then (cmd cat <<E{ fi⏎}))']);
  assert.deepEqual(shown("x=$(cat <<'E'\nit's ) \"\nE\n)\ny"), [
    "(cmd x=$((cmd cat <<'E'{quoted 'it's ) \"⏎'})))",
    '(cmd y)',
  ]);
});

test('a backslash joins lines of the body, so that the marker behind it is none', () => {
  assert.deepEqual(shown('cat <<E\na\\\nE\nE'), ['(cmd cat <<E{aE⏎})']);
  assert.deepEqual(shown("cat <<'E'\na\\\nE\nb"), ["(cmd cat <<'E'{quoted 'a\\⏎'})", '(cmd b)']);
});

test('what cannot be read in a body is no problem of the script', () => {
  assert.deepEqual(shown('cat <<E\n$(if) ${a\nE\nb'), ['(cmd cat <<E{unreadable<$(if) ${a⏎>})', '(cmd b)']);
});

test('places', () => {
  const text = 'cat <<E; b\naé\nE\nc\n';
  const { statements } = parse(text);
  const [first, second] = statements;
  assert.deepEqual(first?.span, { start: 0, end: 7 });
  assert.deepEqual(second?.span, { start: 9, end: 10 });
  const [found] = documents(text).found;
  assert.deepEqual(found?.span, { start: 11, end: 14 });
  assert.deepEqual(found?.endSpan, { start: 14, end: 15 });
  assert.equal(first && endOf(first), 15);
  assert.equal(second && endOf(second), 10);
});
