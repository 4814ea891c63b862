// Scripts made of pieces of shell, of which few are right: what must hold for any text, and, where the machine has
// bash 5.2, that bash reads what we read. SHELL_SEED and SHELL_COUNT make it try other texts, and more.
// SHELL_CASES names a JSON file with `cases`, each with a `script`, which are read and compared too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  literalText,
  parseScript,
  type Script,
  syntaxProblems,
  type Word,
  type WordPart,
  walkStatements,
  wordsOf,
} from '../../server/src/shell/index.ts';
import { SourceText } from '../../server/src/text/index.ts';
import { expandedWords, hasBash, refusals } from '../support/bash-oracle.ts';

const seed = Number(process.env['SHELL_SEED'] ?? 20_24);
const count = Number(process.env['SHELL_COUNT'] ?? 300);

const LINES = [
  '#!/bin/bash -l\n',
  'export A="$B" C=d\n',
  'A=${B:-${C%/*}} D=(e f)\n',
  'if [[ -z "${X}" ]]; then\n  a\nelse b; fi\n',
  'for i in *.txt {a,b}; do c "$i"; done\n',
  'while read -r l; do d; done < e\n',
  'case $1 in a|b*) c ;; *) d; esac\n',
  'f() { local a=1; g "$@" | h; }\n',
  "cat > x <<EOF\n$A it's\nEOF\n",
  "cat <<'E'\n`x` $(\nE\n",
  'sed -i "s|A|${B}|g" f.yaml && { a; } || exit 1\n',
  'a > b 2>&1 &\n',
  '(cd a && b) # c\n',
  'A=$(b `c` "$(d)") e $((1 + $F))\n',
  '[[ $a =~ ^(b|c)$ && ! -f d ]]\n',
  '(( a++ )) ; ! b\n',
  "echo 'a'\"b\"$'c\\n' d\\ e ~/f\n",
  'exec "$@"\n',
] as const;
const PIECES = [
  ...[
    'if ',
    'then ',
    'else ',
    'fi',
    'do ',
    'done',
    'esac',
    'in ',
    'case x in ',
    'for x ',
    'while ',
    'function f ',
    'f() ',
  ],
  ...[
    ';',
    ';;',
    '\n',
    '|',
    '||',
    '&',
    '&&',
    '|&',
    '(',
    ')',
    '((',
    '))',
    '{ ',
    '}',
    '[[ ',
    ' ]]',
    '!',
    'time ',
    'coproc ',
  ],
  ...[
    '"',
    "'",
    '`',
    '\\',
    '\\\n',
    '$',
    '$(',
    '${',
    '$((',
    "$'",
    '<(',
    '#',
    '=',
    'A=(',
    '[',
    ']',
    '*',
    '~',
    '{a,b}',
    ',',
  ],
  ...[
    '<',
    '>',
    '2>&1',
    '<<E\n',
    'E\n',
    '<<<',
    '-n ',
    '== ',
    '=~ ',
    'a',
    ' ',
    '\t',
    'é',
    '🦀',
    '@(',
    'A=1 ',
    '$X',
  ],
] as const;

const line = fc.constantFrom(...LINES);
const script = fc.array(line, { maxLength: 6 }).map((lines) => lines.join(''));
const edit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(6),
  inserted: fc.oneof(
    fc.constant(''),
    fc.constantFrom(...PIECES),
    fc.constantFrom(...PIECES),
    line,
    fc.constantFrom('\r\n', '\r', '\ufeff', 'extglob', '\u0000'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  ),
});
type Edit = { readonly place: number; readonly removed: number; readonly inserted: string };

function edited(text: string, { place, removed, inserted }: Edit): string {
  const at = Math.floor(place * (text.length + 1));
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function read(text: string, previous?: Script): Script {
  return parseScript(new SourceText('start', text), previous);
}

describe('any text', () => {
  test('is read without an exception, and all of it', () => {
    fc.assert(
      fc.property(script, fc.array(edit, { maxLength: 4 }), (text, edits) => {
        check(read(edits.reduce(edited, text)));
      }),
      { seed, numRuns: count * 3 },
    );
  });

  test('of random characters too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => check(read(text))),
      { seed, numRuns: count },
    );
  });

  test('cut off anywhere', () => {
    const whole = LINES.join('');
    for (let length = 0; length <= whole.length; length++) check(read(whole.slice(0, length)));
  });

  test('read with an earlier model is read as without', () => {
    fc.assert(
      fc.property(script, fc.array(edit, { minLength: 1, maxLength: 8 }), (start, edits) => {
        let text = start;
        let model = read(text);
        for (const one of edits) {
          text = edited(text, one);
          model = read(text, model);
          assert.deepEqual(model, parseScript(model.source));
        }
      }),
      { seed, numRuns: count },
    );
  });
});

/** Units follow each other, statements lie in order inside what holds them, and parts cover their word. */
function check(model: Script): void {
  let position = 0;
  for (const { span } of model.units) {
    assert.equal(span.start, position);
    position = span.end;
  }
  if (!model.tooLarge) assert.equal(position, model.source.text.length);
  walkStatements(
    model,
    (statement) => {
      assert.ok(statement.span.start < statement.span.end || statement.kind === 'unparsed');
      for (const word of wordsOf(statement)) checkParts(word);
    },
    { substitutions: true },
  );
  for (const { span } of syntaxProblems(model)) assert.ok(span.start <= span.end && span.end <= position);
}

function checkParts(word: Word): void {
  const starts = word.parts.map(({ span }) => span.start);
  const ends = word.parts.map(({ span }) => span.end);
  if (word.parts.length > 0) assert.deepEqual([word.span.start, ...ends], [...starts, word.span.end]);
  else assert.equal(word.span.start, word.span.end);
  for (const part of word.parts) {
    if (part.kind === 'parameter' && part.operand !== undefined) checkParts(part.operand);
    if (part.kind === 'literal' && !part.escaped)
      assert.ok(part.text.length <= part.span.end - part.span.start);
  }
}

const bash = hasBash();

describe('bash itself', { skip: bash ? false : 'no bash 5.2 was found' }, () => {
  test('reads what we read', (context) => {
    const texts = fc
      .sample(fc.tuple(script, fc.array(edit, { maxLength: 3 })), { seed, numRuns: count })
      .map(([text, edits]) => edits.reduce(edited, text))
      // bash leaves zero bytes out, takes a byte order mark and a carriage return for letters, and reads `extglob` late.
      .filter((text) => !/\0|\r|\ufeff|extglob/.test(text) && Buffer.from(text).toString() === text);
    compare(texts, (message) => context.diagnostic(message));
  });

  test('reads the cases of a file as we do', {
    skip: process.env['SHELL_CASES'] === undefined,
  }, (context) => {
    const { cases } = JSON.parse(readFileSync(process.env['SHELL_CASES'] ?? '', 'utf8')) as {
      readonly cases: readonly { readonly script?: string }[];
    };
    const texts = cases.flatMap(({ script: text }) =>
      text === undefined || text.includes('\r') ? [] : text,
    );
    compare(texts, (message) => context.diagnostic(message));
  });

  test('makes the same of quotes, braces and tildes', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        '1',
        '..',
        ',',
        '{',
        '}',
        '{a,b}',
        '{1..3}',
        '=',
        ':',
        '/',
        '~',
        '-',
        '#',
        '!',
        'é',
        '🦀',
        '%',
        '^',
        '+',
      ],
      ...[
        '"',
        "'",
        '\\',
        '\\\n',
        '"a b"',
        "'c d'",
        "$'e\\tf'",
        '\\"',
        "\\'",
        '\\ ',
        '\\\\',
        '"\\$"',
        '"\\a"',
        "''",
      ],
    );
    const commands = fc
      .sample(fc.array(piece, { minLength: 1, maxLength: 7 }), { seed, numRuns: count * 4 })
      .map((pieces) => pieces.join(''))
      // In `~=~` bash expands the first sign, for no reason that is written down.
      .filter(
        (text) =>
          !text.includes('~=~') &&
          !text.startsWith('#') &&
          !text.endsWith('\\') &&
          syntaxProblems(read(`x ${text}`)).length === 0,
      );
    const expanded = expandedWords(commands);
    assert.equal(expanded.length, commands.length);
    for (const [i, text] of commands.entries()) {
      const words = argumentsOf(text);
      if (words.length === 0 || words.every(({ parts }) => parts.every(isNothing))) continue;
      // A tilde with a name is the home of a user that may exist; how often braces expand is another's task.
      if (words.some(({ parts }) => parts.some(({ kind }) => kind === 'tilde'))) continue;
      if (words.some(({ parts }) => parts.some(({ kind }) => kind === 'brace')))
        assert.notDeepEqual(expanded[i], [text], JSON.stringify(text));
      else assert.deepEqual(words.map(literalText), expanded[i], JSON.stringify(text));
    }
  });
});

/** A continued line alone is a word for us, and none for bash. */
function isNothing(part: WordPart): boolean {
  return part.kind === 'literal' && part.text === '';
}

function argumentsOf(text: string): readonly Word[] {
  const [command] = read(`x ${text}`).statements;
  return command?.kind === 'command' ? command.words.slice(1) : [];
}

function compare(texts: readonly string[], report: (message: string) => void): void {
  const answers = refusals(texts);
  const found = texts.map((text) =>
    syntaxProblems(read(text)).filter(({ kind }) => kind !== 'here-document'),
  );
  const missed: string[] = [];
  for (const [i, text] of texts.entries()) {
    const [problem] = found[i] ?? [];
    const answer = answers[i];
    if (answer === undefined)
      assert.equal(problem, undefined, `${JSON.stringify(text)} is fine, but: ${JSON.stringify(problem)}`);
    else if (problem === undefined) missed.push(`${JSON.stringify(text)}: ${answer}`);
  }
  const refused = answers.filter((answer) => answer !== undefined).length;
  report(`${texts.length} scripts, ${refused} refused by bash, ${missed.length} of them not by us`);
  for (const one of missed) report(one);
  assert.ok(missed.length <= refused * 0.05, missed.join('\n'));
}
