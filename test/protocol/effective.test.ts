import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EffectiveConfigurationAnswer, WorkerPodAnswer } from '../../server/src/lsp/protocol.ts';
import { inProcess, uriOf } from '../support/client.ts';

const FILES = {
  '.config/dask/dask.yaml': 'distributed:\n  dashboard:\n    link: "LINK"\n',
  'binder/start': '#!/bin/bash\nsed -i "s|LINK|$MINE|" .config/dask/dask.yaml\nexec "$@"\n',
};

describe('what Dask will see', () => {
  test('is answered for any file of the repository, open or not', async () => {
    const client = inProcess(FILES);
    try {
      await client.initialize({
        initializationOptions: { settings: { launch: { profile: '', env: { MINE: '{port}' } } } },
      });
      const answer: EffectiveConfigurationAnswer | null = await client.connection.sendRequest(
        'pangeoBinder/effectiveConfiguration',
        { uri: uriOf('binder/start') },
      );
      assert.ok(answer);
      const [entry] = answer.entries;
      assert.deepEqual(entry?.path, ['distributed', 'dashboard', 'link']);
      assert.equal(entry?.value, '{port}');
      assert.match(answer.text.split('\n')[entry?.line ?? 0] ?? '', /^ {4}link: "\{port\}" /);
      assert.deepEqual(entry?.source.place, {
        uri: uriOf('.config/dask/dask.yaml'),
        path: '.config/dask/dask.yaml',
        line: 2,
      });
      assert.deepEqual(
        entry?.source.changes.map(({ path, line }) => [path, line]),
        [['binder/start', 1]],
      );
      assert.deepEqual(answer.profile, { name: 'mybinder-2026', title: 'mybinder.org' });
    } finally {
      client.stop();
    }
  });

  test('is asked of a profile, and needs a file of a repository', async () => {
    const client = inProcess(FILES);
    try {
      await client.initialize();
      const ask = (params: object): Promise<EffectiveConfigurationAnswer | null> =>
        client.connection.sendRequest('pangeoBinder/effectiveConfiguration', params);
      const answer = await ask({ uri: uriOf('binder/start'), profile: 'repo2docker-local' });
      assert.equal(answer?.profile.title, 'plain Docker');
      await assert.rejects(ask({}), /effectiveConfiguration needs the uri of a file/);
    } finally {
      client.stop();
    }
  });
});

describe('the worker pod', () => {
  test('is answered with the source of each value and with what is left out', async () => {
    const template =
      'kubernetes:\n  worker-template:\n    spec:\n      retartPolicy: Never\n      containers:\n        - name: w\n          image: ${MINE}\n          args: [dask-worker]\n';
    const client = inProcess({
      '.config/dask/kubernetes.yaml': template,
      'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=2022.4.0\n',
    });
    try {
      await client.initialize({
        initializationOptions: { settings: { launch: { profile: '', env: { MINE: 'example/image' } } } },
      });
      const answer: WorkerPodAnswer | null = await client.connection.sendRequest('pangeoBinder/workerPod', {
        uri: uriOf('.config/dask/kubernetes.yaml'),
      });
      assert.ok(answer);
      assert.equal(answer.made, 'classic');
      const image = answer.entries.find(({ path }) => path.at(-1) === 'image');
      assert.equal(image?.value, 'example/image');
      assert.equal(image?.source.text, '.config/dask/kubernetes.yaml:7, with MINE');
      assert.equal(image?.source.place?.line, 6);
      assert.match(answer.text.split('\n')[image?.line ?? 0] ?? '', /image: example\/image /);
      assert.deepEqual(
        answer.dropped.map(({ path, source }) => [path, source.place?.line]),
        [[['spec', 'retartPolicy'], 3]],
      );
      assert.ok(answer.entries.some(({ source }) => source.kind === 'added'));
    } finally {
      client.stop();
    }
  });
});
