import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  escapeForReplacement,
  explainSed,
  holeCharacter,
  literalPattern,
  occurrences,
  parseSedScript,
  planSed,
  runSed,
  type SubstituteCommand,
  Work,
  withDelimiter,
} from '../../server/src/sed/index.ts';
import { applyEdits } from '../../server/src/text/index.ts';

// What holds for every sed script, however odd.

const runs = { numRuns: 1500, seed: 20180615 };
const BUDGET = 20_000;

const syntax = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'s y / | , a b \\ ( ) { } [ ] * ^ $ 1 ! ~ + ; i c w r e q l N G x t : & g p I \r \t s/a/b/ s|X|Y|g \\( \\) [[:alpha:]] \\{1'.split(
          ' ',
        ),
        '\n',
        ' ',
        '\0',
      ),
      fc.constantFrom('é', '😀', '\ud800', '\udc00', holeCharacter(0), holeCharacter(1)),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

const lines = fc
  .array(fc.constantFrom('a', 'b', 'ab', ' ', 'x', 'é', '_', '\n', '\n'), { maxLength: 14 })
  .map((parts) => parts.join(''));

function substituteOf(script: string, extended: boolean): SubstituteCommand | undefined {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'program' || parsed.commands.length !== 1) return undefined;
  const [command] = parsed.commands;
  return command?.kind === 'substitute' ? command : undefined;
}

describe('any script', () => {
  it('is read, run and explained without an exception, with places inside it', () => {
    fc.assert(
      fc.property(syntax, lines, fc.boolean(), (script, input, extended) => {
        const parsed = parseSedScript(script, { extended });
        if (parsed.kind !== 'program') {
          assert.ok(0 <= parsed.span.start && parsed.span.start <= parsed.span.end);
          assert.ok(parsed.span.end <= script.length);
          return;
        }
        runSed(parsed, [input, script], { work: new Work(BUDGET), inPlace: extended });
        explainSed(parsed);
        for (const command of parsed.commands) {
          assert.ok(command.span.start <= command.nameSpan.start && command.nameSpan.end <= command.span.end);
          assert.ok(command.span.end <= script.length);
          if (command.kind !== 'substitute' || command.regex === undefined) continue;
          literalPattern(command.regex);
          occurrences(command.regex, input);
        }
      }),
      runs,
    );
  });

  it('is taken from any command line', () => {
    const word = fc.tuple(fc.constantFrom('', '-', '--', '-e', '-i'), syntax).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (words) => {
        planSed(
          words.map((text) => ({ text, span: { start: 0, end: text.length } })),
          () => 'p\n',
        );
      }),
      runs,
    );
  });
});

describe('changes', () => {
  const command = fc
    .tuple(
      fc.constantFrom('', '', '1', '2', '$', '/a/', '2,3'),
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom('a', 'b', 'a*', '\\(a\\)\\(b\\)', '[ab]', '$', '^', 'ab\\|x', '.'),
            fc.constantFrom('', 'x', '&', '[&]', 'yy', '&&', '\\n'),
            fc.constantFrom('', 'g', '2'),
          )
          .map((parts) => `s/${parts.join('/')}`),
        fc.constantFrom(
          's/\\(a\\)\\(.\\)/\\2-\\1/g',
          's/\\(b*\\)\\(a\\)/<\\1>/',
          'y/ab/bx/',
          'd',
          'i\\\nI',
          'a\\\nA',
          'c\\\nC',
        ),
      ),
    )
    .map((parts) => parts.join(''));

  it('are all that differs between input and output', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 3 }), lines, (commands, input) => {
        const parsed = parseSedScript(commands.join('\n'), { extended: false });
        const result = parsed.kind === 'program' ? runSed(parsed, input) : undefined;
        if (result?.kind !== 'done') return;
        let inputEnd = 0;
        let outputEnd = 0;
        for (const { inputSpan, outputSpan } of result.changes) {
          same(input.slice(inputEnd, inputSpan.start), result.output.slice(outputEnd, outputSpan.start));
          inputEnd = inputSpan.end;
          outputEnd = outputSpan.end;
        }
        same(input.slice(inputEnd), result.output.slice(outputEnd));
      }),
      runs,
    );
  });

  /** A missing last line break may be added. */
  function same(before: string, now: string): void {
    assert.equal(now, now === `${before}\n` ? `${before}\n` : before);
  }
});

describe('values and delimiters', () => {
  const delimiters = fc.constantFrom('|', '#', ',', '~', '@', '%', '!', '/');

  it('an escaped value is put in as it is', () => {
    const value = fc
      .array(fc.constantFrom('a', '\\', '&', '|', '/', '\n', '#', '1', 'n', 'U', ' ', '$', ','), {
        maxLength: 8,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(value, delimiters, (text, delimiter) => {
        const script = ['s', 'X', escapeForReplacement(text, delimiter), ''].join(delimiter);
        const parsed = parseSedScript(script, { extended: false });
        assert.equal(parsed.kind, 'program', script);
        const result = parsed.kind === 'program' ? runSed(parsed, '<X>\n') : undefined;
        assert.equal(result?.kind === 'done' && result.output, `<${text}>\n`, script);
      }),
      runs,
    );
  });

  it('another delimiter keeps the meaning', () => {
    const old = fc.constantFrom('/', '|', ',', '.', '*', '&', '^', '+', '#', '(');
    const pattern = fc.array(
      fc.constantFrom(
        'a',
        'b',
        '.',
        '*',
        'D',
        '[/]',
        '[^aD]',
        '\\(',
        '\\)',
        '\\|',
        '\\.',
        '\\\\',
        '\\n',
        '(',
        ')',
        '+',
        '$',
      ),
      { maxLength: 5 },
    );
    const replacement = fc.array(fc.constantFrom('x', '&', '\\&', 'D', '\\\\', '\\1', '\\n', '\\\n'), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        old,
        pattern,
        replacement,
        delimiters,
        fc.boolean(),
        (was, left, right, delimiter, extended) => {
          const escaped = (parts: readonly string[]) =>
            parts.map((part) => (part === 'D' ? `\\${was}` : part)).join('');
          const script = ['s', escaped(left), escaped(right), 'g'].join(was);
          const command = substituteOf(script, extended);
          const edits = command === undefined ? undefined : withDelimiter(script, command, delimiter);
          if (command === undefined || edits === undefined) return;
          const other = substituteOf(applyEdits(script, edits), extended);
          assert.equal(other?.delimiter, delimiter);
          assert.equal(other?.regex?.text, command.regex?.text, script);
          assert.deepEqual(other?.replacement, command.replacement, script);
        },
      ),
      runs,
    );
  });
});
