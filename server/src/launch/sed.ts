import { planSed, type SedArgument, type SedArguments } from '../sed/index.ts';
import type { Call } from './call.ts';
import { Holes } from './holes.ts';
import { namedFile } from './named-files.ts';
import { reachedOf } from './report.ts';
import { runSedCommand, type SedInput, type SedResult, scriptFile } from './sed-run.ts';
import type { SedOperand, SedScriptWord, SedStep } from './sed-step.ts';
import { segmentsOf } from './segments.ts';
import type { Argument } from './step.ts';
import { known, knownText } from './value.ts';

/** GNU sed: reads its arguments and scripts as sed does, and edits what it can know. */
export function sed(call: Call): void {
  const { machine, state, args } = call;
  const holes = new Holes();
  const words: readonly SedArgument[] = args.map((argument) => ({
    text: holes.fill(argument.value) ?? '',
    span: argument.word.span,
  }));
  const plan = planSed(words, (name) => scriptFile(call, name));
  const reached = reachedOf(machine, state);
  const output = outputOf(call);
  const inputs = plan.arguments.files.map((file) => inputOf(call, args, words, file));
  const scripts = scriptsOf(call, plan.arguments, holes);
  const result = runSedCommand(call, plan, inputs, holes);
  const step: SedStep = {
    kind: 'sed',
    place: call.place,
    ...reached,
    command: call.command,
    arguments: args,
    vanished: call.vanished ?? [],
    plan,
    scripts,
    operands: inputs.map((input, i) => operandOf(input, result, i)),
    output,
    status: state.status,
    messages: result.kind === 'unknown' ? [] : result.stderr,
  };
  machine.step(step);
}

/** Units for one file that sed is given. */
const UNITS_OF_FILE = 6;

function inputOf(
  call: Call,
  args: readonly Argument[],
  words: readonly SedArgument[],
  file: SedArgument,
): SedInput {
  call.machine.budget.spend(UNITS_OF_FILE);
  const argument = args[words.indexOf(file)];
  const value = argument?.value ?? known(file.text);
  const text = argument?.certain === true ? knownText(value) : undefined;
  const named = namedFile(call.state, text);
  const node = named.absolute === undefined ? undefined : call.state.files.at(named.absolute);
  return { ...named, name: text, argument, value, before: node?.kind === 'file' ? node.text : undefined };
}

function scriptsOf(call: Call, parsed: SedArguments, holes: Holes): readonly SedScriptWord[] {
  const { frame } = call.machine;
  return parsed.scripts.map((script): SedScriptWord => {
    if (script.kind === 'file') {
      const text = scriptFile(call, script.text);
      return { script, argument: undefined, value: known(text ?? ''), segments: [] };
    }
    const argument = call.args[script.argument];
    const written = argument !== undefined && frame.broughtBy === undefined;
    const segments = written ? segmentsOf(argument, frame.source) : [];
    return { script, argument, value: holes.value(script.text), segments: behind(segments, script.offset) };
  });
}

/** Offsets count from the script itself: in `-es/a/b/` it begins behind the option. */
function behind(segments: SedScriptWord['segments'], offset: number): SedScriptWord['segments'] {
  if (offset === 0) return segments;
  return segments.flatMap((segment) => {
    if (segment.text.end <= offset) return [];
    const cut = Math.max(0, offset - segment.text.start);
    const source = segment.exact
      ? { start: segment.source.start + cut, end: segment.source.end }
      : segment.source;
    const text = { start: segment.text.start + cut - offset, end: segment.text.end - offset };
    return [{ ...segment, source, text }];
  });
}

function operandOf(input: SedInput, result: SedResult, index: number): SedOperand {
  const { argument, value, path, state, touched, before } = input;
  const base = { argument, value, path, state, touched, before };
  const lost = {
    ...base,
    after: undefined,
    outcome: 'unknown',
    error: undefined,
    changedBy: undefined,
  } as const;
  if (result.kind === 'unknown') return lost;
  if (result.kind === 'refused') {
    return { ...base, after: before, outcome: 'failed', error: result.stderr[0], changedBy: new Set() };
  }
  return { ...base, ...(result.files[index] ?? lost) };
}

function outputOf(call: Call): SedStep['output'] {
  const target = call.state.descriptors.get(1);
  if (target?.kind === 'null') return 'nowhere';
  if (target?.kind === 'file') return 'file';
  return target?.kind === 'output' && call.machine.logs.has(target.id) ? 'log' : 'captured';
}
