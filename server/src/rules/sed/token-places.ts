import type { Repository } from '../../binder/index.ts';
import { literalPattern, type SubstituteCommand } from '../../sed/index.ts';
import type { Related } from '../rule.ts';
import { placesOf } from './placeholders.ts';
import type { SedRun } from './runs.ts';

/** The other end of a substitution: where the text that it looks for stands in the files that it edits. */
export function tokenPlaces(
  repository: Repository,
  run: SedRun,
  { regex }: SubstituteCommand,
): readonly Related[] {
  const token = regex === undefined ? undefined : literalPattern(regex);
  if (token === undefined || token === '') return [];
  return run.step.operands.flatMap((operand): readonly Related[] => {
    const file = operand.path === undefined ? undefined : repository.file(operand.path);
    const [at] = file === undefined ? [] : placesOf(file.source.text, token);
    return file === undefined || at === undefined
      ? []
      : [{ path: file.path, span: { start: at, end: at + token.length }, message: 'What is to be replaced' }];
  });
}
