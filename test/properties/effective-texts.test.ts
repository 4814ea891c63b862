import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConfigValue, isConfigMap, withoutSources } from '../../server/src/dask/index.ts';
import {
  configurationText,
  effectiveConfiguration,
  podText,
  workerPod,
} from '../../server/src/effective/index.ts';
import { chosenLaunch } from '../../server/src/launch/index.ts';
import { SourceText } from '../../server/src/text/index.ts';
import { parseYaml, toValue } from '../../server/src/yaml/index.ts';
import { type Files, visit } from '../support/repository.ts';
import { effectiveRepositories } from './effective-repositories.ts';

// The documents of "What Dask will see" and "The worker pod" are YAML that says what the data say, for every release.

const RELEASES: readonly (readonly [dask: string, kubernetes: string])[] = [
  ['0.17.5', '0.3.0'],
  ['0.19.4', '0.5.0'],
  ['1.2.0', '0.8.0'],
  ['2.10.1', '0.10.1'],
  ['2022.1.0', '2022.1.0'],
  ['2023.9.2', '2023.9.0'],
  ['2026.7.1', '2025.4.3'],
];

/** Pods with the corners of the client. */
const PODS: readonly string[] = [
  'spec: {containers: [{name: w, args: [a, 1, 2.0, true, null, 1e22, .inf], tty: "no"}], tolerations: x}',
  'spec: {containers: w}',
  'spec: {containers: {a: b}}',
  'spec: []',
  'x',
  '[1, 2]',
  'metadata: {labels: {a: 1, b: null}, annotations: [a]}\n    spec: {containers: [{name: w, ports: [{containerPort: "80"}, {containerPort: x}]}]}',
  'spec: {containers: [null, {name: w}], nodeSelector: {"a b": "${HOME} $HOME ${"}}',
];

describe('documents about a launch', () => {
  const repositories = [
    ...effectiveRepositories(60),
    ...PODS.map(
      (pod): Files => ({
        '.config/dask/pod.yaml': `kubernetes:\n  name: "n-{user}-{uuid}-{HOME!r:>10}"\n  env: {A: 1, B: null}\n  worker-template:\n    ${pod}\n`,
        '.dask/pod.yaml': `kubernetes:\n  custom-cluster-spec: {metadata: {name: 1}, spec: {worker: {${'spec: {containers: [{}]}'}}}}\n`,
      }),
    ),
  ];
  for (const [dask, kubernetes] of RELEASES) {
    it(`are YAML with dask ${dask} and dask-kubernetes ${kubernetes}`, async () => {
      const target = { dask, distributed: dask, 'dask-kubernetes': kubernetes };
      for (const files of repositories) {
        await visit(
          files,
          (repository) => {
            const launch = repository.derive(chosenLaunch);
            const configuration = effectiveConfiguration(repository, launch);
            const shown = configurationText(repository, launch, configuration);
            assert.deepEqual(read(shown.text), normal(withoutSources(configuration.config)), shown.text);
            for (const [{ path }, line] of shown.lines)
              assert.ok(lineOf(shown.text, line).includes(':'), path.join('.'));
            const pod = podText(repository, launch, workerPod(repository, launch, configuration));
            read(pod.text);
            for (const { path, line } of pod.lines) {
              const text = lineOf(pod.text, line);
              assert.ok(/ # /.test(text), `${path.join('.')} has a source: ${text}`);
            }
          },
          { target },
        );
      }
    });
  }
});

function lineOf(text: string, line: number): string {
  return text.split('\n')[line] ?? '';
}

/** What our own reader makes of a document. */
function read(text: string): unknown {
  const document = parseYaml(new SourceText('document.yaml', text));
  assert.equal(document.problem, undefined, text);
  return normal(toValue(document.root)?.value as ConfigValue);
}

/** As plain values, with numbers that are equal the same and empty documents as empty mappings. */
function normal(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (isConfigMap(value as ConfigValue)) {
    const entries = [...(value as ReadonlyMap<string, unknown>)].map(([name, item]) => [name, normal(item)]);
    return entries.length === 0 ? null : Object.fromEntries(entries);
  }
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return value;
  if ('kind' in value && value.kind === 'python' && 'value' in value) {
    const python = value.value as { readonly kind: string; readonly value: unknown };
    return python.kind === 'float' ? python.value : `<Python ${python.kind}>`;
  }
  const entries = Object.entries(value).map(([name, item]) => [name, normal(item)]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
