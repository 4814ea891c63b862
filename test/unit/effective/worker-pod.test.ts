import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RepositoryOptions } from '../../../server/src/binder/index.ts';
import { effectiveConfiguration, podText, workerPod } from '../../../server/src/effective/index.ts';
import { chosenLaunch } from '../../../server/src/launch/index.ts';
import { type Files, visit } from '../../support/repository.ts';

const KUBERNETES = ['0.5.0', '0.10.1', '2022.4.0', '2024.4.2', '2025.4.3'] as const;

interface Seen {
  readonly made: string;
  /** `path = value (source)`. */
  readonly lines: readonly string[];
  readonly dropped: readonly string[];
  readonly failures: readonly string[];
  readonly notes: readonly string[];
  readonly text: string;
}

function seen(
  files: Files,
  version: (typeof KUBERNETES)[number],
  env: Readonly<Record<string, string | null>> = {},
  dask = '2021.3.0',
): Promise<Seen> {
  const target = { dask, distributed: dask, 'dask-kubernetes': version };
  const options: RepositoryOptions = { target, launch: { profile: 'mybinder-2026', env } };
  return visit(
    files,
    (repository) => {
      const launch = repository.derive(chosenLaunch);
      const worker = workerPod(repository, launch, effectiveConfiguration(repository, launch));
      const { text, lines } = podText(repository, launch, worker);
      return {
        made: worker.made,
        lines: lines.map(({ path, line }) => {
          const [value = '', comment = ''] = (text.split('\n')[line] ?? '').split(/ +# /);
          return `${path.join('.')} = ${value.replace(/^\s*(?:- )*(?:[\w./-]+: )?/, '')} (${comment})`;
        }),
        dropped: worker.dropped.map(({ path, why }) => `${path.join('.')}: ${why}`),
        failures: worker.failures,
        notes: worker.notes,
        text,
      };
    },
    options,
  );
}

const CONFIG = `kubernetes:
  name: "pangeo-{JUPYTERHUB_USER}"
  env:
    THREADS: 2
  worker-template:
    spec:
      retartPolicy: Never
      containers:
        - name: dask-worker
          image: \${JUPYTER_IMAGE_SPEC}
          args: [dask-worker, --nthreads, 2, --memory-limit, 7e9]
`;
const ENV = { JUPYTERHUB_USER: 'Joe_B', JUPYTER_IMAGE_SPEC: 'example/image:1' };

describe("the classic KubeCluster's worker pod", () => {
  test('says a doubt that holds for the whole file once, and marks what it is about', async () => {
    const { text } = await seen(
      {
        '.config/dask/k.yaml': CONFIG.replace('args:', 'workingDir: DAY\n          args:'),
        'binder/start': '#!/bin/bash\nsed -i "s/DAY/$(date)/" .config/dask/k.yaml\nexec "$@"\n',
      },
      '0.10.1',
      ENV,
    );
    assert.equal(text.split('the output of `date` is not certain').length, 2);
    assert.match(text, /- --nthreads +# \.config\/dask\/k\.yaml:12; \(\?3\)$/m);
  });

  test('has what is written, what is put in, and what the cluster adds', async () => {
    const { lines, dropped, failures } = await seen({ '.config/dask/k.yaml': CONFIG }, '0.10.1', ENV);
    assert.deepEqual(failures, []);
    assert.deepEqual(dropped, ['spec.retartPolicy: Kubernetes has no such field there.']);
    assert.deepEqual(lines.slice(0, 20), [
      'metadata.labels.dask.org/cluster-name = pangeo-JoeB (.config/dask/k.yaml:2, with JUPYTERHUB_USER)',
      'metadata.labels.dask.org/component = worker (added by dask-kubernetes)',
      'metadata.labels.user = jovyan (added by dask-kubernetes)',
      'metadata.labels.app = dask (added by dask-kubernetes)',
      'metadata.namespace = "<namespace>" (added by dask-kubernetes; (?) the namespace of the server is not certain)',
      'metadata.generateName = pangeo-JoeB (.config/dask/k.yaml:2, with JUPYTERHUB_USER)',
      'spec.containers.0.name = dask-worker (.config/dask/k.yaml:9)',
      'spec.containers.0.image = example/image:1 (.config/dask/k.yaml:10, with JUPYTER_IMAGE_SPEC)',
      'spec.containers.0.args.0 = dask-worker (.config/dask/k.yaml:11)',
      'spec.containers.0.args.1 = --nthreads (.config/dask/k.yaml:11)',
      'spec.containers.0.args.2 = "2" (.config/dask/k.yaml:11)',
      'spec.containers.0.args.3 = --memory-limit (.config/dask/k.yaml:11)',
      'spec.containers.0.args.4 = 7e9 (.config/dask/k.yaml:11)',
      'spec.containers.0.args.5 = --name (added by dask-kubernetes)',
      'spec.containers.0.args.6 = "<number of the worker>" (added by dask-kubernetes)',
      'spec.containers.0.env.0.name = THREADS (.config/dask/k.yaml:4)',
      'spec.containers.0.env.0.value = "2" (.config/dask/k.yaml:4)',
      'spec.containers.0.env.1.name = DASK_SCHEDULER_ADDRESS (added by dask-kubernetes)',
      'spec.containers.0.env.1.value = "<address of the scheduler>" (added by dask-kubernetes)',
      'spec.tolerations.0.key = k8s.dask.org/dedicated (added by dask-kubernetes)',
    ]);
  });

  test('was plainer in early releases, which put in no variables', async () => {
    const { lines } = await seen({ '.config/dask/k.yaml': CONFIG }, '0.5.0', ENV);
    assert.deepEqual(
      lines.filter((line) => /labels|image|generateName|env|tolerations|--name/.test(line)),
      [
        'metadata.labels.dask.pydata.org/cluster-name = pangeo-Joe_B (.config/dask/k.yaml:2, with JUPYTERHUB_USER)',
        'metadata.labels.component = dask-worker (added by dask-kubernetes)',
        'metadata.labels.user = jovyan (added by dask-kubernetes)',
        'metadata.labels.app = dask (added by dask-kubernetes)',
        'metadata.generateName = pangeo-Joe_B (.config/dask/k.yaml:2, with JUPYTERHUB_USER)',
        'spec.containers.0.image = "${JUPYTER_IMAGE_SPEC}" (.config/dask/k.yaml:10)',
        'spec.containers.0.env.0.name = DASK_SCHEDULER_ADDRESS (added by dask-kubernetes)',
        'spec.containers.0.env.0.value = "<address of the scheduler>" (added by dask-kubernetes)',
        'spec.containers.0.env.1.name = THREADS (.config/dask/k.yaml:4)',
        'spec.containers.0.env.1.value = "2" (.config/dask/k.yaml:4)',
      ],
    );
  });

  test('has a name in lower case from 2021.03.0 on', async () => {
    const { lines } = await seen({ '.config/dask/k.yaml': CONFIG }, '2022.4.0', ENV);
    assert.ok(lines.some((line) => line.startsWith('metadata.generateName = pangeo-joeb ')));
  });

  test('is that of the file when there is no template, after the start script', async () => {
    const files = {
      'worker.yaml': 'spec:\n  containers:\n    - image: WORKER_IMAGE\n      args: [dask-worker]\n',
      'binder/start':
        '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=$PWD/worker.yaml\nsed -i "s|WORKER_IMAGE|$JUPYTER_IMAGE_SPEC|" worker.yaml\nexec "$@"\n',
    };
    const { lines, failures, notes } = await seen(files, '2022.4.0', ENV);
    assert.deepEqual(failures, []);
    assert.deepEqual(notes, [
      'Without `restartPolicy` Kubernetes takes `Always`, and restarts workers that have ended.',
    ]);
    assert.deepEqual(lines.filter((line) => /image|0\.name/.test(line)).slice(0, 2), [
      'spec.containers.0.image = example/image:1 (worker.yaml:3, written by binder/start:3 with JUPYTER_IMAGE_SPEC)',
      'spec.containers.0.name = dask-0 (added by dask-kubernetes)',
    ]);
  });

  const failing: readonly (readonly [string, string, RegExp])[] = [
    [
      'without any template',
      'kubernetes:\n  count: {max: 1}\n',
      /ValueError, "Worker pod specification not provided"/,
    ],
    [
      'for a whole configuration as a template',
      'kubernetes:\n  worker-template:\n    kubernetes:\n      name: x\n',
      /AttributeError, since the template has no `spec`/,
    ],
    [
      'for a container without a name',
      'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - args: [dask-worker]\n',
      /`spec\.containers\.0` of the template with ValueError: "Invalid value for `name`, must not be `None`"/,
    ],
    [
      'for variables written as a mapping',
      'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - name: w\n          args: [dask-worker]\n          env: {A: b}\n',
      /`spec\.containers\.0\.env\.0` of the template with ValueError: "Invalid value for `name`/,
    ],
    [
      'for a container without args',
      'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - name: w\n',
      /TypeError, since the first container has no `args`/,
    ],
    [
      'for a name with a variable that is not set',
      'kubernetes:\n  name: "x-{NOBODY}"\n  worker-template:\n    spec:\n      containers:\n        - name: w\n          args: [dask-worker]\n',
      /KeyError, since `NOBODY` is not set/,
    ],
    [
      'for a template path that leads nowhere',
      'kubernetes:\n  worker-template-path: "{HOME}/nowhere.yaml"\n',
      /FileNotFoundError, since there is no `nowhere\.yaml`/,
    ],
  ];
  for (const [title, config, message] of failing) {
    test(`is refused ${title}`, async () => {
      const { failures } = await seen({ '.config/dask/k.yaml': config }, '0.10.1');
      assert.match(failures.join('\n'), message);
    });
  }

  test('makes letters of an `args` that is a text, as Python does', async () => {
    const config =
      'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - {name: w, args: ab, tty: "false", stdin: yes}\n      nodeSelector: {dask: true, size: 1.0}\n';
    const { lines } = await seen({ '.config/dask/k.yaml': config }, '0.10.1');
    assert.deepEqual(
      lines
        .filter((line) => /args\.[01]|tty|stdin|nodeSelector/.test(line))
        .map((line) => line.replace(/ \(.*/, '')),
      [
        'spec.containers.0.args.0 = a',
        'spec.containers.0.args.1 = b',
        'spec.containers.0.tty = true',
        'spec.containers.0.stdin = true',
        'spec.nodeSelector.dask = "True"',
        'spec.nodeSelector.size = "1.0"',
      ],
    );
  });
});

test('a file that Dask does not read is named', async () => {
  const { notes } = await seen({ '.dask/config.yaml': CONFIG }, '2024.4.2', ENV, '2024.2.1');
  assert.deepEqual(notes, [
    '`.dask/config.yaml` is not read: dask 2022.01.1 and later do not look into ~/.dask.',
  ]);
});

describe("the operator's worker pod", () => {
  test('does not come from a template, and says so', async () => {
    const { made, lines, notes } = await seen({ '.config/dask/k.yaml': CONFIG }, '2025.4.3', ENV, '2025.4.1');
    assert.equal(made, 'operator');
    assert.match(
      notes.join('\n'),
      /`kubernetes\.worker-template` is not read: the classic KubeCluster is gone/,
    );
    assert.deepEqual(
      lines.filter((line) => /metadata\.name|image|args|THREADS|SCHEDULER/.test(line)),
      [
        'metadata.name = "pangeo-Joe_B-default-worker-<id>" (added by the operator\'s controller)',
        'spec.containers.0.image = ghcr.io/dask/dask:latest (added by the default of `kubernetes.image`)',
        'spec.containers.0.args.0 = dask-worker (added by KubeCluster)',
        'spec.containers.0.args.1 = --name (added by KubeCluster)',
        'spec.containers.0.args.2 = $(DASK_WORKER_NAME) (added by KubeCluster)',
        'spec.containers.0.args.3 = --dashboard (added by KubeCluster)',
        'spec.containers.0.args.4 = --dashboard-address (added by KubeCluster)',
        'spec.containers.0.args.5 = "8788" (added by KubeCluster)',
        'spec.containers.0.env.0.name = THREADS (.config/dask/k.yaml:4)',
        "spec.containers.0.env.2.name = DASK_SCHEDULER_ADDRESS (added by the operator's controller)",
      ],
    );
  });

  test('comes from a custom cluster spec', async () => {
    const config =
      'kubernetes:\n  custom-cluster-spec:\n    metadata: {name: mine}\n    spec:\n      worker:\n        spec:\n          containers:\n            - {name: worker, image: example}\n';
    const { lines } = await seen({ '.config/dask/k.yaml': config }, '2025.4.3', {}, '2025.4.1');
    assert.ok(lines.includes('spec.containers.0.image = example (.config/dask/k.yaml:8)'));
    assert.ok(lines.some((line) => line.startsWith('metadata.labels.dask.org/cluster-name = mine ')));
  });
});
