import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { handOvers } from '../../launch/index.ts';
import { tokensOffered } from './tokens-offered.ts';

/** A line or a few that people write into start scripts, made for this repository and this place. */
export interface OfferedLine {
  readonly label: string;
  readonly detail: string;
  readonly text: string;
  /** Words with which one would begin to type it. */
  readonly filter: string;
}

/** What makes sense where a command begins. */
export function linesOffered(
  repository: Repository,
  file: RepositoryFile,
  offset: number,
): readonly OfferedLine[] {
  const script = repository.script(file);
  const { all } = handOvers(script);
  const handsOver = all.some(({ form }) => form === 'right');
  const isLast = !script.statements.some(({ span }) => span.start > offset);
  // Behind the hand-over nothing is run.
  if (all.some(({ form, reached, span }) => form === 'right' && reached === 'always' && span.end < offset))
    return [];
  const lines: OfferedLine[] = [];
  if (!handsOver && isLast)
    lines.push({
      label: 'exec "$@"',
      detail: 'hand over to the server, as the last line',
      text: 'exec "$@"',
      filter: 'exec "$@"',
    });
  return [
    ...lines,
    ...fillings(repository, file),
    ...imports(repository, file),
    ...daskConfig(repository, file),
  ];
}

/** The image of the workers, and other names that a template still has. */
function fillings(repository: Repository, file: RepositoryFile): OfferedLine[] {
  const { text } = file.source;
  return tokensOffered(repository)
    .filter(({ token, path }) => !text.includes(token) && /^[\w./-]+$/.test(path))
    .map(({ token, path }) => {
      const value = VALUES.find(({ fits }) => fits.test(token))?.value ?? '${JUPYTERHUB_USER}';
      const [, name = ''] = /\$\{(\w+)\}/.exec(value) ?? [];
      return {
        label: `sed: ${token} in ${path}`,
        detail: `fill ${token} on a hub`,
        text: `if [[ -n "\${${name}}" ]]; then\n  sed -i -e "s|${token}|${value}|g" ${path}\nfi`,
        filter: `sed ${token}`,
      };
    });
}

/** What a token is most likely meant for, by its name. */
const VALUES: readonly { readonly fits: RegExp; readonly value: string }[] = [
  { fits: /IMAGE/, value: '${JUPYTER_IMAGE_SPEC}' },
  { fits: /DASHBOARD/, value: '${JUPYTERHUB_SERVICE_PREFIX}proxy/8787' },
  { fits: /WORKSPACE/, value: '${JUPYTERHUB_SERVICE_PREFIX}lab' },
  { fits: /PREFIX|BASE_URL/, value: '${JUPYTERHUB_SERVICE_PREFIX}' },
];

function imports(repository: Repository, file: RepositoryFile): OfferedLine[] {
  const folder = repository.configDirectory;
  const entries = repository.list(folder);
  if (entries === undefined || entries === 'unknown') return [];
  return entries
    .filter(({ name }) => /workspace.*\.json$|\.jupyterlab-workspace$/.test(name))
    .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
    .filter((path) => !file.source.text.includes(`import ${path}`) && /^[\w./-]+$/.test(path))
    .map((path) => ({
      label: `jupyter lab workspaces import ${path}`,
      detail: 'open JupyterLab with this workspace',
      text: `jupyter lab workspaces import ${path}`,
      filter: `jupyter lab workspaces import ${path}`,
    }));
}

/** The folder that Dask no longer looks into by itself. */
function daskConfig(repository: Repository, file: RepositoryFile): OfferedLine[] {
  if (repository.entry('.dask') !== 'directory' || file.source.text.includes('DASK_CONFIG')) return [];
  if (!repository.era.inForce('dask', '2022.01.1').inForce) return [];
  const text = 'export DASK_CONFIG="${PWD}/.dask"';
  return [{ label: text, detail: 'let Dask read .dask/', text, filter: text }];
}
