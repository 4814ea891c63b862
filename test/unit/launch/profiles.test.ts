import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  commandOf,
  isSecretName,
  knownVariable,
  knownVariables,
  PROFILES,
  profileOf,
  variablesOf,
} from '../../../server/src/binder/index.ts';

const variables = (name: string): ReadonlyMap<string, string> => {
  const profile = profileOf(name);
  assert.ok(profile !== undefined);
  return variablesOf(profile);
};

describe('launch profiles', () => {
  test('a hub names the image, plain Docker does not', () => {
    const image =
      'oci.2i2c.mybinder.org/mybinder-builds/i-pangeo-2ddata-2dpangeo-2dexample-2dnotebooks-ae9149:f380ea8c5d1e4b7a9c0d2e3f405162738495a6b7';
    assert.equal(variables('mybinder-2026').get('JUPYTER_IMAGE_SPEC'), image);
    assert.equal(variables('mybinder-2026').get('JUPYTER_IMAGE'), image);
    assert.match(
      variables('pangeo-binder-2020').get('JUPYTER_IMAGE_SPEC') ?? '',
      /^gcr\.io\/pangeo-181919\//,
    );
    assert.equal(variables('repo2docker-local').has('JUPYTER_IMAGE_SPEC'), false);
  });

  test('home is the repository in all of them', () => {
    for (const { name } of PROFILES) {
      assert.equal(variables(name).get('HOME'), '/home/jovyan');
      assert.equal(variables(name).get('PWD'), '/home/jovyan');
      assert.equal(variables(name).get('USER'), 'jovyan');
      assert.match(variables(name).get('PATH') ?? '', /(^|:)\/usr\/bin:\/sbin:\/bin$/);
    }
  });

  test('build arguments are not in the environment', () => {
    for (const { name } of PROFILES) assert.equal(variables(name).has('NB_USER'), false);
    assert.equal(knownVariable('NB_USER')?.setBy, 'not set');
  });

  test('what an empty value sets is set', () => {
    assert.equal(variables('mybinder-2026').get('JUPYTERHUB_HOST'), '');
  });

  test('no value of a secret is told', () => {
    for (const { name } of PROFILES) {
      for (const [variable, value] of variables(name)) {
        if (isSecretName(variable)) assert.match(value, /^<(token|address)>$/);
      }
      assert.ok(commandOf(profileOf(name) ?? { name, title: '' }).every((word) => !/token=(?!<)/.test(word)));
    }
    assert.equal(variables('mybinder-2026').get('JUPYTERHUB_API_TOKEN'), '<token>');
    assert.equal(variables('mybinder-2026').get('BINDER_CLIENT_IP'), '<address>');
    assert.equal(isSecretName('MY_SECRET'), true);
    assert.equal(isSecretName('aws_access_key_id'), true);
    assert.equal(isSecretName('MY_BUCKET'), false);
  });

  test('what is known of a variable', () => {
    const variable = knownVariable('JUPYTERHUB_SERVICE_PREFIX');
    assert.equal(variable?.setBy, 'JupyterHub');
    assert.equal(variable?.secret, false);
    assert.match(variable?.note ?? '', /^begins and ends with a slash/);
    assert.equal(variable?.values['repo2docker-local'], null);
    assert.equal(knownVariable('MY_OWN'), undefined);
    assert.equal(knownVariable('HOSTNAME')?.unpredictable, true);
    assert.equal([...knownVariables()].length, 76);
  });

  test('the command of the server', () => {
    assert.deepEqual(commandOf({ name: 'repo2docker-local', title: '' }), [
      'jupyter',
      'notebook',
      '--ip',
      '0.0.0.0',
    ]);
    assert.equal(commandOf({ name: 'mybinder-2026', title: '' })[0], 'python3');
    assert.deepEqual(commandOf({ name: 'no-such', title: '' }), []);
    assert.equal(profileOf('no-such'), undefined);
  });
});
