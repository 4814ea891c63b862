import type { Repository } from '../../binder/index.ts';
import type { Span } from '../../text/index.ts';
import { foundAt, type Left } from './find.ts';
import type { Found } from './model.ts';
import { renameAnchor } from './rename-anchor.ts';
import { innerName, renameToken } from './rename-token.ts';
import { isRenamable, renameVariable } from './rename-variable.ts';
import type { Renaming } from './renaming.ts';

/** What can be renamed at an offset, or why it cannot; undefined where nothing has a name. */
export type RenameTarget =
  | { readonly kind: 'name'; readonly span: Span; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

export function renameTargetAt(
  repository: Repository,
  path: string,
  offset: number,
  left?: Left,
): RenameTarget | undefined {
  const [found] = foundAt(repository, path, offset, left);
  if (found === undefined || !found.occurrences.includes(found.here)) return undefined;
  const reason = refusal(repository, found);
  if (reason !== undefined) return { kind: 'refused', reason };
  const inner = found.kind === 'token' ? innerName(found.name) : { start: 0, text: found.name };
  const start = found.here.span.start + inner.start;
  return { kind: 'name', span: { start, end: start + inner.text.length }, text: inner.text };
}

/**
 * The edits that give what is named at an offset another name in all its places, by file. They are made only when the
 * launch then does what it did before.
 */
export function renameAt(
  repository: Repository,
  path: string,
  offset: number,
  newName: string,
  left?: Left,
): Renaming | undefined {
  const [found] = foundAt(repository, path, offset, left);
  if (found === undefined || !found.occurrences.includes(found.here)) return undefined;
  const reason = refusal(repository, found);
  if (reason !== undefined) return { kind: 'refused', reason };
  if (found.kind === 'token') return renameToken(repository, found, newName);
  if (found.kind === 'variable') return renameVariable(repository, found, newName);
  return renameAnchor(repository, found, newName);
}

function refusal(repository: Repository, found: Found): string | undefined {
  switch (found.kind) {
    case 'setting':
      return `\`${found.name}\` is a key of Dask, which reads it by this name.`;
    case 'function':
      return 'Functions of scripts are not renamed.';
    case 'variable':
      return isRenamable(repository, found);
    case 'anchor':
      return found.occurrences.some(({ role }) => role === 'definition')
        ? undefined
        : `There is no anchor \`&${found.name}\` for this alias.`;
    case 'token':
      return undefined;
  }
}
