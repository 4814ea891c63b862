import { commonStart } from '../text/index.ts';
import { scan, walk } from './budget.ts';
import type { SharedMap } from './shared-map.ts';
import { type Descriptor, PLAIN, type State, type Variable } from './state.ts';
import { EMPTY, either, type Place, type Status, sameValue, sizeOf, type Value } from './value.ts';

const UNITS_OF_JOIN = 4;

/** Makes `first` the state after either of two runs. The first is what happens when everything works. */
export function joinStates(
  first: State,
  second: State,
  reason: string,
  place: Place | undefined,
  exhaustive = true,
): void {
  const { budget } = first;
  budget.spend(UNITS_OF_JOIN);
  for (const name of first.variables.differing(second.variables, budget)) {
    const a = first.variables.get(name);
    const b = second.variables.get(name);
    budget.spend(1 + scan(sizeOf(a?.value ?? EMPTY)));
    first.variables.set(name, joinVariable(a, b, reason, place, exhaustive));
  }
  for (const [name, b] of second.functions) {
    const a = first.functions.get(name);
    if (a === undefined || a === 'unknown' || b === 'unknown' || a.definition !== b.definition)
      first.functions.set(name, 'unknown');
  }
  for (const name of first.functions.keys())
    if (!second.functions.has(name)) first.functions.set(name, 'unknown');
  first.positional = joinList(first.positional, second.positional, reason, place);
  if (first.positionalFrom !== second.positionalFrom) first.positionalFrom = undefined;
  if (first.cwd !== second.cwd) first.cwd = undefined;
  first.folders = first.folders?.join('\n') === second.folders?.join('\n') ? first.folders : undefined;
  joinFlags(first.options, second.options);
  joinFlags(first.shopt, second.shopt);
  for (const descriptor of new Set([...first.descriptors.keys(), ...second.descriptors.keys()])) {
    const a = first.descriptors.get(descriptor);
    const b = second.descriptors.get(descriptor);
    if (a === b || JSON.stringify(a) === JSON.stringify(b)) continue;
    const perhapsClosed = a === undefined || b === undefined;
    first.descriptors.set(descriptor, {
      kind: 'unknown',
      among: [a, b].flatMap(wherePerhaps),
      perhapsClosed,
    });
  }
  for (const id of first.outputs.differing(second.outputs, budget)) {
    const a = first.outputs.get(id) ?? EMPTY;
    const b = second.outputs.get(id) ?? EMPTY;
    budget.spend(1 + walk(a.pieces.length) + scan(sizeOf(a)));
    first.outputs.set(id, joinOutput(a, b, reason, place, exhaustive));
  }
  for (const [id, b] of second.inputs) {
    const a = first.inputs.get(id);
    if (a?.offset !== b.offset || a.from !== b.from)
      first.inputs.set(id, { from: { kind: 'text', text: UNREADABLE_INPUT }, offset: 0 });
  }
  if (first.status !== second.status) first.status = joinStatus(first.status, second.status);
  if (first.lastJob !== second.lastJob) first.lastJob = 'other';
  if (first.lastJobStatus !== second.lastJobStatus) first.lastJobStatus = 'unknown';
  first.exitTrap = either(first.exitTrap, second.exitTrap, reason, place, exhaustive);
  first.doubt ??= second.doubt;
  first.anyFile ??= second.anyFile;
  first.served &&= second.served;
  first.lastServers = [...new Set([...first.lastServers, ...second.lastServers])];
  first.misreads ||= second.misreads;
  first.perhapsEnded ||= second.perhapsEnded;
  first.argumentsSet ||= second.argumentsSet;
  first.files.join(second.files, reason, place, exhaustive);
}

function joinStatus(a: Status, b: Status): Status {
  return a === 'unknown' || b === 'unknown' || a === 0 || b === 0 ? 'unknown' : 'failed';
}

const UNREADABLE_INPUT: Value = {
  pieces: [
    {
      kind: 'unknown',
      reason: 'what is left of the input',
      label: 'input',
      place: undefined,
      alternatives: [],
      exhaustive: false,
    },
  ],
};

function joinVariable(
  a: Variable | undefined,
  b: Variable | undefined,
  reason: string,
  place: Place | undefined,
  exhaustive: boolean,
): Variable {
  const left = a ?? PLAIN;
  const right = b ?? PLAIN;
  const perhapsUnset =
    left.perhapsUnset || right.perhapsUnset || (left.value === undefined) !== (right.value === undefined);
  const bothUnset = left.value === undefined && right.value === undefined;
  return {
    value:
      bothUnset && exhaustive
        ? undefined
        : either(left.value ?? EMPTY, right.value ?? EMPTY, reason, place, exhaustive),
    elements: left.elements === right.elements ? left.elements : 'unknown',
    associative: left.associative,
    exported: left.exported === right.exported ? left.exported : 'perhaps',
    readOnly: left.readOnly && right.readOnly,
    integer: left.integer || right.integer,
    kindUnsure:
      left.kindUnsure ||
      right.kindUnsure ||
      left.readOnly !== right.readOnly ||
      left.integer !== right.integer ||
      left.associative !== right.associative,
    perhapsUnset: perhapsUnset || (!exhaustive && bothUnset),
    from: a === undefined ? right.from : left.from,
  };
}

function joinList(
  a: readonly Value[] | undefined,
  b: readonly Value[] | undefined,
  reason: string,
  place: Place | undefined,
): readonly Value[] | undefined {
  if (a === b) return a;
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return a.map((value, i) => either(value, b[i] ?? EMPTY, reason, place));
}

function joinFlags<K>(
  first: SharedMap<K, boolean | 'perhaps'>,
  second: ReadonlyMap<K, boolean | 'perhaps'>,
): void {
  for (const name of new Set([...first.keys(), ...second.keys()])) {
    const a = first.get(name) ?? false;
    if (a !== (second.get(name) ?? false)) first.set(name, 'perhaps');
  }
}

function wherePerhaps(descriptor: Descriptor | undefined): readonly Descriptor[] {
  if (descriptor === undefined) return [];
  return descriptor.kind === 'unknown' ? (descriptor.among ?? []) : [descriptor];
}

/** Output that only grows: what both have in common stays known. */
function joinOutput(
  a: Value,
  b: Value,
  reason: string,
  place: Place | undefined,
  exhaustive: boolean,
): Value {
  if (sameValue(a, b)) return a;
  const common = commonStart(a.pieces, b.pieces);
  const head = a.pieces.slice(0, common);
  const rest = either(
    { pieces: a.pieces.slice(common) },
    { pieces: b.pieces.slice(common) },
    reason,
    place,
    exhaustive,
  );
  return { pieces: [...head, ...rest.pieces] };
}
