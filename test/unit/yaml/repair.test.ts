import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../server/src/text/index.ts';
import { Repair } from '../../../server/src/yaml/index.ts';

// Source `a\n  b\n  c`, repaired `a\nb\nc`.
const source = 'a\n  b\n  c';
const repair = new Repair([
  { start: 2, end: 4 },
  { start: 6, end: 8 },
]);

describe('a repair', () => {
  it('converts offsets to the source and back', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((offset) => repair.toSource(offset)),
      [0, 1, 4, 5, 8, 9],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((offset) => repair.toSourceEnd(offset)),
      [0, 1, 2, 5, 6, 9],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((offset) => repair.toRepaired(offset)),
      [0, 1, 2, 2, 2, 3, 4, 4, 4, 5],
    );
  });

  it('is made along with other edits', () => {
    const made = (start: number, end: number, text: string) =>
      applyEdits(source, repair.compose([{ span: { start, end }, text }]));
    assert.equal(applyEdits(source, repair.compose([])), 'a\nb\nc');
    assert.equal(made(2, 3, 'x'), 'a\nx\nc');
    assert.equal(made(2, 2, '- '), 'a\n- b\nc');
    assert.equal(made(2, 4, ''), 'a\nc');
    assert.equal(made(0, 5, 'x'), 'x');
    assert.equal(made(3, 3, '!'), 'a\nb!\nc');
    assert.equal(made(5, 5, '!'), 'a\nb\nc!');
  });
});
