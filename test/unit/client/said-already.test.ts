import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { isSaidAlready, type Said } from '../../../client/src/said-already.ts';
import { SourceText } from '../../../server/src/text/index.ts';
import { lintFiles } from '../../support/repository.ts';

interface Observed {
  readonly by: 'YAML' | 'shellcheck';
  readonly path: string;
  readonly text: string;
  /** `line severity message`, lines from 1. */
  readonly said: readonly string[];
}

const file = join(process.env['PROJECT_ROOT'] ?? '.', 'test/unit/client/neighbours-observed.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Observed[] };

/**
 * What both call a mistake on one line, and ours says more: what it does to the launch, the file or the server, which
 * nobody knows who reads the script alone.
 */
const SAYS_MORE: readonly string[] = [
  // The other finding is about another mistake of the line.
  'dask/key-not-read | Map keys must be unique',
  'dask/legacy-key | All mapping items must start at the same column',
  'repo/bad-ignore | SC2068',
  // The command that BinderHub passes breaks.
  'start/exec-args | SC2068',
  // The image cannot start the file, or starts it with another shell.
  'start/crlf | SC1017',
  'start/shebang-interpreter | SC2096',
  'start/shebang-interpreter | SC2239',
  'start/shebang-missing | SC1115',
];

suite('what neighbours say already', () => {
  test('is what their servers were seen to call an error, where ours adds nothing of the launch', async () => {
    const kept = new Set<string>();
    const left = new Set<string>();
    for (const { by, path, text, said } of cases) {
      const source = new SourceText(path, text);
      const own = ((await lintFiles({ [path]: text })).findings.get(path) ?? []).map(
        ({ code, span }): Said => ({
          source: 'Pangeo Binder',
          code,
          severity: 0,
          firstLine: source.lines.lineAt(span.start),
          lastLine: source.lines.lineAt(span.end),
        }),
      );
      for (const one of said) {
        const [, line = '', severity, message = ''] = /^(\d+) (\w+) (.*)$/.exec(one) ?? [];
        if (severity !== 'error') continue;
        const at = Number(line) - 1;
        const other: Said = { source: by, code: '', severity: 0, firstLine: at, lastLine: at };
        for (const finding of own) {
          if (at < finding.firstLine || finding.lastLine < at) continue;
          const kind = by === 'YAML' ? message.replaceAll(/["'].*["']/g, '…') : (message.split(' ')[0] ?? '');
          if (isSaidAlready(finding, [other])) left.add(finding.code);
          else kept.add(`${finding.code} | ${kind}`);
        }
      }
    }
    assert.deepEqual([...kept].sort(), [...SAYS_MORE].sort());
    assert.deepEqual(
      [...left].sort(),
      [
        'start/bad-assignment',
        'start/command-typo',
        'start/syntax',
        'yaml/duplicate-key',
        'yaml/indented-under-scalar',
        'yaml/syntax',
      ].sort(),
    );
  });

  test('is said on the same line, as an error, by one who is known', () => {
    const own: Said = {
      source: 'Pangeo Binder',
      code: 'yaml/syntax',
      severity: 0,
      firstLine: 3,
      lastLine: 4,
    };
    const other: Said = { source: 'YAML', code: '0', severity: 0, firstLine: 4, lastLine: 9 };
    assert.equal(isSaidAlready(own, [other]), true);
    assert.equal(isSaidAlready(own, [{ ...other, firstLine: 2 }]), false);
    assert.equal(isSaidAlready(own, [{ ...other, severity: 1 }]), false);
    assert.equal(isSaidAlready(own, [{ ...other, source: 'yaml-schema: mine' }]), false);
    assert.equal(isSaidAlready(own, [{ ...other, source: undefined }]), false);
    assert.equal(isSaidAlready({ ...own, code: 'dask/unknown-key' }, [other]), false);
    assert.equal(isSaidAlready(own, []), false);
  });
});
