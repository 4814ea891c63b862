import { describeBytes } from '../../dask/index.ts';
import type { Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { workerMemories } from './memory-limit.ts';

/** From so many bytes on a bare number was meant as bytes. */
const PLAUSIBLE = 1e6;

export const memoryLimitBareNumber: Rule = {
  meta: {
    code: 'worker/memory-limit-bare-number',
    summary: 'The memory limit of the worker is a number without unit',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: '7 is seven bytes: every task fails, or the worker restarts for ever. 1 is all memory.',
      detail:
        'A bare number up to 1 is a fraction of the memory, a larger one is bytes. `0` (no limit), `auto`, fractions below 1 and numbers from a million on are not looked at.',
      sources: ['distributed worker_memory.py, parse_memory_limit'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('"7"') },
          good: { 'worker-template.yaml': template('7GB') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(workerMemories).flatMap(({ limit, text, placed, write }): Placed[] => {
        const isAll = limit.kind === 'fraction' && limit.fraction === 1 && !text.includes('.');
        const isFew = limit.kind === 'bytes' && limit.bare && limit.bytes < PLAUSIBLE;
        if (!isAll && !isFew) return [];
        return [
          {
            ...placed,
            message: isAll
              ? `\`--memory-limit ${text}\` is a fraction, all memory there is; a size has a unit, such as \`${text}GB\`. The worker takes everything, or is killed before it spills.`
              : `\`--memory-limit ${text}\` is ${limit.kind === 'bytes' ? describeBytes(limit.bytes) : text}; a size has a unit, such as \`${text}GB\`. Tasks fail, or the worker restarts for ever.`,
            fixes: () => [write(`${text}GB`)],
          },
        ];
      }),
    );
  },
};

function template(limit: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --memory-limit, ${limit}, --death-timeout, "60"]\n`;
}
