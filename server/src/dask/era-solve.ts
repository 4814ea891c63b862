import { parseConstraint } from './constraint.ts';
import { type Cap, capsOfDask, capsOfPython } from './era-caps.ts';
import { counterpart } from './era-counterpart.ts';
import { contentsOf, isMetapackage, type MetapackageContents } from './era-metapackage.ts';
import type { EraReason } from './era-words.ts';
import { ERA_PACKAGES, type EraPackage, eraPackage, normalPackageName } from './packages.ts';
import type { EraOptions, Pin } from './pin.ts';
import { parseVersion } from './version.ts';
import { ANY_VERSION, between, intersect, only, sameSet, type VersionSet } from './version-set.ts';

export type Presence = 'installed' | 'absent' | 'unknown';

/** What constraints leave of one package. */
export interface PackageEra {
  readonly versions: VersionSet;
  /** The constraints that narrow the versions, the nearest first. */
  readonly reasons: readonly EraReason[];
  readonly presence: Presence;
}

/**
 * The permitted versions of each package. What stands nearer wins where constraints exclude each other: a target
 * over pins, a pin over a metapackage, either over what follows from other packages.
 */
export function permittedVersions(
  pins: readonly Pin[],
  target: Readonly<Record<string, string>>,
  options: EraOptions,
): ReadonlyMap<EraPackage, PackageEra> {
  const input: Input = { ...options, pins, target, contents: pins.map(contentsOfPin) };
  const states = new Map(ERA_PACKAGES.map((name) => [name, stateOf(name, input)]));
  const state = (name: EraPackage): State => states.get(name) ?? NOTHING;
  narrowByCaps(states, capsOfPython(state('python').versions), state('python').reasons);
  const dask = state('dask');
  const distributed = state('distributed');
  states.set('dask', follow(dask, distributed, 'distributed'));
  states.set('distributed', follow(distributed, dask, 'dask'));
  narrowByCaps(states, capsOfDask(state('dask').versions), state('dask').reasons);
  return new Map(ERA_PACKAGES.map((name) => [name, { ...state(name), presence: presenceOf(name, input) }]));
}

interface Input extends EraOptions {
  readonly pins: readonly Pin[];
  readonly target: Readonly<Record<string, string>>;
  /** What each pin brings, for those that are metapackages. */
  readonly contents: readonly (MetapackageContents | undefined)[];
}

interface State {
  readonly versions: VersionSet;
  readonly reasons: readonly EraReason[];
  /** How firmly the versions are known: targets and addresses are not touched by what other packages ask. */
  readonly fixed: 'target' | 'address' | 'no';
}

const NOTHING: State = { versions: ANY_VERSION, reasons: [], fixed: 'no' };

function stateOf(name: EraPackage, input: Input): State {
  const target = targetOf(name, input);
  if (target !== undefined) return target;
  let state = NOTHING;
  for (const pin of input.pins) {
    if (eraPackage(pin.package) !== name) continue;
    const constraint = parseConstraint(pin.constraint, pin.dialect);
    if (constraint.kind === 'unreadable') continue;
    const reason: EraReason = { kind: 'pin', pin };
    if (constraint.kind === 'versions') state = narrow(state, constraint.versions, reason);
    else if (constraint.tag === undefined)
      return { ...NOTHING, fixed: 'address', reasons: [{ kind: 'address', pin }] };
    else state = narrow(state, only(constraint.tag), reason);
  }
  for (const [i, pin] of input.pins.entries()) {
    const asked = input.contents[i]?.versions.get(name);
    if (asked !== undefined) state = narrow(state, asked, { kind: 'metapackage', pin });
  }
  return state;
}

function targetOf(name: EraPackage, input: Input): State | undefined {
  const text = Object.entries(input.target).find(([key]) => eraPackage(key) === name)?.[1];
  const v = text === undefined ? undefined : parseVersion(text);
  if (v === undefined) return undefined;
  const place = input.targetSource ?? 'the project';
  return {
    versions: only(v),
    reasons: [{ kind: 'target', package: name, version: v.text, place }],
    fixed: 'target',
  };
}

function contentsOfPin(pin: Pin): MetapackageContents | undefined {
  const name = normalPackageName(pin.package);
  if (!isMetapackage(name)) return undefined;
  const constraint = parseConstraint(pin.constraint, pin.dialect);
  return contentsOf(name, constraint.kind === 'versions' ? constraint.versions : ANY_VERSION);
}

/** The state with one more constraint, unless that excludes everything or changes nothing. */
function narrow(state: State, by: VersionSet, ...reasons: readonly EraReason[]): State {
  const versions = intersect(state.versions, by);
  if (versions.length === 0 || sameSet(versions, state.versions)) return state;
  return { ...state, versions, reasons: [...state.reasons, ...reasons] };
}

/** dask follows distributed and the reverse; a target of one wins over pins of the other. */
function follow(own: State, other: State, name: 'dask' | 'distributed'): State {
  if (own.fixed !== 'no' || other.reasons.length === 0) return own;
  const versions = counterpart(other.versions, name);
  const reasons = other.reasons.filter((reason) => !own.reasons.includes(reason));
  if (other.fixed === 'target' && intersect(own.versions, versions).length === 0) {
    return { versions, reasons, fixed: 'no' };
  }
  return narrow(own, versions, ...reasons);
}

function narrowByCaps(
  states: Map<EraPackage, State>,
  caps: readonly Cap[],
  through: readonly EraReason[],
): void {
  for (const cap of caps) {
    const state = states.get(cap.package) ?? NOTHING;
    if (state.fixed !== 'no') continue;
    const reason: EraReason = { kind: 'cap', cap, through };
    states.set(cap.package, narrow(state, between(null, { version: cap.below, inclusive: false }), reason));
  }
}

function presenceOf(name: EraPackage, input: Input): Presence {
  const listed = input.pins.some(
    (pin, i) => eraPackage(pin.package) === name || input.contents[i]?.brings.has(name) === true,
  );
  if (listed) return 'installed';
  const implied = (name === 'dask' || name === 'distributed') && input.pins.some((pin) => bringsDask(pin));
  if (implied) return 'installed';
  const complete = input.complete ?? input.pins.length > 0;
  return complete && name !== 'python' ? 'absent' : 'unknown';
}

/** dask-kubernetes, dask-gateway and dask-labextension require distributed, and that requires dask. */
function bringsDask(pin: Pin): boolean {
  const name = eraPackage(pin.package);
  return name !== undefined && name !== 'python' && name !== 'dask';
}
