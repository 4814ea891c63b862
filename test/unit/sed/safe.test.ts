import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  escapeForReplacement,
  freeDelimiter,
  parseSedScript,
  valueDangers,
  withDelimiter,
} from '../../../server/src/sed/index.ts';
import { applyEdits } from '../../../server/src/text/index.ts';

function redelimited(script: string, delimiter: string, extended = false): string | undefined {
  const parsed = parseSedScript(script, { extended });
  if (parsed.kind !== 'program') throw new Error(script);
  const command = parsed.commands.find((one) => one.kind === 'substitute');
  if (command === undefined) throw new Error(script);
  const edits = withDelimiter(script, command, delimiter);
  return edits === undefined ? undefined : applyEdits(script, edits);
}

describe('another delimiter', () => {
  test('keeps the meaning', () => {
    assert.equal(redelimited('s/WORKER_IMAGE/x/g', '|'), 's|WORKER_IMAGE|x|g');
    assert.equal(redelimited('1,$ s/a\\/b/c\\/d/ ; p', '|'), '1,$ s|a/b|c/d| ; p');
    assert.equal(redelimited('s|a\\|b|c|', '#'), 's#a|b#c#');
    assert.equal(redelimited('s/[/]\\/\\\\/\\&/', ','), 's,[/]/\\\\,\\&,');
    assert.equal(redelimited('s&a\\&b&x\\&y&', '|'), 's|a&b|x\\&y|');
    assert.equal(redelimited('s/a/b/', '/'), 's/a/b/');
  });

  test('is refused where it already stands', () => {
    assert.equal(redelimited('s/a|b/c/', '|'), undefined);
    assert.equal(redelimited('s/a/c\\|d/', '|'), undefined);
    assert.equal(redelimited('s/a/b/', 'x'), undefined);
    assert.equal(redelimited('s/a/b/', '\\'), undefined);
  });

  test('is the first that is free', () => {
    assert.equal(freeDelimiter(['WORKER_IMAGE', 'gcr.io/p/i:9e']), '|');
    assert.equal(freeDelimiter(['a|b', '#'], ','), '~');
    assert.equal(freeDelimiter(['|#,~@%!']), undefined);
  });
});

describe('values', () => {
  test('are escaped for a replacement', () => {
    assert.equal(escapeForReplacement('a&b|c\\d\ne/', '|'), 'a\\&b\\|c\\\\d\\\ne/');
    assert.equal(escapeForReplacement('gcr.io/p/i:1', '|'), 'gcr.io/p/i:1');
  });

  test('have dangers', () => {
    assert.deepEqual(valueDangers('gcr.io/p/i:1', '|'), []);
    assert.deepEqual(valueDangers('gcr.io/p/i:1', '/'), ['delimiter']);
    assert.deepEqual(valueDangers('a?b=1&c', '|'), ['ampersand']);
    assert.deepEqual(valueDangers('C:\\', '|'), ['trailing-backslash', 'backslash']);
    assert.deepEqual(valueDangers('C:\\\\', '|'), ['backslash']);
    assert.deepEqual(valueDangers('a\nb', '|'), ['newline']);
  });
});
