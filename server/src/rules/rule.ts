import type { Repository } from '../binder/index.ts';
import type { Ignore, IgnoredCode } from '../ignores/index.ts';
import type { Span, TextEdit } from '../text/index.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One kind of mistake: what it is, and how to find it. */
export interface Rule {
  readonly meta: RuleMeta;
  /** Runs after all others, on what they left. What it finds cannot be suppressed by a comment. */
  readonly last?: true;
  /** Looks at the repository and reports what it finds. Pure; an exception counts as a defect of this rule alone. */
  check(repository: Repository, report: Report, round: Round): void;
}

/** What a rule may know beside the repository. */
export interface Round {
  /** The codes of all rules. */
  readonly codes: readonly string[];
  /** Codes in comments that suppressed nothing. Only rules that run last are told. */
  readonly unused: readonly UnusedCode[];
  /** What the rules about YAML, configurations and pods say of a repository, one finding a mistake. */
  readonly look: (repository: Repository) => readonly Finding[];
}

/** For a rule that is asked on its own. */
export const ALONE: Round = { codes: [], unused: [], look: () => [] };

export interface UnusedCode {
  readonly path: string;
  readonly ignore: Ignore;
  readonly code: IgnoredCode;
}

/** Everything that is said about a rule anywhere: pages, tables, `explain`, hover, the manifest. */
export interface RuleMeta {
  /** `family/kebab-name`, stable for ever. */
  readonly code: string;
  /** What is reported, as one sentence without a full stop. */
  readonly summary: string;
  /** The severity of most findings; eras and cases may differ, see `docs.severity`. */
  readonly severity: Severity;
  /** Whether it belongs to the four rules that the project was made for. */
  readonly core: boolean;
  /** What kinds of fixes its findings may offer. */
  readonly fix: 'safe' | 'unsafe' | 'both' | 'none';
  readonly docs: RuleDocs;
}

export interface RuleDocs {
  /** What happens at launch, in a sentence or two. */
  readonly launch: string;
  /** What is looked at, and when the rule stays quiet. Markdown. */
  readonly detail: string;
  /** Which cases have which severity, when there is more than one. */
  readonly severity?: string;
  /** Which versions change the answer. */
  readonly era?: string;
  /** Where the facts come from: project, file, function, version. */
  readonly sources: readonly string[];
  /** At least one; executed by the tests: `bad` has a finding of this rule, `good` has none. */
  readonly examples: readonly RuleExample[];
}

export interface RuleExample {
  readonly title?: string;
  /** Files of a whole repository by path. */
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
}

/** A mistake that a rule found. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The file where it is mended, relative to the binder root. */
  readonly path: string;
  /** The shortest text that a person would point at. */
  readonly span: Span;
  /** Found, expected, and what happens at launch. */
  readonly message: string;
  /** The other ends. */
  readonly related: readonly Related[];
  /** Computed when somebody asks. The first one is preferred. */
  readonly fixes: () => readonly Fix[];
  /**
   * What the finding speaks of, where several rules may see one mistake: findings of one file with the same
   * subject are ranked by the table of precedence, and only the first is shown.
   */
  readonly subject: string | undefined;
  readonly tag: 'unnecessary' | 'deprecated' | undefined;
}

export interface Related {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

/**
 * A way to mend a finding. Safe: there is one sensible result, what works stays as it is in every version that
 * the pins allow, and applying it twice changes nothing.
 */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly changes: readonly FileChange[];
  /**
   * Names that it brings into a file, such as a section that is not there yet. Of two fixes that bring the same one
   * the second waits until it sees what the first has made, so that nothing is there twice.
   */
  readonly claims?: readonly string[];
}

export type FileChange =
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'create'; readonly path: string; readonly text: string; readonly executable: boolean }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** What a rule says of one mistake; the code is added for it. */
export interface Reported {
  /** The rule's own severity when left out. */
  readonly severity?: Severity;
  readonly path: string;
  readonly span: Span;
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly (Fix | undefined)[];
  readonly subject?: string;
  readonly tag?: 'unnecessary' | 'deprecated';
}

export type Report = (reported: Reported) => void;

/** A fix that edits one file; undefined when there are no edits to make. */
export function editFix(
  title: string,
  safety: Fix['safety'],
  path: string,
  edits: readonly TextEdit[] | undefined,
  claims: readonly string[] = [],
): Fix | undefined {
  if (edits === undefined || edits.length === 0) return undefined;
  return { title, safety, changes: [{ kind: 'edit', path, edits }], claims };
}
