import type { Repository } from '../binder/index.ts';
import type { Budget } from './budget.ts';
import type { Watched } from './files.ts';
import type { ServerSeen } from './machine.ts';
import { same } from './same-value.ts';
import type { State, Variable } from './state.ts';
import type { Piece } from './value.ts';
import type { TouchedNames } from './variables.ts';

/**
 * What is different in a state, and in all that were made from it, since something before it was changed: variables that
 * nothing asked for since, and what had been printed.
 */
export interface Patch {
  /** Undefined: there is no such variable. */
  readonly variables: ReadonlyMap<string, Variable | undefined>;
  /** By the number of an output: what stands in the place of its first pieces. */
  readonly outputs: ReadonlyMap<number, { readonly replaced: number; readonly pieces: readonly Piece[] }>;
}

export const UNCHANGED: Patch = { variables: new Map(), outputs: new Map() };

/** What states of one run share. */
export interface Ground {
  readonly repository: Repository;
  readonly budget: Budget;
  readonly watched: Watched;
  readonly touched: TouchedNames;
  /** Servers that an earlier run saw, as this one sees them. */
  readonly renewed: Map<ServerSeen, ServerSeen>;
}

/** Outputs in more pieces may have been put together. */
const MAX_PIECES = 400;

/** A copy of a state with what is different by now, for another run. */
export function patched(state: State, patch: Patch, ground: Ground): State {
  const { repository, budget, watched, touched, renewed } = ground;
  const copy = state.apart(state.files.apart(repository, budget, watched), budget, touched);
  copy.lastServers = state.lastServers.map((one) => renewed.get(one) ?? one);
  for (const [name, variable] of patch.variables) copy.variables.amend(name, variable);
  for (const id of patch.outputs.keys()) copy.outputs.amend(id, { pieces: piecesOf(state, id, patch) });
  return copy;
}

/**
 * What has to be different in a patched state, so that it is the one that is there now.
 * @param matters whether what runs from that state on asks for a variable
 * @returns undefined when something is different that cannot be told apart from what followed
 */
export function difference(
  now: State,
  before: State,
  patch: Patch,
  matters: (name: string) => boolean,
): Patch | undefined {
  if (!same(partsOf(now), partsOf(before)) || !now.files.equals(before.files, same)) return undefined;
  const variables = new Map<string, Variable | undefined>();
  for (const name of new Set([...now.variables.differing(before.variables), ...patch.variables.keys()])) {
    const old = patch.variables.has(name) ? patch.variables.get(name) : before.variables.peek(name);
    const own = now.variables.peek(name);
    if (same(own, old)) continue;
    if (matters(name)) return undefined;
    variables.set(name, own);
  }
  const outputs = new Map<number, { readonly replaced: number; readonly pieces: readonly Piece[] }>();
  for (const descriptor of now.descriptors.values()) {
    if (descriptor.kind !== 'output') continue;
    const { id } = descriptor;
    const pieces = now.outputs.get(id)?.pieces ?? [];
    const old = piecesOf(before, id, patch);
    if (!same(pieces, old)) outputs.set(id, { replaced: old.length, pieces });
  }
  return { variables, outputs };
}

/** Whether a state was made from a patched one by adding to its outputs only, so that a further change fits it too. */
export function onlyAdded(after: State, before: State, patch: Patch, change: Patch): boolean {
  for (const [id, { replaced, pieces }] of change.outputs) {
    const all = after.outputs.get(id)?.pieces ?? [];
    if (!piecesOf(before, id, patch).every((piece, i) => all[i] === piece)) return false;
    if (Math.max(all.length, all.length - replaced + pieces.length) > MAX_PIECES) return false;
  }
  return true;
}

/**
 * The patch of a state with a further change in front of it.
 * @param first the state that the change is made to, from which this one was made
 */
export function together(patch: Patch, first: State, change: Patch): Patch {
  const outputs = new Map(patch.outputs);
  for (const [id, { replaced, pieces }] of change.outputs) {
    const known = patch.outputs.get(id);
    // What an earlier change put in begins with what is replaced now, or is part of it.
    if (known !== undefined && known.pieces.length > replaced)
      outputs.set(id, { ...known, pieces: [...pieces, ...known.pieces.slice(replaced)] });
    else outputs.set(id, { replaced: first.outputs.get(id)?.pieces.length ?? 0, pieces });
  }
  return { variables: new Map([...patch.variables, ...change.variables]), outputs };
}

function piecesOf(state: State, id: number, { outputs }: Patch): readonly Piece[] {
  const pieces = state.outputs.get(id)?.pieces ?? [];
  const change = outputs.get(id);
  return change === undefined ? pieces : [...change.pieces, ...pieces.slice(change.replaced)];
}

/** What has its own comparison, or plays no part between two units of a script where no server runs yet. */
const COMPARED_APART: ReadonlySet<string> = new Set([
  'variables',
  'files',
  'outputs',
  'inputs',
  'hidden',
  'lastServers',
  'budget',
] satisfies (keyof State)[]);

/** Everything in a state that no patch can change; of the inputs those that commands can still read from. */
function partsOf(state: State): readonly unknown[] {
  const inputs = [...state.descriptors.values()].map((one) =>
    one.kind === 'input' ? state.inputs.get(one.id) : undefined,
  );
  return [inputs, ...Object.entries(state).filter(([name]) => !COMPARED_APART.has(name))];
}
