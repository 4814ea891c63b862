import type { Repository } from '../binder/index.ts';
import { Budget } from './budget.ts';
import { Files } from './files.ts';
import { joinStates } from './join-states.ts';
import type { Content, ExportedVariable, FileOutcome, FilesAfter, Launch, ProgramStart } from './launch.ts';
import type { ServerSeen, Signal } from './machine.ts';
import { changesOf, type FileNode, sameNode } from './node.ts';
import { repositoryPath } from './places.ts';
import type { LaunchInput } from './settings.ts';
import type { Simulation } from './simulation.ts';
import type { State, Variable } from './state.ts';
import { EMPTY, either, known, type Place, unknown, type Value } from './value.ts';

/** One way on which the script ended. */
export interface Finished {
  readonly state: State;
  readonly signal: Signal;
  readonly place: Place;
}

/** What is asked of a result costs nothing. */
function unlimited(): Budget {
  const budget = new Budget();
  budget.lift();
  return budget;
}

const NOWHERE: Value = unknown('the working directory', 'folder', undefined);

/** The launch of a repository without a start script. */
export function noLaunch(repository: Repository, input: LaunchInput): Launch {
  const exported = new Map<string, ExportedVariable>();
  for (const [name, value] of input.variables)
    exported.set(name, { value, certain: true, from: 'environment' });
  return {
    profile: input.profile,
    given: input.given ?? new Set(),
    environment: input.variables,
    script: undefined,
    start: { runs: 'nothing', why: 'no-script' },
    reachesExec: 'no',
    execCommand: undefined,
    server: undefined,
    exit: 'unknown',
    files: new Map(),
    perhapsChanged: new Map(),
    filesAfter: filesAfter(new Files(repository, unlimited())),
    exported,
    cwd: known(input.cwd),
    stdout: EMPTY,
    stderr: EMPTY,
    stderrMixed: false,
    unknown: [],
    unknownFrom: undefined,
    anyFile: undefined,
    endings: [],
    steps: [],
    work: 0,
  };
}

/** Puts the ways on which the script may end together. The first is what happens when everything works. */
export function outcome(
  simulation: Simulation,
  input: LaunchInput,
  script: string,
  start: ProgramStart,
  ends: readonly Finished[],
): Launch {
  const ordered = [...ends].sort((a, b) => rank(a) - rank(b));
  const certain = ordered.length === 1;
  const [first] = ordered;
  const environment = environmentOf(simulation, ordered, input);
  const joined = joinEnds(ordered);
  const state = joined ?? first?.state;
  const doubt = ordered.map((end) => end.state.doubt).find((one) => one !== undefined);
  const executed = ordered.filter((end) => end.signal === 'exec');
  const execStep = simulation.steps.findLast((step) => step.kind === 'exec');
  const servers = [...new Set(ordered.flatMap((end) => end.state.lastServers))];
  const server = servers[0] ?? simulation.servers.at(-1);
  const { files, perhaps } = filesOf(state);
  const last = server?.state ?? state;
  const cwd = last === undefined ? undefined : physical(last);
  return {
    profile: input.profile,
    given: input.given ?? new Set(),
    environment: input.variables,
    script,
    start,
    reachesExec:
      executed.length === 0
        ? doubt === undefined && (server !== undefined || !simulation.handedOn)
          ? 'no'
          : 'perhaps'
        : executed.length === ordered.length &&
            doubt === undefined &&
            (server !== undefined || !simulation.handedOn)
          ? 'yes'
          : 'perhaps',
    execCommand:
      execStep?.kind !== 'exec' || executed.length === 0
        ? undefined
        : {
            statement: execStep.command,
            place: execStep.place,
            arguments: execStep.arguments.map((argument) => argument.value),
            cwd: folder(state === undefined ? undefined : physical(state)),
          },
    server:
      server === undefined
        ? undefined
        : {
            how: server.how,
            background: server.background,
            certain: doubt === undefined && ordered.every((end) => end.state.served),
            ...argumentsOf(server, servers),
            cwd: folder(folderOfAll([server, ...servers])),
            place: server.place,
          },
    exit: doubt === undefined ? (state?.status ?? 'unknown') : 'unknown',
    files,
    perhapsChanged: perhaps,
    filesAfter: filesAfter(state?.files ?? new Files(simulation.repository, unlimited())),
    exported: environment,
    cwd: folder(cwd),
    stdout: outputOf(state, 1),
    stderr: outputOf(state, 2),
    stderrMixed: simulation.mixed.has(2),
    unknown: [...simulation.notes].sort((a, b) =>
      a.path === b.path ? a.place.span.start - b.place.span.start : 0,
    ),
    unknownFrom: doubt,
    anyFile: state?.anyFile,
    endings: ordered.map((end) => ({
      kind: end.signal === 'exec' ? 'exec' : end.signal === 'exit' ? 'exit' : 'end',
      place: end.place,
      status: end.state.status,
      certain: certain && doubt === undefined,
    })),
    steps: simulation.steps,
    work: simulation.budget.spent,
  };
}

function filesAfter(files: Files): FilesAfter {
  const settled = files.clone();
  settled.settle();
  return {
    at: (path) => {
      const found = settled.find('/', path);
      return { path: found.path, content: contentOf(found.node), changes: changesOf(found.node) };
    },
    names: (folder) => settled.names(settled.find('/', folder).path),
    made: (folder) => settled.made(settled.find('/', folder).path),
  };
}

function rank(end: Finished): number {
  return end.signal === 'exec' ? 0 : end.signal === 'exit' ? 2 : 1;
}

/** The working directory as the kernel knows it: links are followed. */
function physical(state: State): string | undefined {
  return state.cwd === undefined ? undefined : state.files.find('/', state.cwd).path;
}

function folder(cwd: string | undefined): Value {
  return cwd === undefined ? NOWHERE : known(cwd);
}

function outputOf(state: State | undefined, id: number): Value {
  const value = state?.outputs.get(id) ?? EMPTY;
  return { pieces: value.pieces };
}

function joinEnds(ends: readonly Finished[]): State | undefined {
  const [first, ...others] = ends;
  if (first === undefined) return undefined;
  const joined = first.state.clone();
  for (const other of others)
    joinStates(joined, other.state.clone(), 'whether the script ends before its last line', other.place);
  return joined;
}

function longest(servers: readonly ServerSeen[]): readonly Value[] {
  return servers.reduce<readonly Value[]>(
    (most, one) => (one.arguments.length > most.length ? one.arguments : most),
    [],
  );
}

/** What the server is called with, on whichever way. */
function argumentsOf(
  server: ServerSeen,
  servers: readonly ServerSeen[],
): { readonly arguments: readonly Value[]; readonly argumentsCertain: boolean } {
  const count = server.arguments.length;
  const alike = servers.every((one) => one.argumentsCertain && one.arguments.length === count);
  const values = server.arguments.map((value, i) =>
    servers.reduce(
      (all, one) => either(all, one.arguments[i] ?? EMPTY, 'on which way the server starts', server.place),
      value,
    ),
  );
  return {
    // No arguments at all would look as if that were known.
    arguments: alike ? values : count > 0 ? server.arguments : longest(servers),
    argumentsCertain: server.argumentsCertain && alike,
  };
}

function folderOfAll(servers: readonly ServerSeen[]): string | undefined {
  const [first, ...others] = servers.map((one) => physical(one.state));
  return others.every((one) => one === first) ? first : undefined;
}

/** The environment at the hand-over to the server, or at the end when there is none. */
function environmentOf(
  simulation: Simulation,
  ends: readonly Finished[],
  input: LaunchInput,
): ReadonlyMap<string, ExportedVariable> {
  const seen = ends.flatMap((end) => end.state.lastServers);
  const served = (seen.length > 0 ? seen : simulation.servers).map((server) => server.state);
  const executed = ends.filter((end) => end.signal === 'exec').map((end) => end.state);
  const states = served.length > 0 ? served : executed.length > 0 ? executed : ends.map((end) => end.state);
  const exported = new Map<string, ExportedVariable>();
  const names = new Set([
    ...input.variables.keys(),
    ...states.flatMap((state) => [...state.variables.keys()]),
  ]);
  for (const name of names) {
    const variables = states.map((state) => state.passedOn(name));
    const outcome = variables.map(exportOf).reduce((a, b) => joinExport(a, b, name));
    const mattered = variables.some((variable) => variable !== undefined && variable.exported !== false);
    if (!mattered && !input.variables.has(name)) continue;
    if (outcome.value === undefined && outcome.certain && !input.variables.has(name)) continue;
    const doubted = states.some((state) => state.doubt !== undefined);
    exported.set(name, doubted ? { ...outcome, certain: false } : outcome);
  }
  return exported;
}

function exportOf(variable: Variable | undefined): ExportedVariable {
  const from = variable?.from ?? 'shell';
  if (variable?.value === undefined || variable.exported === false || variable.elements !== undefined)
    return { value: undefined, certain: variable?.elements !== 'unknown', from };
  return { value: variable.value, certain: variable.exported === true && !variable.perhapsUnset, from };
}

function joinExport(a: ExportedVariable, b: ExportedVariable, name: string): ExportedVariable {
  if (a.value === undefined && b.value === undefined) return { ...a, certain: a.certain && b.certain };
  const certain = a.certain && b.certain && (a.value === undefined) === (b.value === undefined);
  const value =
    a.value === undefined || b.value === undefined
      ? (a.value ?? b.value)
      : either(a.value, b.value, `on which way \`${name}\` is set`, undefined);
  return { value, certain, from: a.value === undefined ? b.from : a.from };
}

function filesOf(state: State | undefined): {
  readonly files: Map<string, FileOutcome>;
  readonly perhaps: Map<string, string>;
} {
  const files = new Map<string, FileOutcome>();
  const perhaps = new Map<string, string>();
  for (const absolute of state?.files.touched ?? []) {
    const path = repositoryPath(absolute);
    if (path === undefined || state === undefined) continue;
    const before = state.files.original(absolute);
    const after = state.files.settled(absolute);
    if (sameNode(before, after)) continue;
    const [main] = alternativesOf(after);
    // A file that a command was only given may be changed by it; nothing else says that it is.
    if (main !== undefined && sameNode(before, main)) perhaps.set(path, reasonOf(after));
    else
      files.set(path, {
        path,
        before: contentOf(before),
        after: contentOf(after),
        changes: changesOf(after),
      });
  }
  return { files, perhaps };
}

function alternativesOf(node: FileNode): readonly FileNode[] {
  if (node.kind === 'unknown') return node.alternatives;
  if (node.kind !== 'file') return [];
  const [piece] = node.text.pieces;
  if (node.text.pieces.length !== 1 || piece?.kind !== 'unknown') return [];
  return piece.alternatives.map((text) => ({ ...node, text }));
}

function reasonOf(node: FileNode): string {
  if (node.kind === 'unknown') return node.reason;
  const [piece] = node.kind === 'file' ? node.text.pieces : [];
  return piece?.kind === 'unknown' ? piece.reason : 'an unknown change';
}

export function contentOf(node: FileNode): Content {
  switch (node.kind) {
    case 'file':
      return { kind: 'text', text: node.text };
    case 'unknown':
      return {
        kind: 'unknown',
        reason: node.reason,
        alternatives: node.alternatives.map(contentOf),
        exhaustive: node.exhaustive,
      };
    default:
      return node;
  }
}
