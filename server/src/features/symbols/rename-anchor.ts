import type { Repository } from '../../binder/index.ts';
import { anchorsOf } from './anchors.ts';
import type { Found } from './model.ts';
import { edited, type Renaming, refused, replaced } from './renaming.ts';

/** An anchor and its aliases get another name in their file. */
export function renameAnchor(repository: Repository, found: Found, newName: string): Renaming {
  const { name, here, occurrences } = found;
  if (newName === name) return { kind: 'edits', edits: new Map() };
  if (!/^[A-Za-z0-9_-]+$/.test(newName))
    return refused(
      newName === ''
        ? 'An anchor needs a name.'
        : `\`${newName}\` is no name of an anchor: letters, digits, \`_\` and \`-\` make one.`,
    );
  const file = repository.file(here.path);
  if (file === undefined) return refused('The file is not there any more.');
  const anchors = anchorsOf(repository.yaml(file));
  if (anchors.some((anchor) => anchor.name === newName))
    return refused(`\`&${newName}\` is another anchor of this file.`);
  const edits = replaced(occurrences, newName);
  const after = edited(repository, edits);
  const renamed = after.file(here.path);
  const shape = (list: ReturnType<typeof anchorsOf>): string =>
    list
      .map((anchor) => `${anchor.name === name ? newName : anchor.name} ${anchor.aliases.length}`)
      .join(' ');
  const isSame = renamed !== undefined && shape(anchorsOf(after.yaml(renamed))) === shape(anchors);
  return isSame ? { kind: 'edits', edits } : refused('The file cannot be read well enough to rename in it.');
}
