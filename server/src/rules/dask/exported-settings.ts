import { daskVariables, type ExportedVariable, type Repository } from '../../binder/index.ts';
import { interpretValue, type KeyInfo, statusOfVariable, wordRules } from '../../dask/index.ts';

/** A `DASK_` variable of a start script whose key the repository's versions read. */
export interface ExportedSetting {
  readonly variable: ExportedVariable;
  readonly key: KeyInfo;
}

export function exportedSettings(repository: Repository): readonly ExportedSetting[] {
  return repository.derive(daskVariables).flatMap((variable): ExportedSetting[] => {
    if (!variable.file.roles.includes('start')) return [];
    const found = statusOfVariable(variable.name, repository.era);
    if (found.kind !== 'key') return [];
    const { status } = found;
    const key =
      status.kind === 'known' || status.kind === 'right-here'
        ? status.key
        : status.kind === 'legacy'
          ? status.successor.key
          : undefined;
    return key === undefined || key.section ? [] : [{ variable, key }];
  });
}

/** The text that Dask makes of an exported value, when it is a text at all and known from the script alone. */
export function exportedText(repository: Repository, { text }: ExportedVariable): string | undefined {
  if (text === undefined) return undefined;
  const read = interpretValue(text, wordRules(repository.era));
  return read.kind === 'value' && read.value.kind === 'string' ? read.value.value : undefined;
}
