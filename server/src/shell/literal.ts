import type { Command, Word, WordPart } from './model.ts';

/**
 * The text of a word that is known from the script alone: all its parts are plain text or quotes without expansions.
 * Undefined for anything else, patterns and braces included.
 */
export function literalText(word: Word): string | undefined {
  return textOf(word.parts);
}

/** The literal name of a command; undefined when it has none, or one that only running it tells. */
export function commandName(command: Command): string | undefined {
  const [name] = command.words;
  return name && literalText(name);
}

/** Whether a command only sets variables of the shell. */
export function isAssignmentOnly(command: Command): boolean {
  return command.words.length === 0 && command.assignments.length > 0;
}

function textOf(parts: readonly WordPart[]): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi') text += part.text;
    else if (part.kind === 'double') {
      const inside = textOf(part.parts);
      if (inside === undefined) return undefined;
      text += inside;
    } else return undefined;
  }
  return text;
}
