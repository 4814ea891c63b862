import data from '../../../schemas/data/dask-worker-flags.json' with { type: 'json' };
import descriptions from '../../../schemas/data/worker-option-descriptions.json' with { type: 'json' };
import type { Era } from './era.ts';

/** What the text of an option's value must be. */
export type OptionType =
  | 'string'
  | 'integer'
  | 'integer-or-auto'
  | 'boolean'
  | 'path'
  | 'port-or-range'
  | 'address'
  | 'bytes-or-fraction-or-auto'
  | 'resources'
  | 'duration'
  | 'import-path';

/** One command line option of `dask worker`. Versions are those of distributed. */
export interface WorkerOption {
  readonly name: string;
  readonly takesValue: boolean;
  readonly type: OptionType;
  /** Whether it may be given several times. */
  readonly multiple: boolean;
  readonly since: string;
  readonly removed: string | undefined;
  readonly deprecatedIn: string | undefined;
  /** First release that stops on it although it still knows it. */
  readonly failsSince: string | undefined;
  readonly replacedBy: string | undefined;
  /** Whether the successor can take its place with the same value. */
  readonly sameMeaning: boolean;
  /** The option that sets the same to the contrary: `--nanny` and `--no-nanny`. */
  readonly twin: string | undefined;
  readonly default: unknown;
  readonly configKey: string | undefined;
  readonly description: string | undefined;
  readonly note: string | undefined;
}

const TEXTS: Readonly<Record<string, string | undefined>> = descriptions;

/** Everything but `string`, which an unknown word counts as. */
const OPTION_TYPES: readonly OptionType[] = [
  'integer',
  'integer-or-auto',
  'boolean',
  'path',
  'port-or-range',
  'address',
  'bytes-or-fraction-or-auto',
  'resources',
  'duration',
  'import-path',
];

/** Successors that differ from the old option in name only (distributed/cli/dask_worker.py). */
const SAME_MEANING = ['--no-bokeh', '--bokeh', '--bokeh-prefix', '--nprocs'];

/** `--reconnect` was an error from 2022.05.1 on, before it went. */
const FAILS_SINCE: Readonly<Record<string, string>> = { '--reconnect': '2022.05.1' };

/** Every option that a release has had. */
export const WORKER_OPTIONS: readonly WorkerOption[] = data.map((entry) => ({
  name: entry.flag,
  takesValue: entry.takesValue,
  type: optionType(entry.type),
  multiple: entry.multiple === true,
  since: entry.since,
  removed: entry.removed ?? undefined,
  deprecatedIn: entry.deprecatedIn ?? undefined,
  failsSince: FAILS_SINCE[entry.flag],
  replacedBy: entry.replacedBy ?? undefined,
  sameMeaning: SAME_MEANING.includes(entry.flag),
  twin: twinOf(entry.flag),
  default: entry.default,
  configKey: entry.configKey,
  description: TEXTS[entry.flag],
  note: entry.note,
}));

/** The option of a name, whatever the release. */
export function workerOption(name: string): WorkerOption | undefined {
  return BY_NAME.get(name);
}

/** The options that the versions of an era accept, for completion. */
export function optionsFor(era: Era): readonly WorkerOption[] {
  return WORKER_OPTIONS.filter((option) => isAccepted(option, era));
}

export function isAccepted(option: WorkerOption, era: Era): boolean {
  const gone = option.removed !== undefined && era.inForce('distributed', option.removed).inForce;
  return !gone && era.inForce('distributed', option.since).inForce;
}

const BY_NAME: ReadonlyMap<string, WorkerOption> = new Map(
  WORKER_OPTIONS.map((option) => [option.name, option]),
);

function twinOf(name: string): string | undefined {
  const other = name.startsWith('--no-') ? `--${name.slice('--no-'.length)}` : `--no-${name.slice(2)}`;
  return data.some(({ flag }) => flag === other) ? other : undefined;
}

function optionType(word: string): OptionType {
  return OPTION_TYPES.find((type) => type === word) ?? 'string';
}
