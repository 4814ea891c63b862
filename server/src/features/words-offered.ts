import type { Repository } from '../binder/index.ts';
import {
  isAccepted,
  optionsFor,
  parseWorkerCommand,
  type WorkerOption,
  workerOption,
} from '../dask/index.ts';
import { nodeAt, type YamlNode } from '../yaml/index.ts';
import { describeOption } from './option-text.ts';
import { type OfferedValue, withUnits } from './values-offered.ts';
import { OPTION_WORDS } from './words.ts';
import { workerLine } from './worker-line.ts';
import type { Zone } from './zone.ts';

/** The words that may stand at the caret in the command of a worker; none in other commands. */
export function wordsOffered(
  zone: Zone & { kind: 'pod' },
  root: YamlNode | undefined,
  typed: string,
  repository: Repository,
): readonly (OfferedValue & { readonly option?: WorkerOption })[] {
  const { era } = repository;
  const line = workerLine(nodeAt(root, zone.base), zone.path, era);
  const { item } = line ?? {};
  if (line === undefined || item === undefined) return [];
  const before = line.items.slice(0, item.index);
  const command = parseWorkerCommand(before, era);
  if (command === undefined) return programs(before.map(({ text }) => text));
  const option = workerOption(before.at(-1)?.text ?? '');
  const isOption = command.uses.at(-1)?.item === before.at(-1);
  if (option?.takesValue === true && isOption) return valuesOf(option, typed);
  const others = parseWorkerCommand(
    line.items.filter((one) => one !== item),
    era,
  );
  const given = (others?.uses ?? []).map((use) => use.option);
  return optionsFor(era)
    .filter(({ name, multiple, twin }) =>
      given.every((one) => (one.name !== name || multiple) && one.name !== twin && !same(one, name)),
    )
    .filter((one) => one.failsSince === undefined || isAccepted(one, era))
    .map((one) => ({
      text: one.name,
      kind: 'value',
      detail: one.takesValue ? OPTION_WORDS[one.type] : undefined,
      documentation: describeOption(one, era),
      option: one,
    }));
}

/** An old name for what is given already. */
function same(given: WorkerOption, name: string): boolean {
  return given.sameMeaning && given.replacedBy === name;
}

function programs(before: readonly string[]): readonly OfferedValue[] {
  if (before.length === 0) return ['dask-worker', 'dask'].map((text) => ({ text, kind: 'value' }));
  return before.at(-1) === 'dask' ? [{ text: 'worker', kind: 'value' }] : [];
}

const MEMORY_UNITS = { GB: '10⁹ bytes', GiB: '1024³ bytes', MB: '10⁶ bytes', MiB: '1024² bytes' };
const DURATION_UNITS = { s: 'seconds', m: 'minutes', h: 'hours' };

function valuesOf(option: WorkerOption, typed: string): readonly OfferedValue[] {
  switch (option.type) {
    case 'bytes-or-fraction-or-auto':
      return [{ text: 'auto', kind: 'choice' }, ...withUnits(typed, MEMORY_UNITS, ['2GB', '4GB', '7GB'])];
    case 'duration':
      return withUnits(typed, DURATION_UNITS, ['60s', '5m']);
    case 'integer-or-auto':
      return [{ text: 'auto', kind: 'choice' }];
    case 'integer':
      return ['1', '2', '4'].map((text) => ({ text, kind: 'value', isText: true }));
    case 'boolean':
      return ['true', 'false'].map((text) => ({ text, kind: 'choice', isText: true }));
    default:
      return [];
  }
}
