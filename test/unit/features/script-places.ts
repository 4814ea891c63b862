import type { RepositoryOptions } from '../../../server/src/binder/index.ts';
import { type Completion, completionsAt, hoverAt } from '../../../server/src/features/index.ts';
import { type Files, visit } from '../../support/repository.ts';

/** A repository with a template, a workspace and notebooks. */
export const FILES: Files = {
  '.dask/config.yaml':
    'kubernetes:\n  worker-template:\n    spec:\n      containers:\n      - image: WORKER_IMAGE\n        name: x\n',
  'binder/jupyterlab-workspace.json': '{"a": "DASK_DASHBOARD_URL", "b": "WORKSPACE_ID"}\n',
  'binder/environment.yml': 'dependencies:\n  - dask\n',
  'notebooks/a b.ipynb': '{}\n',
  'notebooks/c.ipynb': '{}\n',
};

const PATH = 'binder/start';
const SHEBANG = '#!/bin/bash\n';

/** A start script without its caret `§`, its first line put before it, and where the caret was. */
function caret(marked: string): { readonly text: string; readonly offset: number } {
  const whole = marked.startsWith('#!') ? marked : SHEBANG + marked;
  const offset = whole.indexOf('§');
  if (offset < 0) throw new Error('no caret');
  return { text: whole.slice(0, offset) + whole.slice(offset + 1), offset };
}

export async function scriptHover(
  marked: string,
  files: Files = FILES,
  options: RepositoryOptions = {},
): Promise<{ readonly text: string; readonly word: string } | undefined> {
  const { text, offset } = caret(marked);
  const found = await visit(
    { ...files, [PATH]: text },
    (repository) => hoverAt(repository, PATH, offset),
    options,
  );
  return found && { text: found.markdown, word: text.slice(found.span.start, found.span.end) };
}

export async function scriptCompletions(
  marked: string,
  files: Files = FILES,
  left?: { readonly shell?: boolean },
): Promise<readonly Completion[]> {
  const { text, offset } = caret(marked);
  const found = await visit({ ...files, [PATH]: text }, (repository) =>
    completionsAt(repository, PATH, offset, left),
  );
  return [...found].sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

/** What the script is after the completion with this label was chosen, without its first line. */
export async function chosen(marked: string, label: string): Promise<string> {
  const found = (await scriptCompletions(marked)).find((one) => one.label === label);
  if (found === undefined) throw new Error(`${label} is not offered in ${marked}`);
  const { text } = caret(marked);
  const { span } = found.edit;
  return (text.slice(0, span.start) + found.edit.text + text.slice(span.end)).slice(SHEBANG.length);
}
