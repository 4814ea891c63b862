import {
  MemoryFileSystem,
  type Repository,
  RepositoryLoader,
  type RepositoryOptions,
} from '../../server/src/binder/index.ts';
import {
  fixToFixedPoint,
  type LintConfiguration,
  type LintResult,
  lint,
} from '../../server/src/lint/index.ts';
import type { Finding, Fix, Rule } from '../../server/src/rules/index.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A repository made of texts, and what a function makes of it. */
export async function visit<T>(
  files: Files,
  look: (repository: Repository) => T,
  options: RepositoryOptions = {},
): Promise<T> {
  const further = Object.keys(files).filter((path) => /(?:^|\/)dask_config\.ya?ml$/.test(path));
  const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files), further });
  return (await loader.load(options, look)).result;
}

/** What is found in a repository made of texts. A rule that fails makes the test fail. */
export async function lintFiles(
  files: Files,
  options: RepositoryOptions = {},
  configuration: LintConfiguration = { severities: {} },
  rules?: readonly Rule[],
): Promise<LintResult> {
  const result = await visit(files, (repository) => lint(repository, configuration, rules), options);
  for (const { code, error } of result.failures) throw new Error(`${code} failed`, { cause: error });
  return result;
}

/** `path:line:from-to code severity fix`, columns from 1, ends exclusive; fix is that of the first fix, or none. */
export function show(finding: Finding, files: Files): string {
  const content = files[finding.path] ?? '';
  const text =
    typeof content === 'string' ? content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const before = text.slice(0, finding.span.start);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const spanned = text.slice(finding.span.start, finding.span.end);
  const end = spanned.includes('\n') ? `+${spanned.split('\n').length - 1}` : String(column + spanned.length);
  return `${finding.path}:${line}:${column}-${end} ${finding.code} ${finding.severity} ${finding.fixes()[0]?.safety ?? 'none'}`;
}

/** All findings of a repository in the form of `show`, in the order of files and places. */
export async function shownFindings(
  files: Files,
  options: RepositoryOptions = {},
  rules?: readonly Rule[],
): Promise<string[]> {
  const { findings } = await lintFiles(files, options, { severities: {} }, rules);
  return [...findings.values()].flat().map((finding) => show(finding, files));
}

/** The texts after all safe fixes (or those that `admits` lets through), to the fixed point. */
export async function fixed(
  files: Files,
  options: RepositoryOptions = {},
  admits: (fix: Fix, finding: Finding) => boolean = (fix) => fix.safety === 'safe',
): Promise<Record<string, string | Uint8Array>> {
  const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files) });
  const { texts } = await fixToFixedPoint(loader, options, { severities: {} }, admits);
  return { ...files, ...Object.fromEntries(texts) };
}
