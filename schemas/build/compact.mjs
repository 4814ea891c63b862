// Makes ajv's standalone code small: its three repeated blocks become calls, and errors name the definition they come
// from. Nothing of the logic changes; a change of ajv's code is noticed, because then a block is left over.

const FAIL =
  /const err\d+ = \{instancePath(?::(.+?))?,schemaPath:"[^"]*",keyword:("\w+"),params:(\{.*\})\};\nif\(vErrors === null\)\{\nvErrors = \[err\d+\];\n\}\nelse \{\nvErrors\.push\(err\d+\);\n\}/g;
const CALL =
  /if\(!\((validate\d+)\((.+?), \{instancePath:(.+),parentData:.+,parentDataProperty:.+,rootData\}\)\)\)\{\nvErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);/g;
const DELEGATE =
  /if\(!\((validate\d+)\((.+?), \{instancePath,parentData,parentDataProperty,rootData\}\)\)\)\{\nvErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);/g;
const SIGNATURE =
  /^function (validate\d+)\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)\{$/gm;
const LEFT_OVER = /parentData|rootData|vErrors === null|const err\d|schemaPath:/;

// The name of the definition says it all.
const NEEDLESS = new Set(['"type"', '"pattern"', '"anyOf"']);

const PRELUDE = `
function fail(errors, instancePath, schemaPath, keyword, params = {}) {
  const error = { instancePath, schemaPath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
function joined(errors, others) {
  return errors === null ? others : errors.concat(others);
}
`;

/**
 * @param {string} source standalone code, made with \`lines: true\`
 * @param {ReadonlyMap<string, string>} definitions name of a function -> name of the definition it validates
 */
export function compact(source, definitions) {
  const parts = source.split(/^(?=function validate\d+\()/m).map((part) => {
    const name = /^function (validate\d+)\(/.exec(part)?.[1];
    const definition = definitions.get(name) ?? '';
    return part
      .replace(FAIL, (_, path, keyword, params) => {
        const place = path === undefined ? 'instancePath' : path;
        return `vErrors = fail(vErrors, ${place}, "${definition}", ${keyword}${NEEDLESS.has(keyword) ? '' : `, ${params}`});`;
      })
      .replace(
        CALL,
        (_, call, data, path) =>
          `if(!${call}(${data}, ${path})){\nvErrors = joined(vErrors, ${call}.errors);`,
      )
      .replace(
        DELEGATE,
        (_, call, data) => `if(!${call}(${data}, instancePath)){\nvErrors = joined(vErrors, ${call}.errors);`,
      )
      .replace(SIGNATURE, 'function $1(data, instancePath = ""){');
  });
  const result = parts.join('');
  // The block after anyOf resets the list and is the one place that may compare it with null.
  const rest = result.replaceAll('if(vErrors !== null){', '');
  const left = LEFT_OVER.exec(rest);
  if (left !== null)
    throw new Error(`ajv writes other code than before: ${rest.slice(left.index - 200, left.index + 200)}`);
  return PRELUDE + result;
}
