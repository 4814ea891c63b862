import type { Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';

export const multipleDocuments: Rule = {
  meta: {
    code: 'yaml/multiple-documents',
    summary: 'A second YAML document begins in a Dask configuration',
    severity: 'error',
    core: true,
    fix: 'none',
    docs: {
      launch: 'The loader accepts one document only, and `import dask` fails.',
      detail:
        'A line `---` behind content begins another document. Put the second one into a file of its own.',
      sources: ['dask config.py, _load_config_file', 'PyYAML 6 composer.py, get_single_node'],
      examples: [
        {
          bad: { '.dask/config.yaml': 'temporary-directory: /tmp\n---\ndistributed: {}\n' },
          good: { '.dask/config.yaml': '---\ntemporary-directory: /tmp\ndistributed: {}\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, document } of yamlFiles(repository)) {
      const second = document.furtherDocuments[0];
      if (!file.roles.includes('dask-config') || second === undefined) continue;
      report({
        path: file.path,
        span: second,
        message:
          'A second document begins here; a configuration file holds one. `import dask` fails while it reads this file.',
      });
    }
  },
};
