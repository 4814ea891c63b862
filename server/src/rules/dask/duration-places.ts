import type { Repository } from '../../binder/index.ts';
import {
  CHANGES,
  type DurationRefusal,
  type KeyInfo,
  type ParsedDuration,
  parseDuration,
} from '../../dask/index.ts';
import { editFix, type Fix } from '../rule.ts';
import { placedWord, workerViews } from '../worker/view.ts';
import { isFilled } from '../yaml/filled.ts';
import type { Found } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { exportedSettings, exportedText } from './exported-settings.ts';
import { placedSetting, readScalars } from './read-settings.ts';

/** A text in a place where Dask reads a duration. */
export interface DurationText {
  /** What it belongs to: the key or the option. */
  readonly name: string;
  readonly text: string;
  readonly placed: Found;
  readonly refusal: DurationRefusal;
  /** Whether it is read when Dask is imported or when a worker starts. */
  readonly reader: 'dask' | 'worker';
  readonly write: (title: string, text: string, safety: Fix['safety']) => Fix | undefined;
}

/** Every duration that Dask refuses: values of keys, exported variables, options of the worker. */
export function refusedDurations(repository: Repository): readonly DurationText[] {
  return [...inFiles(repository), ...inVariables(repository), ...inCommands(repository)];
}

/** A duration as its key reads it. */
export function durationOf(repository: Repository, key: KeyInfo, value: string | number): ParsedDuration {
  return parseDuration(value, { bareUnit: key.bareUnit, weeks: repository.era.of(CHANGES.weeks).inForce });
}

function inFiles(repository: Repository): DurationText[] {
  return repository.derive(readScalars).flatMap(({ setting, key, value }): DurationText[] => {
    if (key.unit !== 'duration' || value.type !== 'str' || isFilled(value.text)) return [];
    const refusal = durationOf(repository, key, value.text);
    if (refusal.ok) return [];
    const { document, file, pair } = setting;
    return [
      {
        name: setting.path.at(-1) ?? '',
        text: value.text,
        placed: placedSetting(setting, 'value'),
        refusal,
        reader: 'dask',
        write: (title, text, safety) =>
          editFix(title, safety, file.path, rewritten(document, pair.value, value.text, text)),
      },
    ];
  });
}

function inVariables(repository: Repository): DurationText[] {
  return repository.derive(exportedSettings).flatMap(({ variable, key }): DurationText[] => {
    const text = exportedText(repository, variable);
    const { value, file } = variable;
    if (key.unit !== 'duration' || text === undefined || value === undefined || isFilled(text)) return [];
    const refusal = durationOf(repository, key, text);
    if (refusal.ok) return [];
    const { span } = value;
    const written = file.source.slice(span);
    return [
      {
        name: variable.name,
        text,
        placed: {
          at: value,
          copy: false,
          path: file.path,
          span,
          subject: `value:${span.start}`,
        },
        refusal,
        reader: 'dask',
        write: (title, replacement, safety) =>
          written.includes(text)
            ? editFix(title, safety, file.path, [{ span, text: written.replace(text, () => replacement) }])
            : undefined,
      },
    ];
  });
}

function inCommands(repository: Repository): DurationText[] {
  return repository.derive(workerViews).flatMap((view) =>
    view.worker.command.problems.flatMap((problem): DurationText[] => {
      if (problem.kind !== 'bad-value' || problem.refusal.kind !== 'duration') return [];
      const { use, refusal } = problem;
      const item = use.valueItem;
      const text = use.value ?? '';
      const placed = item === undefined ? undefined : placedWord(view, item);
      const node = item === undefined ? undefined : view.words[item.index]?.node;
      if (placed === undefined || node?.kind !== 'scalar' || node.type === 'null' || isFilled(text))
        return [];
      const { document, file } = view.view.template;
      return [
        {
          name: use.option.name,
          text,
          placed,
          refusal: refusal.refusal,
          reader: 'worker',
          write: (title, replacement, safety) =>
            editFix(title, safety, file.path, rewritten(document, node, text, replacement)),
        },
      ];
    }),
  );
}
