import type { Assignment, Command, Word } from '../shell/index.ts';

/**
 * A simple command as dash reads it: dash knows no `A+=x` and no `A[1]=x`, so the first of them is a word already, the
 * name of the command, and what follows are its arguments.
 * @returns undefined where it is not known which words there are
 */
export function commandInDash(command: Command): Command | undefined {
  const first = command.assignments.findIndex(({ append, index }) => append || index !== undefined);
  if (first < 0) return command;
  const words = command.assignments.slice(first).map(asWord);
  if (!words.every((word) => word !== undefined)) return undefined;
  return {
    ...command,
    assignments: command.assignments.slice(0, first),
    words: [...words, ...command.words],
  };
}

function asWord({ name, append, index, span, nameSpan, value }: Assignment): Word | undefined {
  // What is written there may name files, or be split.
  const plain =
    value.kind === 'word' &&
    value.parts.every((part) => part.kind !== 'literal' || !/[*?[~]/.test(part.text));
  if (!plain || (index !== undefined && !/^\w+$/.test(index))) return undefined;
  const text = `${name}${index === undefined ? '' : `[${index}]`}${append ? '+' : ''}=`;
  const head = { kind: 'literal', span: nameSpan, text, escaped: false } as const;
  return { kind: 'word', span, parts: [head, ...value.parts], assignment: undefined };
}
