import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSedArguments, type SedArguments } from '../../../server/src/sed/index.ts';

/** Each argument has its index as start and end of its span. */
function read(...texts: string[]): SedArguments {
  return parseSedArguments(texts.map((text, i) => ({ text, span: { start: i, end: i } })));
}

function summary(parsed: SedArguments) {
  return {
    suffix: parsed.inPlace?.suffix,
    scripts: parsed.scripts.map((script) => script.text),
    files: parsed.files.map((file) => file.text),
    problem: parsed.problem?.message,
  };
}

describe('in-place editing', () => {
  const rows: readonly (readonly [string[], string | undefined, string[], string[]])[] = [
    [['-i', 's/a/b/', 't'], '', ['s/a/b/'], ['t']],
    [['-i.bak', 's/a/b/', 't'], '.bak', ['s/a/b/'], ['t']],
    [['--in-place=.orig', 's/a/b/', 't'], '.orig', ['s/a/b/'], ['t']],
    [['-i', '.bak', 's/a/b/', 't'], '', ['.bak'], ['s/a/b/', 't']],
    [['-i', '', 's/a/b/', 't'], '', [''], ['s/a/b/', 't']],
    [['-i', '', '-e', 's/a/b/', 't'], '', ['s/a/b/'], ['', 't']],
    [['-ie', 's/a/b/', 't'], 'e', ['s/a/b/'], ['t']],
    [['-Ei', 's/a/b/', 't'], '', ['s/a/b/'], ['t']],
    [['-ni.o', 'p', 't'], '.o', ['p'], ['t']],
    [['-i.a', '-i', 'p', 't'], '', ['p'], ['t']],
    [['p', 't', '-i'], '', ['p'], ['t']],
    [['p', 't'], undefined, ['p'], ['t']],
  ];
  for (const [texts, suffix, scripts, files] of rows) {
    test(JSON.stringify(texts), () => {
      assert.deepEqual(summary(read(...texts)), { suffix, scripts, files, problem: undefined });
    });
  }
});

describe('scripts', () => {
  test('of -e, joined or apart, and files behind them', () => {
    const parsed = read('-ne', 'p', '-es/a/b/', '--expression=d', '--exp', 'q', 'word', '-f', 'x.sed');
    assert.deepEqual(
      parsed.scripts.map(({ kind, text, argument, offset }) => [kind, text, argument, offset]),
      [
        ['text', 'p', 1, 0],
        ['text', 's/a/b/', 2, 2],
        ['text', 'd', 3, 13],
        ['text', 'q', 5, 0],
        ['file', 'x.sed', 8, 0],
      ],
    );
    assert.deepEqual(summary(parsed).files, ['word']);
    assert.equal(parsed.quiet, true);
  });

  test('know what stands before them', () => {
    const parsed = read('-e', 'a', '-E', '-e', 'b', '--sandbox', '-e', 'c');
    assert.deepEqual(
      parsed.scripts.map(({ extended, sandbox }) => [extended, sandbox]),
      [
        [false, false],
        [true, false],
        [true, true],
      ],
    );
    assert.equal(read('p', 't', '-E').scripts[0]?.extended, true);
  });

  test('may follow a double dash', () => {
    assert.deepEqual(summary(read('-n', '--', '-x', '-i')).scripts, ['-x']);
    assert.deepEqual(summary(read('-n', '--', '-x', '-i')).files, ['-i']);
    assert.deepEqual(summary(read('p', '-')).files, ['-']);
  });
});

describe('options', () => {
  test('have places', () => {
    const parsed = read('-ni.bak', '--quiet', 'p', 't');
    assert.deepEqual(
      parsed.options.map(({ name, value, argument, span, within }) => [
        name,
        value,
        argument,
        span.start,
        within,
      ]),
      [
        ['quiet', undefined, 0, 0, { start: 0, end: 2 }],
        ['in-place', '.bak', 0, 0, { start: 2, end: 3 }],
        ['quiet', undefined, 1, 1, { start: 0, end: 7 }],
      ],
    );
  });

  test('may be shortened and joined', () => {
    const parsed = read('--sep', '--reg', '--null', '--fol', '-zsul3', 'p');
    assert.deepEqual(
      [parsed.separate, parsed.extended, parsed.nullData, parsed.followSymlinks, parsed.lineLength],
      [true, true, true, true, 3],
    );
    assert.equal(parsed.problem, undefined);
  });
});

describe('what sed refuses', () => {
  const usage = 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...';
  const rows: readonly (readonly [string[], string])[] = [
    [[], usage],
    [['-n'], usage],
    [['--in-place'], usage],
    [['-Q', 'p'], "sed: invalid option -- 'Q'"],
    [['-nep', '-h'], "sed: invalid option -- 'h'"],
    [['-n', '-e'], "sed: option requires an argument -- 'e'"],
    [['--expr'], "sed: option '--expression' requires an argument"],
    [['--quiet=3', 'p'], "sed: option '--quiet' doesn't allow an argument"],
    [['--foo=3', 'p'], "sed: unrecognized option '--foo=3'"],
    [['--s', 'p'], "sed: option '--s' is ambiguous; possibilities: '--silent' '--sandbox' '--separate'"],
    [['--f', 'p'], "sed: option '--f' is ambiguous; possibilities: '--file' '--follow-symlinks'"],
  ];
  for (const [texts, message] of rows) {
    test(JSON.stringify(texts), () => {
      const { problem } = read(...texts);
      assert.deepEqual([problem?.kind, problem?.message, problem?.status], ['usage', message, 1]);
    });
  }

  test('and what only informs', () => {
    assert.deepEqual([read('--help').problem?.kind, read('--help').problem?.status], ['help', 0]);
    assert.equal(read('-n', '--vers').problem?.kind, 'version');
  });
});
