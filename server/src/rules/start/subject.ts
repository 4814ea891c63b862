import type { Command } from '../../shell/index.ts';

/** The subject of everything that is said of one command of a script. */
export function subjectOf(command: Command): string {
  return `command:${command.words[0]?.span.start ?? command.span.start}`;
}
