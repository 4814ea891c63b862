import type { Repository } from '../../binder/index.ts';
import { parseBytes } from '../../dask/index.ts';
import type { Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { exportedSettings, exportedText } from './exported-settings.ts';
import { placedSetting, readScalars } from './read-settings.ts';

export const badBytes: Rule = {
  meta: {
    code: 'dask/bad-bytes',
    summary: 'Dask cannot read this number of bytes',
    severity: 'error',
    core: false,
    fix: 'none',
    docs: {
      launch: 'Dask raises where it reads the value.',
      detail:
        'A size is a number and a unit in any case: `B`, `kB`, `MB`, `GB`, `TB`, `PB` in thousands, `KiB` to `PiB` in 1024s, the `B` left out or not. There is no `EB` or `EiB`. Looked at are the keys that take a size, and exported `DASK_` variables.',
      sources: ['dask utils.py, parse_bytes'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'array:\n  chunk-size: 128 megs\n' },
          good: { '.config/dask/dask.yaml': 'array:\n  chunk-size: 128 MiB\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, [...inFiles(repository), ...inVariables(repository)]);
  },
};

function inFiles(repository: Repository): Placed[] {
  return repository.derive(readScalars).flatMap(({ setting, key, value }): Placed[] => {
    if (key.unit !== 'bytes' || !key.types.includes('string') || value.type !== 'str') return [];
    const message = refusal(value.text);
    return message === undefined ? [] : [{ ...placedSetting(setting, 'value'), message }];
  });
}

function inVariables(repository: Repository): Placed[] {
  return repository.derive(exportedSettings).flatMap(({ variable, key }): Placed[] => {
    const text = exportedText(repository, variable);
    const { value, file } = variable;
    if (key.unit !== 'bytes' || !key.types.includes('string') || text === undefined || value === undefined)
      return [];
    const message = refusal(text);
    const { span } = value;
    return message === undefined
      ? []
      : [{ at: value, copy: false, path: file.path, span, message, subject: `value:${span.start}` }];
  });
}

function refusal(text: string): string | undefined {
  if (isFilled(text)) return undefined;
  const parsed = parseBytes(text);
  if (parsed.ok) return undefined;
  const wanted = 'a number and a unit are wanted, such as `128MiB`';
  return parsed.reason === 'unit'
    ? `Dask knows no unit \`${parsed.text}\` of bytes, in \`${text}\`; ${wanted}. It raises a ValueError where it reads the value.`
    : `\`${text}\` is no number of bytes; ${wanted}. Dask raises where it reads the value.`;
}
