import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { CHANGES, type EraVerdict } from '../../dask/index.ts';

/** Where distributed finds its logging (distributed/config.py, _find_logging_config). */
export interface LoggingSections {
  /** Keys `logging` at the top level. */
  readonly top: readonly DaskSetting[];
  /** Keys `distributed.logging`. */
  readonly nested: readonly DaskSetting[];
  /** `logging-file-config` beside the sections that count. */
  readonly fileConfig: DaskSetting | undefined;
  /** Anything below `distributed` that makes distributed look there only. */
  readonly hides: DaskSetting | undefined;
  /** Whether `distributed.logging` is read. */
  readonly verdict: EraVerdict;
  /** The sections that count. */
  readonly read: readonly DaskSetting[];
}

export function loggingSections(repository: Repository): LoggingSections {
  const settings = repository.derive(daskSettings).filter(({ document }) => document.problem === undefined);
  const named = (...path: readonly string[]) =>
    settings.filter(
      (setting) => setting.path.length === path.length && path.every((step, i) => setting.path[i] === step),
    );
  const verdict = repository.era.of(CHANGES.nestedLogging);
  const top = named('logging');
  const nested = named('distributed', 'logging');
  const nestedFile = named('distributed', 'logging-file-config');
  const hides = verdict.inForce ? (nested[0] ?? nestedFile[0]) : undefined;
  return {
    top,
    nested,
    fileConfig: hides === undefined ? named('logging-file-config')[0] : nestedFile[0],
    hides,
    verdict,
    read: hides === undefined ? top : nested,
  };
}
