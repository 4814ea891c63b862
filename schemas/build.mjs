// Builds the two JSON Schemas (checked in) and, in generated/, the validators and look-up tables made from them.
// Usage: node schemas/build.mjs [--force]   build what is out of date
//        node schemas/build.mjs --check     exit 1 when a checked-in schema is not what would be built
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readData } from './build/data.mjs';

const require = createRequire(import.meta.url);
const FOLDER = import.meta.dirname;
const DATA_FILES = ['dask-config-keys.json', 'dask-aliases.json', 'dask-key-descriptions.json'];
const PACKAGES = ['ajv', 'esbuild', 'kubernetes-types', 'ts-json-schema-generator', 'typescript'];
const SCHEMAS = ['worker-pod.schema.json', 'dask-config.schema.json'];
const GENERATED = ['validate-worker-pod', 'validate-dask-config', 'pod-fields', 'pod-descriptions'].flatMap(
  (name) => [`generated/${name}.js`, `generated/${name}.d.ts`],
);
const STAMP = 'generated/stamp.json';

/**
 * Builds everything, or nothing when neither inputs nor outputs have changed since the last time.
 * @param {{force?: boolean}} [options]
 * @returns {Promise<{rebuilt: boolean, sizes: Record<string, number>}>} sizes of all outputs in characters
 */
export async function buildSchemas({ force = false } = {}) {
  if (!force && stampOf(true) === readStamp()) return { rebuilt: false, sizes: sizesOnDisk() };
  const schemas = await makeSchemas();
  const outputs = { ...schemas.files, ...(await makeGenerated(schemas)) };
  mkdirSync(join(FOLDER, 'generated'), { recursive: true });
  for (const [name, text] of Object.entries(outputs)) writeFileSync(join(FOLDER, name), text);
  writeFileSync(join(FOLDER, STAMP), `${JSON.stringify({ hash: stampOf(false) })}\n`);
  return { rebuilt: true, sizes: sizesOnDisk() };
}

/** @returns {Promise<string[]>} the checked-in schemas that differ from what would be built */
export async function outdatedSchemas() {
  const { files } = await makeSchemas();
  return SCHEMAS.filter((name) => readIfThere(name) !== files[name]);
}

async function makeSchemas() {
  const [{ readPodTypes }, { podSchema }, { daskTree }, { daskSchema }] = await Promise.all([
    import('./build/pod-types.mjs'),
    import('./build/pod-schema.mjs'),
    import('./build/dask-tree.mjs'),
    import('./build/dask-schema.mjs'),
  ]);
  const [keys, aliases, descriptions] = DATA_FILES.map((name) => readData(name, {}));
  const podTypes = await readPodTypes();
  const pod = podSchema(podTypes);
  const dask = daskSchema(daskTree(keys, aliases, descriptions), podTypes);
  const files = { [SCHEMAS[0]]: json(pod), [SCHEMAS[1]]: json(dask) };
  return { pod, dask, podTypes, files };
}

async function makeGenerated({ pod, dask, podTypes }) {
  const [{ compile, VALIDATOR_TYPES }, { compileForm }, { podDescriptions, podIndex }] = await Promise.all([
    import('./build/compile.mjs'),
    import('./build/compile-form.mjs'),
    import('./build/pod-index.mjs'),
  ]);
  return {
    'generated/validate-worker-pod.js': await compile(compileForm(pod)),
    'generated/validate-worker-pod.d.ts': VALIDATOR_TYPES,
    // Rules look into pod templates with the validator above, so this one does not hold it a second time.
    'generated/validate-dask-config.js': await compile(compileForm(dask, { withoutDefinitions: true })),
    'generated/validate-dask-config.d.ts': VALIDATOR_TYPES,
    'generated/pod-fields.js': module(podIndex(podTypes)),
    'generated/pod-fields.d.ts': typesOf('PodIndex'),
    'generated/pod-descriptions.js': module(podDescriptions(podTypes)),
    'generated/pod-descriptions.d.ts': typesOf('PodDescriptions'),
  };
}

function module(value) {
  return `export default ${JSON.stringify(value)};\n`;
}

function typesOf(name) {
  return `import type { ${name} } from '../pod-model.ts';\n\ndeclare const value: ${name};\nexport default value;\n`;
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stampOf(existing) {
  if (existing && [...SCHEMAS, ...GENERATED].some((name) => !existsSync(join(FOLDER, name))))
    return undefined;
  const hash = createHash('sha256');
  const scripts = readdirSync(join(FOLDER, 'build')).sort();
  for (const name of [...scripts.map((script) => `build/${script}`), 'build.mjs', ...SCHEMAS, ...GENERATED]) {
    hash.update(name).update(readIfThere(name) ?? '');
  }
  for (const name of DATA_FILES) hash.update(name).update(readIfThere(join('data', name)) ?? '');
  for (const name of PACKAGES) hash.update(name).update(require(`${name}/package.json`).version);
  return hash.digest('hex');
}

function readStamp() {
  const text = readIfThere(STAMP);
  try {
    return text === undefined ? null : JSON.parse(text).hash;
  } catch {
    return null;
  }
}

function readIfThere(name) {
  const path = join(FOLDER, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function sizesOnDisk() {
  return Object.fromEntries(
    [...SCHEMAS, ...GENERATED].map((name) => [name, (readIfThere(name) ?? '').length]),
  );
}

async function main(args) {
  if (args.includes('--check')) {
    const outdated = await outdatedSchemas();
    for (const name of outdated)
      process.stderr.write(`schemas/${name} is out of date; run node schemas/build.mjs\n`);
    process.exitCode = outdated.length === 0 ? 0 : 1;
    return;
  }
  const { rebuilt, sizes } = await buildSchemas({ force: args.includes('--force') });
  if (!rebuilt) return;
  for (const [name, size] of Object.entries(sizes)) {
    if (!name.endsWith('.d.ts')) process.stdout.write(`${String(size).padStart(8)}  schemas/${name}\n`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
