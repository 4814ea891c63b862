import {
  below,
  join,
  matchesGlobOrBelow,
  type Repository,
  type RepositoryFile,
  RepositoryLoader,
  type RepositoryOptions,
  SETTINGS_FILE,
} from '../binder/index.ts';
import { fixToFixedPoint, type LintResult, lint } from '../lint/index.ts';
import { type Finding, type Fix, RULES, type Severity } from '../rules/index.ts';
import { nearestName } from '../text/index.ts';
import { type CheckOptions, UsageError } from './arguments.ts';
import { discover } from './discovery.ts';
import type { CommandEnvironment } from './environment.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';
import { placeOf } from './place.ts';

/** One file that was looked at, with what was found. */
export interface CheckedFile {
  /** As it is printed. */
  readonly path: string;
  readonly file: RepositoryFile;
  readonly findings: readonly Finding[];
  /** What comments suppress; empty unless it was asked for. */
  readonly suppressed: readonly Finding[];
  /** Paths of the same repository as they are printed. */
  readonly shown: (path: string) => string;
  readonly repository: Repository;
}

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };
const CHECKED_ROLES = ['dask-config', 'pod-template', 'start', 'ignored-start', 'settings'] as const;

/**
 * Checks folders and files. Gives the exit status: 0 nothing at or above the threshold, 1 something, 2 settings of a
 * repository that are not valid.
 */
export async function check(options: CheckOptions, environment: CommandEnvironment): Promise<number> {
  for (const code of Object.keys(options.severities)) checkCode(code);
  const files: CheckedFile[] = [];
  let fixed = 0;
  let valid = true;
  for (const path of options.paths) {
    const result = await checkPath(path, options, environment);
    files.push(...result.files);
    fixed += result.fixed;
    valid &&= result.valid;
  }
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  if (options.format === 'json') environment.stdout(formatJson(files));
  else if (options.format === 'sarif') environment.stdout(formatSarif(files, environment.version));
  else if (options.format === 'github') environment.stdout(formatGithub(files));
  else environment.stdout(formatText(files, fixed, environment.style));
  if (!valid) return 2;
  const threshold = options.failOn === 'never' ? Number.POSITIVE_INFINITY : RANK[options.failOn];
  return files.some((file) => file.findings.some((finding) => RANK[finding.severity] >= threshold)) ? 1 : 0;
}

/** @throws UsageError for a code that no rule has */
function checkCode(code: string): void {
  const codes = RULES.map(({ meta }) => meta.code);
  const known = [...codes, ...new Set(codes.map((one) => `${one.slice(0, one.indexOf('/'))}/*`))];
  if (known.includes(code)) return;
  const near = nearestName(code, known);
  throw new UsageError(
    `--rule: there is no rule ${code}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

async function checkPath(
  path: string,
  options: CheckOptions,
  environment: CommandEnvironment,
): Promise<{ files: CheckedFile[]; fixed: number; valid: boolean }> {
  const { folder, file: only } = await placeOf(path, environment);
  const roots = await discover(environment.files(folder));
  const prefix =
    (options.paths.length === 1 && only === undefined) || folder === '.' ? '' : folder.replace(/\/+$/, '');
  const files: CheckedFile[] = [];
  let fixed = 0;
  let valid = true;
  let around: readonly string[] = [];
  for (const { root, further } of roots) {
    const ignored = (inside: string) =>
      root !== '' && around.some((glob) => matchesGlobOrBelow(glob, join(root, inside)));
    const loader = new RepositoryLoader({
      fileSystem: below(environment.files(folder), root),
      further,
    });
    const shown = (inside: string) => join(prefix, join(root, inside));
    if (options.fix !== 'none')
      fixed += await fix(
        loader,
        join(folder, root),
        { ignored },
        options,
        environment,
        (finding) => only === undefined || join(root, finding.path) === only,
      );
    const { repository, result } = await loader.load({ ignored }, (current) =>
      lint(current, { over: true, severities: options.severities }),
    );
    // The folder itself comes first; its settings may ask for silence about repositories below it.
    if (root === '') around = repository.settings.ignore;
    for (const { code, error } of result.failures) {
      environment.stderr(
        `The rule ${code} failed on ${shown('') || '.'} and was left out: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    }
    const wrong = (result.findings.get(SETTINGS_FILE) ?? []).filter(
      ({ code }) => code === 'repo/settings-invalid',
    );
    if (wrong.length > 0) valid = false;
    // Of a single file the settings are not shown, so that what is wrong with them has to be said.
    if (only !== undefined && join(root, SETTINGS_FILE) !== only)
      for (const { message } of wrong) environment.stderr(`${shown(SETTINGS_FILE)}: ${message}\n`);
    const found = checkedFiles(repository, result, shown, options.showSuppressed);
    files.push(...found.filter(({ file }) => only === undefined || join(root, file.path) === only));
  }
  return { files, fixed, valid };
}

/** Every file with a role that is checked, also without findings, and every other file with findings. */
function checkedFiles(
  repository: Repository,
  result: LintResult,
  shown: (path: string) => string,
  showSuppressed: boolean,
): CheckedFile[] {
  return repository.files
    .filter(
      (file) =>
        !file.ignored &&
        (file.roles.some((role) => CHECKED_ROLES.some((checked) => checked === role)) ||
          result.findings.has(file.path) ||
          (showSuppressed && result.suppressed.has(file.path))),
    )
    .map((file) => ({
      path: shown(file.path),
      file,
      findings: result.findings.get(file.path) ?? [],
      suppressed: (showSuppressed && result.suppressed.get(file.path)) || [],
      shown,
      repository,
    }));
}

async function fix(
  loader: RepositoryLoader,
  folder: string,
  repository: RepositoryOptions,
  options: CheckOptions,
  environment: CommandEnvironment,
  isAsked: (finding: Finding) => boolean,
): Promise<number> {
  const admits = (candidate: Fix, finding: Finding): boolean =>
    isAsked(finding) && (options.fix === 'unsafe' || candidate.safety === 'safe');
  const point = await fixToFixedPoint(
    loader,
    repository,
    { over: true, severities: options.severities },
    admits,
  );
  for (const [path, text] of point.texts) {
    const executable = point.creates.some((create) => create.path === path && create.executable);
    await environment.write(folder, path, text, executable);
  }
  for (const { path, to } of point.renames) await environment.rename(folder, path, to);
  if (point.applied.length > 0) loader.invalidate();
  return point.applied.length;
}
