import type { Repository } from '../../binder/index.ts';
import { hubLaunch, type StepBase } from '../../launch/index.ts';
import { type Script, statementsAt } from '../../shell/index.ts';

/** How the failure of a command ends the script; undefined: it goes on. */
export type Ending = 'errexit' | 'exit' | undefined;

/** Whether the script ends because the command fails: by `set -e`, or by `|| exit`. */
export function endingOf(repository: Repository, script: Script, step: StepBase): Ending {
  const ways = statementsAt(script, step.place.span.start).flatMap((outer) =>
    outer.kind === 'and-or' && outer.operator === '||' && step.place.span.end <= outer.left.span.end
      ? [outer.right.span]
      : [],
  );
  for (const end of repository.derive(hubLaunch).steps) {
    if (end.kind !== 'end' || !end.certain || end.place.path !== step.place.path) continue;
    const { why, place } = end;
    if (why === 'errexit' && place.span.start === step.place.span.start) return 'errexit';
    const { start } = place.span;
    if (why === 'exit' && ways.some((way) => way.start <= start && start < way.end)) return 'exit';
  }
  return undefined;
}
