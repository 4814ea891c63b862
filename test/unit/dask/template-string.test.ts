import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CURRENT_ERA, createEra, parseTemplate, templateNames } from '../../../server/src/dask/index.ts';

describe('format strings', () => {
  const rows: readonly (readonly [string, string])[] = [
    // text, parts: text in quotes, fields as name, access, conversion and format with their place
    ['../proxy/{port}/status', "'../proxy/' <port @9-15> '/status'"],
    [
      '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status',
      "<JUPYTERHUB_SERVICE_PREFIX @0-27> 'proxy/' <port @33-39> '/status'",
    ],
    ['dask-{user}-{uuid}', "'dask-' <user @5-11> '-' <uuid @12-18>"],
    ['{{port}}', "'{port}'"],
    ['a{{b}}c{d}', "'a{b}c' <d @7-10>"],
    ['{}', '< @0-2>'],
    ['{0}', '<0 @0-3>'],
    ['{a.b}', '<a .b @0-5>'],
    ['{a[0].c}', '<a [0].c @0-8>'],
    ['{a!r}', '<a !r @0-5>'],
    ['{a:>3}', '<a :>3 @0-6>'],
    ['{a!s:{w}}', '<a !s :{w} @0-9>'],
    ['{a[}]}', '<a [}] @0-6>'],
    ['plain', "'plain'"],
    ['', ''],
  ];
  for (const [text, expected] of rows) {
    it(`\`${text}\``, () => {
      const { parts, error } = parseTemplate(text);
      const shown = parts.map((part) => {
        if (part.kind === 'text') return `'${part.text}'`;
        const conversion = part.conversion === undefined ? '' : ` !${part.conversion}`;
        const spec = part.spec === '' ? '' : ` :${part.spec}`;
        const access = part.access === '' ? '' : ` ${part.access}`;
        return `<${part.name}${access}${conversion}${spec} @${part.start}-${part.end}>`;
      });
      assert.equal(shown.join(' '), expected);
      assert.equal(error, undefined);
    });
  }

  for (const [text, kind, start, end] of [
    ['a}b', 'single-close', 1, 2],
    ['a{', 'single-open', 1, 2],
    ['a{port', 'no-end', 1, 6],
    ['{a{b}}', 'open-in-name', 0, 3],
    ['{a!', 'no-conversion', 0, 3],
    ['{a!rx}', 'no-colon-after-conversion', 0, 5],
    ['{a:>3', 'open-in-spec', 0, 5],
    ['{a.}', 'bad-access', 0, 4],
    ['{a[]}', 'bad-access', 0, 5],
  ] as const) {
    it(`\`${text}\` is refused: ${kind}`, () =>
      assert.deepEqual(parseTemplate(text).error, { kind, start, end }));
  }

  it('keeps what stands before an error', () => {
    assert.equal(parseTemplate('{port}/}').parts.length, 2);
  });
});

describe('what keys are formatted with', () => {
  const names = (key: string, era = CURRENT_ERA): string => {
    const found = templateNames(key.split('.'), era);
    return found === undefined
      ? 'plain text'
      : [...found.names, ...(found.environment ? ['$'] : [])].join(' ');
  };
  for (const [key, expected] of [
    ['distributed.dashboard.link', 'scheme host port $'],
    ['diagnostics-link', 'host port $'],
    ['kubernetes.name', 'user uuid $'],
    ['kubernetes.worker-template-path', '$'],
    ['kubernetes.scheduler_template_path', '$'],
    ['gateway.address', '$'],
    ['gateway.cluster.options', '$'],
    ['gateway.cluster.options.image', '$'],
    ['gateway.cluster.options.image.name', 'plain text'],
    ['kubernetes.image', 'plain text'],
    ['kubernetes.worker-template.spec', 'plain text'],
    ['no.such', 'plain text'],
  ] as const) {
    it(key, () => assert.equal(names(key), expected));
  }

  it('{scheme} came with distributed 2.1.0', () => {
    const key = 'distributed.dashboard.link';
    assert.equal(names(key, createEra([], { distributed: '2.0.1' })), 'host port $');
    assert.equal(names(key, createEra([], { distributed: '2.1.0' })), 'scheme host port $');
  });
});
