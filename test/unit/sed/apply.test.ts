import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  holeCharacter,
  parseSedScript,
  type RunOptions,
  type RunResult,
  runSed,
  type SedProgram,
} from '../../../server/src/sed/index.ts';

// What GNU sed 4.9 makes of these inputs.

function program(script: string, extended = false): SedProgram {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'program') throw new Error(`${script}: ${parsed.kind}`);
  return parsed;
}

function run(script: string, input: string | readonly string[], options: RunOptions = {}, extended = false) {
  return runSed(program(script, extended), input, options);
}

function output(result: RunResult): string {
  return result.kind === 'done' ? result.output : `unknown: ${result.reason}`;
}

type Row = readonly [script: string, input: string, output: string];

const SUBSTITUTION: readonly Row[] = [
  ['s|WORKER_IMAGE|gcr.io/p/i:9e|g', '- image: WORKER_IMAGE\n', '- image: gcr.io/p/i:9e\n'],
  ['s/a/X/', 'a a\na\n', 'X a\nX\n'],
  ['s/a/X/2', 'a a a\n', 'a X a\n'],
  ['s/a/X/2g', 'a a a\n', 'a X X\n'],
  ['s/b*/x/g', 'abc\n', 'xaxcx\n'],
  ['s/a*/x/2', 'baac\n', 'bxc\n'],
  ['s/$/;/', 'a\n\nb\n', 'a;\n;\nb;\n'],
  ['s/a$/X/;s/b/Y/', 'a\r\nb\r\n', 'a\r\nY\r\n'],
  ['s/IMAGE/[&]\\&\\0/', 'IMAGE\n', '[IMAGE]&IMAGE\n'],
  ['s|X|/lab?a=1&b=2|', 'url: X\n', 'url: /lab?a=1Xb=2\n'],
  ['s|X|a\\tb\\nc\\qd|', 'X\n', 'a\tb\ncqd\n'],
  ['s/o/\\d065\\x41\\o101\\cA/', 'o\n', 'AAA\x01\n'],
  ['s/o/\\x26\\x5c1/', 'o\n', '&\\1\n'],
  ['s/X/a\\\nb/', 'X\n', 'a\nb\n'],
  ['s/\\(a\\)b/\\U\\1x\\Ey/;s/cd/\\u&/;s/EF/\\L&/', 'ab cd EF\n', 'AXy Cd ef\n'],
  ['s/\\(z*\\)\\(b\\)/\\u\\1\\2/', 'b\n', 'B\n'],
  ['s/\\(z*\\)\\(b\\)/\\u\\1-\\2/', 'b\n', '-b\n'],
  ['s/\\(z*\\)\\(b\\)/\\u\\1\\1\\2/', 'b\n', 'b\n'],
  ['s/\\( *- image: \\).*/\\1x/', '   - image: y # z\n', '   - image: x\n'],
  ['s/KEY/x/I', 'key\n', 'x\n'],
  ['/a/s//b/', 'a\n', 'b\n'],
  ['s/USER/u/g;s/USER_ID/7/g', 'USER USER_ID\n', 'u u_ID\n'],
];

const PATTERNS: readonly Row[] = [
  ['s|${A}|x|;s|$B|y|', '${A} $B\n', 'x y\n'],
  ['s|{{IMAGE}}|x|;s|{{ USER }}|y|', '{{IMAGE}} {{ USER }}\n', 'x y\n'],
  ['s|a.b|X|g', 'a.b axb a/b ab\n', 'X X X ab\n'],
  ['s/a+/X/;s/b\\+/Y/;s/c\\?d/Z/', 'a+ bbb cd\n', 'X Y Z\n'],
  ['s/*/star/', 'a*\n', 'astar\n'],
  ['s/\\(*a\\)/<\\1>/', 'a*a\n', 'a<*a>\n'],
  ['s/^*a/X/', '*a\n', 'X\n'],
  ['s/a^b$c/X/', 'a^b$c\n', 'X\n'],
  ['s/a\\{2\\}/X/;s/b{2}/Y/', 'aaa b{2}\n', 'Xa Y\n'],
  ['s/a\\|b/Y/g', 'a b a|b\n', 'Y Y Y|Y\n'],
  ['s|a\\|b|X|g', 'a b a|b\n', 'a b X\n'],
  ['s.a\\.b.X.g', 'a.b axb\n', 'X X\n'],
  ['s*a\\*b*Y*g', 'a*b aab ab\n', 'a*Y Y Y\n'],
  ['s/[/]/X/', 'a/b\n', 'aXb\n'],
  ['s/[\\/]/X/g', 'a/b\\c\n', 'aXbXc\n'],
  ['s/[]x]/X/g;s/[^]X]/-/g', 'a]x\n', '-XX\n'],
  ['s/[[:space:]]*$//;s/[0-9]\\+/N/g', 'a 12 b 3   \n', 'a N b N\n'],
  ['s/\\<a/X/g;s/b\\>/Y/g', 'a ba ab bb\n', 'X ba XY bY\n'],
  ['s/\\bkey\\b/K/g', 'key keys my-key\n', 'K keys my-K\n'],
  ['s/\\W/_/g', 'a-b c\n', 'a_b_c\n'],
  ['N;s/a.b/X/', 'a\nb\n', 'X\n'],
  ['N;s/a$/X/M;s/^b/Y/M', 'a\nb\n', 'X\nY\n'],
  ['N;s/[\\n]/+/', 'a\nb\n', 'a+b\n'],
];

const EXTENDED: readonly Row[] = [
  ['s|\\{\\{IMAGE\\}\\}|x|', '{{IMAGE}}\n', 'x\n'],
  ['s/a+|zz/X/g;s/(b|c){2}/Y/', 'aaa zz bc\n', 'X X Y\n'],
  ['s/(d)(e)/\\2\\1/', 'de\n', 'ed\n'],
  ['s|a\\|b|Z|g', 'a b a|b\n', 'Z Z Z|Z\n'],
  ['s/a|ab/X/', 'abc\n', 'Xc\n'],
  ['s/(a|ab)(c|bcd)(d*)/<\\1|\\2|\\3>/', 'abcd\n', '<a|bcd|>\n'],
  ['s/a{,2}/x/', 'aaa\n', 'xa\n'],
  ['s/()b/<\\1>/', 'ab\n', 'a<>\n'],
];

const ADDRESSES: readonly Row[] = [
  ['2d', 'a\nb\nc\n', 'a\nc\n'],
  ['$d', 'a\nb\nc\n', 'a\nb\n'],
  ['2,$d', 'a\nb\nc\n', 'a\n'],
  ['2!d', 'a\nb\nc\n', 'b\n'],
  ['/b/,/d/d', 'a\nb\nc\nd\ne\n', 'a\ne\n'],
  ['/b/,2d', 'a\nb\nc\nb\nc\n', 'a\nc\nc\n'],
  ['0,/a/d', 'a\nb\na\n', 'b\na\n'],
  ['1,/a/d', 'a\nb\na\nc\n', 'c\n'],
  ['1~2d', 'a\nb\nc\n', 'b\n'],
  ['0~2d', 'a\nb\nc\n', 'a\nc\n'],
  ['2,+1d', 'a\nb\nc\nd\n', 'a\nd\n'],
  ['1,~2d', 'a\nb\nc\n', 'c\n'],
  ['3,1d', 'a\nb\nc\nd\n', 'a\nb\nd\n'],
  ['\\|a/b|d', 'a/b\nc\n', 'c\n'],
  ['/A/Id', 'a\nb\n', 'b\n'],
  ['/^#/!s/b/B/', '# b\nb\n', '# b\nB\n'],
  ['2,3{s/a/x/;/c/d}', 'a\na\nac\na\n', 'a\nx\na\n'],
];

const COMMANDS: readonly Row[] = [
  ['p', 'a\n', 'a\na\n'],
  ['=', 'a\nb\n', '1\na\n2\nb\n'],
  ['1i top', 'a\n', 'top\na\n'],
  ['$a end', 'a\nb', 'a\nb\nend\n'],
  [
    '/image:/a\\        imagePullPolicy: Always',
    '  image: x\n',
    '  image: x\n        imagePullPolicy: Always\n',
  ],
  ['/b/c\\\nX\\\n  Y', 'a\nb\n', 'a\nX\n  Y\n'],
  ['1,2c X', 'a\nb\nc\n', 'X\nc\n'],
  ['a a\\tb\\qc', 'x\n', 'x\na\tbqc\n'],
  ['y/abc/xyz/', 'aabbcc\n', 'xxyyzz\n'],
  ['y,/\\n,x\\,,', 'a/\n', 'ax\n'],
  ['2q', 'a\nb\nc\n', 'a\nb\n'],
  ['2Q', 'a\nb\nc\n', 'a\n'],
  ['n;d', 'a\nb\nc\n', 'a\nc\n'],
  ['N;s/\\n/+/', 'a\nb\nc\n', 'a+b\nc\n'],
  ['$!N;P;D', 'a\nb\nc\n', 'a\nb\nc\n'],
  ['1!G;h;$!d', 'a\nb\nc\n', 'c\nb\na\n'],
  ['x;$G', 'a\nb\n', '\na\nb\n'],
  [':a;s/^a*\\(a\\)b/\\1/;ta', 'aab\n', 'a\n'],
  [':a;N;$!ba;s/\\n/ /g', 'a\nb\nc\n', 'a b c\n'],
  ['s/a/b/;Tx;s/$/!/;:x', 'a\nc\n', 'b!\nc\n'],
  ['l 5', 'ab\tc\\\n', 'ab\\t\\\nc\\\\$\nab\tc\\\n'],
  ['z;s/^$/e/', 'a\n', 'e\n'],
  ['#n\np', 'a\n', 'a\n'],
  ['s/a/b/ # tail\n# more', 'a\n', 'b\n'],
  ['$a\\', 'a', 'a\n'],
  ['$q', 'a', 'a\n'],
  ['s/a/b/', 'x\na', 'x\nb'],
  ['s/a/b/;$a x;1i y', '', ''],
];

for (const [title, rows, extended] of [
  ['substitution', SUBSTITUTION, false],
  ['patterns', PATTERNS, false],
  ['extended patterns', EXTENDED, true],
  ['addresses', ADDRESSES, false],
  ['commands', COMMANDS, false],
] as const) {
  describe(title, () => {
    for (const [script, input, expected] of rows) {
      test(JSON.stringify(script), () => assert.equal(output(run(script, input, {}, extended)), expected));
    }
  });
}

describe('a run', () => {
  test('without printing', () => {
    assert.equal(output(run('s/a/X/p', 'a\nb\n', { quiet: true })), 'X\n');
  });

  test('has an exit status', () => {
    const result = run('q300', 'a\n');
    assert.equal(result.kind === 'done' && result.exit, 44);
  });

  test('over several files, as one stream or apart', () => {
    const files = ['a\nx\n', 'a\nx\n'];
    assert.equal(output(run('1s/a/c/;$s/x/y/', files)), 'c\nx\na\ny\n');
    assert.equal(output(run('1s/a/c/;$s/x/y/', files, { separate: true })), 'c\ny\nc\ny\n');
    assert.equal(output(run('p', ['a', 'b'], { quiet: true })), 'a\nb');
  });

  test('in place gives each file its own text and leaves later ones after q', () => {
    const result = run('1s/a/c/;$s/x/y/', ['a\nx', 'a\nx\n'], { inPlace: true });
    assert.deepEqual(result.kind === 'done' && result.files, ['c\ny', 'c\ny\n']);
    const stopped = run('q', ['a\nb\n', 'c\n'], { inPlace: true });
    assert.deepEqual(stopped.kind === 'done' && stopped.files, ['a\n']);
    assert.equal(stopped.kind === 'done' && stopped.stoppedIn, 0);
  });

  test('fails on an empty pattern before any other', () => {
    const result = run('2s//x/', 'a\nb\n');
    assert.equal(output(result), 'a\n');
    assert.equal(
      result.kind === 'done' && result.error,
      'sed: -e expression #1, char 0: no previous regular expression',
    );
    assert.equal(result.kind === 'done' && result.exit, 1);
  });

  test('writes and reads other files', () => {
    const result = run('s/a/X/w out\n/c/w other', 'a\nb\na\n');
    assert.deepEqual(result.kind === 'done' && result.written, [
      { name: 'out', text: 'X\nX\n' },
      { name: 'other', text: '' },
    ]);
    const readFile = (name: string) => (name === 'known' ? 'text' : name === 'gone' ? null : undefined);
    assert.equal(output(run('1r known', 'a\nb\n', { readFile })), 'a\ntextb\n');
    assert.equal(output(run('1r gone', 'a\nb\n', { readFile })), 'a\nb\n');
    assert.equal(run('1r else', 'a\nb\n', { readFile }).kind, 'unknown');
    assert.equal(output(run('3r else', 'a\nb\n', { readFile })), 'a\nb\n');
  });
});

describe('unknown', () => {
  const unknown = (script: string, input = 'ab ab\n', extended = false) => {
    const result = run(script, input, {}, extended);
    return result.kind === 'unknown' ? result.reason : 'known';
  };

  test('what sed runs or what versions differ in', () => {
    assert.equal(unknown('e'), 'a command that sed runs');
    assert.equal(unknown('s/a/ls/e'), 'a command that sed runs');
    assert.equal(unknown('F'), 'the name of the input file');
    assert.equal(unknown('R x'), 'reads another file line by line');
    assert.equal(unknown('w /dev/stdout'), 'writes to a device');
    assert.equal(unknown('2,~2d', 'a\nb\n'), 'a range to a multiple that begins at a multiple');
  });

  test('only when it is carried out', () => {
    assert.equal(unknown('9e'), 'known');
    assert.equal(unknown('/\\(a\\)\\1/d'), 'back-references in a pattern');
  });

  test('groups and anchors that the C library treats in its own way', () => {
    assert.equal(unknown('s/(ab )*/<\\1>/', 'ab ab\n', true), 'groups inside a repetition');
    assert.equal(unknown('s/(ab ?)*/<&>/', 'ab ab\n', true), 'known');
    assert.equal(unknown('s/(\\<a?){2}/X/', 'ab ab\n', true), 'an anchor inside a repetition');
    assert.equal(unknown('s/b*\\B/X/'), 'the anchor \\B beside a repetition');
    assert.equal(unknown('s/^^a/X/'), 'a caret after another anchor');
  });

  test('endless loops and endless growth', () => {
    for (const script of [':a;ba', ':a;s/.*/&&/;ta', ':a;H;G;ba', ':a;p;ba']) {
      assert.equal(unknown(script), 'it takes more steps than the budget of the simulation allows', script);
    }
  });
});

describe('text beyond ASCII', () => {
  test('is known where bytes and characters agree', () => {
    assert.equal(output(run('s|X|é ü|;s|ü.*|Z|', 'X!\n')), 'é Z\n');
    assert.equal(output(run('s/image: .*/image: x/', 'é image: ü\n')), 'é image: x\n');
    assert.equal(output(run('s/[[:space:]]*$//', 'é  \n')), 'é\n');
  });

  test('is unknown where they do not', () => {
    for (const script of [
      's/./X/',
      's/^.$/X/',
      's/\\w/X/',
      's/[^a]/X/',
      's/\\bé/X/',
      's/é/\\U&/',
      'y/é/ü/;s/.$//',
      'l',
    ]) {
      assert.equal(run(script, 'é\n').kind, 'unknown', script);
    }
  });

  test('is unknown when it is no text at all', () => {
    assert.equal(run('s/a/b/', '\ud800\n').kind, 'unknown');
  });
});

describe('holes', () => {
  const hole = holeCharacter(0);

  test('go through where they are only written', () => {
    assert.equal(output(run(`s|X|a${hole}b|`, 'X!\n')), `a${hole}b!\n`);
    assert.equal(output(run(`$a ${hole}`, 'x\n')), `x\n${hole}\n`);
  });

  test('are unknown where they decide', () => {
    assert.equal(run(`s|${hole}|x|`, 'X\n').kind, 'unknown');
    assert.equal(run(`/${hole}/d`, 'X\n').kind, 'unknown');
    assert.equal(run(`s|X|${hole}|;s|Y|z|`, 'X\n').kind, 'unknown');
    assert.equal(run(`s|X|\\U${hole}|`, 'X\n').kind, 'unknown');
    assert.equal(run('s|X|z|', `${hole}\n`).kind, 'unknown');
  });
});

describe('changes', () => {
  const changes = (script: string, input: string | readonly string[], options: RunOptions = {}) => {
    const result = run(script, input, options);
    if (result.kind === 'unknown') throw new Error(result.reason);
    return result.changes.map(({ file, inputSpan, outputSpan, command }) => [
      file,
      [inputSpan.start, inputSpan.end],
      [outputSpan.start, outputSpan.end],
      command,
    ]);
  };

  test('of a substitution', () => {
    assert.deepEqual(changes('s/a/XY/g', 'a b a\n'), [
      [0, [0, 1], [0, 2], 0],
      [0, [4, 5], [5, 7], 0],
    ]);
  });

  test('leave out the groups that are kept', () => {
    assert.deepEqual(changes('s/\\(image: \\).*/\\1new/', 'image: old\n'), [[0, [7, 10], [7, 10], 0]]);
    assert.deepEqual(changes('s/b/[&]/', 'abc\n'), [
      [0, [1, 1], [1, 2], 0],
      [0, [2, 2], [3, 4], 0],
    ]);
  });

  test('name the last command that touched a place', () => {
    assert.deepEqual(changes('s/a/b/;s/b/cc/', 'a\n'), [[0, [0, 1], [0, 2], 1]]);
  });

  test('of whole lines', () => {
    assert.deepEqual(changes('2d', 'a\nb\nc\n'), [[0, [2, 4], [2, 2], 0]]);
    assert.deepEqual(changes('1i x\n1a y', 'a\n'), [
      [0, [0, 0], [0, 2], 0],
      [0, [2, 2], [4, 6], 1],
    ]);
    assert.deepEqual(changes('1c x', 'a\nb\n'), [[0, [0, 2], [0, 2], 0]]);
  });

  test('of files edited in place have offsets of their own', () => {
    assert.deepEqual(changes('s/a/bb/', ['xa\n', 'a\n'], { inPlace: true }), [
      [0, [1, 2], [1, 3], 0],
      [1, [0, 1], [0, 2], 0],
    ]);
  });

  test('of y are runs', () => {
    assert.deepEqual(changes('y/ab/xy/', 'cabc\n'), [[0, [1, 3], [1, 3], 0]]);
  });
});

test('time is linear in the text', () => {
  const text = 'a'.repeat(100_000);
  const started = performance.now();
  assert.equal(output(run('s/(a*)*b/x/', `${text}\n`, {}, true)), `${text}\n`);
  assert.equal(output(run('s/(a|aa)*$/x/', `${text}\n`, {}, true)), 'x\n');
  assert.equal(output(run('s/a/b/g', `${text}\n`)), `${'b'.repeat(100_000)}\n`);
  assert.ok(performance.now() - started < 15_000);
});
