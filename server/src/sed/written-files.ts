import type { SedCommand, SedProgram } from './model.ts';

/** Names of the files that a program opens for writing: sed does so while it reads the script. */
export function writtenFiles(program: SedProgram): readonly string[] {
  return [...new Set(program.commands.flatMap((command) => writtenFile(command) ?? []))];
}

function writtenFile(command: SedCommand): string | undefined {
  if (command.kind === 'substitute') return command.file?.name;
  const writes = command.kind === 'file' && (command.name === 'w' || command.name === 'W');
  return writes ? command.file.name : undefined;
}

/** Whether a program runs other commands, with `e`. */
export function runsCommands(program: SedProgram): boolean {
  return program.commands.some((command) =>
    command.kind === 'substitute' ? command.evaluate : command.kind === 'simple' && command.name === 'e',
  );
}
