import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RepositoryOptions } from '../../server/src/binder/index.ts';
import { type Files, fixed, shownFindings } from '../support/repository.ts';

/** A small repository and what one rule says of it. */
export interface RuleCase {
  readonly title: string;
  /** The start script; `#!/bin/bash` is put before it unless it begins with `#!`. Left out: there is none. */
  readonly start?: string;
  /** The start script as it is. */
  readonly raw?: string;
  readonly files?: Files;
  readonly options?: RepositoryOptions;
  /** `line:from-to severity fix`, with the path before it for other files than the start script; quiet when left out. */
  readonly found?: readonly string[];
  /** The start script after the safe fixes of the rule, without its first line if that was put there. */
  readonly fixed?: string;
  /** The same after all fixes of the rule, unsafe ones too. */
  readonly mended?: string;
  /** Other files after all fixes of the rule. */
  readonly mendedFiles?: Readonly<Record<string, string>>;
}

const PATH = 'binder/start';
const SHEBANG = '#!/bin/bash\n';

/** Runs all rules over each repository, and looks at what one of them says. */
export function describeRule(code: string, cases: readonly RuleCase[]): void {
  describe(code, () => {
    for (const one of cases) {
      const files = filesOf(one);
      test(`${one.title}: findings`, async () => {
        const shown = (await shownFindings(files, one.options))
          .filter((line) => line.includes(` ${code} `))
          .map((line) =>
            (line.startsWith(`${PATH}:`) ? line.slice(PATH.length + 1) : line).replace(` ${code}`, ''),
          );
        assert.deepEqual(shown, one.found ?? []);
      });
      if (one.fixed !== undefined)
        test(`${one.title}: after the safe fixes`, async () => {
          const result = await fixed(
            files,
            one.options,
            (fix, finding) => finding.code === code && fix.safety === 'safe',
          );
          assert.equal(bare(result[PATH], one), one.fixed);
        });
      if (one.mended !== undefined || one.mendedFiles !== undefined)
        test(`${one.title}: after all fixes`, async () => {
          const result = await fixed(files, one.options, (_fix, finding) => finding.code === code);
          if (one.mended !== undefined) assert.equal(bare(result[PATH], one), one.mended);
          for (const [path, text] of Object.entries(one.mendedFiles ?? {})) assert.equal(result[path], text);
        });
    }
  });
}

function filesOf({ start, raw, files }: RuleCase): Files {
  if (raw !== undefined) return { [PATH]: raw, ...files };
  if (start === undefined) return files ?? {};
  return { [PATH]: start.startsWith('#!') ? start : SHEBANG + start, ...files };
}

function bare(text: string | Uint8Array | undefined, { start }: RuleCase): string {
  const whole = String(text);
  return start === undefined || start.startsWith('#!') || !whole.startsWith(SHEBANG)
    ? whole
    : whole.slice(SHEBANG.length);
}
