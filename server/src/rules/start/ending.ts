import type { Repository } from '../../binder/index.ts';
import { hubLaunch, type StepBase } from '../../launch/index.ts';
import type { Script } from '../../shell/index.ts';
import { waysOnFailure } from './forgiven.ts';

/** How the failure of a command ends the script; undefined: it goes on. */
export type Ending = 'errexit' | 'exit' | undefined;

/** Whether the script ends because the command fails: by `set -e`, or by `|| exit`. */
export function endingOf(repository: Repository, script: Script, step: StepBase): Ending {
  const ways = waysOnFailure(script, step.place.span.start).map(({ span }) => span);
  for (const end of repository.derive(hubLaunch).steps) {
    if (end.kind !== 'end' || !end.certain || end.place.path !== step.place.path) continue;
    const { why, place } = end;
    if (why === 'errexit' && place.span.start === step.place.span.start) return 'errexit';
    const { start } = place.span;
    if (why === 'exit' && ways.some((way) => way.start <= start && start < way.end)) return 'exit';
  }
  return undefined;
}
