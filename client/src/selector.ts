/**
 * Which documents the language server sees. By place, never by language id: whatever an editor takes
 * `binder/start` for, it is the start script. Broader than what is checked, because the server decides that,
 * and needs the unsaved text of every file that takes part in a launch.
 */

/** A document filter as `vscode.DocumentFilter` and the protocol know it. */
export interface PlaceFilter {
  readonly scheme: string;
  readonly pattern: string;
}

/** Globs over whole paths. */
export const places: readonly string[] = [
  '**/start',
  '**/{binder,.binder}/**',
  '**/.dask/**/*.{yaml,yml}',
  '**/.config/dask/*.{yaml,yml}',
  '**/dask_config.{yaml,yml}',
  '**/{dask,distributed,gateway}.{yaml,yml}',
  '**/{worker-template,worker-spec}*.{yaml,yml}',
  '**/environment.{yml,yaml}',
  '**/requirements.txt',
  '**/postBuild',
  '**/Dockerfile',
  '**/.pangeo-binder.yaml',
  '**/README.{md,rst}',
];

/**
 * Start scripts, Dask configurations and worker templates: the files that carry the menu entries of the preview.
 * The manifest's `when` clauses repeat this expression. Windows paths have backslashes there.
 */
export const templateOrScript =
  /[\\/](\.?binder[\\/]start|\.(config[\\/])?dask[\\/][^\\/]+\.ya?ml|(dask_config|dask|worker-(template|spec)[^\\/]*)\.ya?ml)$/;

/**
 * Schemes of documents that may belong to a repository: `file`, and those of the workspace folders. So versions
 * of a file in git, outputs, comparisons and previews stay out without being listed.
 */
export function documentSchemes(workspaceFolderSchemes: Iterable<string>): readonly string[] {
  return [...new Set(['file', ...workspaceFolderSchemes])].sort();
}

export function documentSelector(schemes: readonly string[]): PlaceFilter[] {
  return schemes.flatMap((scheme) => places.map((pattern) => ({ scheme, pattern })));
}

/**
 * A glob for the files of a name: one of `places` when they are among them already, so that no document is announced
 * twice. What globs do not take literally becomes `?`.
 */
export function exactly({ path }: { readonly path: string }): string {
  const usual = places.find((_, i) => usualPlaces[i]?.test(path) === true);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return usual ?? `**/${name.replaceAll(/[[\]{}*?!]/g, '?')}`;
}

/** `places` as expressions, in their order. */
const usualPlaces = places.map(
  (glob) =>
    new RegExp(
      `^${glob
        .replaceAll(/[.+^$()|\\]/g, '\\$&')
        .replaceAll(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
        .replaceAll('**/', '<any>')
        .replaceAll('**', '.*')
        .replaceAll('*', '[^/]*')
        .replaceAll('<any>', '(?:.*/)?')}$`,
    ),
);
