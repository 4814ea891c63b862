import { nearestName } from '../text/index.ts';
import { CHANGES } from './changes.ts';
import type { Era } from './era.ts';
import { conflictsOf } from './worker-conflicts.ts';
import { isAccepted, optionsFor, workerOption } from './worker-options.ts';
import type { CommandItem, OptionUse, WorkerProblem } from './worker-problem.ts';
import { type StrayOutcome, strayOutcome } from './worker-strays.ts';
import { refusalOfValue } from './worker-values.ts';

export interface WorkerCommand {
  /** The items that name the program: one for `dask-worker`, two for `dask worker` and `-m distributed.cli...`. */
  readonly program: readonly CommandItem[];
  readonly uses: readonly OptionUse[];
  /** Items that are neither options nor their values; the first is the scheduler's address. */
  readonly positional: readonly CommandItem[];
  readonly problems: readonly WorkerProblem[];
  readonly strays: StrayOutcome;
}

/**
 * Reads the command line of a Dask worker, or undefined when the items start no worker: `dask-worker`,
 * `dask worker` and `python -m distributed.cli.dask_worker`, with anything before them.
 * @param items command and arguments, each one word of the command line
 */
export function parseWorkerCommand(items: readonly CommandItem[], era: Era): WorkerCommand | undefined {
  const program = findProgram(items);
  const last = program?.at(-1);
  if (program === undefined || last === undefined) return undefined;
  const words = items.slice(items.indexOf(last) + 1);
  const read = readArguments(words, era);
  const preloads = read.uses.some(({ option }) => option.name.startsWith('--preload'));
  const problems = [
    ...read.problems,
    ...read.uses.flatMap((use) => problemsOfUse(use, era)),
    ...repeated(read.uses),
    ...conflictsOf(read.uses),
  ];
  return {
    program,
    uses: read.uses,
    positional: read.positional,
    // The module that is preloaded may know options of its own.
    problems: preloads
      ? problems.filter(({ kind }) => kind !== 'unknown')
      : [...problems, ...extra(read, era)],
    strays: strayOutcome(words, era),
  };
}

interface Arguments {
  readonly uses: readonly OptionUse[];
  readonly positional: readonly CommandItem[];
  readonly problems: readonly WorkerProblem[];
}

function findProgram(items: readonly CommandItem[]): readonly CommandItem[] | undefined {
  for (const [i, item] of items.entries()) {
    const name = item.text.slice(item.text.lastIndexOf('/') + 1);
    const next = items[i + 1];
    if (name === 'dask-worker') return [item];
    if (next === undefined) continue;
    if (name === 'dask' && next.text === 'worker') return [item, next];
    if (item.text === '-m' && next.text === 'distributed.cli.dask_worker') return [item, next];
  }
  return undefined;
}

function readArguments(items: readonly CommandItem[], era: Era): Arguments {
  const uses: OptionUse[] = [];
  const positional: CommandItem[] = [];
  const problems: WorkerProblem[] = [];
  let optionsEnd = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined) break;
    if (optionsEnd || !item.text.startsWith('-') || item.text === '-') {
      positional.push(item);
    } else if (item.text === '--') {
      optionsEnd = true;
    } else {
      const use = optionUse(item, items[i + 1]);
      if (use === undefined) {
        problems.push(strayProblem(item, era));
        continue;
      }
      uses.push(use);
      if (use.valueItem !== undefined && use.valueItem !== item) i++;
    }
  }
  return { uses, positional, problems };
}

function optionUse(item: CommandItem, next: CommandItem | undefined): OptionUse | undefined {
  const equals = item.text.indexOf('=');
  const name = equals < 0 ? item.text : item.text.slice(0, equals);
  const option = workerOption(name);
  if (option === undefined) return undefined;
  if (equals >= 0) return { option, item, valueItem: item, value: item.text.slice(equals + 1) };
  // click takes the next word whatever it looks like, but a known option there means that the value was left out.
  const missing = next === undefined || workerOption(next.text.replace(/=.*/s, '')) !== undefined;
  if (!option.takesValue || missing) return { option, item, valueItem: undefined, value: undefined };
  return { option, item, valueItem: next, value: next.text };
}

function strayProblem(item: CommandItem, era: Era): WorkerProblem {
  const [, name = '', value = ''] = /^(--?[A-Za-z][\w-]*)[\s=]\s*(.*?)\s*$/s.exec(item.text) ?? [];
  const glued = workerOption(name);
  if (glued !== undefined) return { kind: 'glued', item, option: glued, value };
  const written = item.text.replace(/=.*/s, '').trim();
  const names = optionsFor(era).map((option) => option.name);
  const near = names.includes(written) ? written : nearestName(written, names);
  return { kind: 'unknown', item, near: near === undefined ? undefined : workerOption(near) };
}

function problemsOfUse(use: OptionUse, era: Era): readonly WorkerProblem[] {
  const { option, value } = use;
  const problems: WorkerProblem[] = [];
  if (!era.inForce('distributed', option.since).inForce) problems.push({ kind: 'not-yet', use });
  const leaving = leavingProblem(use, era);
  if (leaving !== undefined) problems.push(leaving);
  if (option.takesValue && value === undefined) problems.push({ kind: 'missing-value', use });
  if (!option.takesValue && value !== undefined) problems.push({ kind: 'needless-value', use });
  const refusal = option.takesValue && value !== undefined ? refusalOfValue(option, value, era) : undefined;
  if (refusal !== undefined) problems.push({ kind: 'bad-value', use, refusal });
  const appended = era.of(CHANGES.workerNameAppended);
  if (option.name === '--name' && appended.inForce) {
    problems.push({ kind: 'name-appended', use, verdict: appended });
  }
  return problems;
}

function leavingProblem(use: OptionUse, era: Era): WorkerProblem | undefined {
  const { option } = use;
  const gone = option.failsSince ?? option.removed;
  const leaves = gone ?? option.deprecatedIn;
  if (leaves === undefined) return undefined;
  const verdict = era.inForce('distributed', leaves);
  const deprecated =
    option.deprecatedIn !== undefined && era.inForce('distributed', option.deprecatedIn).inForce;
  if (gone === undefined && !deprecated) return undefined;
  const successor = option.replacedBy === undefined ? undefined : workerOption(option.replacedBy);
  return {
    kind: 'leaving',
    use,
    stage: gone !== undefined && verdict.inForce ? 'removed' : deprecated ? 'deprecated' : 'right-here',
    verdict,
    successor,
    replaceable: successor !== undefined && option.sameMeaning && isAccepted(successor, era),
  };
}

function repeated(uses: readonly OptionUse[]): readonly WorkerProblem[] {
  return uses.flatMap((use, i): WorkerProblem[] => {
    const { name, multiple, twin } = use.option;
    const first = uses.slice(0, i).find(({ option }) => option.name === name || option.name === twin);
    return first === undefined || multiple ? [] : [{ kind: 'twice', use, first }];
  });
}

/** A second argument is reported only where nothing else explains it, such as the value of an unknown option. */
function extra({ uses, positional, problems }: Arguments, era: Era): readonly WorkerProblem[] {
  if (problems.length > 0 || uses.some(({ option }) => !isAccepted(option, era))) return [];
  return positional.slice(1).map((item) => ({ kind: 'extra-argument', item }));
}
