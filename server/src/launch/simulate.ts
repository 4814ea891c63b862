import { DEFAULT_PROFILE, type Repository } from '../binder/index.ts';
import type { SourceText } from '../text/index.ts';
import { beginAs } from './begin-shell.ts';
import { Budget, OutOfBudget, TOO_MUCH } from './budget.ts';
import { buildersText } from './built-files.ts';
import { asTheShellReads } from './carriage-returns.ts';
import { runExitTrap } from './exit-trap.ts';
import { within } from './flow.ts';
import type { Frame } from './frame.ts';
import type { Launch } from './launch.ts';
import { type Lineage, lineagesOf } from './lineage.ts';
import type { Parked } from './machine.ts';
import { type Finished, noLaunch, outcome } from './outcome.ts';
import { HOME } from './places.ts';
import { startProgram } from './program-start.ts';
import { doubt } from './report.ts';
import { inputOf, type LaunchInput } from './settings.ts';
import { Simulation } from './simulation.ts';
import { startState } from './start-state.ts';
import type { State } from './state.ts';
import { known, type Place } from './value.ts';

/** What happens on a hub: the default profile, with what the user's settings know better. For rules. */
export function hubLaunch(repository: Repository): Launch {
  return simulate(repository, inputOf(DEFAULT_PROFILE, repository.options.launch));
}

/** What happens in the profile that the settings choose. For the preview. */
export function chosenLaunch(repository: Repository): Launch {
  const settings = repository.options.launch;
  const profile = settings?.profile ?? DEFAULT_PROFILE;
  return profile === DEFAULT_PROFILE
    ? repository.derive(hubLaunch)
    : simulate(repository, inputOf(profile, settings));
}

/** Follows the start script without running anything. Never throws; what cannot be known is in the result. */
export function simulate(repository: Repository, input: LaunchInput): Launch {
  const path = input.script ?? repository.startScript?.path;
  const source = path === undefined ? undefined : repository.file(path)?.source;
  // A NUL is no part of any script: bash refuses the file, or leaves the byte out.
  if (path === undefined || source === undefined || source.text.includes('\0'))
    return noLaunch(repository, input);
  const name = `${HOME}/${path}`;
  const script = repository.models.script(source);
  const started = startProgram(script, name, input);
  const dialect = started.start.runs === 'dash' ? 'dash' : 'bash';
  const real =
    input.launcher !== 'popen' && started.start.runs !== 'nothing'
      ? asTheShellReads(source, '(crlf)').source
      : source;
  const { launcher, variables, cwd } = input;
  const shebang = script.source.text.startsWith('#!') ? script.source.text.split('\n', 1)[0] : undefined;
  const begun = [
    name,
    dialect,
    shebang,
    launcher,
    input.executable,
    buildersText(repository),
    [...variables],
    input.arguments,
    cwd,
    input.profile?.name,
  ];
  // A text that is made for the occasion is another one each time.
  const lineage =
    real === source ? lineagesOf(repository).of(path, JSON.stringify(begun), input.world) : undefined;
  const given: Frame = {
    source: real,
    name,
    dialect,
    broughtBy: undefined,
    carriageReturns: real !== source,
  };
  const frame = lineage?.frame(given) ?? given;
  const budget = new Budget();
  const simulation = new Simulation(repository, input.world, frame, input.arguments, budget);
  const state = startState(repository, budget, input.variables, input.cwd, dialect);
  if (input.world.input === 'empty') state.descriptors.set(0, { kind: 'null' });
  for (const descriptor of [1, 2]) {
    const id = simulation.nextId();
    simulation.logs.add(id);
    state.descriptors.set(descriptor, { kind: 'output', id });
  }
  state.positional = input.arguments.map((text, index) => known(text, { kind: 'argument', index }));
  const place: Place = { path, span: { start: 0, end: 0 }, line: 1 };
  if (started.start.runs === 'nothing') {
    state.outputs.set(2, started.message);
    state.status = started.status;
    return outcome(simulation, input, path, started.start, [{ state, signal: 'exit', place }]);
  }
  if (started.start.runs === 'other') {
    doubt(
      simulation,
      state,
      `\`${started.start.interpreter}\` reads the script, which is not simulated.`,
      place,
    );
    state.status = 'unknown';
    return outcome(simulation, input, path, started.start, [{ state, signal: 'exit', place }]);
  }
  if (started.call !== undefined) beginAs(simulation, state, started.call, place);
  const ends = run(simulation, state, real, place, lineage);
  budget.lift();
  return outcome(simulation, input, path, started.start, ends);
}

function run(
  simulation: Simulation,
  state: State,
  source: SourceText,
  place: Place,
  lineage: Lineage | undefined,
): readonly Finished[] {
  // Of a script with a byte order mark, and of one that is too long, something is said before the first unit.
  const isPlain = source.text.startsWith('\ufeff') || simulation.repository.models.script(source).tooLarge;
  const runs = () =>
    lineage === undefined || isPlain
      ? simulation.runText(state, source)
      : lineage.run(simulation, state, source);
  try {
    const { signal, parked } = within(simulation, 'shell', runs);
    const ends: Finished[] = [];
    const add = ({ state: kept, signal: how, place: at }: Parked): void => {
      const end = kept.exitTrap.pieces.length > 0 ? kept.clone() : kept;
      if (how !== 'exec') runExitTrap(simulation, end, at);
      ends.push({ state: end, signal: how, place: at });
    };
    if (signal !== 'gone') add({ state, signal, jump: 1, place });
    for (const one of parked) add(one);
    return ends;
  } catch (error) {
    // A text too long for a string, or calls too deep for the stack.
    if (!(error instanceof OutOfBudget) && !(error instanceof RangeError)) throw error;
    const reason = error instanceof OutOfBudget ? error.message : TOO_MUCH;
    doubt(simulation, state, reason, { ...place, line: simulation.line });
    return [{ state, signal: 'exit', place }];
  }
}
