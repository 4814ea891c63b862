import { folderOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { handOvers } from '../../launch/index.ts';
import type { TextEdit } from '../../text/index.ts';
import { assumption } from '../dask/assumption.ts';
import { editFix, type Rule } from '../rule.ts';

export const daskDirNotRead: Rule = {
  meta: {
    code: 'repo/dask-dir-not-read',
    summary: 'A file in `.dask/` is not where Dask looks',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Dask never opens the file, and every setting in it is without effect.',
      detail:
        'Dask looked into `~/.dask` from 0.18.0 to 2022.01.0. Since then it reads `~/.config/dask` and what `DASK_CONFIG` names. Quiet when the start script, postBuild or the Dockerfile sets `DASK_CONFIG` or `DASK_ROOT_CONFIG` to the folder, or copies the file.',
      severity: 'Quiet where dask is pinned below 2022.01.1.',
      era: 'dask 2022.01.1',
      sources: [
        'dask config.py, _get_paths, commit e148cd62',
        'repo2docker app.py, target_repo_dir: the repository is the home directory',
      ],
      examples: [
        {
          bad: {
            '.dask/config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
          good: {
            '.dask/config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n',
            'binder/start': '#!/bin/bash\nexport DASK_CONFIG="${PWD}/.dask"\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const verdict = repository.era.inForce('dask', '2022.01.1');
    if (!verdict.inForce) return;
    for (const file of repository.filesOf('dask-config')) {
      if (folderOf(file.path) !== '.dask' || isBrought(repository, file)) continue;
      const assumed = assumption(repository.era, 'dask', verdict);
      report({
        path: file.path,
        span: file.source.lineSpan(0),
        message: `Dask 2022.01.1 and later does not look into \`.dask/\`; ${assumed}. This file has no effect until \`DASK_CONFIG\` names it or it moves to \`.config/dask/\`.`,
        fixes: () => [exportFix(repository), moveFix(repository, file)],
      });
    }
  },
};

/** Whether something that runs at build or launch names the folder for Dask, or copies the file to where Dask looks. */
function isBrought(repository: Repository, file: RepositoryFile): boolean {
  const scripts = [
    ...repository.filesOf('start'),
    ...repository.filesOf('post-build'),
    ...repository.filesOf('dockerfile'),
  ];
  const name = file.path.slice('.dask/'.length);
  return scripts.some(({ source }) =>
    source.text.split('\n').some((line) => {
      if (/^\s*#/.test(line) || !line.includes('.dask')) return false;
      if (/\bDASK_(?:ROOT_)?CONFIG\b/.test(line)) return true;
      return (
        /\b(?:cp|mv|ln|install|rsync|COPY|ADD)\b/.test(line) &&
        (line.includes(`.dask/${name}`) || /\.dask(?:\/?(?:[\s"'*]|\.\s|$))/.test(line))
      );
    }),
  );
}

/** `export DASK_CONFIG` before the hand-over. */
function exportFix(repository: Repository) {
  const start = repository.startScript;
  if (start === undefined || start.binary) return undefined;
  const exec = handOvers(repository.script(start)).all.find(
    (handOver) => handOver.form === 'right' && handOver.reached === 'always',
  );
  if (exec === undefined) return undefined;
  const { lines, eol } = start.source;
  const at = lines.lineStart(lines.lineAt(exec.span.start));
  const edit: TextEdit = { span: { start: at, end: at }, text: `export DASK_CONFIG="\${PWD}/.dask"${eol}` };
  return editFix(`Export \`DASK_CONFIG\` in ${start.path}`, 'unsafe', start.path, [edit]);
}

/** The file in the folder where Dask looks; offered while no script names its present place. */
function moveFix(repository: Repository, file: RepositoryFile) {
  const to = `.config/dask/${file.path.slice('.dask/'.length)}`;
  const named = repository.files.some(
    (other) =>
      other !== file &&
      (other.roles.includes('start') ||
        other.roles.includes('post-build') ||
        other.roles.includes('dockerfile')) &&
      other.source.text.includes('.dask'),
  );
  if (named || repository.entry(to) !== 'missing') return undefined;
  return {
    title: `Move it to \`${to}\``,
    safety: 'unsafe' as const,
    changes: [{ kind: 'rename' as const, path: file.path, to }],
  };
}
