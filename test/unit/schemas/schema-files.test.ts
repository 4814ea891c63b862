import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Ajv, type ErrorObject } from 'ajv';
import type { SchemaError } from '../../../schemas/collapse.ts';
import keys from '../../../schemas/data/dask-config-keys.json';
import podFields from '../../../schemas/generated/pod-fields.js';
import validateDaskConfig from '../../../schemas/generated/validate-dask-config.js';
import validateWorkerPod from '../../../schemas/generated/validate-worker-pod.js';

const schemas = join(process.env['PROJECT_ROOT'] ?? '.', 'schemas');
const published = {
  'worker-pod': readSchema('worker-pod'),
  'dask-config': readSchema('dask-config'),
} as const;
const validators = {
  'worker-pod': runtimeValidator('worker-pod'),
  'dask-config': runtimeValidator('dask-config'),
};
const VALUES = [
  null,
  true,
  1,
  -1.5,
  Number.POSITIVE_INFINITY,
  'text',
  'TOKEN',
  'NEVER',
  'Always',
  '5',
  '7GB',
  '',
  [],
  [null],
  [{ name: 1 }],
  {},
  { a: null },
  { name: [] },
];

describe('the checked-in schemas', () => {
  it('are what the build makes of the data', async () => {
    await promisify(execFile)(process.execPath, [join(schemas, 'build.mjs'), '--check']);
  });

  for (const name of ['worker-pod', 'dask-config'] as const) {
    it(`${name} compiles in strict mode`, () => assert.equal(typeof validators[name], 'function'));
    it(`${name} has a title, a description and an address`, () => {
      const schema = published[name];
      assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
      for (const keyword of ['$id', 'title', 'description'])
        assert.equal(typeof schema[keyword], 'string', keyword);
    });
  }

  it('describe every configuration key', () => {
    const missing = keys.filter(({ key }) => typeof daskProperty(key)?.['description'] !== 'string');
    assert.deepEqual(
      missing.map(({ key }) => key),
      [],
    );
  });

  it('say what became of an old key', () => {
    const messages = [
      [
        'diagnostics-link',
        'Renamed to distributed.dashboard.link in distributed 1.22.0; the old name is still understood.',
      ],
      [
        'fuse_subgraphs',
        'Renamed to optimization.fuse.subgraphs in dask 2.15.0, which dask 2025.1.0 removed.',
      ],
      ['kubernetes.worker-name', 'No release has read this key; it is kubernetes.name.'],
      ['tls', 'Renamed to distributed.comm.tls in distributed 1.22.0; the old name has no effect since.'],
      [
        'kubernetes.worker-template',
        'Not read since dask-kubernetes 2024.5.0. Use kubernetes.custom-cluster-spec.',
      ],
      ['distributed.scheduler.pickle', 'Removed in distributed 2023.12.1.'],
      ['kubernetes.name', undefined],
      ['distributed.worker.memory.recent-to-old-time', undefined],
    ] as const;
    for (const [key, message] of messages)
      assert.equal(daskProperty(key)?.['deprecationMessage'], message, key);
  });

  it('give a default only where it is the default', () => {
    assert.equal(daskProperty('distributed.admin.tick.limit')?.['default'], '3s');
    assert.equal(daskProperty('kubernetes.namespace')?.['default'], null);
    assert.ok(!Object.hasOwn(daskProperty('scheduler-address') ?? {}, 'default'));
    assert.ok(!Object.hasOwn(daskProperty('distributed.adaptive.maximum') ?? {}, 'default'));
    assert.ok(!Object.hasOwn(daskProperty('distributed') ?? {}, 'default'));
  });

  it('show values with their units, and what hubs write', () => {
    const examples = (key: string) => daskProperty(key)?.['examples'];
    assert.deepEqual(examples('distributed.admin.tick.limit'), ['500ms', '5s', '10m', '1h']);
    assert.deepEqual(examples('array.chunk-size'), ['64MiB', '1GB']);
    assert.deepEqual(examples('distributed.dashboard.link'), [
      '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status',
    ]);
    assert.deepEqual(examples('dataframe.backend'), ['pandas', 'cudf']);
    assert.equal(examples('distributed.version'), undefined);
  });

  it('look into pod templates and past the spelling of keys', () => {
    const validate = validators['dask-config'];
    const places = (value: unknown): readonly string[] => (validate(value) ? [] : pairs(validate.errors));
    const pod = { spec: { retartPolicy: 'Never', containers: [] } };
    assert.deepEqual(places({ kubernetes: { 'worker-template': pod } }), [
      '/kubernetes/worker-template/spec additionalProperties retartPolicy',
    ]);
    assert.deepEqual(places({ kubernetes: { scheduler_template: pod } }), [
      '/kubernetes/scheduler_template/spec additionalProperties retartPolicy',
    ]);
    assert.deepEqual(places({ kubernetes: { 'worker-template': {} } }), []);
    assert.deepEqual(places({ kubernetes: { 'worker-template': { metadata: {} } } }), [
      '/kubernetes/worker-template dependencies spec',
    ]);
  });
});

describe('the compiled validators', () => {
  it('agree with the checked-in pod schema on junk in every field', () => {
    const validate = validators['worker-pod'];
    let refused = 0;
    for (const value of [...VALUES, ...podSamples()]) {
      const expected = validate(value) ? [] : pairs(validate.errors);
      const found = validateWorkerPod(value) ? [] : pairs(validateWorkerPod.errors);
      assert.deepEqual(found, expected, JSON.stringify(value));
      if (found.length > 0) refused++;
    }
    assert.ok(refused > 5000);
  });

  it('agree with the checked-in configuration schema on junk in every key, in both spellings', () => {
    const validate = validators['dask-config'];
    let refused = 0;
    for (const value of [...VALUES, ...daskSamples()]) {
      const expected = validate(value) ? [] : pairs(validate.errors?.filter(outsidePods));
      const found = validateDaskConfig(value) ? [] : pairs(validateDaskConfig.errors);
      assert.deepEqual(found, expected, JSON.stringify(value));
      if (found.length > 0) refused++;
    }
    assert.ok(refused > 5000);
  });

  it('stand alone and stay small', () => {
    let total = 0;
    for (const name of ['worker-pod', 'dask-config']) {
      const code = readFileSync(join(schemas, 'generated', `validate-${name}.js`), 'utf8');
      assert.doesNotMatch(code, /\brequire\(|\bimport\b|new Function|\beval\b/);
      total += code.length;
    }
    assert.ok(total < 250_000, `${total}`);
  });
});

describe('buildSchemas', () => {
  it('does nothing when nothing has changed', async () => {
    const { buildSchemas } = await import(pathToFileURL(join(schemas, 'build.mjs')).href);
    await buildSchemas();
    assert.equal((await buildSchemas()).rebuilt, false);
  });
});

function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
}

function runtimeValidator(name: keyof typeof published) {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictNumbers: false });
  ajv.addVocabulary(['markdownDescription', 'deprecationMessage']);
  return ajv.compile(published[name]);
}

function daskProperty(key: string): Record<string, unknown> | undefined {
  let part: unknown = published['dask-config'];
  // Where there are two spellings, the living one has the words.
  for (const segment of key.split('.')) {
    const properties = (part as { properties?: Record<string, unknown> })?.properties ?? {};
    part = properties[segment] ?? properties[segment.replaceAll('_', '-')];
  }
  return part as Record<string, unknown> | undefined;
}

// What was wrong where; which words a schema has for it does not matter.
function pairs(errors: readonly (SchemaError | ErrorObject)[] | null | undefined): readonly string[] {
  const texts = (errors ?? []).map(({ instancePath, keyword, params }) => {
    const { additionalProperty, missingProperty } = params as Record<string, unknown>;
    return `${instancePath} ${keyword} ${additionalProperty ?? missingProperty ?? ''}`.trim();
  });
  return [...new Set(texts)].sort();
}

function outsidePods({ instancePath }: ErrorObject): boolean {
  return !/^\/kubernetes\/(?:worker|scheduler)[-_]template(?:\/|$)/.test(instancePath);
}

function* podSamples(): Iterable<unknown> {
  for (const [owner, fields] of Object.entries(podFields.types)) {
    const [path = []] = podFields.places[owner] ?? [];
    for (const field of [...Object.keys(fields), 'unknown']) {
      for (const value of VALUES) yield inside(path, { [field]: value });
    }
  }
}

function* daskSamples(): Iterable<unknown> {
  for (const { key } of keys) {
    // Only mappings are looked for there; anything else is the business of the other validator.
    if (/^kubernetes\.(?:worker|scheduler)-template$/.test(key)) continue;
    for (const spelling of new Set([key, key.replaceAll('-', '_'), key.replaceAll('_', '-')])) {
      for (const value of VALUES) yield inside(spelling.split('.'), value);
    }
  }
}

function inside(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, step) => (step === '*' ? [inner] : { [step]: inner }), value);
}
