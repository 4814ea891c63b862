import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { launchAnswer, launchReport } from '../../../server/src/features/index.ts';
import { type Files, repositoryOf } from '../launch/launch.ts';

async function reportOf(script: string, files: Files = {}, env: Record<string, string | null> = {}) {
  const { repository, launch } = await repositoryOf({ ...files, 'binder/start': script }, { env });
  return { text: launchReport(repository, launch), answer: launchAnswer(repository, launch) };
}

describe('the story of a launch', () => {
  test('files, environment, the way to Jupyter and what is not known', async () => {
    const { text } = await reportOf(
      [
        '#!/bin/bash',
        'export TEAM="blue|$REGION"',
        'sed -i "s/TEAM/$TEAM/" conf.yaml',
        'sed -i "s/NOTHING/x/" conf.yaml',
        'cp missing.yaml other.yaml',
        'curl -s https://example.org > got.json',
        'exec "$@"',
        '',
      ].join('\n'),
      { 'conf.yaml': 'a: 1\nteam: TEAM\n' },
      { REGION: 'eu' },
    );
    assert.equal(
      text,
      `# The launch of \`binder/start\`
The values are those of mybinder.org, and your own. Nothing was run: this is what a simulation says.

## What happens

- \`bash\` reads the script.
- line 2: exports \`TEAM\` = \`blue|eu\`
- line 3: \`sed -i "s/TEAM/$TEAM/" conf.yaml\` changes \`conf.yaml\`
- line 4: \`sed -i "s/NOTHING/x/" conf.yaml\` changes nothing in \`conf.yaml\`
- line 5: \`cp missing.yaml other.yaml\`: \`cp: cannot stat 'missing.yaml': No such file or directory\`
- line 6: \`curl -s https://example.org > got.json\` changes \`got.json\`
- line 7: \`exec "$@"\` hands over to Jupyter, with 9 arguments
- **Jupyter takes the place of the script.**

## Files

\`conf.yaml\`:

\`\`\`diff
@@ line 2 @@
-team: TEAM
+team: blue|eu
\`\`\`

Values: \`TEAM\` is \`blue|eu\` (line 2).

\`got.json\`, a new file, as is likely:

\`\`\`diff
@@ line 1 @@
+<curl>
\`\`\`

## Environment of Jupyter

| variable | value | set in |
|---|---|---|
| \`TEAM\` | \`blue\\|eu\` | line 2 |

## What the log shows

On standard error:

\`\`\`text
cp: cannot stat 'missing.yaml': No such file or directory
<curl>
\`\`\`

## What is not known

- line 6: What \`curl\` does is not simulated.
`,
    );
  });

  test('no hand-over, set -e, an unset variable, a syntax error', async () => {
    const end = async (lines: string): Promise<readonly string[]> =>
      /## What happens\n\n((?:.+\n)*)/
        .exec((await reportOf(`#!/bin/bash\n${lines}\n`)).text)?.[1]
        ?.trimEnd()
        .split('\n') ?? [];
    assert.deepEqual(await end('echo ready'), [
      '- `bash` reads the script.',
      '- **Jupyter is never started**: the script ends with status 0.',
    ]);
    assert.deepEqual(await end('set -e\nfalse\nexec "$@"'), [
      '- `bash` reads the script.',
      '- line 3: a command fails, and `set -e` ends the script; status 1',
      '- **Jupyter is never started**: the script ends with status 1.',
    ]);
    assert.deepEqual(await end('set -u\necho "$NOPE"\nexec "$@"'), [
      '- `bash` reads the script.',
      '- line 3: `$NOPE`: `NOPE: unbound variable`',
      '- line 3: a variable is not set, and `set -u` ends the script (`NOPE`); status 1',
      '- **Jupyter is never started**: the script ends with status 1.',
    ]);
    assert.deepEqual(await end('"$@"'), [
      '- `bash` reads the script.',
      '- line 2: `"$@"` starts Jupyter as its child, with 9 arguments',
      '- **Jupyter runs as a child of the script and gets no signals.**',
    ]);
    assert.deepEqual(await end('exec jupyter lab'), [
      '- `bash` reads the script.',
      '- line 2: `exec jupyter lab` takes the place of the script; it is not the command that starts Jupyter',
      '- **Another program takes the place of the script; Jupyter is not started.**',
    ]);
  });

  test('a repository without a start script', async () => {
    const { repository, launch } = await repositoryOf({ 'environment.yml': '' });
    assert.equal(
      launchReport(repository, launch),
      `# A launch without a start script
The values are those of mybinder.org. Nothing was run: this is what a simulation says.

## What happens

- There is no start script; Jupyter starts with the files as they are.
- No file is changed.
`,
    );
  });

  test('after what cannot be known nothing is claimed', async () => {
    const { answer } = await reportOf(
      '#!/bin/bash\neval "$(conda shell.bash hook)"\nexport A=1\nexec "$@"\n',
      {
        t: 'x\n',
      },
    );
    assert.equal(answer.reachesExec, 'perhaps');
    assert.deepEqual(answer.exit, { state: 'unknown' });
    assert.deepEqual(answer.unknownFrom?.line, 2);
    assert.equal(answer.files['t']?.state, 'unknown');
    assert.equal(answer.exportedEnv['A']?.state, 'unknown');
    assert.equal(answer.stderr.state, 'unknown');
  });
});
