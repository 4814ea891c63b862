import { resolved, type YamlNode, type YamlPair, type YamlScalar } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { yamlFiles } from '../yaml/files.ts';

export const keyNotText: Rule = {
  meta: {
    code: 'dask/key-not-text',
    summary: 'A key of a Dask configuration is no text for YAML',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: '`import dask` fails with a TypeError.',
      detail:
        'Dask looks for `_` in every key of every mapping, labels and variables of a pod template included, and Python has no such search in numbers, booleans and null. YAML 1.1 reads `yes`, `no`, `on` and `off` as booleans. Mappings inside lists are left alone by Dask and by this rule.',
      era: 'dask 0.20.1',
      sources: ['dask config.py, canonical_name, update, 0.20.1', 'observed with dask 2022.12.1'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  nanny:\n    environ:\n      1: one\n' },
          good: { '.config/dask/dask.yaml': 'distributed:\n  nanny:\n    environ:\n      "1": one\n' },
        },
        {
          title: 'A label that is a boolean',
          bad: {
            'binder/environment.yml': 'dependencies: [dask=2021.3.0, dask-kubernetes=2021.3.0]\n',
            '.dask/config.yaml':
              'kubernetes:\n  worker-template:\n    metadata:\n      labels: {on: x}\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: dask-worker\n          image: ${JUPYTER_IMAGE_SPEC}\n          args: [dask-worker, --death-timeout, "60"]\n',
          },
          good: {
            'binder/environment.yml': 'dependencies: [dask=2021.3.0, dask-kubernetes=2021.3.0]\n',
            '.dask/config.yaml':
              'kubernetes:\n  worker-template:\n    metadata:\n      labels: {"on": x}\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: dask-worker\n          image: ${JUPYTER_IMAGE_SPEC}\n          args: [dask-worker, --death-timeout, "60"]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    if (!repository.era.inForce('dask', '0.20.1').inForce) return;
    for (const { file, document } of yamlFiles(repository)) {
      const root = document.root === undefined ? undefined : resolved(document.root);
      if (!file.roles.includes('dask-config') || document.problem !== undefined || root === undefined)
        continue;
      for (const { path, key } of keysBelow(root)) {
        if (key.type === 'str' || key.type === 'merge') continue;
        const written = key.text === '' ? 'null' : key.text;
        report({
          path: file.path,
          span: key.span,
          message: `The key \`${written}\` is ${KINDS[key.type] ?? 'no text'} for YAML, and keys have to be text; put it in quotes. Every \`import dask\` that reads this file fails with a TypeError.`,
          subject: `key:${path.join('\0')}`,
          fixes: () => [
            key.style === 'plain' && key.text !== '' && key.tag === undefined
              ? editFix('Put the key in quotes', 'safe', file.path, [
                  { span: key.span, text: JSON.stringify(key.text) },
                ])
              : undefined,
          ],
        });
      }
    }
  },
};

const KINDS: Readonly<Record<string, string>> = {
  bool: 'a boolean',
  int: 'a number',
  float: 'a number',
  null: 'null',
  timestamp: 'a date',
};

/** The keys of a mapping and of the mappings that are its values; Dask does not look into lists. */
function keysBelow(root: YamlNode): { readonly path: readonly string[]; readonly key: YamlScalar }[] {
  const found: { path: readonly string[]; key: YamlScalar }[] = [];
  const open: { node: YamlNode; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next;
    if (node.kind !== 'mapping') continue;
    for (const pair of node.pairs) {
      const name = nameOf(pair);
      if (name === undefined) continue;
      found.push({ path: [...path, name.text], key: name });
      // What an alias stands for is looked at where it is written.
      if (pair.value.kind === 'mapping') open.push({ node: pair.value, path: [...path, name.text] });
    }
  }
  return found.sort((a, b) => a.key.span.start - b.key.span.start);
}

function nameOf({ key }: YamlPair): YamlScalar | undefined {
  return key.kind === 'scalar' ? key : undefined;
}
