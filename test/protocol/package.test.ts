import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RULES } from '../../server/src/rules/index.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';

test('the extension package holds exactly the files of the golden list, and a page for each rule', () => {
  const listed = execFileSync(
    process.execPath,
    [join(root, 'node_modules/@vscode/vsce/vsce'), 'ls', '--no-dependencies'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
    .split('\n')
    .filter((line) => line !== '')
    .sort();
  const golden = readFileSync(join(root, 'test/protocol/package-files.golden.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const pages = ['docs/rules/README.md', ...RULES.map(({ meta }) => `docs/rules/${meta.code}.md`)];
  assert.deepEqual(listed, [...golden, ...pages].sort());
});
