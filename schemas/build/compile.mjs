// Validators as self-contained modules.
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compact } from './compact.mjs';

/** The types of a compiled validator. */
export const VALIDATOR_TYPES = `import type { SchemaError } from '../collapse.ts';

declare const validate: {
  (value: unknown): boolean;
  /** Of the last call; read them before the next one. */
  errors: readonly SchemaError[] | null;
};
export default validate;
`;

/**
 * @param {object} schema the form to compile; its definitions refer to each other by \`#/definitions/NAME\`
 * @returns {Promise<string>} an ES module without imports; its default export is the validator
 */
export async function compile(schema) {
  const ajv = new Ajv.default({
    allErrors: true,
    verbose: false,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    // YAML has infinity: `.inf`.
    strictNumbers: false,
    inlineRefs: false,
    code: { source: true, esm: true, optimize: true, lines: true },
  });
  // Each definition is a schema of its own, so that its function can be told from the others.
  const { definitions, ...root } = apart(schema);
  for (const [name, part] of Object.entries(definitions)) ajv.addSchema(part, name);
  const validate = ajv.compile(root);
  const rootName = [root.type].flat().includes('null') ? 'is.mapping-or-null' : 'is.mapping';
  const names = new Map([[validate.source.validateName.str, rootName]]);
  for (const name of Object.keys(definitions)) names.set(ajv.getSchema(name).source.validateName.str, name);
  const contents = compact(standaloneCode.default(ajv, validate), names);
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    legalComments: 'none',
  });
  return outputFiles[0].text;
}

function apart(part) {
  if (Array.isArray(part)) return part.map(apart);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([keyword, value]) =>
    keyword === '$ref' ? [keyword, value.replace('#/definitions/', '')] : [keyword, apart(value)],
  );
  return Object.fromEntries(entries);
}
