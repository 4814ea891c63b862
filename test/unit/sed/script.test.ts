import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  literalPattern,
  occurrences,
  parseSedPieces,
  parseSedScript,
  type SedCommand,
  type SedProgram,
  type SubstituteCommand,
  writtenFiles,
} from '../../../server/src/sed/index.ts';

function program(script: string, extended = false): SedProgram {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'program') throw new Error(`${script}: ${parsed.kind}`);
  return parsed;
}

function substitute(script: string, extended = false): SubstituteCommand {
  const [command] = program(script, extended).commands;
  if (command?.kind !== 'substitute') throw new Error(script);
  return command;
}

const text = (script: string, { span }: SedCommand) => script.slice(span.start, span.end);

describe('commands', () => {
  test('have the span from address to last character', () => {
    const script = ' 1,$ s|a|b|g ; /x/ d\n2q 5;$a\\\n  t\\\nu\n:l;b l # c\n{p}';
    assert.deepEqual(
      program(script).commands.map((command) => text(script, command)),
      ['1,$ s|a|b|g', '/x/ d', '2q 5', '$a\\\n  t\\\nu', ':l', 'b l', '{', 'p', '}'],
    );
  });

  test('know their partners and targets', () => {
    const { commands } = program('{p;{d};b e};:e;t');
    assert.deepEqual(
      commands.map((c) => [
        c.name,
        c.kind === 'block' ? c.partner : c.kind === 'jump' ? c.target : undefined,
      ]),
      [
        ['{', 6],
        ['p', undefined],
        ['{', 4],
        ['d', undefined],
        ['}', 2],
        ['b', 7],
        ['}', 0],
        [':', undefined],
        ['t', 9],
      ],
    );
  });

  test('have addresses', () => {
    const addresses = (script: string) => {
      const [command] = program(script).commands;
      const one = (address: SedCommand['address1']) => {
        if (address === undefined) return undefined;
        const { span, ...rest } = address;
        return rest.kind === 'regex'
          ? [rest.regex?.text, rest.regex?.ignoreCase, span.end]
          : Object.values(rest);
      };
      return [one(command?.address1), one(command?.address2), command?.negated];
    };
    assert.deepEqual(addresses('2p'), [['line', 2], undefined, false]);
    assert.deepEqual(addresses('2~3,$!p'), [['step', 2, 3], ['last'], true]);
    assert.deepEqual(addresses('/a/I,+2p'), [['a', true, 4], ['plus', 2], false]);
    assert.deepEqual(addresses('\\,a\\,b,,~4p'), [['a,b', false, 7], ['multiple', 4], false]);
    assert.deepEqual(addresses('//p'), [[undefined, undefined, 2], undefined, false]);
  });

  test('of several pieces go on in the next', () => {
    const piece = (script: string) => ({ kind: 'expression', text: script, extended: false }) as const;
    const parsed = parseSedPieces([piece('1{'), piece('a\\'), piece('  x'), piece('}')]);
    assert.equal(parsed.kind, 'program');
    if (parsed.kind !== 'program') return;
    assert.deepEqual(
      parsed.commands.map((c) => [c.name, c.piece, c.kind === 'text' ? c.text : undefined]),
      [
        ['{', 0, undefined],
        ['a', 1, '  x\n'],
        ['}', 3, undefined],
      ],
    );
  });

  test('name the files they write', () => {
    assert.deepEqual(writtenFiles(program('s/a/b/w one\nw two\nr three\n5w one')), ['one', 'two']);
  });
});

describe('s', () => {
  test('has its parts', () => {
    const script = '$ s,a\\,\\(b\\),x\\,\\1&\\U\\n,gI2p';
    const command = substitute(script);
    const cut = ({ start, end }: { start: number; end: number }) => script.slice(start, end);
    assert.equal(cut(command.patternSpan), 'a\\,\\(b\\)');
    assert.equal(cut(command.replacementSpan), 'x\\,\\1&\\U\\n');
    assert.equal(cut(command.flagsSpan), 'gI2p');
    assert.equal(command.delimiter, ',');
    assert.deepEqual(command.delimiters, [3, 12, 23]);
    assert.deepEqual(command.escapedDelimiters, [5, 14]);
    assert.equal(command.regex?.text, 'a,\\(b\\)');
    assert.equal(command.regex?.groups, 1);
    assert.deepEqual(command.replacement, [
      { kind: 'text', text: 'x,' },
      { kind: 'group', number: 1 },
      { kind: 'group', number: 0 },
      { kind: 'case', change: 'U' },
      { kind: 'text', text: '\n' },
    ]);
    assert.deepEqual(
      [command.global, command.number, command.print, command.regex?.ignoreCase, command.highestReference],
      [true, 2, true, true, 1],
    );
  });

  test('takes a file name to the end of the line', () => {
    const command = substitute('s/a/b/gw out; p\n');
    assert.deepEqual(command.file, { name: 'out; p', span: { start: 9, end: 15 } });
  });
});

describe('patterns', () => {
  const regex = (pattern: string, extended = false) => {
    const { regex: found } = substitute(`s\x01${pattern}\x01\x01`, extended);
    if (found === undefined) throw new Error(pattern);
    return found;
  };

  test('without special characters are literal', () => {
    for (const [pattern, extended, literal] of [
      ['WORKER_IMAGE', false, 'WORKER_IMAGE'],
      ['${X}', false, '${X}'],
      ['{{X}}', false, '{{X}}'],
      ['a\\.b', false, 'a.b'],
      ['a+b', false, 'a+b'],
      ['a+b', true, undefined],
      ['\\{\\{X\\}\\}', true, '{{X}}'],
      ['a.b', false, undefined],
      ['^a', false, undefined],
    ] as const) {
      assert.equal(literalPattern(regex(pattern, extended)), literal, pattern);
    }
  });

  test('are found in a text line by line', () => {
    const spans = (pattern: string, input: string) =>
      occurrences(regex(pattern), input)?.map(({ start, end }) => [start, end]);
    assert.deepEqual(spans('a', 'a b\nba\n'), [
      [0, 1],
      [5, 6],
    ]);
    assert.deepEqual(spans('x*$', 'axx\nb\n'), [
      [1, 3],
      [5, 5],
    ]);
    assert.deepEqual(spans('image: .*', 'é\nimage: ü\n'), [[2, 10]]);
    assert.deepEqual(spans('NOPE', 'a\n'), []);
    assert.equal(spans('.', 'é\n'), undefined);
    assert.equal(spans('a', '\ue000\n'), undefined);
    assert.equal(spans('\\(a\\)\\1', 'aa\n'), undefined);
  });
});
