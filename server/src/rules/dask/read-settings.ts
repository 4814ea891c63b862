import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import type { KeyInfo } from '../../dask/index.ts';
import { resolved, type YamlScalar } from '../../yaml/index.ts';
import { descendantOf, keySpanOf, type Place, placeOf, relatedOf, spanOf } from '../yaml/place.ts';
import type { Found } from '../yaml/placed.ts';

/** A setting that the repository's versions read, with the key under which they read it. */
export interface ReadSetting {
  readonly setting: DaskSetting;
  /** That of the new name where an old one works through an alias. */
  readonly key: KeyInfo;
}

/** All settings that are read, sections left out. */
export function readSettings(repository: Repository): readonly ReadSetting[] {
  return repository.derive(daskSettings).flatMap((setting): ReadSetting[] => {
    const { status } = setting;
    const key =
      status.kind === 'known' || status.kind === 'right-here'
        ? status.key
        : status.kind === 'legacy'
          ? status.successor.key
          : undefined;
    return key === undefined || key.section || setting.document.problem !== undefined
      ? []
      : [{ setting, key }];
  });
}

/** A setting that is read and holds a single value. */
export interface ReadScalar extends ReadSetting {
  readonly value: YamlScalar;
}

export function readScalars(repository: Repository): readonly ReadScalar[] {
  return repository.derive(readSettings).flatMap((read): ReadScalar[] => {
    const value = resolved(read.setting.pair.value);
    return value?.kind === 'scalar' ? [{ ...read, value }] : [];
  });
}

/** The settings of one key, in all files. */
export function settingsOf(repository: Repository, key: string): readonly ReadScalar[] {
  return repository.derive(readScalars).filter((read) => read.key.key === key);
}

/** What all findings at a setting have in common; behind an alias, the alias is pointed at. */
export function placedSetting(setting: DaskSetting, part: 'key' | 'value'): Found {
  const { file, document, pair, path } = setting;
  const found =
    document.root === undefined || !document.mayHaveAliases
      ? undefined
      : descendantOf(placeOf(document.root), path);
  // Of a key that is given twice the walk finds the last; an earlier one stands where it stands.
  const place: Place | undefined = found?.pair === pair ? found : placeOf(pair.value, pair);
  const direct = part === 'key' ? pair.key.span : pair.value.span;
  const behindKey = place?.alias !== undefined && place.alias !== pair.value;
  const copy = part === 'value' ? place?.alias !== undefined : behindKey;
  const span = place === undefined ? direct : part === 'key' ? keySpanOf(place) : spanOf(place);
  return {
    at: part === 'key' ? pair : (place?.node ?? pair.value),
    copy,
    path: file.path,
    span,
    related: copy && place !== undefined ? relatedOf(place, file.path) : [],
    subject: part === 'key' ? `key:${path.join('\0')}` : `value:${span.start}`,
  };
}
