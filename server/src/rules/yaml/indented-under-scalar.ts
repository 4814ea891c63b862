import { editFix, type Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';

export const indentedUnderScalar: Rule = {
  meta: {
    code: 'yaml/indented-under-scalar',
    summary: 'A key is indented below a key that already has a value',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'Every `import dask` in the session fails as soon as this file is read.',
      detail:
        'A key has either a value or keys below it. When dedenting the line mends the whole file, all other rules look at the mended text.',
      sources: [
        'dask config.py, _load_config_file',
        'observed with PyYAML 6',
        'the published example of the Pangeo guide',
      ],
      examples: [
        {
          bad: {
            '.dask/config.yaml': 'diagnostics-link: "../proxy/{port}/status"\n  tick-maximum-delay: 5s\n',
          },
          good: {
            '.dask/config.yaml': 'diagnostics-link: "../proxy/{port}/status"\ntick-maximum-delay: 5s\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, document } of yamlFiles(repository)) {
      const { slip, source } = document;
      if (slip === undefined || document.problem !== undefined) continue;
      const key = source.slice(slip.key);
      const above = source.slice(slip.above);
      report({
        path: file.path,
        span: slip.key,
        message: `\`${key}\` is indented under \`${above}\`, which already has a value; move it to the same column. Every \`import dask\` that reads this file fails with "is malformed".`,
        related: [{ path: file.path, span: slip.above, message: 'This key has its value on the same line' }],
        fixes: () => [
          editFix(`Move \`${key}\` to the column of \`${above}\``, 'safe', file.path, document.repair.edits),
        ],
      });
    }
  },
};
