import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScript } from '../../../server/src/shell/index.ts';
import { SourceText } from '../../../server/src/text/index.ts';

const BEFORE = '#!/bin/bash\na "$A"\nif b; then\n  c\nfi\ncat <<E\nx\nE\nd\n';

/** Reads a text after `BEFORE`; tells the texts of the units that were taken over. */
function kept(after: string, before = BEFORE): string[] {
  const previous = parseScript(new SourceText('start', before));
  const { units } = previous;
  const source = new SourceText('start', after);
  const next = parseScript(source, previous);
  assert.deepEqual(next, parseScript(source));
  return next.units.filter((unit) => units.includes(unit)).map(({ span }) => source.slice(span));
}

test('units around a change are taken over', () => {
  const around = ['#!/bin/bash\na "$A"\n', 'cat <<E\nx\nE\n', 'd\n'];
  assert.deepEqual(kept(BEFORE.replace('  c', '  cc')), around);
  assert.deepEqual(kept(BEFORE.replace('  c', '')), ['#!/bin/bash\na "$A"\n', 'cat <<E\nx\nE\n', 'd\n']);
  assert.deepEqual(kept(`${BEFORE}e`), [
    '#!/bin/bash\na "$A"\n',
    'if b; then\n  c\nfi\n',
    'cat <<E\nx\nE\n',
    'd\n',
  ]);
  assert.deepEqual(kept(BEFORE.slice(0, -1)), [
    '#!/bin/bash\na "$A"\n',
    'if b; then\n  c\nfi\n',
    'cat <<E\nx\nE\n',
  ]);
});

test('a unit that fails leaves those behind it as they are', () => {
  assert.deepEqual(kept('a\n)\nb\nc\n', 'a\nx\nb\nc\n'), ['a\n', 'b\n', 'c\n']);
  assert.deepEqual(kept('a\nx\nb\nc\n', 'a\n)\nb\nc\n'), ['a\n', 'b\n', 'c\n']);
});

test('the first line is read anew when it stands elsewhere, and the line that becomes the first one', () => {
  assert.deepEqual(kept('x\n#!/bin/sh\na\nb\n', '#!/bin/sh\na\nb\n'), ['b\n']);
  assert.deepEqual(kept('#!/bin/sh\na\nb\n', 'x\n#!/bin/sh\na\nb\n'), ['b\n']);
});

test('the same text is taken over as a whole', () => {
  assert.equal(kept(BEFORE).length, 4);
});

test('what a unit looked at counts, not where it ends', () => {
  assert.deepEqual(kept('a\n"b\nc"\n', 'a\n"b\nc\n'), ['a\n']);
  assert.deepEqual(kept('a\nif b; then\nc\nfi\n', 'a\nif b; then\nc\n'), ['a\n']);
  assert.deepEqual(kept('cat <<E\na\nE\n', 'cat <<E\na\n'), []);
  assert.deepEqual(kept('a \\\n b', 'a \\\n'), []);
});

test('an unrelated model does no harm', () => {
  assert.deepEqual(kept('x\n', 'y\nz\n'), []);
  assert.deepEqual(kept('', BEFORE), []);
  assert.deepEqual(kept('a\r\nb\r\n', 'a\nb\n'), []);
  assert.deepEqual(kept('a\nb\n', 'a\r\nb\r\n'), []);
  assert.deepEqual(kept('a\nls @(b)\nshopt -s extglob\n', 'a\nls @(b)\nshopt -s nullglob\n'), []);
});
