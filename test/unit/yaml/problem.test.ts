import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlProblemKind } from '../../../server/src/yaml/index.ts';
import { markedAt, read, unmarked } from './marked.ts';

// The place of the problem is between « and ».
const CASES: readonly (readonly [kind: YamlProblemKind, marked: string, found?: string])[] = [
  ['control-character', 'a: b«\x07»c'],
  ['conflict-markers', 'a: 1\n«<<<<<<< HEAD»\nb: 1\n=======\nb: 2\n>>>>>>> other\n'],
  ['web-page', '«<!DOCTYPE html>»\n<html lang="en">\n<a href="x: y">\n'],
  ['tab', 'a:\n«\t»b: 1\n'],
  ['tab', 'a: b«\t»\n'],
  ['tab', 'a: 1 «\t»# note\n'],
  ['tab', 'a: |«\t»\n  b\n', '\t'],
  ['open-quote', 'a: «"open»\nb: 1\n'],
  ['open-quote', "a: «'open» \nb: 1\n"],
  ['open-quote', 'a: «"x»\nb: "y"\nc: "z"\n'],
  ['open-quote', "a: «'x»\nb: 'y'\n"],
  ['open-quote', 'a: «"x»\n---\nb: "y"\n'],
  ['open-quote', 'a: {\n  b: «"x»\n}\nc: "y"\n'],
  ['bad-escape', 'a: "C:«\\U»sers"'],
  ['bad-escape', 'a: "«\\d»"'],
  ['text-after-value', 'a: "x" «y z»  \nb: 1'],
  ['text-after-value', "a: 'x'«y»\n"],
  ['text-after-bracket', 'link: «{port}/status»\nb: 1'],
  ['text-after-bracket', 'image: «{{registry}}/worker»\n'],
  ['reserved-character', 'a: «@x»\n'],
  ['reserved-character', 'a: «`x`»\n'],
  ['reserved-character', 'a: «%x»\n'],
  ['reserved-character', 'a: «*.csv»\n'],
  ['reserved-character', 'a: [«|» b]\n', '|'],
  ['reserved-character', 'a:\n- «,»b\n', ','],
  ['block-header', 'a: > «some text»\n  x\n'],
  ['block-header', 'a: |«x»\n'],
  ['missing-colon', 'a: 1\n«scheduler»\nb: 2\n'],
  ['missing-colon', 'a: 1\n«scheduler»'],
  ['missing-colon', '«distributed»\nkubernetes: 1\n'],
  ['missing-colon', 'a:\n  «wor»\n  b: 1\n'],
  ['missing-colon', 'a:\n- name: x\n  «ima»\n'],
  ['missing-space', 'a: 1\n«image:latest»\nb: 2\n'],
  ['missing-space', '«key:value»\nb: 1\n'],
  ['nested-mapping', 'image: «foo:» bar\n'],
  ['nested-mapping', 'a: «"b":» c\n'],
  ['nested-mapping', "a: «it's:» b\n"],
  ['nested-mapping', 'a: some text\n  «that goes on, note:» y\n'],
  ['nested-mapping', 'a: {b: c«:» d}\n'],
  ['inline-list', 'args: «-» a\n'],
  ['inline-list', 'args: [«-» a]\n'],
  ['indentation', 'a:\n    b: 1\n  «c»: 2\n'],
  ['indentation', 'a: [x]\n  «b»: 1\n'],
  ['indentation', 'a: |\n  x\n «b»: 1\n'],
  ['list-in-mapping', 'a: 1\n«-» b\n'],
  ['mapping-in-list', '- a\n«b»: 1\n'],
  ['long-key', `«${'x'.repeat(1100)}:» 1\n`, 'x'.repeat(40)],
  ['open-bracket', 'a: «[»1, 2\nb: 3\n'],
  ['open-bracket', 'a: «[»\n  1,\n  2\nb: 3\n'],
  ['open-bracket', 'a: {b: «[»1, 2}\nc: 1\n'],
  ['open-bracket', 'a: «{»b: c'],
  ['extra-bracket', 'a: [1]«]»\n'],
  ['extra-bracket', 'a: «]»\n'],
  ['missing-comma', "a: ['x' «'y'»]\n"],
  ['extra-comma', 'a: [1,«,» 2]\n'],
  ['unknown-alias', 'a: «*x»\n'],
  ['duplicate-anchor', 'a: &x 1\nb: «&x» 2\n'],
  ['bad-tag', 'a: «!{x»\n'],
  ['unknown-tag', 'a: «!!python/object:os.x» {}\n'],
  ['unknown-tag', 'a: «!env» X\n'],
  ['unknown-tag', 'a: «!e!x» y\n'],
  ['tag-mismatch', 'a: «!!int x»\n'],
  ['tag-mismatch', 'a: «!!seq» {}\n'],
  ['directive', '«%YAML 2.0»\n---\na: 1\n'],
  ['directive', '«%NAME»\na: 1\n'],
  ['bad-date', 'a: «2001-13-45»\n'],
  ['bad-date', 'a: «2001-01-01 25:00:00»\n'],
  ['bad-number', 'a: «0x_»\n'],
  ['bad-merge', '<<: «1»\n'],
  ['bad-key', '«[a, b]»: c\n'],
  ['bad-key', 'a: {«{ x }»}\n'],
  ['reserved-word', 'a: «=»\n'],
  ['reserved-word', '- «<<»\n'],
  ['unexpected', '- «:» x\n'],
];

describe('the first problem of a text', () => {
  for (const [kind, marked, found] of CASES)
    it(`${kind}: ${JSON.stringify(marked).slice(0, 60)}`, () => {
      const { text, span } = unmarked(marked);
      const { problem } = read(text);
      assert.ok(problem !== undefined && span !== undefined);
      assert.equal(markedAt(text, problem.span), marked);
      assert.equal(problem.kind, kind);
      assert.equal(problem.found, found ?? text.slice(span.start, span.end).split('\n')[0]);
    });

  it('is a syntax problem before one of a value, wherever they stand', () => {
    assert.equal(read('a: !mine x\nb: [1\n').problem?.kind, 'open-bracket');
    assert.equal(read('a: !mine x\nb: 0x_\n').problem?.kind, 'unknown-tag');
  });

  it('can be one of a later document', () => {
    const document = read('a: 1\n---\nb: [\n');
    assert.deepEqual(document.furtherDocuments, [{ start: 5, end: 8 }]);
    assert.equal(document.problem?.kind, 'open-bracket');
  });
});

const FINE: readonly string[] = [
  '<<<<<<< HEAD',
  'text: |\n  <<<<<<< HEAD\n  =======\n',
  '<html>',
  'a: [\n1,\n2\n]\n',
  'a: {b: c,\nd: e}\n',
  'a: "x\ny"\n',
  'a: "\tx"\n',
  'a: b]\n',
  'a: http://x:80/y\n',
  'a: b #c\n',
  'a: b#c\n',
  'a: ${X}\n',
  'a: ${X:-y}\n',
  'a: {port}\n',
  '{a}',
  'a:\n- b\nc: d\n',
  '? a\n: b\n',
  '&a [*a]',
  '=: a',
  '! 12',
  '\ufeffa: 1\n',
  'a: b\u2028 c\n',
  'a: 1\r\nb: 2\r\n',
  'a: 1\rb: 2\r',
  '%YAML 1.2\n---\na: 1\n',
];

describe('what PyYAML reads', () => {
  for (const text of FINE)
    it(JSON.stringify(text), () => {
      const { problem, slip } = read(text);
      assert.deepEqual({ problem, slip }, { problem: undefined, slip: undefined });
    });
});
