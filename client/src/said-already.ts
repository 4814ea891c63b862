/**
 * What other extensions say of the same mistakes. A finding of ours that says no more of the launch than they do is not
 * shown while theirs is there; its fixes stay. Compared with what the servers of these extensions say of the
 * repositories of our tests: test/unit/client/said-already.test.ts.
 */

/** A finding as far as it is compared; lines count from 0. */
export interface Said {
  readonly source: string | undefined;
  readonly code: string;
  /** As `vscode.DiagnosticSeverity` numbers them: 0 is an error. */
  readonly severity: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** By the source that others give, our rules about what any reader of the language stumbles over. */
const sameMistakes: Readonly<Record<string, ReadonlySet<string>>> = {
  // redhat.vscode-yaml
  YAML: new Set(['yaml/syntax', 'yaml/indented-under-scalar', 'yaml/duplicate-key']),
  // timonwong.shellcheck and mads-hartmann.bash-ide-vscode
  shellcheck: new Set(['start/syntax', 'start/bad-assignment', 'start/command-typo']),
};

/** Whether somebody says of a line as an error what a finding of ours says of it. */
export function isSaidAlready(own: Said, others: readonly Said[]): boolean {
  return others.some(
    ({ source, severity, firstLine }) =>
      severity === 0 &&
      source !== undefined &&
      Object.hasOwn(sameMistakes, source) &&
      sameMistakes[source]?.has(own.code) === true &&
      own.firstLine <= firstLine &&
      firstLine <= own.lastLine,
  );
}
