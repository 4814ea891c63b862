import { CURRENT_ERA, type Era, isAccepted, type WorkerOption } from '../dask/index.ts';
import { targetText } from './key-text.ts';
import { WORKER_PAGE } from './pages.ts';
import { bullets, code, OPTION_WORDS, paragraphs, valueText } from './words.ts';

/** All that is to be said of an option of `dask worker`. */
export function describeOption(option: WorkerOption, era: Era = CURRENT_ERA): string {
  const { since, removed, deprecatedIn, replacedBy, configKey } = option;
  const versions = [
    `since distributed ${since}`,
    deprecatedIn === undefined ? undefined : `deprecated in ${deprecatedIn}`,
    removed === undefined ? undefined : `removed in ${removed}`,
  ].filter((part) => part !== undefined);
  const isDefault = option.default !== undefined && option.default !== null;
  const instead = replacedBy === undefined ? '' : ` Write ${code(replacedBy)} instead.`;
  return paragraphs([
    `**${code(option.name)}**${option.takesValue ? ` takes ${OPTION_WORDS[option.type]}` : ', without a value'}`,
    option.description,
    isAccepted(option, era)
      ? undefined
      : `**Stops the worker here**: this repository gets ${targetText('distributed', era).text}.${instead}`,
    bullets([
      isDefault ? `Default: ${valueText(option.default)}` : undefined,
      option.multiple ? 'May be given several times' : undefined,
      `Versions: ${versions.join(', ')}`,
      configKey === undefined || configKey === null ? undefined : `Configuration key: ${code(configKey)}`,
      option.note === undefined ? undefined : `Note: ${option.note}`,
    ]),
    WORKER_PAGE,
  ]);
}
