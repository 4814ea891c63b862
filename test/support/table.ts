import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Files, lintFiles, show } from './repository.ts';

/** One row: a text, and what one rule says of it. */
export interface Row {
  readonly text: string;
  /** `line:from-to severity fix`, as `show` writes them; empty where the rule is quiet. */
  readonly expected: readonly string[];
  /** Entries of the environment's dependencies, such as `dask=2021.3.0`. */
  readonly pins?: readonly string[];
  /** Other files of the repository. */
  readonly files?: Files;
  /** Words that the first message must hold. */
  readonly says?: readonly string[];
}

/** Checks rows of one rule; each text is a file at `path`. */
export function ruleTable(code: string, path: string, rows: Readonly<Record<string, Row>>): void {
  describe(code, () => {
    for (const [name, { text, expected, pins, files, says = [] }] of Object.entries(rows)) {
      test(name, async () => {
        const all: Files = {
          [path]: text,
          ...(pins === undefined ? {} : { 'binder/environment.yml': environment(pins) }),
          ...files,
        };
        const { findings } = await lintFiles(all);
        const own = [...findings.values()].flat().filter((finding) => finding.code === code);
        const shown = own.map((finding) =>
          show(finding, all).replace(`${path}:`, '').replace(` ${code} `, ' '),
        );
        assert.deepEqual(shown, expected);
        for (const { message } of own) assertWellPut(message);
        for (const word of says) {
          assert.ok(
            own[0]?.message.includes(word),
            `${own[0]?.message ?? 'no finding'} does not say ${word}`,
          );
        }
      });
    }
  });
}

export function environment(pins: readonly string[]): string {
  return `dependencies:\n${pins.map((pin) => `  - ${pin}\n`).join('')}`;
}

/** A worker template as a file, with what matters to a test in it. */
export function pod(spec: string, metadata = ''): string {
  return `kind: Pod\n${metadata}spec:\n  restartPolicy: Never\n${spec}`;
}

/** A container of a worker with these arguments after `dask-worker`, and further lines. */
export function worker(args: string, more = ''): string {
  return pod(
    `  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, ${args}]\n${more}`,
  );
}

/** At most two sentences, each with an end, and no words that ask. */
function assertWellPut(message: string): void {
  const bare = message.replace(/`[^`]*`|"[^"]*"|\([^)]*\)/g, 'x').replace(/\d\.\d/g, '0');
  const sentences = bare.split(/[.?]\s+(?=[A-Zx0])/);
  assert.ok(sentences.length <= 2, `more than two sentences: ${message}`);
  assert.match(message, /[.?"]$/, message);
  assert.doesNotMatch(message, /[Pp]lease|should consider|undefined|NaN/);
}
