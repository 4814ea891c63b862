import { literalText, type Word, type WordPart } from '../shell/index.ts';
import { normalize } from './path.ts';

/** Home of the user, working directory of the script, and root of the repository (repo2docker: REPO_DIR is HOME). */
const HOME = '/home/jovyan';
const ROOTS: ReadonlySet<string> = new Set(['PWD', 'HOME', 'REPO_DIR']);

/**
 * The path in the repository that a word means at the start of the script: `${PWD}/x`, `$HOME/x`, `~/x`, `x`.
 * Undefined for paths elsewhere and for words that only the launch tells.
 */
export function pathInRepository(word: Word): string | undefined {
  const literal = literalText(word);
  if (literal?.startsWith('/') === true)
    return literal === HOME || literal.startsWith(`${HOME}/`)
      ? normalize(literal.slice(HOME.length))
      : undefined;
  let rest = '';
  for (const [i, part] of flat(word.parts).entries()) {
    if (part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi') rest += part.text;
    else if (i === 0 && isRoot(part)) continue;
    else return undefined;
  }
  return rest === '' && word.parts.length === 0 ? undefined : normalize(rest);
}

function isRoot(part: WordPart): boolean {
  if (part.kind === 'tilde') return part.text === '~';
  return (
    part.kind === 'parameter' &&
    ROOTS.has(part.name) &&
    part.operator === undefined &&
    !part.length &&
    !part.indirect
  );
}

function flat(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.flatMap((part) => (part.kind === 'double' ? flat(part.parts) : [part]));
}
