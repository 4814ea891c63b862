import type { Repository } from '../binder/index.ts';
import { ABOUT_IGNORES, type AddedIgnore, ignoreFile, ignoreLine } from '../ignores/index.ts';
import type { Finding } from '../rules/index.ts';

/** A way to suppress a finding by a comment. */
export interface IgnoreFix {
  readonly title: string;
  readonly path: string;
  readonly added: AddedIgnore;
}

/** The comments that suppress a finding: for its line, where one can stand, and for its file. They are offered, never applied by themselves. */
export function ignoreFixes(
  repository: Repository,
  finding: Pick<Finding, 'code' | 'path' | 'span'>,
): readonly IgnoreFix[] {
  const { code, path, span } = finding;
  const file = repository.file(path);
  if (file === undefined || ABOUT_IGNORES.has(code)) return [];
  const line = ignoreLine(repository, file, span.start, code);
  const whole = ignoreFile(repository, file, code);
  return [
    ...(line === undefined ? [] : [{ title: `Ignore \`${code}\` on this line`, path, added: line }]),
    ...(whole === undefined ? [] : [{ title: `Ignore \`${code}\` in this file`, path, added: whole }]),
  ];
}
