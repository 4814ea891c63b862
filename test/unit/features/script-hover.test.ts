import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptHover } from './script-places.ts';

const END = 'exec "$@"\n';

async function says(marked: string, word: string, ...patterns: readonly RegExp[]): Promise<void> {
  const found = await scriptHover(marked);
  assert.ok(found, `something is said in ${JSON.stringify(marked)}`);
  assert.equal(found.word, word);
  for (const pattern of patterns) assert.match(found.text, pattern);
}

describe('hover on sed', () => {
  test('what it does, and what it will change and where', () =>
    says(
      `sed -i "s|WORKER_IM§AGE|\${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml\n${END}`,
      '"s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g"',
      /^Edits its files in place:\n\n- Replaces every `WORKER_IMAGE` by `\$\{JUPYTER_IMAGE_SPEC\}`, on every line\./,
      /At launch on a hub one line of `\.dask\/config\.yaml` will be different:\n\n- Line 5: `- image: WORKER_IMAGE` becomes `- image: oci\.2i2c\.mybinder\.org/,
    ));

  test('on its name, where nothing changes', () =>
    says(
      `s§ed "s|NOPE|x|" .dask/config.yaml\n${END}`,
      'sed',
      /^Prints its files, changed:/,
      /nothing changes in `\.dask\/config\.yaml`/,
    ));

  test('a file that is not there, and each run of a loop', () =>
    says(
      `for f in a b; do sed -i -e 1d -e "s/§a/b/" $f; done\n${END}`,
      '"s/a/b/"',
      /- Deletes line 1\.\n- Replaces the first `a` by `b`, on every line\./,
      /`a` is not in the repository: sed fails\.\n\n`b` is not in the repository: sed fails\./,
    ));

  test('a script that sed refuses, and what was meant', () =>
    says(
      `sed -i "s/WORKER§_IMAGE/$JUPYTER_IMAGE_SPEC/" .dask/config.yaml\n${END}`,
      '"s/WORKER_IMAGE/$JUPYTER_IMAGE_SPEC/"',
      /^sed refuses this script: "unknown option to `s'" at character 39\. It reads no file\./,
      /Without the values it would be:\n\n- Replaces the first `WORKER_IMAGE` by `\$JUPYTER_IMAGE_SPEC`/,
    ));

  test('in a script that is half typed, or on a way that a hub does not take', async () => {
    await says(
      `if [ -n "$A" ]; then\n  sed -i "s|A§A|$B|g" x.yaml\n`,
      '"s|AA|$B|g"',
      /^- Replaces every `AA` by `\$B`/,
    );
    await says(
      `if [ -z "$HOME" ]; then sed -i 's|A§A|b|' x; fi\n${END}`,
      "'s|AA|b|'",
      /^- Replaces the first `AA` by `b`/,
    );
  });

  test('nothing on its options and files', async () => {
    assert.equal(await scriptHover(`sed -§i "s|a|b|" .dask/config.yaml\n${END}`), undefined);
    assert.equal(await scriptHover(`sed -i "s|a|b|" .dask/con§fig.yaml\n${END}`), undefined);
  });
});

describe('hover on variables', () => {
  test('a variable for Dask: key, type, and the value as Dask reads it', () =>
    says(
      `export DASK_DISTRIBUTED__COMM__TIMEOUTS__CON§NECT=60s\n${END}`,
      'DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT',
      /sets `distributed\.comm\.timeouts\.connect` of Dask's configuration/,
      /`60s` is \*\*1 minute\*\*/,
      /\*\*`distributed\.comm\.timeouts\.connect`\*\* \(duration\)/,
    ));

  test('one that nothing reads, an old name, and one that Dask reads itself', async () => {
    await says(
      `export DASK_KUBERNETES__WORKER_NA§ME=x\n${END}`,
      'DASK_KUBERNETES__WORKER_NAME',
      /sets `kubernetes\.worker-name`/,
      /\*\*Has no effect\*\*: no release has read this name; `kubernetes\.name` takes its place\./,
    );
    await says(
      `export DASK_TICK_MAXIMUM_DEL§AY=5s\n${END}`,
      'DASK_TICK_MAXIMUM_DELAY',
      /old name of `distributed\.admin\.tick\.limit`/,
    );
    await says(
      `export DASK_CON§FIG=x\n${END}`,
      'DASK_CONFIG',
      /a file or folder of configuration, read after all others/,
    );
    await says(`export dask_con§fig=x\n${END}`, 'dask_config', /in capitals: `DASK_CONFIG`/);
  });

  test('one of the hub: who sets it, a typical value, whether it is secret', async () => {
    await says(
      `echo $JUPYTERHUB_US§ER\n${END}`,
      'JUPYTERHUB_USER',
      /set by JupyterHub/,
      /On mybinder\.org, for example: `pangeo-data-pan-ample-notebooks-x1y2z3a4`/,
    );
    await says(
      `echo "\${JUPYTERHUB_API_TO§KEN}"\n${END}`,
      'JUPYTERHUB_API_TOKEN',
      /Secret: it is not for logs/,
    );
  });

  test('one of the script: where it is set, and to what', async () => {
    await says(
      `A="x $JUPYTERHUB_BASE_URL"\necho $§A\n${END}`,
      'A',
      /its value here is `x \/`, set in line 2\./,
    );
    await says(`echo $NO§PE\n${END}`, 'NOPE', /Neither a hub nor this script sets it/);
  });

  test('a secret is not shown', async () => {
    const found = await scriptHover(`export MY_TOKEN=abcdef\necho $MY_TO§KEN\n${END}`);
    assert.match(found?.text ?? '', /Set in line 2\./);
    assert.doesNotMatch(found?.text ?? '', /abcdef/);
  });

  test('in a here-document, in a test, and in a script that is half typed', async () => {
    await says(`cat <<E\n$JUPYTERHUB_US§ER\nE\n${END}`, 'JUPYTERHUB_USER', /set by JupyterHub/);
    await says(`[[ -n "$JUPYTERHUB_US§ER" ]] && A=1\n${END}`, 'JUPYTERHUB_USER', /set by JupyterHub/);
    await says('if [ -n "$JUPYTERHUB_US§ER" ; then', 'JUPYTERHUB_USER', /set by JupyterHub/);
  });

  test('nothing in single quotes and comments', async () => {
    assert.equal(await scriptHover(`echo '$JUPYTERHUB_US§ER'\n${END}`), undefined);
    assert.equal(await scriptHover(`# $JUPYTERHUB_US§ER\n${END}`), undefined);
  });
});

describe('hover on the hand-over', () => {
  test('what it does and what it runs', () =>
    says(
      'ex§ec "$@"\n',
      'exec "$@"',
      /takes the place of the script/,
      /On mybinder\.org it is, for example: `python3 -c/,
      /Every path through the script leads here\./,
    ));

  test('one that is not always reached', () =>
    says('[ -n "$A" ] && ex§ec "$@"\n', 'exec "$@"', /Only some paths through the script lead here\./));
});
