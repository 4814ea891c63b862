import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSedPieces, parseSedScript, type SedError } from '../../../server/src/sed/index.ts';

// Messages as GNU sed 4.9 prints them in the C locale.

function refused(script: string, extended = false): SedError {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'error') throw new Error(`${script}: ${parsed.kind}`);
  return parsed;
}

const BASIC: readonly (readonly [script: string, char: number, message: string])[] = [
  ['s/WORKER_IMAGE/gcr.io/pangeo-181919/prod:9e107d9d/g', 24, "unknown option to `s'"],
  ['s/IMAGE/gcr.io/pangeo/base:2019/', 17, "unknown option to `s'"],
  ['s:X:gcr.io/p/img:9e107d9d:g', 20, "multiple number options to `s' command"],
  ['s:X:img:9107:g', 13, "unknown option to `s'"],
  ['s:X:img:9 1:g', 11, "multiple number options to `s' command"],
  ['s|X|a|b|', 7, "unknown option to `s'"],
  ['s|X|C:\\1|', 9, "invalid reference \\1 on `s' command's RHS"],
  ['s|X|a\\|', 7, "unterminated `s' command"],
  ['s|X|a\nb|', 5, "unterminated `s' command"],
  ['s', 1, "unterminated `s' command"],
  ['s/a', 3, "unterminated `s' command"],
  ['s/a/b', 5, "unterminated `s' command"],
  ['s/[/x/', 6, "unterminated `s' command"],
  ['s/[[:alpha:]/x/', 15, "unterminated `s' command"],
  ['s/a/b/gg', 8, "multiple `g' options to `s' command"],
  ['s/a/b/pp', 8, "multiple `p' options to `s' command"],
  ['s/a/b/2 3', 9, "multiple number options to `s' command"],
  ['s/a/b/0', 7, "number option to `s' command may not be zero"],
  ['s/a/b/00', 8, "number option to `s' command may not be zero"],
  ['s/a/b/k', 7, "unknown option to `s'"],
  ['s/a/b/\r', 7, "unknown option to `s'"],
  ['s/a/b/w', 7, 'missing filename in r/R/w/W commands'],
  ['s/a/\\c\\d/', 9, 'recursive escaping after \\c not allowed'],
  ['s//x/I', 6, 'cannot specify modifiers on empty regexp'],
  ['s/\\(a/b/', 8, 'Unmatched ( or \\('],
  ['s/a\\)/b/', 8, 'Unmatched ) or \\)'],
  ['s/\\(a/b/;p', 9, 'Unmatched ( or \\('],
  ['{s/\\(a/b/}', 9, 'Unmatched ( or \\('],
  ['s/a**/x/', 8, 'Invalid preceding regular expression'],
  ['s/\\{1\\}/x/', 10, 'Invalid preceding regular expression'],
  ['s/a\\{1/x/', 9, 'Unmatched \\{'],
  ['s/a\\{x\\}/x/', 11, 'Invalid content of \\{\\}'],
  ['s/a\\{2,1\\}/x/', 13, 'Invalid content of \\{\\}'],
  ['s/a\\{99999\\}/x/', 15, 'Regular expression too big'],
  ['s/\\2/x/', 7, 'Invalid back reference'],
  ['s/[b-a]/x/', 10, 'Invalid range end'],
  ['s/[a-c-e]/x/', 12, 'Invalid range end'],
  ['s/[[:foo:]]/x/', 14, 'Invalid character class name'],
  ['s[\\[a[X[', 8, 'Unmatched [, [^, [:, [., or [='],
  ['y/a/', 4, "unterminated `y' command"],
  ['y/ab/c/', 7, "strings for `y' command are different lengths"],
  ['y/a/b/g', 7, 'extra characters after command'],
  ['x/a/b/', 2, 'extra characters after command'],
  ['p p', 3, 'extra characters after command'],
  ['.bak', 1, "unknown command: `.'"],
  ['k', 1, "unknown command: `k'"],
  ['p\n1\np', 4, "unknown command: `\n'"],
  ['/x', 2, 'unterminated address regex'],
  ['\\', 1, 'unterminated address regex'],
  ['/one/X', 6, "unknown command: `X'"],
  ['1', 1, 'missing command'],
  ['!', 1, 'missing command'],
  ['1!!p', 3, "multiple `!'s"],
  ['1,p', 3, "unexpected `,'"],
  ['0p', 2, 'invalid usage of line address 0'],
  ['0,2p', 4, 'invalid usage of line address 0'],
  ['+1p', 2, 'invalid usage of +N or ~N as first address'],
  ['1,2q', 4, 'command only uses one address'],
  ['1#x', 2, "comments don't accept any addresses"],
  ['1:a', 2, ": doesn't want any addresses"],
  [':', 1, '":" lacks a label'],
  ['}', 1, "unexpected `}'"],
  ['{1}', 3, "`}' doesn't want any addresses"],
  ['{p', 0, "unmatched `{'"],
  ['a', 1, "expected \\ after `a', `c' or `i'"],
  ['a\nfoo', 3, "unknown command: `f'"],
  ['v 5.0', 5, 'expected newer version of sed'],
  ['r', 1, 'missing filename in r/R/w/W commands'],
];

const EXTENDED: typeof BASIC = [
  ['s/(a/b/', 7, 'Unmatched ( or \\('],
  ['s/a)/b/', 7, 'Unmatched ) or \\)'],
  ['s|{{USER}}|y|', 13, 'Invalid preceding regular expression'],
  ['s/*a/x/', 7, 'Invalid preceding regular expression'],
  ['s/^*/x/', 7, 'Invalid preceding regular expression'],
  ['s/a|*b/x/', 9, 'Invalid preceding regular expression'],
  ['s/a{/x/', 7, 'Unmatched \\{'],
  ['s/a{}/x/', 8, 'Invalid content of \\{\\}'],
  ['s/(a)/\\2/', 9, "invalid reference \\2 on `s' command's RHS"],
];

describe('scripts that sed refuses', () => {
  for (const [script, char, message] of BASIC) {
    test(JSON.stringify(script), () => {
      const error = refused(script);
      assert.deepEqual([error.message, error.char, error.status], [message, char, 1]);
      assert.equal(error.stderr, `sed: -e expression #1, char ${char}: ${message}`);
    });
  }
  for (const [script, char, message] of EXTENDED) {
    test(`-E ${script}`, () => {
      const error = refused(script, true);
      assert.deepEqual([error.message, error.char], [message, char]);
    });
  }
});

describe('what is printed without a position', () => {
  test('a label that is nowhere', () => {
    const error = refused('b x');
    assert.equal(error.stderr, "sed: can't find label for jump to `x'");
    assert.equal(error.status, 4);
  });

  test('a class without its outer brackets', () => {
    const error = refused('s/[:space:]*$//');
    assert.equal(error.stderr, 'sed: character class syntax is [[:space:]], not [:space:]');
    assert.equal(error.status, 4);
  });

  test('a folder as output file: the value continues with w', () => {
    const error = refused('s/IMAGE/reg/workers/');
    assert.equal(error.stderr, "sed: couldn't open file orkers/: Is a directory");
    assert.equal(error.status, 4);
  });
});

describe('where an error is', () => {
  test('counts bytes, one for a refused character beyond ASCII', () => {
    assert.equal(refused('s/é/ü/k').char, 9);
    assert.equal(refused('pé').char, 2);
    assert.deepEqual(refused('s/é/ü/k').span, { start: 6, end: 7 });
  });

  test('has a span in the script', () => {
    assert.deepEqual(refused('p;s|X|a|b|').span, { start: 8, end: 9 });
    assert.deepEqual(refused('p;s/a').span, { start: 2, end: 5 });
    assert.deepEqual(refused('s|X|C:\\1|').span, { start: 2, end: 3 });
  });

  test('names the expression', () => {
    const piece = (text: string) => ({ kind: 'expression', text, extended: false }) as const;
    const error = parseSedPieces([piece('p'), piece('s/a/b/'), piece('p;k')]);
    assert.equal(
      error.kind === 'error' && error.stderr,
      "sed: -e expression #3, char 3: unknown command: `k'",
    );
    assert.equal(error.kind === 'error' && error.piece, 2);
    const open = parseSedPieces([piece('{'), piece('p;{')]);
    assert.equal(open.kind === 'error' && open.stderr, "sed: -e expression #2, char 0: unmatched `{'");
  });

  test('names file and line', () => {
    const piece = (text: string) => ({ kind: 'file', name: 'f.sed', text, extended: false }) as const;
    for (const [text, stderr] of [
      ['p\nk', "sed: file f.sed line 2: unknown command: `k'"],
      ['\n\n{p\n', "sed: file f.sed line 3: unmatched `{'"],
      ['p\n s/a/b\n', "sed: file f.sed line 2: unterminated `s' command"],
      ['a', "sed: file f.sed line 1: expected \\ after `a', `c' or `i'"],
    ] as const) {
      const error = parseSedPieces([piece(text)]);
      assert.equal(error.kind === 'error' && error.stderr, stderr);
    }
  });
});

describe('scripts on which versions or locales differ', () => {
  for (const script of [
    'sn\\nnXn',
    's\\a\\b\\',
    'séaébé',
    's/\\x5e/b/',
    's/[é-ü]/x/',
    'y/é/ab/',
    'v 4.8',
    's/[=a=]*[[=a=]]/x/',
  ]) {
    test(script, () => assert.equal(parseSedScript(script, { extended: false }).kind, 'unknown'));
  }

  test('the sandbox refuses files and commands', () => {
    const parsed = parseSedScript('w out', { extended: false, sandbox: true });
    assert.equal(parsed.kind === 'error' && parsed.message, 'e/r/w commands disabled in sandbox mode');
    assert.equal(parseSedScript('p', { extended: false, posix: true }).kind, 'unknown');
  });

  test('a file that perhaps cannot be written comes before a later error', () => {
    assert.equal(parseSedScript('w a/b\nk', { extended: false }).kind, 'unknown');
  });
});
