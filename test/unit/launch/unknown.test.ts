import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  knownText,
  notesAbout,
  possibleTexts,
  previewLaunch,
  show,
} from '../../../server/src/launch/index.ts';
import { exported, launchOf, runOf, seds, shownFiles, textAfter } from './launch.ts';

const messages = (launch: Awaited<ReturnType<typeof runOf>>): readonly string[] =>
  launch.unknown.map(({ place, message }) => `${place.line}: ${message}`);

describe('values that nobody knows', () => {
  test('output of a program stays unknown, and what is around it is known', async () => {
    const launch = await runOf('export A="a-$(hostname)-z"');
    assert.equal(exported(launch, 'A'), 'a-<hostname>-z');
    assert.equal(launch.exported.get('A')?.certain, true);
    assert.deepEqual(messages(launch), ['2: What `hostname` does is not simulated.']);
  });

  test('an unknown value is never taken for an empty one', async () => {
    const launch = await runOf(
      'T=$(some-vault read)\nif [ -n "$T" ]; then export R=yes; else export R=no; fi',
    );
    const value = launch.exported.get('R')?.value;
    assert.deepEqual(value && possibleTexts(value), ['yes', 'no']);
  });

  test('a variable that neither profile nor settings have is unset', async () => {
    const launch = await runOf('export A="[$NB_USER]" B=${NB_USER-unset}');
    assert.equal(exported(launch, 'A'), '[]');
    assert.equal(exported(launch, 'B'), 'unset');
  });

  test('secrets are placeholders', async () => {
    const launch = await runOf('echo "$JUPYTERHUB_API_TOKEN" > token; echo "$BINDER_CLIENT_IP" >> token');
    assert.equal(textAfter(launch, 'token'), '<token>\n<address>\n');
  });

  test('the name of the machine is not known although a profile has one', async () => {
    assert.equal(exported(await runOf('export A=$HOSTNAME'), 'A'), '<HOSTNAME>');
  });

  test('sed puts an unknown value in: the result is likely, not certain', async () => {
    const launch = await runOf('sed -i "s|X|$(hostname)|" t', { t: 'host: X\n' });
    const text = launch.files.get('t')?.after;
    assert.ok(text?.kind === 'text');
    assert.equal(knownText(text.text), undefined);
    assert.equal(possibleTexts(text.text), undefined);
    assert.deepEqual(shownFiles(launch), [
      { path: 't', before: 'host: X\n', after: 'host: <hostname>\n', certain: false },
    ]);
    assert.equal(seds(launch)[0]?.operands[0]?.outcome, 'unknown');
  });

  test('sed with one of two values: both results are known', async () => {
    const launch = await runOf('if maybe; then I=a; else I=b; fi\nsed -i "s|X|$I|" t', { t: 'X\n' });
    const text = launch.files.get('t')?.after;
    assert.deepEqual(text?.kind === 'text' && possibleTexts(text.text), ['a\n', 'b\n']);
  });
});

describe('ways that may be taken', () => {
  test('what both ways agree on stays known', async () => {
    const launch = await runOf('if maybe; then export A=1 B=x; else export A=1; B=y; fi\nexport C=$B');
    assert.equal(exported(launch, 'A'), '1');
    assert.deepEqual(possibleTexts(launch.exported.get('C')?.value ?? { pieces: [] }), ['x', 'y']);
    assert.equal(launch.exported.get('B')?.certain, false);
    assert.equal(launch.reachesExec, 'yes');
  });

  test('steps of such ways are marked', async () => {
    const launch = await runOf('sed -i s/a/b/ t\nmaybe && sed -i s/b/c/ t\nsed -i s/x/y/ t', { t: 'a\n' });
    assert.deepEqual(
      seds(launch).map(({ certain, reached }) => [certain, reached]),
      [
        [true, 'always'],
        [false, 'perhaps'],
        [true, 'always'],
      ],
    );
    assert.equal(textAfter(launch, 't'), '<c⏎ or b⏎>'.replaceAll('⏎', '\n').replace(/<.*>/s, '<depends>'));
  });

  test('an exit that may be taken makes the hand-over perhaps, and goes on', async () => {
    const launch = await runOf('maybe || exit 3\nsed -i s/a/b/ t', { t: 'a\n' });
    assert.equal(launch.reachesExec, 'perhaps');
    assert.equal(launch.server?.certain, false);
    assert.equal(seds(launch)[0]?.reached, 'unless-ended');
    assert.equal(seds(launch)[0]?.certain, true);
    assert.deepEqual(
      launch.endings.map(({ kind, status, certain }) => [kind, status, certain]),
      [
        ['exec', 'unknown', false],
        ['exit', 3, false],
      ],
    );
    assert.deepEqual(shownFiles(launch), [{ path: 't', before: 'a\n', after: 'b\n', certain: false }]);
  });

  test('a program under set -e may end the script', async () => {
    const launch = await runOf('set -e\nmaybe\nexport A=1');
    assert.equal(launch.reachesExec, 'perhaps');
    assert.deepEqual(messages(launch), [
      '3: What `maybe` does is not simulated.',
      '3: Whether this command succeeds is not known; if it fails, `set -e` ends the script here.',
    ]);
  });

  test('exec on both ways is reached', async () => {
    const launch = await launchOf({
      'binder/start': '#!/bin/bash\nif maybe; then A=1 exec "$@"; else exec "$@"; fi\n',
    });
    assert.equal(launch.reachesExec, 'yes');
    assert.equal(launch.server?.certain, true);
    assert.equal(launch.exported.get('A')?.certain, false);
  });

  test('a function that may return early', async () => {
    const launch = await runOf('f() { maybe && return 1; A=2; }\nA=1\nf\nexport A');
    assert.deepEqual(possibleTexts(launch.exported.get('A')?.value ?? { pieces: [] }), ['2', '1']);
    assert.equal(launch.reachesExec, 'yes');
  });

  test('a loop of unknown length: what it changes is unknown, what it does not is known', async () => {
    const launch = await runOf('A=1 B=1\nfor f in $(ls-remote); do A=$f; C=$A; done\nexport A B C D=$A');
    assert.equal(exported(launch, 'B'), '1');
    for (const name of ['A', 'C', 'D']) {
      const value = launch.exported.get(name)?.value;
      assert.equal(value && possibleTexts(value), undefined, name);
    }
    assert.equal(launch.reachesExec, 'yes');
  });

  test('a loop that copies along needs more than one round to be seen', async () => {
    const launch = await runOf('A=1 B=1 C=1\nwhile maybe; do C=$B; B=$A; A=2; done\nexport C');
    const value = launch.exported.get('C')?.value;
    assert.ok(value !== undefined);
    const texts = possibleTexts(value);
    assert.ok(texts === undefined || texts.includes('2'), String(texts));
  });

  test('a loop that waits for a program is left at some time, and what follows is known', async () => {
    const launch = await runOf(
      'N=0\nwhile true; do\n  N=$((N+1))\n  curl https://example.org && break\n  sleep 1\ndone\nexport N\nsed -i s/one/1/ t',
      { t: 'one\n' },
    );
    assert.equal(textAfter(launch, 't'), '1\n');
    assert.equal(launch.reachesExec, 'yes');
    const value = launch.exported.get('N')?.value;
    assert.equal(value && knownText(value), undefined);
    assert.deepEqual(messages(launch), [
      '3: How often this loop runs is not known.',
      '5: What `curl` does is not simulated.',
    ]);
  });

  test('a loop that counts up to a few is followed to its end', async () => {
    const launch = await runOf(
      'I=0\nwhile [ $I -lt 3 ]; do\n  curl https://example.org && break\n  I=$((I+1))\ndone\nexport I',
    );
    const value = launch.exported.get('I')?.value;
    assert.deepEqual(value && possibleTexts(value)?.toSorted(), ['0', '1', '2', '3']);
  });

  test('a loop that counts to a number that nobody knows', async () => {
    const launch = await runOf('for ((i = 0; i < $(hostname | wc -c); i++)); do\n  :\ndone\nexport i');
    const value = launch.exported.get('i')?.value;
    assert.ok(value !== undefined);
    assert.equal(knownText(value), undefined);
  });

  test('a loop whose body leaves at once', async () => {
    const launch = await runOf('while maybe; do exit 1; done\nexport A=1');
    assert.equal(launch.reachesExec, 'perhaps');
    assert.equal(exported(launch, 'A'), '1');
  });
});

describe('programs that are not simulated', () => {
  test('change no variable and no folder, but perhaps the files that they are given', async () => {
    const launch = await runOf('A=1\nchange-it t u=v\nexport A', { t: 'a\n', u: 'b\n' });
    assert.equal(exported(launch, 'A'), '1');
    assert.deepEqual([...launch.files.keys()], []);
    assert.deepEqual(
      [...launch.perhapsChanged],
      [
        ['t', 'whether `change-it` changes it'],
        ['u=v', 'whether `change-it` changes it'],
      ],
    );
  });

  test('a script of the repository may lack the permission to run', async () => {
    const launch = await runOf('./binder/setup.sh', {
      'binder/setup.sh': '#!/bin/bash\nexport A=1\nsed -i s/a/b/ t\n',
      t: 'a\n',
    });
    assert.equal(exported(launch, 'A'), undefined);
    assert.deepEqual(shownFiles(launch), [{ path: 't', before: 'a\n', after: 'b\n', certain: false }]);
    assert.deepEqual(
      seds(launch).map(({ certain }) => certain),
      [false],
    );
    const allowed = await runOf('chmod +x s.sh\n./s.sh', { 's.sh': '#!/bin/sh\necho x > o\n' });
    assert.equal(textAfter(allowed, 'o'), 'x\n');
  });

  test('readers leave files alone', async () => {
    const launch = await runOf('ls t; jq . t; wc -c t', { t: 'a\n' });
    assert.deepEqual([...launch.perhapsChanged.keys()], []);
  });

  test('what a file had before stays likely', async () => {
    const launch = await runOf('sed -i s/a/b/ t\nchange-it t', { t: 'a\n' });
    assert.deepEqual(shownFiles(launch), [{ path: 't', before: 'a\n', after: 'b\n', certain: false }]);
  });

  test('output into a file is unknown text', async () => {
    const launch = await runOf('{ echo "# made"; date; } > t');
    assert.equal(textAfter(launch, 't'), '# made\n<date>');
  });

  test('a slip is no program: status 127 and the message of bash', async () => {
    const launch = await runOf('A = 1\nexport R=$?\nif [[-z "$X"]]; then :; else export S=1; fi');
    assert.equal(exported(launch, 'R'), '127');
    assert.equal(exported(launch, 'S'), '1');
    assert.equal(
      show(launch.stderr),
      '/home/jovyan/binder/start: line 2: A: command not found\n/home/jovyan/binder/start: line 4: [[-z: command not found\n',
    );
  });
});

describe('what a reader of one file has to know', () => {
  const about = (launch: Awaited<ReturnType<typeof runOf>>, path: string): readonly number[] =>
    notesAbout(launch, previewLaunch(launch), path).map(({ line }) => line);

  test('nothing while it is certain what becomes of it', async () => {
    const lines = [
      'sed -i s/A/1/ t',
      'sed -i "s/B/$(hostname)/" u',
      'jupyter lab workspaces import t',
      'sed -i s/C/3/ w',
    ];
    const launch = await runOf(lines.join('\n'), { t: 'A\n', u: 'B\n', w: 'C\n', other: '' });
    assert.deepEqual(about(launch, 't'), []);
    assert.deepEqual(about(launch, 'w'), []);
    assert.deepEqual(about(launch, 'other'), []);
    assert.deepEqual(about(launch, 'u'), [3, 3, 3, 4]);
  });

  test('everything when a program may change any file', async () => {
    const files = { t: 'A\n', 'prepare.py': '' };
    const launch = await runOf('sed -i s/A/1/ t\npython3 prepare.py', files);
    assert.deepEqual(about(launch, 't'), [3]);
    // Without its script python does nothing.
    const idle = await runOf('sed -i s/A/1/ t\npython3 nowhere.py', files);
    assert.deepEqual(about(idle, 't'), []);
  });
});

describe('nothing is certain any more', () => {
  test('what is made when the image is built may be there', async () => {
    const script = 'if [ ! -x "$HOME/tools/bin/run" ]; then\n  exit 1\nfi\n[ -e other ]\nexport OTHER=$?';
    const without = await runOf(script);
    assert.equal(without.reachesExec, 'no');
    const named = await runOf(script, {
      'binder/postBuild': '#!/bin/bash\ngit clone https://example.org/tools.git\n',
    });
    assert.equal(named.reachesExec, 'perhaps');
    assert.equal(exported(named, 'OTHER'), '1');
    const other = await runOf(script, { 'binder/postBuild': '#!/bin/bash\npip install my-tools tools_x\n' });
    assert.equal(other.reachesExec, 'no');
    const submodule = await runOf(script, { '.gitmodules': '[submodule "t"]\n\tpath = tools\n\turl = x\n' });
    assert.equal(submodule.reachesExec, 'perhaps');
  });

  test('after a file that is not in the repository was sourced', async () => {
    const launch = await runOf(
      'export A=1\nsed -i s/a/b/ t\nsource /srv/conda/etc/profile.d/conda.sh\nsed -i s/b/c/ t\nexport B=2',
      { t: 'a\n' },
    );
    assert.equal(launch.unknownFrom?.place.line, 4);
    assert.equal(launch.reachesExec, 'perhaps');
    assert.equal(launch.exported.get('A')?.certain, false);
    assert.deepEqual(
      seds(launch).map(({ certain }) => certain),
      [true, false],
    );
    const preview = previewLaunch(launch);
    assert.equal(preview.files[0]?.after, 'c\n');
    assert.deepEqual(
      preview.unknown.map(({ line, message }) => `${line}: ${message}`),
      [
        '4: What `/srv/conda/etc/profile.d/conda.sh` does to the shell is not known.',
        '4: From here on the result is not certain; it is shown as if this line did nothing.',
      ],
    );
  });

  test('after an eval of unknown text', async () => {
    const launch = await runOf('eval "$(conda shell.bash hook)"\nexport A=1');
    assert.equal(launch.unknownFrom?.place.line, 2);
  });

  test('in a script for another program', async () => {
    const launch = await launchOf({ 'binder/start': '#!/usr/bin/env python3\nimport os\n' });
    assert.deepEqual(launch.start, { runs: 'other', interpreter: 'python3' });
    assert.equal(launch.reachesExec, 'perhaps');
    assert.equal(launch.steps.length, 0);
  });
});

describe('scripts that do not start', () => {
  const started = async (text: string) => {
    const launch = await launchOf({ 'binder/start': text });
    return [launch.start, launch.reachesExec, launch.exit];
  };

  test('without a first line that names a shell', async () => {
    assert.deepEqual(await started('exec "$@"\n'), [{ runs: 'nothing', why: 'no-shebang' }, 'no', 1]);
    assert.deepEqual(await started('\ufeff#!/bin/bash\nexec "$@"\n'), [
      { runs: 'nothing', why: 'no-shebang' },
      'no',
      1,
    ]);
    assert.deepEqual(await started('#!/bin/bash\r\nexec "$@"\r\n'), [
      { runs: 'nothing', why: 'interpreter-missing' },
      'no',
      1,
    ]);
    assert.deepEqual(await started('#!/usr/bin/env bash -e\nexec "$@"\n'), [
      { runs: 'nothing', why: 'env-two-words' },
      'no',
      127,
    ]);
  });

  test('no script at all', async () => {
    const launch = await launchOf({ 'environment.yml': '' });
    assert.equal(launch.script, undefined);
    assert.deepEqual(launch.start, { runs: 'nothing', why: 'no-script' });
    assert.equal(launch.reachesExec, 'no');
  });
});
