import { join, knownVariable, type Repository } from '../../binder/index.ts';
import type { ReachedCommand } from '../../launch/index.ts';
import {
  commandName,
  endOf,
  isAssignmentOnly,
  parametersIn,
  type Statement,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import type { TextEdit } from '../../text/index.ts';
import type { FileChange, Fix } from '../rule.ts';
import type { StartScript } from './scripts.ts';

/** Commands that change the shell which the rest of the script runs in. */
const SHELL_CHANGES: ReadonlySet<string> = new Set(
  '. alias cd declare eval exec exit export local popd pushd read readonly return set shift shopt source trap typeset umask unset'.split(
    ' ',
  ),
);

/**
 * Moves the lines of a command to postBuild of the configuration directory, which is made when it is missing.
 * Undefined where the lines do more than this, need the session, or share a line with something else.
 */
export function moveToPostBuild(
  repository: Repository,
  start: StartScript,
  { top, command }: ReachedCommand,
): Fix | undefined {
  const { file, script, handOvers } = start;
  const inTop = top.span.start <= command.span.start && command.span.end <= top.span.end;
  if (!inTop || !script.statements.includes(top) || repository.filesOf('dockerfile').length > 0)
    return undefined;
  if (!['command', 'and-or', 'pipeline', 'group'].includes(top.kind) || !isSelfContained(top, start))
    return undefined;
  // Behind a `cd` the same line means other files.
  const moved = handOvers.commands.some(
    (one) =>
      one.command.span.start < top.span.start && /^(?:cd|pushd|popd)$/.test(commandName(one.command) ?? ''),
  );
  if (moved) return undefined;
  const { text, lines } = file.source;
  const first = lines.lineAt(top.span.start);
  const last = lines.lineAt(endOf(top));
  const before = text.slice(lines.lineStart(first), top.span.start);
  const behind = text.slice(endOf(top), lines.lineEnd(last));
  if (
    before.trim() !== '' ||
    !/^[ \t]*[;&]?[ \t]*(?:#.*)?$/.test(behind) ||
    lines.lineAt(top.span.end) !== last
  )
    return undefined;
  const removal: TextEdit = {
    span: { start: lines.lineStart(first), end: lines.lineStart(last + 1) },
    text: '',
  };
  const change = inPostBuild(repository, text.slice(top.span.start, top.span.end));
  if (change === undefined) return undefined;
  return {
    title: `Move it to \`${change.path}\``,
    safety: 'unsafe',
    changes: [{ kind: 'edit', path: file.path, edits: [removal] }, change],
  };
}

/** Adds a line to postBuild of the configuration directory, which is made when it is missing. */
export function inPostBuild(repository: Repository, moved: string): FileChange | undefined {
  const path = join(repository.configDirectory, 'postBuild');
  const entry = repository.entry(path);
  if (entry === 'missing')
    return {
      kind: 'create',
      path,
      text: `#!/bin/bash\nset -e\n\n${moved.replaceAll('\r\n', '\n')}\n`,
      executable: true,
    };
  const existing = repository.file(path);
  if (existing === undefined || existing.binary) return undefined;
  const { text, eol } = existing.source;
  const end = text.length;
  const newline = text === '' || text.endsWith('\n') ? '' : eol;
  return { kind: 'edit', path, edits: [{ span: { start: end, end }, text: `${newline}${moved}${eol}` }] };
}

/** Whether a statement changes nothing of the shell and reads no variable that only a session has. */
function isSelfContained(top: Statement, { handOvers }: StartScript): boolean {
  const assigned = new Set<string>();
  for (const { command } of handOvers.commands) {
    for (const { name } of command.assignments) assigned.add(name);
    for (const word of command.words) if (word.assignment !== undefined) assigned.add(word.assignment.name);
  }
  let contained = true;
  walkStatements(
    [top],
    (statement, parents) => {
      const inSubshell = parents.some((parent) => parent.kind === 'group' && parent.subshell);
      if (statement.kind === 'command' && !inSubshell) {
        if (SHELL_CHANGES.has(commandName(statement) ?? '') || isAssignmentOnly(statement)) contained = false;
      }
      for (const word of wordsOf(statement))
        for (const { name } of parametersIn(word))
          if (!isOfImage(name) || assigned.has(name)) contained = false;
    },
    { substitutions: true },
  );
  return contained;
}

/** Whether a variable has the same value while the image is built. */
function isOfImage(name: string): boolean {
  if (/^(?:JUPYTER|BINDER_)/.test(name)) return false;
  const known = knownVariable(name);
  return (
    known !== undefined &&
    (known.setBy.startsWith('image') || name === 'PWD' || known.setBy === 'login shell')
  );
}
