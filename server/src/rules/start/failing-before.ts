import type { Repository } from '../../binder/index.ts';
import { type HandOver, hubLaunch, type Step } from '../../launch/index.ts';
import {
  commandName,
  isAssignmentOnly,
  parametersIn,
  type Statement,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { isBadAssignment } from './bad-assignment.ts';
import { certainFailures } from './command-fails.ts';
import { isFromOutside } from './known-names.ts';
import type { StartScript } from './scripts.ts';

/** Commands whose failure under `set -e` other rules report, as an error, where it happens. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(
  'sed cp mv source . python python3 bash sh jupyter jupyter-lab export'.split(' '),
);

/**
 * The only hand-over of a script, when the simulation shows that a command before it fails and ends the script:
 * left of its `&&`, or under `set -e`. What depends on a variable that nothing sets is left out.
 */
export function failingBefore(
  repository: Repository,
  { file, handOvers }: StartScript,
): { readonly handOver: HandOver; readonly span: Span } | undefined {
  const meant = handOvers.all.filter(({ reached }) => reached !== 'never');
  const [handOver] = meant;
  if (handOver === undefined || meant.length > 1 || handOver.form !== 'right') return undefined;
  const launch = repository.derive(hubLaunch);
  if (repository.derive(certainFailures).some(({ ends }) => ends)) return undefined;
  if (launch.script !== file.path || launch.unknownFrom !== undefined || launch.reachesExec !== 'no')
    return undefined;
  if (launch.server !== undefined) return undefined;
  const end = launch.steps.find((step) => step.kind === 'end' && step.certain && step.why === 'errexit');
  if (end !== undefined) {
    const { span } = end.place;
    const failed = commandAt(launch.steps, span, file.path);
    const assignment = handOvers.commands.find(
      ({ command }) => command.span.start === span.start && isAssignmentOnly(command),
    );
    if (failed === undefined && assignment !== undefined)
      return namesIn(assignment.command).every((name) => isFromOutside(repository, file, name, span.start))
        ? { handOver, span: assignment.command.span }
        : undefined;
    if (failed === undefined || TOLD_ELSEWHERE.has(commandName(failed.command) ?? '')) return undefined;
    if (isBadAssignment(file.source, failed.command)) return undefined;
    return restsOnVariables(failed) ? undefined : { handOver, span: end.place.span };
  }
  const reached = handOvers.commands.find(({ command }) => command === handOver.statement);
  for (const { test, outcome, from } of reached?.conditions ?? []) {
    const step = from === 'list' && outcome ? commandAt(launch.steps, test.span, file.path) : undefined;
    if (step === undefined || !step.certain || step.status === 0 || step.status === 'unknown') continue;
    if (/^(?:\[|test)$/.test(commandName(step.command) ?? '[') || restsOnVariables(step)) continue;
    return { handOver, span: test.span };
  }
  return undefined;
}

/** Variables that a command reads, also in what it substitutes. */
function namesIn(command: Statement): readonly string[] {
  const names: string[] = [];
  walkStatements(
    [command],
    (statement) => {
      for (const word of wordsOf(statement)) names.push(...parametersIn(word).map(({ name }) => name));
    },
    { substitutions: true },
  );
  return names.filter((name) => /^[A-Za-z_]/.test(name));
}

type RunStep = Extract<Step, { kind: 'command' | 'sed' }>;

function commandAt(steps: readonly Step[], span: Span, path: string): RunStep | undefined {
  const found = steps.find(
    (step) =>
      (step.kind === 'command' || step.kind === 'sed') &&
      step.place.path === path &&
      step.place.span.start === span.start &&
      step.place.span.end === span.end,
  );
  return found?.kind === 'command' || found?.kind === 'sed' ? found : undefined;
}

function restsOnVariables(step: RunStep): boolean {
  return step.vanished.length > 0 || step.arguments.some(({ sources }) => sources.some(({ unset }) => unset));
}
