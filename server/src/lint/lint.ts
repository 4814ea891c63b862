import type { Repository } from '../binder/index.ts';
import {
  type Finding,
  type Fix,
  type Reported,
  type Round,
  RULES,
  type Rule,
  type Severity,
} from '../rules/index.ts';
import { PRECEDENCE } from './precedence.ts';
import { suppress } from './suppress.ts';

/** What a person may change: the severity of a rule or of a family (`dask/*`), by code. */
export interface LintConfiguration {
  /** Whether they win over the repository's own settings: a command line's do, an editor's do not. */
  readonly over?: boolean;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export const DEFAULT_CONFIGURATION: LintConfiguration = { severities: {} };

export interface LintResult {
  /** By file, in the order of places, then codes. Files without findings are not in it. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** The same of what a comment suppresses. */
  readonly suppressed: ReadonlyMap<string, readonly Finding[]>;
  /** Rules that failed on this repository: defects of ours, which the others do not suffer from. */
  readonly failures: readonly { readonly code: string; readonly error: unknown }[];
}

/** The families that look at what a file says, and not at how it came to be. */
const ABOUT_CONTENT = /^(?:yaml|dask|pod|worker)\//;

/** Runs all rules over a repository. */
export function lint(
  repository: Repository,
  configuration: LintConfiguration = DEFAULT_CONFIGURATION,
  rules: readonly Rule[] = RULES,
): LintResult {
  const failures: { code: string; error: unknown }[] = [];
  const codes = rules.map((rule) => rule.meta.code);
  const ran = new Set<string>();
  const run = (rule: Rule, round: Round, on = repository): Finding[] => {
    const override = severityOf(rule.meta.code, repository, configuration);
    if (override === 'off') return [];
    try {
      const own: Finding[] = [];
      rule.check(on, (reported) => own.push(complete(rule, reported, override)), round);
      ran.add(rule.meta.code);
      return own;
    } catch (error) {
      failures.push({ code: rule.meta.code, error });
      return [];
    }
  };
  const look = (other: Repository): readonly Finding[] =>
    ranked(
      withoutUnreadable(
        other,
        RULES.filter(({ meta }) => ABOUT_CONTENT.test(meta.code)).flatMap((rule) =>
          run(rule, { codes, unused: [], look: () => [] }, other),
        ),
      ),
    );
  const first = rules
    .filter((rule) => rule.last === undefined)
    .flatMap((rule) => run(rule, { codes, unused: [], look }));
  const { kept, suppressed, unused } = suppress(
    repository,
    lowered(repository, ranked(withoutUnreadable(repository, first))),
    ran,
  );
  const last = rules
    .filter((rule) => rule.last !== undefined)
    .flatMap((rule) => run(rule, { codes, unused, look }));
  const told = ({ path }: Finding) => repository.file(path)?.ignored !== true;
  return {
    findings: byFile([...kept, ...last].filter(told)),
    suppressed: byFile(suppressed.filter(told)),
    failures,
  };
}

function byFile(all: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const findings = new Map<string, Finding[]>();
  for (const finding of all) {
    const list = findings.get(finding.path);
    if (list === undefined) findings.set(finding.path, [finding]);
    else list.push(finding);
  }
  for (const list of findings.values()) list.sort(byPlace);
  return new Map([...findings].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The severity that the repository's settings and the configuration give a rule; a code beats its family. */
function severityOf(
  code: string,
  repository: Repository,
  { severities, over }: LintConfiguration,
): Severity | 'off' | undefined {
  const family = `${code.slice(0, code.indexOf('/'))}/*`;
  const { rules } = repository.settings;
  for (const layer of over === true ? [severities, rules] : [rules, severities]) {
    const found = own(layer, code) ?? own(layer, family);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function complete(rule: Rule, reported: Reported, override: Severity | undefined): Finding {
  let fixes: readonly Fix[] | undefined;
  return {
    code: rule.meta.code,
    severity: override ?? reported.severity ?? rule.meta.severity,
    path: reported.path,
    span: reported.span,
    message: reported.message,
    related: reported.related ?? [],
    fixes: () => {
      fixes ??= (reported.fixes?.() ?? []).filter((fix) => fix !== undefined);
      return fixes;
    },
    subject: reported.subject,
    tag: reported.tag,
  };
}

/** A file that its reader refuses is told so once; only what concerns its place is said beside it. */
function withoutUnreadable(repository: Repository, findings: readonly Finding[]): Finding[] {
  const unreadable = new Set(
    findings.filter((finding) => finding.code === 'yaml/syntax').map((finding) => finding.path),
  );
  return findings.filter(
    (finding) =>
      !unreadable.has(finding.path) ||
      finding.code === 'yaml/syntax' ||
      finding.code.startsWith('repo/') ||
      repository.file(finding.path)?.roles.includes('start'),
  );
}

function ranked(findings: readonly Finding[]): Finding[] {
  const bySubject = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.subject === undefined) continue;
    const key = `${finding.path}\n${finding.subject}`;
    const list = bySubject.get(key);
    if (list === undefined) bySubject.set(key, [finding]);
    else list.push(finding);
  }
  return findings.filter((finding) => {
    if (finding.subject === undefined) return true;
    const others = bySubject.get(`${finding.path}\n${finding.subject}`) ?? [];
    return !others.some((other) => beats(other.code, finding.code));
  });
}

function beats(a: string, b: string): boolean {
  return PRECEDENCE.some((row) => {
    const rankA = row.indexOf(a);
    return rankA >= 0 && rankA < row.indexOf(b);
  });
}

/** In a start script that is never run nothing breaks: everything but that fact is said as information. */
function lowered(repository: Repository, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => {
    const ignored = repository.file(finding.path)?.roles.includes('ignored-start') === true;
    if (!ignored || finding.code.startsWith('repo/')) return finding;
    return finding.severity === 'error' || finding.severity === 'warning'
      ? { ...finding, severity: 'info' }
      : finding;
  });
}

/** Findings of one file in the order of their places, then of their codes. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
