import { resolved } from '../../yaml/index.ts';
import type { Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';

export const notAMapping: Rule = {
  meta: {
    code: 'yaml/not-a-mapping',
    summary: 'The top level of a Dask configuration is a list or a single value',
    severity: 'error',
    core: true,
    fix: 'none',
    docs: {
      launch: '`import dask` fails with a ValueError.',
      detail: 'A configuration is a mapping of keys. An empty file and one of only comments are fine.',
      severity:
        'Error from dask 2022.03.0, which refuses such a file; warning where an older version is pinned.',
      era: 'dask 2022.03.0',
      sources: ['dask config.py, _load_config_file, 2022.03.0'],
      examples: [
        {
          bad: { '.dask/config.yaml': '- distributed\n' },
          good: { '.dask/config.yaml': 'distributed: {}\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, document } of yamlFiles(repository)) {
      const root = document.root === undefined ? undefined : resolved(document.root);
      if (
        !file.roles.includes('dask-config') ||
        root === undefined ||
        root.kind === 'mapping' ||
        document.problem !== undefined
      )
        continue;
      if (root.kind === 'scalar' && root.type === 'null') continue;
      const { inForce, pinned } = repository.era.inForce('dask', '2022.03.0');
      const line = document.source.lines.lineAt(root.span.start);
      report({
        path: file.path,
        span: { start: root.span.start, end: Math.min(root.span.end, document.source.lineSpan(line).end) },
        severity: pinned && !inForce ? 'warning' : 'error',
        message: `The top level of a configuration has to be a mapping of keys; this is ${root.kind === 'sequence' ? 'a list' : 'a single value'}. \`import dask\` fails while it reads this file${pinned && !inForce ? `; before 2022.03.0 without a clear message, and ${repository.era.describe('dask')}` : ''}.`,
      });
    }
  },
};
