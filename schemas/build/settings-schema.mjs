/**
 * The JSON Schema of `.pangeo-binder.yaml`, from the same tables with which the server checks it.
 * @param {readonly object[]} keys SETTINGS_KEYS
 * @param {readonly { meta: { code: string, summary: string } }[]} rules RULES
 * @param {readonly { name: string, description: string }[]} severities RULE_SEVERITIES
 */
export function settingsSchema(keys, rules, severities) {
  const codes = rules.map(({ meta }) => meta.code);
  const families = [...new Set(codes.map((code) => `${code.slice(0, code.indexOf('/'))}/*`))];
  const severity = {
    // `off` is the boolean false for readers of YAML 1.1.
    enum: [...severities.map(({ name }) => name), false],
    markdownEnumDescriptions: [...severities.map(({ description }) => description), 'Not reported.'],
  };
  const globs = { type: ['array', 'null'], items: { type: 'string', minLength: 1 } };
  const version = { type: ['string', 'number'], pattern: '^\\d+(\\.\\d+)*$' };
  const section = (properties, more = {}) => ({
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
    ...more,
  });
  const described = ({ description }, schema) => ({
    description: description.replaceAll('`', ''),
    markdownDescription: description,
    ...schema,
  });
  const special = {
    rules: section(
      Object.fromEntries([
        ...families.map((family) => [family, severity]),
        ...rules.map(({ meta }) => [meta.code, { description: `${meta.summary}.`, ...severity }]),
      ]),
    ),
    profile: (key) => ({
      enum: key.values.map(({ name }) => name),
      markdownEnumDescriptions: key.values.map(({ description }) => description),
    }),
    env: {
      type: ['object', 'null'],
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    },
  };
  const value = (key, above) => {
    if (key.keys)
      return section(
        Object.fromEntries(key.keys.map((one) => [one.name, described(one, value(one, key.name))])),
      );
    if (above === 'target') return version;
    if (above === 'paths') return globs;
    const known = special[key.name];
    return typeof known === 'function' ? known(key) : known;
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Pangeo Binder',
    description: 'What .pangeo-binder.yaml in the root of a Binder repository may hold.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key.name, described(key, value(key))])),
  };
}
