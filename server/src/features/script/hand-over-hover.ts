import { chosenProfile, commandOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { handOvers } from '../../launch/index.ts';
import { touches } from '../../text/index.ts';
import type { Hover } from '../model.ts';
import { bullets, code, paragraphs } from '../words.ts';

/** What `exec "$@"` does, and what it will run. */
export function handOverHover(
  repository: Repository,
  file: RepositoryFile,
  offset: number,
): Hover | undefined {
  const { all } = handOvers(repository.script(file));
  const found = all.find(({ form, span }) => form === 'right' && touches(span, offset));
  if (found === undefined) return undefined;
  const profile = chosenProfile(repository.options.launch);
  const command = commandOf(profile);
  const reached = {
    always: 'Every path through the script leads here.',
    sometimes: 'Only some paths through the script lead here.',
    never: 'No path through the script leads here.',
  }[found.reached];
  return {
    markdown: paragraphs([
      'Hands over: the command that the hub passes to this script, with each argument as it is, takes the place of the script.',
      bullets([
        command.length === 0 ? undefined : `On ${profile.title} it is, for example: ${code(brief(command))}`,
        'Nothing behind it is run; signals to stop reach the server itself.',
        reached,
      ]),
    ]),
    span: found.span,
  };
}

const LONGEST = 120;

function brief(command: readonly string[]): string {
  const text = command.join(' ').replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
