import type { Repository, RepositoryFile } from '../../binder/index.ts';
import type { Hover } from '../model.ts';
import { handOverHover } from './hand-over-hover.ts';
import { nameAt, nameWrittenAt } from './names-in-script.ts';
import { sedHover } from './sed-hover.ts';
import { describeVariable } from './variable-hover.ts';
import { writtenSed } from './written-sed.ts';

/** Whether hover and completion know what a script is for: it runs at launch, or was meant to. */
export function isStartScript(file: RepositoryFile): boolean {
  return !file.binary && (file.roles.includes('start') || file.roles.includes('ignored-start'));
}

/** What is to be said of a place of a start script: a variable, a sed, the hand-over. */
export function scriptHoverAt(
  repository: Repository,
  file: RepositoryFile,
  offset: number,
): Hover | undefined {
  const place = nameAt(repository.script(file), offset) ?? nameWrittenAt(file.source, offset);
  if (place !== undefined) {
    const markdown = describeVariable(repository, file, place);
    if (markdown !== undefined) return { markdown, span: place.span };
  }
  return (
    handOverHover(repository, file, offset) ??
    sedHover(repository, file, offset) ??
    writtenSed(file.source, offset)
  );
}
