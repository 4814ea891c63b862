import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownVariables } from '../../server/src/binder/index.ts';
import type { Finding } from '../../server/src/rules/index.ts';
import { lintFiles } from '../support/repository.ts';
import { CASES, type ObservedCase } from '../unit/launch/observed.ts';
import { type Trouble, troubles } from './observed-launches.ts';

/** Troubles that no finding tells, and why not. */
const UNTOLD: Readonly<Record<string, string>> = {
  'control-not-a-command': 'Which programs an image has is not known.',
  'source-conda': 'Which files and programs an image has outside the repository is not known.',
  'whole-unknown-command': 'Which programs an image has is not known.',
  'exec-or-fallback': 'Which programs an image has is not known; a wrapper of the server may be one of them.',
  'exec-execfail': 'Which programs an image has is not known, and with `execfail` the script goes on.',
  'param-jinja-like': 'Line 2 is text for another template engine; the refused expansion in line 3 is told.',
  'exec-then-more': 'What stands behind the hand-over is told once, at its first line.',
  'file-cp-missing': 'A folder that is there already harms nothing.',
  'file-more': 'A file that was not there to remove harms nothing; the folder that cannot be made is told.',
  'launch-not-executable-popen': 'repo2docker makes the script executable (buildpacks/base.py).',
  'launch-not-executable-bash-exec': 'repo2docker makes the script executable (buildpacks/base.py).',
  'launch-not-executable-exec': 'repo2docker makes the script executable (buildpacks/base.py).',
};

/** Findings beside a launch in which the observation shows nothing wrong, and what is wrong nevertheless. */
const BESIDE: Readonly<Record<string, string>> = {
  'file-envsubst': 'envsubst puts nothing in for a variable that is not exported.',
  'exec-quoted-star-noargs':
    'It was run without arguments, which a hub always passes; then it is exec-quoted-star.',
  'dash-echo-escapes': "dash writes the `$` and the quotes of `$'...'` into the file.",
  'test-equals-no-space': 'Without blanks around `=` the condition is met whatever the value is.',
  'sed-flag-p': 'The changed line stands in the file twice.',
  'sed-crlf-file':
    'One of the two substitutions changes nothing, because a `\\r` stands before the end of the line.',
  'sed-placeholder-prefix': '`USER_ID` is cut in two, and its own substitution finds nothing.',
};

/** The variables of a hub are unset in a case unless it sets them. */
const UNSET: Readonly<Record<string, null>> = Object.fromEntries(
  [...knownVariables()].flatMap(({ name }) => (['HOME', 'PATH', 'PWD'].includes(name) ? [] : [[name, null]])),
);

/** What is said of the script as error or warning, by line; whether Dask reads the files is another matter. */
async function saidOf(one: ObservedCase): Promise<readonly (Finding & { readonly line: number })[]> {
  const script = one.scriptPath ?? 'binder/start';
  const files: Record<string, string> = { ...one.files, [script]: one.script };
  for (const folder of one.dirs ?? []) files[`${folder}/`] = '';
  for (const [path, target] of Object.entries(one.symlinks ?? {})) files[path] = one.files?.[target] ?? '';
  const env = { ...UNSET, ...one.env };
  const { findings } = await lintFiles(files, { launch: { profile: 'mybinder-2026', env } });
  return (findings.get(script) ?? [])
    .filter(
      ({ severity, code }) => (severity === 'error' || severity === 'warning') && !code.startsWith('repo/'),
    )
    .map((finding) => ({ ...finding, line: one.script.slice(0, finding.span.start).split('\n').length }));
}

function isTold({ lines }: Trouble, said: readonly { readonly line: number }[]): boolean {
  return said.some(({ line }) => lines === undefined || lines.includes(line));
}

describe('launches that were observed', () => {
  test('what went wrong is told, and nothing where nothing did', async () => {
    const untold: string[] = [];
    const alarms: string[] = [];
    const needless = new Set([...Object.keys(UNTOLD), ...Object.keys(BESIDE)]);
    for (const one of CASES) {
      const said = await saidOf(one);
      const wrong = troubles(one, CASES);
      const missing = wrong.filter((trouble) => !isTold(trouble, said));
      if (missing.length > 0) {
        if (UNTOLD[one.name] === undefined)
          untold.push(
            `${one.name}: ${missing.map(({ what, lines }) => `${what} (${lines ?? '-'})`).join('; ')}`,
          );
        needless.delete(one.name);
      }
      if (wrong.length === 0 && said.length > 0) {
        if (BESIDE[one.name] === undefined)
          alarms.push(
            `${one.name}: ${said.map(({ line, code, message }) => `${line} ${code} ${message}`).join('; ')}`,
          );
        needless.delete(one.name);
      }
    }
    assert.deepEqual({ untold, alarms, needless: [...needless] }, { untold: [], alarms: [], needless: [] });
  });
});
