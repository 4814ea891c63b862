import type { Overlay, Repository, RepositoryLoader, RepositoryOptions } from '../binder/index.ts';
import type { FileChange, Finding, Fix } from '../rules/index.ts';
import { applyEdits } from '../text/index.ts';
import { type AppliedFix, planFixes } from './fix.ts';
import { type LintConfiguration, type LintResult, lint } from './lint.ts';

/** What all rounds of fixing together change. */
export interface FixedPoint {
  /** New texts by path, files that did not exist included. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files among them that have to be made, and whether they are to be executable. */
  readonly creates: readonly Extract<FileChange, { kind: 'create' }>[];
  readonly renames: readonly Extract<FileChange, { kind: 'rename' }>[];
  /** The fixes that were applied, in their order; places are those of the text that each one met. */
  readonly applied: readonly AppliedFix[];
  /** What is found in the texts afterwards. */
  readonly remaining: LintResult;
}

/** More rounds than any repository needs (keys that move into one section do so one by one); a pair of fixes that undo each other would be a defect. */
const MAX_ROUNDS = 500;

/**
 * Applies fixes and looks again, until no admitted fix is left. Nothing is written; the loader keeps what it read.
 * @param overlay the texts to begin with, over the files
 */
export async function fixToFixedPoint(
  loader: RepositoryLoader,
  options: RepositoryOptions,
  configuration: LintConfiguration,
  admits: (fix: Fix, finding: Finding) => boolean,
  overlay?: Overlay,
): Promise<FixedPoint> {
  const texts = new Map<string, string>();
  const creates: Extract<FileChange, { kind: 'create' }>[] = [];
  const renames: Extract<FileChange, { kind: 'rename' }>[] = [];
  let version = 0;
  const applied: AppliedFix[] = [];
  const layered: Overlay = {
    get: (path) => {
      const text = texts.get(path);
      return text === undefined ? overlay?.get(path) : { text, version: -version };
    },
    paths: () => new Set([...(overlay?.paths() ?? []), ...texts.keys()]),
  };
  for (let round = 0; ; round++) {
    const { repository, result } = await loader.load(
      options,
      (current) => lint(current, configuration),
      layered,
    );
    const moved = new Set(renames.map((change) => change.path));
    const plan = planFixes(
      [...result.findings.values()].flat(),
      (fix, finding) =>
        admits(fix, finding) && !fix.changes.some(({ path }) => moved.has(path) || isLossy(repository, path)),
    );
    if (plan.applied.length === 0 || round >= MAX_ROUNDS)
      return { texts, creates, renames, applied, remaining: result };
    for (const [path, edits] of plan.edits) {
      const before = repository.file(path)?.source.text;
      if (before !== undefined) texts.set(path, applyEdits(before, edits));
    }
    for (const create of plan.creates) {
      texts.set(create.path, create.text);
      creates.push(create);
    }
    renames.push(...plan.renames);
    applied.push(...plan.applied);
    version++;
  }
}

/** Bytes that are no UTF-8 are not in the text, so that it cannot be written back. */
function isLossy(repository: Repository, path: string): boolean {
  const file = repository.file(path);
  return file?.binary === true && file.source.text.includes('\uFFFD');
}
