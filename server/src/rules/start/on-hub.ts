import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { hubLaunch } from '../../launch/index.ts';
import { commandName, type Statement } from '../../shell/index.ts';

/** With so many steps the simulation stops to note them. */
const MANY_STEPS = 3000;

/** Commands of which the simulation notes what they assign, if anything. */
const WITHOUT_STEP: ReadonlySet<string> = new Set(['', 'declare', 'export', 'local', 'readonly', 'typeset']);

/** Whether a launch on a hub runs a simple command; undefined where the simulation cannot tell. */
export function runsOnHub(
  repository: Repository,
  file: RepositoryFile,
  command: Statement,
): boolean | undefined {
  const launch = repository.derive(hubLaunch);
  if (
    launch.script !== file.path ||
    (command.kind === 'command' && WITHOUT_STEP.has(commandName(command) ?? ''))
  )
    return undefined;
  const steps = launch.steps.filter(
    (step) =>
      step.place.path === file.path &&
      step.place.span.start === command.span.start &&
      step.place.span.end === command.span.end,
  );
  if (steps.some((step) => step.reached !== 'perhaps')) return true;
  if (steps.length > 0 || launch.unknownFrom !== undefined || launch.steps.length >= MANY_STEPS)
    return undefined;
  return false;
}
