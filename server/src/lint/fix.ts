import type { FileChange, Finding, Fix } from '../rules/index.ts';
import { conflict, sameEdit, sortEdits, type TextEdit } from '../text/index.ts';

/** Edits by path, and files to make or move, that can be applied together. */
export interface FixPlan {
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly creates: readonly Extract<FileChange, { kind: 'create' }>[];
  readonly renames: readonly Extract<FileChange, { kind: 'rename' }>[];
  /** The fixes that found a place; the others have to wait for the next round. */
  readonly applied: readonly AppliedFix[];
}

/** A fix, and the finding that it mends. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * Chooses, in the order of the findings, each one's first fix of an admitted safety, and leaves out those that
 * would touch what an earlier one changes, or bring in what it brings in. Edits that two fixes share are made once.
 */
export function planFixes(
  findings: Iterable<Finding>,
  admits: (fix: Fix, finding: Finding) => boolean,
): FixPlan {
  const edits = new Map<string, TextEdit[]>();
  const creates: Extract<FileChange, { kind: 'create' }>[] = [];
  const renames: Extract<FileChange, { kind: 'rename' }>[] = [];
  const applied: AppliedFix[] = [];
  const claimed = new Set<string>();
  for (const finding of findings) {
    const fix = finding.fixes().find((candidate) => admits(candidate, finding));
    if (fix === undefined || !fits(fix, edits, creates, renames)) continue;
    const claims = (fix.claims ?? []).map((claim) => `${finding.path}\n${claim}`);
    if (claims.some((claim) => claimed.has(claim))) continue;
    for (const claim of claims) claimed.add(claim);
    for (const change of fix.changes) {
      if (change.kind === 'create') creates.push(change);
      else if (change.kind === 'rename') renames.push(change);
      else {
        const known = edits.get(change.path) ?? [];
        edits.set(
          change.path,
          sortEdits([
            ...known,
            ...change.edits.filter((edit) => !known.some((other) => sameEdit(edit, other))),
          ]),
        );
      }
    }
    applied.push({ finding, fix });
  }
  return { edits, creates, renames, applied };
}

function fits(
  fix: Fix,
  edits: ReadonlyMap<string, readonly TextEdit[]>,
  creates: readonly FileChange[],
  renames: readonly FileChange[],
): boolean {
  return fix.changes.every((change) => {
    const moved = [...creates, ...renames].some((other) => other.path === change.path);
    if (change.kind !== 'edit') return !moved && !edits.has(change.path);
    const known = edits.get(change.path) ?? [];
    return !moved && change.edits.every((edit) => known.every((other) => !conflict(edit, other)));
  });
}
