import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ignoreFixes } from '../../server/src/lint/index.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { applyEdits } from '../../server/src/text/index.ts';
import { type Files, fixed, lintFiles, show, shownFindings, visit } from '../support/repository.ts';
import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';
const ENVIRONMENT = { 'binder/environment.yml': 'dependencies:\n  - dask=2021.3.0\n' };

describe('suppression', () => {
  test('of a line, of a file, of a family', async () => {
    const start = (comment: string) =>
      `#!/bin/bash\n${comment}pip install dask\nexport DASK_X = 1\nexec $@\n`;
    const found = async (comment: string) =>
      (await shownFindings({ ...ENVIRONMENT, 'binder/start': start(comment) })).map((line) =>
        line.replace(/^binder\/start:(\d+).* (\S+\/\S+) .*/, '$1 $2'),
      );
    assert.deepEqual(await found(''), ['2 start/heavy-work', '3 start/bad-assignment', '4 start/exec-args']);
    assert.deepEqual(await found('# pangeo-binder: ignore[start/heavy-work] small\n'), [
      '4 start/bad-assignment',
      '5 start/exec-args',
    ]);
    assert.deepEqual(await found('# pangeo-binder: ignore-file[start/bad-assignment, start/exec-args] x\n'), [
      '3 start/heavy-work',
    ]);
    assert.deepEqual(await found('# pangeo-binder: ignore-file[start/*]\n'), []);
    // A finding that is suppressed on its line leaves nothing for the file's.
    assert.deepEqual(
      await found(
        '# pangeo-binder: ignore-file[start/*, start/heavy-work]\n# pangeo-binder: ignore[start/heavy-work]\n',
      ),
      ['2 repo/unused-ignore'],
    );
  });

  test('what is suppressed is kept apart', async () => {
    const files = {
      ...ENVIRONMENT,
      'binder/start': '#!/bin/bash\nexec $@ # pangeo-binder: ignore[start/exec-args]\n',
    };
    const result = await lintFiles(files);
    assert.deepEqual([...result.findings.keys()], []);
    assert.deepEqual(
      [...result.suppressed.values()].flat().map((finding) => show(finding, files)),
      ['binder/start:2:1-8 start/exec-args warning safe'],
    );
  });

  test('by the first line of a continued command', async () => {
    const start =
      '#!/bin/bash\n# pangeo-binder: ignore[start/heavy-work]\ncd notebooks && \\\n  pip install dask\nexec "$@"\n';
    assert.deepEqual(await shownFindings({ ...ENVIRONMENT, 'binder/start': start, 'notebooks/x': '' }), []);
  });

  test('in a configuration that no one can read, of the whole file only', async () => {
    const found = async (comment: string) =>
      (await shownFindings({ '.config/dask/dask.yaml': `${comment}a: [\nb: 1\n` })).map((line) =>
        line.replace(/^.*?:(\d+):.* (\S+\/\S+) .*/, '$1 $2'),
      );
    assert.deepEqual(await found('# pangeo-binder: ignore[yaml/syntax]\n'), ['2 yaml/syntax']);
    assert.deepEqual(await found('# pangeo-binder: ignore-file[yaml/syntax, dask/bad-value]\n'), []);
  });
});

describeRule('repo/unused-ignore', [
  {
    title: 'one code of two',
    start: 'exec $@ # pangeo-binder: ignore[start/xtrace, start/exec-args] old hub\n',
    files: ENVIRONMENT,
    found: ['2:33-45 warning safe'],
    fixed: 'exec $@ # pangeo-binder: ignore[start/exec-args] old hub\n',
  },
  {
    title: 'all codes',
    start: `cd ..\n  # pangeo-binder: ignore[start/xtrace, start/heavy-work]\n${END}`,
    files: ENVIRONMENT,
    found: ['3:27-39 warning safe', '3:41-57 warning safe'],
    fixed: `cd ..\n${END}`,
  },
  {
    title: 'behind a command',
    start: `cd .. # up  # pangeo-binder: ignore[start/xtrace]\n${END}`,
    files: ENVIRONMENT,
    found: ['2:37-49 warning safe'],
    fixed: `cd .. # up\n${END}`,
  },
  {
    title: 'the second of two for one line',
    start: 'exec $@ # pangeo-binder: ignore[start/exec-args, start/exec-args]\n',
    files: ENVIRONMENT,
    found: ['2:50-65 warning safe'],
    fixed: 'exec $@ # pangeo-binder: ignore[start/exec-args]\n',
  },
  {
    title: 'a family of which nothing is found',
    files: { ...ENVIRONMENT, '.config/dask/dask.yaml': 'distributed: {} # pangeo-binder: ignore[dask/*]\n' },
    found: ['.config/dask/dask.yaml:1:41-47 warning safe'],
    mendedFiles: { '.config/dask/dask.yaml': 'distributed: {}\n' },
  },
  {
    title: 'a comment that holds up the blank lines of a text',
    files: {
      '.config/dask/dask.yaml':
        'annotations:\n  a: |+\n    x\n# pangeo-binder: ignore[dask/bad-value]\n\ndistributed: {}\n',
    },
    found: ['.config/dask/dask.yaml:4:25-39 warning none'],
  },
  {
    title: 'a script that bash cannot read',
    start: `# pangeo-binder: ignore[start/xtrace]\nif true; then\n${END}`,
    files: ENVIRONMENT,
  },
  {
    title: 'a code that no rule has',
    start: `# pangeo-binder: ignore[start/moon]\n${END}`,
    files: ENVIRONMENT,
  },
  {
    title: 'a file that is not checked',
    start: END,
    files: { ...ENVIRONMENT, 'binder/other.yml': 'a: 1 # pangeo-binder: ignore[dask/bad-value]\n' },
  },
]);

test('repo/unused-ignore does not speak of rules that are switched off', async () => {
  const files = {
    ...ENVIRONMENT,
    'binder/start': `#!/bin/bash\n# pangeo-binder: ignore[start/xtrace]\n${END}`,
  };
  for (const off of ['start/xtrace', 'start/*', 'repo/unused-ignore']) {
    const { findings } = await lintFiles(files, {}, { severities: { [off]: 'off' } });
    assert.deepEqual([...findings.keys()], [], off);
  }
});

describeRule('repo/bad-ignore', [
  {
    title: 'no codes',
    start: `# pangeo-binder: ignore all of it\n${END}`,
    files: ENVIRONMENT,
    found: ['2:1-34 warning none'],
  },
  {
    title: 'a code that no rule has, and one that is nearly one',
    start: 'exec $@ # pangeo-binder: ignore[start/moon, start/exec-arg]\n',
    files: ENVIRONMENT,
    found: ['2:33-43 warning none', '2:45-59 warning safe'],
    fixed: 'exec $@ # pangeo-binder: ignore[start/moon, start/exec-args]\n',
  },
  {
    title: 'a misspelt word',
    start: 'exec $@ # pangeo-binder: ignroe[start/exec-args]\n',
    files: ENVIRONMENT,
    found: ['2:26-32 warning safe'],
    fixed: 'exec $@ # pangeo-binder: ignore[start/exec-args]\n',
  },
  {
    title: 'no colon',
    start: 'exec $@ # pangeo-binder ignore[start/exec-args]\n',
    files: ENVIRONMENT,
    found: ['2:9-48 warning safe'],
    fixed: 'exec $@ # pangeo-binder: ignore[start/exec-args]\n',
  },
  {
    title: 'on the shebang line',
    raw: `#!/bin/bash # pangeo-binder: ignore[start/exec-args]\n${END}`,
    files: ENVIRONMENT,
    found: ['1:13-53 warning none'],
  },
  {
    title: 'the whole file, behind its first content',
    start: `cd ..\n# pangeo-binder: ignore-file[start/xtrace]\n${END}`,
    files: ENVIRONMENT,
    found: ['3:1-43 warning none'],
  },
  {
    title: 'a code that no comment can suppress',
    start: `# pangeo-binder: ignore[repo/unused-ignore]\n${END}`,
    files: ENVIRONMENT,
    found: ['2:25-43 warning none'],
  },
  { title: 'a family', start: 'exec $@ # pangeo-binder: ignore[start/*]\n', files: ENVIRONMENT },
]);

/** The repository with the comment of one offered suppression in it. */
async function ignoring(files: Files, code: string, path: string, start: number, title: string) {
  return visit(files, (repository) => {
    const finding = { code, path, span: { start, end: start } };
    const fix = ignoreFixes(repository, finding).find((one) => one.title.includes(title));
    const text = repository.file(path)?.source.text;
    if (fix === undefined || text === undefined) return undefined;
    return { ...files, [path]: applyEdits(text, [fix.added.edit]) };
  });
}

const shape = (findings: readonly string[]) =>
  findings.map((line) => line.replace(/:\d+:\S+ (\S+) (\S+) .*$/, ' $1 $2')).sort();

// Every rule can be suppressed by the comments that are offered, and nothing else changes by them.
describe('the suppressions that are offered', () => {
  for (const { meta } of RULES) {
    if (meta.code === 'repo/unused-ignore' || meta.code === 'repo/bad-ignore') continue;
    test(meta.code, async () => {
      for (const { bad } of meta.docs.examples) {
        const before = await lintFiles(bad);
        const own = [...before.findings.values()].flat().filter(({ code }) => code === meta.code);
        for (const finding of own) {
          const line = await ignoring(bad, meta.code, finding.path, finding.span.start, 'on this line');
          const whole = await ignoring(bad, meta.code, finding.path, finding.span.start, 'in this file');
          for (const [place, files] of [
            ['line', line],
            ['file', whole],
          ] as const) {
            if (files === undefined) continue;
            const after = await lintFiles(files);
            const kept = [...before.findings.values()]
              .flat()
              .filter((one) => !isTaken(one, finding, place, bad));
            assert.deepEqual(
              shape([...after.findings.values()].flat().map((one) => show(one, files))),
              shape(kept.map((one) => show(one, bad))),
              `${meta.code}, by a comment for the ${place}:\n${String(files[finding.path])}`,
            );
          }
          assert.ok(
            line !== undefined || whole !== undefined,
            `${meta.code} in ${finding.path} cannot be suppressed`,
          );
        }
      }
    });
  }
});

function isTaken(
  one: { code: string; path: string; span: { start: number } },
  finding: { code: string; path: string; span: { start: number } },
  place: 'line' | 'file',
  files: Files,
): boolean {
  if (one.code !== finding.code || one.path !== finding.path) return false;
  const text = String(files[one.path]);
  const line = (offset: number) => text.slice(0, offset).split(/\r\n|\n|\r/).length;
  return place === 'file' || line(one.span.start) === line(finding.span.start);
}

test('what is suppressed is not fixed', async () => {
  const files = {
    ...ENVIRONMENT,
    'binder/start': '#!/bin/bash\nexec $@ # pangeo-binder: ignore[start/exec-args]\n',
  };
  assert.deepEqual(await fixed(files), files);
});
