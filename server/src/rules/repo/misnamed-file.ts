import {
  DASK_FOLDERS,
  folderOf,
  join,
  nameOf,
  type Repository,
  type RepositoryFile,
} from '../../binder/index.ts';
import { isKnownSection } from '../../dask/index.ts';
import { handOvers } from '../../launch/index.ts';
import { keyText, resolved } from '../../yaml/index.ts';
import type { Rule } from '../rule.ts';

export const misnamedFile: Rule = {
  meta: {
    code: 'repo/misnamed-file',
    summary: 'A file has nearly the name under which it would be read',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'It is never read.',
      detail:
        '`start.sh`, `Start` and `startup` in the configuration directory that hand over with `exec "$@"`, and configurations in `.dask/` or `.config/dask/` without `.yaml`, `.yml` or `.json`. Quiet when another file names them. A folder called `start` in the place of the script is reported beside, in the environment file.',
      severity: 'Error for a folder called `start`, which the image tries to run.',
      sources: [
        'repo2docker buildpacks/base.py, BaseImage.get_start_script',
        'observed with Python, Popen of a folder: PermissionError',
        'dask config.py, paths_containing_yaml',
      ],
      examples: [
        {
          bad: { 'binder/start.sh': '#!/bin/bash\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    const folder = startFolder(repository);
    if (folder !== undefined) {
      report({
        path: folder.beside.path,
        span: folder.beside.source.lineSpan(0),
        severity: 'error',
        message: `\`${folder.path}\` is a folder; repo2docker takes what has this name for the start script. The image cannot run it ("Permission denied"), and no server starts.`,
      });
    }
    for (const file of repository.files) {
      const name = file.binary ? undefined : rightName(repository, file);
      if (name === undefined || isNamed(repository, file)) continue;
      const to = join(folderOf(file.path), name);
      const free = repository.entry(to) === 'missing';
      report({
        path: file.path,
        span: file.source.lineSpan(0),
        message: `${name === 'start' ? 'repo2docker looks for a file called `start`' : 'Dask reads files that end in `.yaml`, `.yml` or `.json`'}; this one is called \`${nameOf(file.path)}\`. It is never read.`,
        fixes: () =>
          free
            ? [
                {
                  title: `Rename it to \`${name}\``,
                  safety: 'unsafe',
                  changes: [{ kind: 'rename', path: file.path, to }],
                },
              ]
            : [],
      });
    }
  },
};

/** A folder in the place of the start script, and a file of the repository to say it at. */
function startFolder(
  repository: Repository,
): { readonly path: string; readonly beside: RepositoryFile } | undefined {
  const directory = repository.configDirectory;
  const path = join(directory, 'start');
  if (repository.entry(path) !== 'directory' || repository.filesOf('dockerfile').length > 0) return undefined;
  const beside =
    repository.filesOf('environment')[0] ??
    repository.files.find((file) => folderOf(file.path) === directory) ??
    repository.files[0];
  return beside && { path, beside };
}

function rightName(repository: Repository, file: RepositoryFile): string | undefined {
  const folder = folderOf(file.path);
  const name = nameOf(file.path);
  if (folder === repository.configDirectory && /^(?:start\.sh|Start|startup)$/.test(name)) {
    const { all } = handOvers(repository.script(file));
    return all.some(({ form }) => form === 'right') ? 'start' : undefined;
  }
  if (
    !DASK_FOLDERS.some((dask) => dask === folder) ||
    /\.(?:ya?ml|json|md|txt~|swp)$|^\.|~$|^README/i.test(name)
  )
    return undefined;
  const document = repository.yaml(file);
  const root = document.root === undefined ? undefined : resolved(document.root);
  if (document.problem !== undefined || root?.kind !== 'mapping') return undefined;
  if (!root.pairs.some((pair) => isKnownSection(keyText(pair) ?? ''))) return undefined;
  return `${name.replace(/\.(?:txt|conf|cfg|config|yaml\.txt)$/, '').replace(/\.ya?ml$/, '')}.yaml`;
}

/** Whether a script or the Dockerfile uses the file under its name. */
function isNamed(repository: Repository, file: RepositoryFile): boolean {
  const name = nameOf(file.path);
  return [
    ...repository.filesOf('start'),
    ...repository.filesOf('post-build'),
    ...repository.filesOf('dockerfile'),
  ].some((other) => other !== file && other.source.text.includes(name));
}
