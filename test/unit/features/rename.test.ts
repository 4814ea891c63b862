import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renameAt, renameTargetAt } from '../../../server/src/features/index.ts';
import { applyEdits } from '../../../server/src/text/index.ts';
import type { Files } from '../../support/repository.ts';
import { ask, type Find, on, showPlace } from './places.ts';

const TEMPLATE = `kind: Pod
metadata:
  # WORKER_IMAGE: see binder/start
  labels: &labels {app: dask}
  annotations: *labels
spec:
  containers:
    - name: dask-worker
      image: WORKER_IMAGE
      args: [dask-worker]
      env:
        - {name: OWNER, value: <USER>}
`;
const START = `#!/bin/bash
template=worker-template.yaml
export BUCKET=gs://example
if grep -q WORKER_IMAGE "$template"; then
  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" -e "s|<USER>|\${JUPYTERHUB_USER}|" "\${template}"
fi
exec "$@"
`;
const FILES: Files = { 'worker-template.yaml': TEMPLATE, 'binder/start': START };

/** The changed texts, or why nothing is changed. */
async function renamed(path: string, find: Find, name: string, files = FILES): Promise<Files | string> {
  const result = await ask(files, path, find, (...at) => renameAt(...at, name));
  if (result === undefined) return 'nothing';
  if (result.kind === 'refused') return result.reason;
  return Object.fromEntries(
    [...result.edits].map(([changed, edits]) => [changed, applyEdits(String(files[changed]), edits)]),
  );
}

async function target(path: string, find: Find, files = FILES): Promise<string> {
  const result = await ask(files, path, find, renameTargetAt);
  if (result === undefined) return 'nothing';
  if (result.kind === 'refused') return result.reason;
  const place = showPlace(files, path, result.span);
  assert.ok(place.endsWith(` ${result.text}`));
  return place;
}

describe('renaming a token', () => {
  const expected = {
    'worker-template.yaml': TEMPLATE.replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
    'binder/start': START.replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
  };
  for (const [name, path, find] of [
    ['the template', 'worker-template.yaml', on('WORKER_IMAGE', 2)],
    ['a comment', 'worker-template.yaml', on('WORKER_IMAGE')],
    ['the sed', 'binder/start', on('WORKER_IMAGE|')],
    ['the condition', 'binder/start', on('WORKER_IMAGE "')],
  ] as const) {
    test(`from ${name} changes both sides`, async () => {
      assert.deepEqual(await renamed(path, find, 'DASK_IMAGE'), expected);
    });
  }

  test('changes the name within its brackets only', async () => {
    assert.equal(await target('worker-template.yaml', on('<USER>')), 'worker-template.yaml:12:33 USER');
    assert.deepEqual(await renamed('worker-template.yaml', on('<USER>'), 'WHO'), {
      'worker-template.yaml': TEMPLATE.replace('<USER>', '<WHO>'),
      'binder/start': START.replace('<USER>', '<WHO>'),
    });
  });

  for (const [newName, reason] of [
    ['', /needs a name/],
    ['a b', /characters that sed/],
    ['A|B', /characters that sed/],
    ['a.b', /characters that sed/],
    ['&x', /characters that sed/],
    ['9A', /characters that sed/],
    ['yes', /YAML reads `yes` as a value of another kind/],
    ['null', /YAML reads `null`/],
    ['OWNER', /`OWNER` stands in `worker-template\.yaml` already/],
    ['template', /stands in/],
    ['JUPYTER_IMAGE_SPEC', /stands in `binder\/start` already/],
    ['image', /stands in/],
  ] as const) {
    test(`to ${JSON.stringify(newName)} is refused`, async () => {
      assert.match(String(await renamed('worker-template.yaml', on('WORKER_IMAGE', 2), newName)), reason);
    });
  }

  const two = (first: string, second: string): Files => ({
    'worker-template.yaml': `kind: Pod\nspec:\n  containers:\n    - {name: w, image: ${first}, args: [dask-worker, ${second}]}\n`,
    'binder/start': `#!/bin/bash\nsed -i "s|${first}|x|;s|${second}|y|" worker-template.yaml\nexec "$@"\n`,
  });

  test('to another token is refused', async () => {
    const files = two('THE_IMAGE', 'THE_NAME');
    assert.match(
      String(await renamed('worker-template.yaml', on('THE_IMAGE'), 'THE_NAME', files)),
      /another token/,
    );
  });

  test('to a part of another token, or around one, is refused', async () => {
    const files = two('THE_IMAGE', 'THE_NAME');
    for (const name of ['THE', 'NAME', 'HE_N', 'THE_NAME_2', 'X_THE_NAME'])
      assert.match(
        String(await renamed('worker-template.yaml', on('THE_IMAGE'), name, files)),
        /cut in two/,
        name,
      );
  });

  test('that sed also finds in a longer word is refused', async () => {
    const files = two('MY_USER', 'MY_USER_ID');
    assert.match(
      String(await renamed('worker-template.yaml', on('MY_USER'), 'WHO', files)),
      /also part of `MY_USER_ID`/,
    );
  });

  test('to a name with the delimiter of the sed is refused', async () => {
    const files = {
      ...FILES,
      'binder/start': START.replace('s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g', 'sXWORKER_IMAGEXaXg'),
    };
    assert.match(
      String(await renamed('worker-template.yaml', on('WORKER_IMAGE', 2), 'BOX_1', files)),
      /`X` is the delimiter/,
    );
  });

  test('that a program names is refused', async () => {
    const files = {
      ...FILES,
      'binder/start': START.replace('exec', 'python3 binder/fill.py\nexec'),
      'binder/fill.py': 'print("WORKER_IMAGE")\n',
    };
    assert.match(
      String(await renamed('worker-template.yaml', on('WORKER_IMAGE', 2), 'DASK_IMAGE', files)),
      /A program that the start script runs names `WORKER_IMAGE`/,
    );
  });

  test('that another pattern finds by its form is refused when the launch would differ', async () => {
    const files = {
      ...FILES,
      'binder/start': START.replace('exec', 'sed -i "s|DASK_[A-Z]*|z|" worker-template.yaml\nexec').replace(
        '-e "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g"',
        '',
      ),
    };
    assert.match(
      String(await renamed('worker-template.yaml', on('WORKER_IMAGE', 2), 'DASK_IMAGE', files)),
      /the launch would change `worker-template\.yaml` in another way/,
    );
  });

  test('keeps Windows line ends, a byte order mark and wide characters', async () => {
    const files = {
      'worker-template.yaml': `\uFEFF${TEMPLATE.replace('see', '😀 see').replaceAll('\n', '\r\n')}`,
      'binder/start': START,
    };
    assert.deepEqual(await renamed('binder/start', on('WORKER_IMAGE|'), 'DASK_IMAGE', files), {
      'worker-template.yaml': files['worker-template.yaml'].replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
      'binder/start': START.replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
    });
  });
});

describe('renaming from a script with Windows line ends', () => {
  test('keeps them', async () => {
    const files = { ...FILES, 'binder/start': START.replaceAll('\n', '\r\n') };
    assert.deepEqual(await renamed('binder/start', on('WORKER_IMAGE|'), 'DASK_IMAGE', files), {
      'worker-template.yaml': TEMPLATE.replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
      'binder/start': files['binder/start'].replaceAll('WORKER_IMAGE', 'DASK_IMAGE'),
    });
  });
});

describe('renaming a variable of a script', () => {
  const script = (body: string): Files => ({ 'binder/start': `#!/bin/bash\n${body}exec "$@"\n` });

  test('changes its assignments and uses', async () => {
    const result = await renamed('binder/start', on('template}'), 'pod');
    assert.deepEqual(result, {
      'binder/start': START.replace('template=worker', 'pod=worker')
        .replace('"$template"', '"$pod"')
        .replace('${template}', '${pod}'),
    });
  });

  test('changes loops, arithmetic, reads and here-documents too', async () => {
    const body =
      'read -r count < n\nfor i in 1 2; do (( count += i )); done\n[[ -v count ]] && echo $((count + 1)) ${count:-0}\ncat <<END\n$count\nEND\n';
    assert.deepEqual(await renamed('binder/start', on('count'), 'sum', script(body)), {
      'binder/start': `#!/bin/bash\n${body.replaceAll('count', 'sum')}exec "$@"\n`,
    });
  });

  for (const [name, body, reason] of [
    ['that is exported', 'export X=1\n', /environment of what the script starts/],
    ['that is exported later', 'X=1\nexport X\n', /environment/],
    ['of one command', 'X=1 env\n', /environment/],
    ['that the hub sets', 'echo $JUPYTERHUB_USER # X\n', /comes from outside/],
    ['that nothing sets', 'echo $X\n', /comes from outside/],
    ['that is read before it is set', 'X=${X:-1}\necho $X\n', /may be read before it is set/],
    ['of the shell', 'PATH=/bin\necho $PATH # X\n', /variable of the shell itself/],
    ['that a text may name', "X=1\neval 'echo $X'\n", /text that is read at launch/],
    ['that another variable may name', 'X=1\ny=X\necho ${!y}\n', /text that is read at launch/],
    ['that stands as a plain word', 'X=1\ntest X -eq 1\n', /text that is read at launch/],
  ] as const) {
    test(`${name} is refused`, async () => {
      const word = /JUPYTERHUB_USER|PATH|\bX/.exec(body)?.[0] ?? 'X';
      assert.match(await target('binder/start', on(word), script(body)), reason);
      assert.match(String(await renamed('binder/start', on(word), 'Y', script(body))), reason);
    });
  }

  for (const [newName, reason] of [
    ['', /needs a name/],
    ['a-b', /no name of a variable/],
    ['1a', /no name of a variable/],
    ['PATH', /means something/],
    ['JUPYTERHUB_USER', /means something/],
    ['DASK_X', /means something/],
    ['other', /stands in the script already/],
  ] as const) {
    test(`to ${JSON.stringify(newName)} is refused`, async () => {
      const files = script('X=1\nother=2\necho $X\n');
      assert.match(String(await renamed('binder/start', on('X'), newName, files)), reason);
    });
  }
});

describe('renaming an anchor', () => {
  test('changes it and its aliases', async () => {
    assert.deepEqual(await renamed('worker-template.yaml', on('*labels'), 'all'), {
      'worker-template.yaml': TEMPLATE.replace('&labels', '&all').replace('*labels', '*all'),
    });
  });

  test('to nothing, to a text with blanks, or to another anchor is refused', async () => {
    assert.match(String(await renamed('worker-template.yaml', on('&labels'), '')), /needs a name/);
    assert.match(String(await renamed('worker-template.yaml', on('&labels'), 'a b')), /no name of an anchor/);
    const files = { 'worker-template.yaml': TEMPLATE.replace('- name: d', '- &other\n      name: d') };
    assert.match(
      String(await renamed('worker-template.yaml', on('&labels'), 'other', files)),
      /another anchor/,
    );
  });

  test('is refused for an alias without one', async () => {
    const files = { 'worker-template.yaml': TEMPLATE.replace('&labels ', '') };
    assert.match(await target('worker-template.yaml', on('*labels'), files), /no anchor `&labels`/);
  });
});

describe('renaming anything else', () => {
  test('is refused with a reason, or there is nothing', async () => {
    const files = {
      '.dask/config.yaml': 'distributed:\n  worker:\n    memory: {}\n',
      'binder/start':
        '#!/bin/bash\nexport DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=1\nf() { :; }\nf\nexec "$@"\n',
    };
    assert.match(await target('.dask/config.yaml', on('worker'), files), /key of Dask/);
    assert.match(await target('binder/start', on('DASK_'), files), /environment/);
    assert.match(await target('binder/start', on('f()'), files), /not renamed/);
    assert.equal(await target('binder/start', on('exec'), files), 'nothing');
  });
});
