import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fieldsAt,
  parseQuantity,
  placesOfField,
  podDescription,
  podField,
  podViolations,
  type SchemaViolation,
} from '../../../server/src/kubernetes/index.ts';

const document = {
  metadata: null,
  spec: {
    restartPolicy: 'Never',
    containers: [
      {
        args: [
          'dask-worker',
          '--nthreads',
          '2',
          '--no-bokeh',
          '--memory-limit',
          '7GB',
          '--death-timeout',
          '60',
        ],
        image: 'WORKER_IMAGE',
        name: 'dask-worker',
        resources: { limits: { cpu: '1.75', memory: '7G' }, requests: { cpu: '1.75', memory: '7G' } },
      },
    ],
  },
};

describe('podViolations is quiet', () => {
  const table: Readonly<Record<string, unknown>> = {
    'the published example': document,
    'kind and version': { apiVersion: 'v1', kind: 'Pod', ...document },
    'a pod as the cluster shows it': {
      ...document,
      metadata: { creationTimestamp: null, labels: { app: 'dask' } },
      status: { phase: 'Running', anything: [1] },
    },
    'null for optional fields': pod({
      env: null,
      resources: null,
      command: null,
      imagePullPolicy: null,
      stdin: null,
    }),
    'empty text for an enumeration': pod({ imagePullPolicy: '' }),
    'numbers and booleans where text is wanted': pod({
      args: ['a', 2, true, 1.5],
      env: [{ name: 'A', value: 1 }],
    }),
    'numbers and quantities of other resources': pod({
      resources: { limits: { cpu: 2, memory: 7e9, 'nvidia.com/gpu': 1, 'ephemeral-storage': ' 1Gi ' } },
    }),
    'no value in a map': pod({ resources: { limits: { cpu: null } } }),
    'tokens for numbers, booleans, enumerations and quantities': {
      spec: {
        restartPolicy: 'RESTART_POLICY',
        hostNetwork: '${HOST_NETWORK}',
        terminationGracePeriodSeconds: 'GRACE_SECONDS',
        automountServiceAccountToken: '{{ automount }}',
        dnsPolicy: '{% if x %}None{% endif %}',
        containers: [
          {
            name: '${NAME}',
            imagePullPolicy: '$PULL_POLICY',
            stdin: '$(STDIN)',
            ports: [{ containerPort: 'PORT' }, { containerPort: '8787' }],
            resources: { limits: { memory: 'WORKER_MEMORY', cpu: '${CPU}' }, requests: { memory: '${GB}G' } },
          },
        ],
      },
    },
    'a mount, a volume, tolerations and affinity': {
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'dask', operator: 'In', values: ['worker'] }] },
              ],
            },
          },
        },
        tolerations: [
          { key: 'k8s.dask.org/dedicated', operator: 'Equal', value: 'worker', effect: 'NoSchedule' },
          {},
        ],
        nodeSelector: { 'dask-worker': true },
        volumes: [
          { name: 'nfs', flexVolume: { driver: 'd', options: { bucket: 'b' } } },
          { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
          { name: 'none', emptyDir: {} },
        ],
        serviceAccount: 'pangeo',
        containers: [{ name: 'w', volumeMounts: [{ name: 'nfs', mountPath: '/gcs', subPath: '${HOME}' }] }],
      },
    },
    'fields of Kubernetes after 1.30': {
      spec: {
        hostnameOverride: 'a',
        resources: { limits: { cpu: 1 } },
        tolerations: [{ operator: 'Gt' }],
        volumes: [{ name: 'i', image: { reference: 'r', pullPolicy: 'Always' } }],
        containers: [{ name: 'w', lifecycle: { stopSignal: 'SIGTERM' } }],
      },
    },
  };
  for (const [title, value] of Object.entries(table)) {
    it(title, () => assert.deepEqual(podViolations(value), []));
  }
});

describe('podViolations reports', () => {
  const first = ['spec', 'containers', '0'];
  const table: Readonly<Record<string, readonly [unknown, readonly SchemaViolation[]]>> = {
    'a misspelt field of the spec': [
      { spec: { retartPolicy: 'Never', containers: [] } },
      [{ kind: 'unknown-field', pointer: ['spec'], field: 'retartPolicy' }],
    ],
    'several unknown fields of one mapping': [
      pod({ resource: {}, affinity: {} }),
      [
        { kind: 'unknown-field', pointer: first, field: 'resource' },
        { kind: 'unknown-field', pointer: first, field: 'affinity' },
      ],
    ],
    'an unknown field with signs of a pointer in its name': [
      { spec: { containers: [] }, 'a/b~c': { d: 1 } },
      [{ kind: 'unknown-field', pointer: [], field: 'a/b~c' }],
    ],
    'a label with signs of a pointer in its name': [
      { metadata: { labels: { 'dask.org/a~b': [] } }, spec: { containers: [] } },
      [
        {
          kind: 'wrong-type',
          pointer: ['metadata', 'labels', 'dask.org/a~b'],
          expected: 'text',
          accepts: ['text', 'number', 'boolean', 'null'],
          found: 'list',
        },
      ],
    ],
    'an empty template': [{}, [{ kind: 'missing', pointer: [], field: 'spec' }]],
    'no spec': [{ spec: null }, [{ kind: 'missing', pointer: [], field: 'spec' }]],
    'no containers': [{ spec: {} }, [{ kind: 'missing', pointer: ['spec'], field: 'containers' }]],
    'null for containers': [
      { spec: { containers: null } },
      [{ kind: 'missing', pointer: ['spec'], field: 'containers' }],
    ],
    'a container without name': [
      { spec: { containers: [{ image: 'a' }] } },
      [{ kind: 'missing', pointer: first, field: 'name' }],
    ],
    'a container with a null name': [
      pod({ name: null }),
      [{ kind: 'missing', pointer: first, field: 'name' }],
    ],
    'a misspelt name': [
      { spec: { containers: [{ nmae: 'a' }] } },
      [
        { kind: 'missing', pointer: first, field: 'name' },
        { kind: 'unknown-field', pointer: first, field: 'nmae' },
      ],
    ],
    'a mapping for containers': [
      { spec: { containers: {} } },
      [
        {
          kind: 'wrong-type',
          pointer: ['spec', 'containers'],
          expected: 'list',
          accepts: ['list'],
          found: 'mapping',
        },
      ],
    ],
    'a mapping for env': [pod({ env: { A: '1' } }), [wrong([...first, 'env'], ['list', 'null'], 'mapping')]],
    'text for args': [pod({ args: 'dask-worker' }), [wrong([...first, 'args'], ['list', 'null'], 'text')]],
    'null in args': [
      pod({ args: ['a', null] }),
      [wrong([...first, 'args', '1'], ['text', 'number', 'boolean'], 'null')],
    ],
    'null in containers': [{ spec: { containers: [null] } }, [wrong(first, ['mapping'], 'null')]],
    'a mapping for the image': [
      pod({ image: { JUPYTER_IMAGE_SPEC: null } }),
      [wrong([...first, 'image'], ['text', 'number', 'boolean', 'null'], 'mapping')],
    ],
    'text for a number': [
      { spec: { terminationGracePeriodSeconds: '30s', containers: [] } },
      [wrong(['spec', 'terminationGracePeriodSeconds'], ['integer', 'null'], 'text')],
    ],
    'a broken number': [
      { spec: { priority: 1.5, containers: [] } },
      [wrong(['spec', 'priority'], ['integer', 'null'], 'number')],
    ],
    'text for a boolean': [
      { spec: { hostNetwork: 'true', containers: [] } },
      [wrong(['spec', 'hostNetwork'], ['boolean', 'null'], 'text')],
    ],
    'capitals that are no token for a boolean': [
      { spec: { hostNetwork: 'TRUE', containers: [] } },
      [wrong(['spec', 'hostNetwork'], ['boolean', 'null'], 'text')],
    ],
    'another case of an enumeration': [
      { spec: { restartPolicy: 'never', containers: [] } },
      [outside(['spec', 'restartPolicy'], ['Always', 'Never', 'OnFailure', null], 'never')],
    ],
    'capitals of an enumeration, which are no token': [
      { spec: { restartPolicy: 'NEVER', containers: [] } },
      [outside(['spec', 'restartPolicy'], ['Always', 'Never', 'OnFailure', null], 'NEVER')],
    ],
    'a boolean for an enumeration': [
      pod({ imagePullPolicy: true }),
      [outside([...first, 'imagePullPolicy'], ['Always', 'IfNotPresent', 'Never', null], true)],
    ],
    'a mapping for an enumeration': [
      pod({ imagePullPolicy: {} }),
      [wrong([...first, 'imagePullPolicy'], ['text', 'null'], 'mapping')],
    ],
    'operator and effect of a toleration': [
      { spec: { tolerations: [{ operator: 'equals', effect: 'NoStart' }], containers: [] } },
      [
        outside(
          ['spec', 'tolerations', '0', 'effect'],
          ['NoExecute', 'NoSchedule', 'PreferNoSchedule', null],
          'NoStart',
        ),
        outside(['spec', 'tolerations', '0', 'operator'], ['Equal', 'Exists', null], 'equals'),
      ],
    ],
    'another kind': [
      { kind: 'Deployment', spec: { containers: [] } },
      [outside(['kind'], ['Pod', null], 'Deployment')],
    ],
    'quantities that are none': [
      pod({ resources: { limits: { memory: '7GB', cpu: '2' }, requests: { memory: '7 G' } } }),
      [
        { kind: 'bad-quantity', pointer: [...first, 'resources', 'limits', 'memory'], found: '7GB' },
        { kind: 'bad-quantity', pointer: [...first, 'resources', 'requests', 'memory'], found: '7 G' },
      ],
    ],
    'a boolean for a quantity': [
      pod({ resources: { limits: { cpu: true } } }),
      [wrong([...first, 'resources', 'limits', 'cpu'], ['quantity', 'null'], 'boolean')],
    ],
    'text for the whole': ['spec', [wrong([], ['mapping'], 'text')]],
    'a list for the whole': [[], [wrong([], ['mapping'], 'list')]],
    'nothing for the whole': [null, [wrong([], ['mapping'], 'null')]],
  };
  for (const [title, [value, expected]] of Object.entries(table)) {
    it(title, () => assert.deepEqual(podViolations(value), expected));
  }

  it('also in mappings without a prototype', () => {
    const value = Object.assign(Object.create(null), {
      spec: Object.assign(Object.create(null), { containers: 'x' }),
    });
    assert.deepEqual(podViolations(value), [wrong(['spec', 'containers'], ['list'], 'text')]);
  });
});

describe('quantities in the schema and parseQuantity agree', () => {
  const texts = [
    ['7G', '7Gi', '7m', '1e3', '1E3', '1E', '.5', '1.', '+1', '-1', '0', ' 1 ', '1.5e-3'],
    ['7GB', '7g', '7K', '7ki', '7 G', '', 'x', '1e', '.', '+', '1e3G', '1,5', '0x1', '7i', '1.2.3'],
  ].flat();
  for (const text of texts) {
    it(JSON.stringify(text), () => {
      const violations = podViolations(pod({ resources: { limits: { cpu: text } } }));
      assert.equal(violations.length === 0, parseQuantity(text).ok);
    });
  }
});

describe('podField', () => {
  it('knows fields, items and free keys', () => {
    assert.deepEqual(podField(['spec', 'containers', 0, 'imagePullPolicy']), {
      name: 'imagePullPolicy',
      owner: 'Container',
      type: { kind: 'text', enum: ['Always', 'IfNotPresent', 'Never'] },
      required: false,
    });
    assert.deepEqual(podField(['spec', 'containers']), {
      name: 'containers',
      owner: 'PodSpec',
      type: { kind: 'list', items: { kind: 'object', of: 'Container' } },
      required: true,
    });
    assert.deepEqual(podField(['spec', 'containers', '1']), {
      name: '1',
      owner: undefined,
      type: { kind: 'object', of: 'Container' },
      required: false,
    });
    assert.deepEqual(podField(['spec', 'containers', '*', 'resources', 'limits', 'nvidia.com/gpu'])?.type, {
      kind: 'quantity',
    });
    assert.deepEqual(podField(['metadata', 'labels', 'app'])?.type, { kind: 'text' });
    assert.deepEqual(podField([])?.type, { kind: 'object', of: 'WorkerPod' });
    assert.deepEqual(podField(['spec', 'containers', 0, 'ports', 0, 'containerPort'])?.required, true);
    assert.deepEqual(podField(['spec', 'containers', 0, 'livenessProbe', 'httpGet', 'port'])?.type, {
      kind: 'integer-or-text',
    });
    // What later releases accept is known but not offered.
    assert.deepEqual(podField(['spec', 'tolerations', 0, 'operator'])?.type, {
      kind: 'text',
      enum: ['Equal', 'Exists'],
    });
  });

  it('knows nothing else', () => {
    for (const path of [
      ['spec', 'retartPolicy'],
      ['spec', 'containers', 'x'],
      ['spec', 'containers', 0, 'image', 'tag'],
      ['spec', 'toString'],
      ['constructor'],
    ]) {
      assert.equal(podField(path), undefined, path.join('.'));
    }
  });
});

describe('fieldsAt', () => {
  it('lists the fields of a mapping', () => {
    assert.deepEqual(
      fieldsAt(['spec', 'containers', 0, 'resources']).map(({ name, owner }) => `${owner}.${name}`),
      ['ResourceRequirements.claims', 'ResourceRequirements.limits', 'ResourceRequirements.requests'],
    );
    assert.deepEqual(
      fieldsAt([]).map(({ name }) => name),
      ['apiVersion', 'kind', 'metadata', 'spec', 'status'],
    );
  });

  it('lists none for lists, text and free keys', () => {
    assert.deepEqual(fieldsAt(['spec', 'containers']), []);
    assert.deepEqual(fieldsAt(['spec', 'restartPolicy']), []);
    assert.deepEqual(fieldsAt(['metadata', 'labels']), []);
    assert.deepEqual(fieldsAt(['nowhere']), []);
  });
});

describe('placesOfField', () => {
  it('finds where a misplaced field belongs', () => {
    const spec = [{ owner: 'PodSpec', path: ['spec'] }];
    for (const name of ['affinity', 'tolerations', 'volumes', 'nodeSelector', 'serviceAccountName']) {
      assert.deepEqual(placesOfField(name), spec, name);
    }
    assert.deepEqual(placesOfField('volumeMounts'), [
      { owner: 'Container', path: ['spec', 'containers', '*'] },
      { owner: 'Container', path: ['spec', 'initContainers', '*'] },
      { owner: 'EphemeralContainer', path: ['spec', 'ephemeralContainers', '*'] },
    ]);
    // Not spec.resources, which came with Kubernetes 1.32.
    assert.deepEqual(placesOfField('requests')[0], {
      owner: 'ResourceRequirements',
      path: ['spec', 'containers', '*', 'resources'],
    });
    assert.deepEqual(placesOfField('retartPolicy'), []);
    assert.deepEqual(placesOfField('toString'), []);
  });
});

describe('podDescription', () => {
  it('has the words of Kubernetes', () => {
    assert.match(
      podDescription(['spec', 'restartPolicy']) ?? '',
      /^Restart policy for all containers within the pod\./,
    );
    assert.match(podDescription(['spec', 'containers', 0]) ?? '', /^A single application container/);
    assert.equal(podDescription(['metadata', 'labels', 'app']), undefined);
    assert.equal(podDescription(['spec', 'retartPolicy']), undefined);
  });
});

function pod(container: object): unknown {
  return { spec: { containers: [{ name: 'dask-worker', ...container }] } };
}

type Wrong = Extract<SchemaViolation, { kind: 'wrong-type' }>;

function wrong(
  pointer: readonly string[],
  accepts: Wrong['accepts'],
  found: Wrong['found'],
): SchemaViolation {
  return { kind: 'wrong-type', pointer, expected: accepts[0] ?? 'null', accepts, found };
}

type Outside = Extract<SchemaViolation, { kind: 'not-in-enumeration' }>;

function outside(
  pointer: readonly string[],
  allowed: Outside['allowed'],
  found: Outside['found'],
): SchemaViolation {
  return { kind: 'not-in-enumeration', pointer, allowed, found };
}
