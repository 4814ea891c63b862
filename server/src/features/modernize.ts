import type { Overlay, RepositoryLoader, RepositoryOptions } from '../binder/index.ts';
import { chosenLaunch, type Launch } from '../launch/index.ts';
import {
  type FixedPoint,
  fixToFixedPoint,
  type LintConfiguration,
  type LintResult,
  lint,
} from '../lint/index.ts';
import type { FileChange, Finding, Fix } from '../rules/index.ts';

/** A repository taken to what works with the versions it gets, as far as that can be done without a person. */
export interface Modernization {
  readonly files: readonly ModernizedFile[];
  readonly renames: readonly Extract<FileChange, { kind: 'rename' }>[];
  /** What is found afterwards: it needs a person. Hints are left out. */
  readonly left: readonly Finding[];
}

export interface ModernizedFile {
  readonly path: string;
  /** Undefined for a file that did not exist. */
  readonly before: string | undefined;
  readonly after: string;
  readonly executable: boolean;
  /** What was done, in the words of the fixes. */
  readonly done: readonly string[];
}

/**
 * Rules whose fixes are made although a person should look at them: they bring what was meant to where it works today.
 * All other fixes that are not safe are a person's to choose.
 */
const REVIEWED: ReadonlySet<string> = new Set([
  'dask/labextension-class',
  'dask/pod-manifest-as-config',
  'repo/badge-hub-gone',
  'repo/config-not-copied',
  'repo/dask-dir-not-read',
  'start/exec-fixed-command',
  'template/mixed-styles',
  'template/never-filled',
  'template/path-wrong-kind',
]);

/**
 * Plans the edits. The result never has more errors or warnings than the repository had, and reaches the server where it
 * was reached before; when the reviewed fixes would break that, only the safe ones are made, and else none.
 * @param overlay the texts to begin with, over the files
 */
export async function modernize(
  loader: RepositoryLoader,
  options: RepositoryOptions,
  configuration: LintConfiguration,
  overlay?: Overlay,
): Promise<Modernization> {
  const before = await loader.load(
    options,
    (repository) => ({
      lint: lint(repository, configuration),
      launch: repository.derive(chosenLaunch),
      texts: new Map(repository.files.map(({ path, source }) => [path, source.text])),
    }),
    overlay,
  );
  const isSafe = (fix: Fix) => fix.safety === 'safe';
  for (const admits of [(fix: Fix, { code }: Finding) => isSafe(fix) || REVIEWED.has(code), isSafe]) {
    const point = await fixToFixedPoint(loader, options, configuration, admits, overlay);
    const left = leftOf(point.remaining, point);
    const { result: launch } = await loader.load(
      options,
      (repository) => repository.derive(chosenLaunch),
      layer(point, overlay),
    );
    const isBetter =
      !hasMore(left, leftOf(before.result.lint)) && reachesAsWell(launch, before.result.launch);
    if (isBetter) return { files: filesOf(point, before.result.texts), renames: point.renames, left };
  }
  return { files: [], renames: [], left: leftOf(before.result.lint) };
}

/** What is found, without hints, and without what a move has mended: the file still stands at its old place here. */
function leftOf({ findings }: LintResult, point?: FixedPoint): Finding[] {
  const moved = new Set(
    point?.applied
      .filter(({ fix }) => fix.changes.some(({ kind }) => kind === 'rename'))
      .map(({ finding }) => `${finding.code} ${finding.path}`),
  );
  return [...findings.values()]
    .flat()
    .filter(({ severity, code, path }) => severity !== 'hint' && !moved.has(`${code} ${path}`));
}

function hasMore(after: readonly Finding[], before: readonly Finding[]): boolean {
  const count = (findings: readonly Finding[], severities: readonly string[]) =>
    findings.filter(({ severity }) => severities.includes(severity)).length;
  return [['error'], ['error', 'warning']].some(
    (severities) => count(after, severities) > count(before, severities),
  );
}

function reachesAsWell(after: Launch, before: Launch): boolean {
  const rank = { no: 0, perhaps: 1, yes: 2 } as const;
  return rank[after.reachesExec] >= rank[before.reachesExec];
}

function layer({ texts }: FixedPoint, overlay: Overlay | undefined): Overlay {
  return {
    get: (path) => {
      const text = texts.get(path);
      return text === undefined ? overlay?.get(path) : { text, version: -1 };
    },
    paths: () => new Set([...(overlay?.paths() ?? []), ...texts.keys()]),
  };
}

function filesOf(point: FixedPoint, before: ReadonlyMap<string, string>): ModernizedFile[] {
  return [...point.texts]
    .filter(([path, text]) => before.get(path) !== text)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, after]) => ({
      path,
      before: before.get(path),
      after,
      executable: point.creates.some((create) => create.path === path && create.executable),
      done: [
        ...new Set(
          point.applied
            .filter(({ fix }) => fix.changes.some((change) => change.path === path))
            .map(({ fix }) => fix.title),
        ),
      ],
    }));
}
