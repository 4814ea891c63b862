import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type CommandEnvironment, run as runHere } from '../../server/src/cli/index.ts';
import { nodeEnvironment } from '../../server/src/node/command-environment.ts';
import { GUIDE_FINDINGS } from '../support/guide.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const guide = join(root, 'examples/pangeo-guide');
const temporary = mkdtempSync(join(tmpdir(), 'command line '));
after(() => rmSync(temporary, { recursive: true, force: true }));

interface JsonFinding {
  readonly code: string;
  readonly severity: string;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly fixes: readonly { readonly title: string; readonly safety: string }[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function run(argv: readonly string[], cwd = root) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'server/bin/pangeo-binder.js'), ...argv],
    { cwd, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function repository(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(temporary, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe('pangeo-binder check', () => {
  test("prints the guide's findings as JSON and ends with 1", () => {
    const { status, stdout, stderr } = run(['check', '--format', 'json', guide]);
    assert.equal(stderr, '');
    assert.equal(status, 1);
    const answer = JSON.parse(stdout) as {
      version: number;
      files: { path: string; findings: JsonFinding[] }[];
    };
    assert.equal(answer.version, 1);
    const shown = Object.fromEntries(
      answer.files.map(({ path, findings }) => [
        path,
        findings.map(
          ({ code, severity, range }) =>
            `${range.start.line}:${range.start.column}-${range.end.column} ${code} ${severity}`,
        ),
      ]),
    );
    assert.deepEqual(shown, GUIDE_FINDINGS);
    const slip = answer.files[0]?.findings.find(({ code }) => code === 'yaml/indented-under-scalar');
    assert.deepEqual(
      slip?.fixes.map(({ title, safety }) => ({ title, safety })),
      [{ title: 'Move `tick-maximum-delay` to the column of `diagnostics-link`', safety: 'safe' }],
    );
  });

  test('prints like a compiler', () => {
    const { status, stdout } = run(['check', 'examples/pangeo-guide/.dask/config.yaml']);
    assert.equal(status, 1);
    assert.equal(stdout.includes('\u001b'), false);
    assert.ok(
      stdout.includes(
        [
          'examples/pangeo-guide/.dask/config.yaml:6:3: error: `tick-maximum-delay` is indented under `diagnostics-link`, which already has a value; move it to the same column. Every `import dask` that reads this file fails with "is malformed". [yaml/indented-under-scalar]',
          '  6 |   tick-maximum-delay: 5s',
          '    |   ^^^^^^^^^^^^^^^^^^',
        ].join('\n'),
      ),
      stdout,
    );
    assert.match(stdout, /\n1 error, 3 warnings, 2 notes in 1 file; \d can be fixed with --fix\.\n$/);
  });

  test('makes all safe fixes and ends with 0', () => {
    const folder = join(temporary, 'to be fixed');
    cpSync(guide, folder, { recursive: true });
    const { status, stdout } = run(['check', '--fix', folder]);
    assert.equal(status, 0);
    assert.match(stdout, /5 problems fixed/);
    assert.equal(
      readFileSync(join(folder, '.dask/config.yaml'), 'utf8'),
      readFileSync(join(root, 'test/repositories/guide/config.yaml.fixed'), 'utf8'),
    );
    assert.equal(
      readFileSync(join(folder, 'binder/start'), 'utf8'),
      readFileSync(join(root, 'test/repositories/guide/start.fixed'), 'utf8'),
    );
    assert.equal(run(['check', '--fail-on', 'warning', folder]).status, 1);
    assert.equal(run(['check', '--fail-on', 'never', guide]).status, 0);
  });

  test('changes severities for one run', () => {
    const folder = repository('severities', {
      'binder/environment.yml': 'dependencies: [dask]\n',
      'binder/start': '#!/bin/bash\nexec $@\n',
    });
    assert.equal(run(['check', folder]).status, 0);
    assert.equal(run(['check', '--rule', 'start/exec-args=error', folder]).status, 1);
    assert.equal(run(['check', '--rule=start/*=off', '--fail-on=hint', folder]).status, 0);
  });

  test('leaves out what comments suppress, and lists it when asked to', () => {
    const folder = repository('suppressed', {
      'binder/environment.yml': 'dependencies: [dask]\n',
      'binder/start': '#!/bin/bash\n# pangeo-binder: ignore[start/exec-args] old hub\nexec $@\n',
    });
    const findings = (...argv: string[]) => {
      const { status, stdout } = run(['check', '--format', 'json', '--fail-on', 'hint', ...argv, folder]);
      const { files } = JSON.parse(stdout) as { files: { findings: object[] }[] };
      return [status, files.flatMap((file) => file.findings.map((finding) => Object.entries(finding)))];
    };
    assert.deepEqual(findings(), [0, []]);
    const [status, [shown]] = findings('--show-suppressed') as [number, [string, unknown][][]];
    assert.equal(status, 0);
    assert.deepEqual(
      shown?.filter(([key]) => key === 'code' || key === 'suppressed'),
      [
        ['code', 'start/exec-args'],
        ['suppressed', true],
      ],
    );
    assert.match(run(['check', folder]).stdout, /^No problems in 1 file\.\n$/);
  });

  test('writes SARIF: rules, places in UTF-16 units, fixes, related places, suppressions', () => {
    const folder = repository('sarif', {
      'binder/environment.yml': 'dependencies: [dask]\n',
      'binder/start':
        '#!/bin/bash\n# pangeo-binder: ignore[start/heavy-work] small\npip install x\necho "🐍"; exec $@\n',
      'a b/.dask/config.yaml': 'distributed:\n  x: 1\n  x: 2\n',
    });
    const { status, stdout } = run(['check', '--format', 'sarif', '--show-suppressed', folder]);
    assert.equal(status, 0);
    const log = JSON.parse(stdout);
    assert.equal(log.version, '2.1.0');
    const [one] = log.runs;
    assert.equal(one.columnKind, 'utf16CodeUnits');
    assert.equal(one.tool.driver.rules.length > 100, true);
    for (const result of one.results)
      assert.equal(one.tool.driver.rules[result.ruleIndex].id, result.ruleId, result.ruleId);
    const of = (code: string) => one.results.filter((result: { ruleId: string }) => result.ruleId === code);
    const [args] = of('start/exec-args');
    assert.deepEqual(args.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'binder/start', uriBaseId: 'CHECKED' },
          region: { startLine: 4, startColumn: 12, endLine: 4, endColumn: 19 },
        },
      },
    ]);
    assert.equal(args.level, 'warning');
    const [replacement] = args.fixes[0].artifactChanges[0].replacements;
    assert.equal(replacement.insertedContent.text.includes('"$@"'), true);
    assert.deepEqual(of('start/heavy-work')[0].suppressions, [{ kind: 'inSource' }]);
    assert.equal(args.suppressions, undefined);
    const [twice] = of('yaml/duplicate-key');
    assert.equal(twice.locations[0].physicalLocation.artifactLocation.uri, 'a%20b/.dask/config.yaml');
    assert.equal(twice.relatedLocations[0].physicalLocation.region.startLine, 2);
    assert.equal(run(['check', '--format', 'sarif', folder]).stdout.includes('suppressions'), false);
  });

  test('annotates for GitHub', () => {
    const { stdout } = run(['check', '--format', 'github', guide]);
    assert.match(
      stdout,
      /^::error file=\.dask\/config\.yaml,line=6,endLine=6,col=3,endColumn=21,title=yaml\/indented-under-scalar::`tick-maximum-delay` is indented/m,
    );
  });

  test('finds the repositories below a folder and lists files without findings', () => {
    const folder = repository('several', {
      'a/binder/start': '#!/bin/bash\nexec "$@"\n',
      'a/binder/environment.yml': 'dependencies: [dask]\n',
      'deep/er/b/.dask/config.yaml': 'distributed: {}\n',
      'node_modules/x/.dask/config.yaml': '- no\n',
    });
    const answer = JSON.parse(run(['check', '--format', 'json', folder]).stdout) as {
      files: { path: string }[];
    };
    assert.deepEqual(
      answer.files.map(({ path }) => path),
      ['a/binder/start', 'deep/er/b/.dask/config.yaml'],
    );
  });

  test('ends with 2 and a sentence on wrong usage', () => {
    for (const [argv, words] of [
      [['check', 'no/such/folder'], 'There is no file or folder "no/such/folder".'],
      [
        ['check', '--rule', 'start/exec-arg=off', guide],
        '--rule: there is no rule start/exec-arg; did you mean start/exec-args?',
      ],
      [['chekc'], 'There is no command "chekc"'],
      [['check', '--format', 'xml'], '--format takes text, json, sarif, github; got "xml".'],
      [['check', '--fail-on'], '--fail-on needs a value.'],
      [['explain', 'start/exec-mising'], 'did you mean start/exec-missing?'],
      [['preview', '--profile', 'moon', guide], 'There is no profile "moon"'],
      [['launch', '--profile', 'moon', guide], 'There is no profile "moon"'],
      [['launch', '--start', '../x', guide], '--start takes a path in the folder'],
      [['launch', '--start', 'nope', guide], 'There is no script "nope"'],
      [['launch', join(guide, 'nope')], 'There is no folder'],
    ] as const) {
      const { status, stdout, stderr } = run(argv);
      assert.equal(status, 2, argv.join(' '));
      assert.equal(stdout, '');
      assert.ok(stderr.includes(words), stderr);
    }
  });

  test('ends with 2 when the settings of a repository are not valid', () => {
    const folder = repository('settings', {
      'binder/environment.yml': 'dependencies: [dask]\n',
      'binder/start': '#!/bin/bash\nexec "$@"\n',
      '.pangeo-binder.yaml': 'rules:\n  start/exec-arg: off\n',
    });
    const whole = run(['check', folder]);
    assert.equal(whole.status, 2);
    assert.match(
      whole.stdout,
      /^\.pangeo-binder\.yaml:2:3: error: No rule is called `start\/exec-arg`; did you mean `start\/exec-args`\?/,
    );
    const one = run(['check', join(folder, 'binder/start')]);
    assert.equal(one.status, 2);
    assert.match(one.stderr, /\.pangeo-binder\.yaml: No rule is called `start\/exec-arg`/);
    assert.equal(run(['check', '--fail-on', 'never', folder]).status, 2);
    assert.equal(run(['check', '--fix', folder]).status, 0);
    assert.equal(
      readFileSync(join(folder, '.pangeo-binder.yaml'), 'utf8'),
      'rules:\n  start/exec-args: off\n',
    );
  });

  test('fixes only the file that it is asked for', () => {
    const folder = join(temporary, 'one file');
    cpSync(guide, folder, { recursive: true });
    assert.equal(run(['check', '--fix', join(folder, 'binder/start')]).status, 0);
    assert.equal(
      readFileSync(join(folder, '.dask/config.yaml'), 'utf8'),
      readFileSync(join(guide, '.dask/config.yaml'), 'utf8'),
    );
    assert.notEqual(
      readFileSync(join(folder, 'binder/start'), 'utf8'),
      readFileSync(join(guide, 'binder/start'), 'utf8'),
    );
  });

  test('follows a link that it is given, and says where there is nothing', () => {
    const folder = repository('linked', { 'binder/start': '#!/bin/bash\nexec $@\n' });
    symlinkSync(folder, join(temporary, 'link'));
    symlinkSync('/nonexistent', join(temporary, 'dangling'));
    assert.match(run(['check', join(temporary, 'link')]).stdout, /^binder\/start:2:1: warning/m);
    for (const path of [join(temporary, 'dangling'), '/dev/null']) {
      const { status, stderr } = run(['check', path]);
      assert.equal(status, 2);
      assert.match(stderr, /There is no file or folder/);
    }
  });

  test('a file that cannot be written is told in a sentence', async () => {
    const folder = repository('unwritable', { 'binder/start': '#!/bin/bash\nexec $@\n', file: '' });
    const environment = nodeEnvironment(join(root, 'server/dist'), join(root, 'docs/rules'));
    await assert.rejects(environment.write(folder, 'file/below/x', '', false), {
      message: `${join(folder, 'file/below/x')} cannot be written: a file is in the place of a folder.`,
    });
    let told = '';
    const refusing: CommandEnvironment = {
      ...environment,
      stdout: () => undefined,
      stderr: (text) => {
        told += text;
      },
      write: () => environment.write(folder, 'file/below/x', '', false),
    };
    assert.equal(await runHere(['check', '--fix', folder], refusing), 3);
    assert.match(told, /^pangeo-binder: .* cannot be written: a file is in the place of a folder\.\n$/);
  });

  test('a reader that has enough is no failure', () => {
    const line = `"${process.execPath}" "${join(root, 'server/bin/pangeo-binder.js')}" rules | head -c 1`;
    const { stdout, stderr, status } = spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
      encoding: 'utf8',
    });
    assert.equal(stdout, 'y');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  test('survives files that are none', () => {
    const folder = repository('odd', {
      '.dask/config.yaml': new Uint8Array([0xff, 0xfe, 0, 1, 2, 3]),
      '.dask/empty.yaml': '',
      '.dask/large.yaml': `a: ${'x'.repeat(5_000_000)}\n`,
      'binder/start': new Uint8Array([0x23, 0x21, 0, 0xff]),
    });
    const { status, stderr, stdout } = run(['check', '--format', 'json', folder]);
    assert.equal(stderr, '');
    assert.ok(status === 0 || status === 1);
    assert.equal(JSON.parse(stdout).version, 1);
  });
});

describe('pangeo-binder', () => {
  test('previews the template', () => {
    const { status, stdout } = run(['preview', guide]);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^--- \.dask\/config\.yaml\n\+\+\+ \.dask\/config\.yaml, at launch\n@@ line 23 @@\n- {7}image: WORKER_IMAGE\n\+ {7}image: \S+:[0-9a-f]{40}\n/m,
    );
    const own = run(['preview', '--env', 'JUPYTER_IMAGE_SPEC=example/image:1', guide]).stdout;
    assert.match(own, /^\+ {7}image: example\/image:1$/m);
    const unset = run(['preview', '--env', 'JUPYTER_IMAGE_SPEC', guide]).stdout;
    assert.match(unset, /changes no file/);
  });

  test('tells the story of a launch, as Markdown and as data', () => {
    const folder = repository('launch', {
      't.yaml': 'image: X\n',
      'env.sh': 'export B="$A-b"\n',
      start:
        '#!/bin/bash\nA=a\n. ./env.sh\nsed -i "s|X|$IMG|" t.yaml\nno-such-tool\ncd binder\nexec "$@" --x\n',
      'binder/keep': '',
    });
    const options = [
      'launch',
      folder,
      '--start',
      'start',
      '--launcher',
      'bash',
      '--clear-env',
      '--env',
      'IMG=reg/lab:1',
    ];
    const text = run([...options, '--', '/usr/bin/server', 'a b']);
    assert.deepEqual({ status: text.status, stderr: text.stderr }, { status: 0, stderr: '' });
    assert.ok(
      text.stdout.includes(
        [
          '- `bash` reads the script.',
          '- `env.sh` line 1: exports `B` = `a-b`',
          '- line 4: `sed -i "s|X|$IMG|" t.yaml` changes `t.yaml`',
          '- line 5: `no-such-tool`: there is no such command',
          '- line 7: `exec "$@" --x` hands over to Jupyter, with 2 arguments',
          '- **Jupyter takes the place of the script.**',
        ].join('\n'),
      ),
      text.stdout,
    );
    const { status, stdout } = run([...options, '--format', 'json', '--', '/usr/bin/server', 'a b']);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), {
      version: 1,
      profile: null,
      start: 'start',
      reachesExec: 'yes',
      exit: { state: 'known', value: 0 },
      execArgs: [
        { state: 'known', value: 'a b' },
        { state: 'known', value: '--x' },
      ],
      server: 'exec',
      execCwd: { state: 'known', value: 'binder' },
      files: {
        't.yaml': {
          state: 'known',
          text: 'image: reg/lab:1\n',
          changes: [
            {
              start: { line: 1, column: 8 },
              end: { line: 1, column: 17 },
              by: { path: 'start', line: 4, text: 'sed -i "s|X|$IMG|" t.yaml' },
              values: [{ name: 'IMG', value: 'reg/lab:1', from: 'your own values' }],
            },
          ],
        },
      },
      links: {},
      exportedEnv: {
        B: { state: 'known', value: 'a-b', from: 'line 1 of env.sh' },
        IMG: { state: 'known', value: 'reg/lab:1', from: 'your own values' },
        OLDPWD: { state: 'known', value: '/home/jovyan', from: 'line 6' },
        PWD: { state: 'known', value: '/home/jovyan/binder', from: 'line 6' },
      },
      stdout: { state: 'known', value: '' },
      stderr: {
        state: 'known',
        value: '/home/jovyan/start: line 5: no-such-tool: command not found\n',
      },
      unknown: [],
      unknownFrom: null,
      anyFile: null,
    });
  });

  test('explains a rule and tells its version', () => {
    assert.match(run(['explain', 'start/exec-args']).stdout, /^# start\/exec-args\n/);
    assert.match(run(['version']).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(run(['rules']).stdout, /^start\/exec-missing +error /m);
    assert.match(run([]).stdout, /^pangeo-binder: checks Binder repositories/);
  });
});

describe('pangeo-binder config and pod', () => {
  const folder = repository('effective', {
    '.config/dask/dask.yaml':
      'distributed:\n  dashboard:\n    link: "LINK"\nkubernetes:\n  worker-template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: dask-worker\n          image: ${MY_IMAGE}\n          args: [dask-worker]\n',
    'binder/environment.yml': 'dependencies:\n  - dask=2021.3.0\n  - dask-kubernetes=2021.3.0\n',
    'binder/start': '#!/bin/bash\nsed -i "s|LINK|{port}/status|" .config/dask/dask.yaml\nexec "$@"\n',
  });

  test('print YAML that says where each value comes from', () => {
    const config = run(['config', folder]);
    assert.equal(config.stderr, '');
    assert.equal(config.status, 0);
    assert.match(
      config.stdout,
      /^ {4}link: "\{port\}\/status" +# \.config\/dask\/dask\.yaml:3, written by binder\/start:2$/m,
    );
    const pod = run(['pod', folder, '--env', 'MY_IMAGE=example/image:1']);
    assert.equal(pod.status, 0);
    assert.match(
      pod.stdout,
      /^ {6}image: example\/image:1 +# \.config\/dask\/dask\.yaml:10, with MY_IMAGE$/m,
    );
  });

  test('print JSON', () => {
    const config = JSON.parse(run(['config', '--format', 'json', folder]).stdout) as {
      version: number;
      values: { path: string[]; value: unknown; source: { kind: string; path: string; line: number } }[];
    };
    assert.equal(config.version, 1);
    assert.deepEqual(config.values[0], {
      path: ['distributed', 'dashboard', 'link'],
      value: '{port}/status',
      source: {
        kind: 'file',
        text: '.config/dask/dask.yaml:3, written by binder/start:2',
        path: '.config/dask/dask.yaml',
        line: 3,
      },
      uncertain: null,
      ignored: null,
    });
    const pod = JSON.parse(run(['pod', '--format', 'json', '--env', 'MY_IMAGE=x', folder]).stdout) as {
      made: string;
      values: { path: (string | number)[]; value: unknown }[];
    };
    assert.equal(pod.made, 'classic');
    assert.ok(pod.values.some(({ path, value }) => path.at(-1) === 'image' && value === 'x'));
  });

  test('refuse what they do not know', () => {
    const { status, stderr } = run(['config', '--profile', 'nowhere', folder]);
    assert.equal(status, 2);
    assert.match(stderr, /There is no profile "nowhere"/);
    assert.match(run(['pod', '--fix', folder]).stderr, /pod has no option --fix/);
  });
});
