/** Names of folders that hold other people's files, or none that Binder reads. No walk enters them. */
export const FOREIGN_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '__pycache__',
  'site-packages',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.pytest_cache',
]);
