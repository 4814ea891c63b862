import { knownVariables, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { isRead, KEYS, SPECIAL_VARIABLES, variableOfKey } from '../../dask/index.ts';
import { COMMON_KEYS, rank } from '../common-keys.ts';
import { variableText } from '../variable-text.ts';
import { typeWords } from '../words.ts';
import { namesSetIn } from './names-in-script.ts';
import { daskText } from './variable-hover.ts';

/** A name that may be written, with its place among the others. */
export interface OfferedName {
  readonly name: string;
  readonly detail: string | undefined;
  readonly documentation: string | undefined;
  readonly sort: string;
}

/** Variables whose value may be put in: those that the script sets, and those of a hub. */
export function readableNames(repository: Repository, file: RepositoryFile): readonly OfferedName[] {
  const own = namesSetIn(repository.script(file));
  const outside = [...knownVariables()].filter(
    ({ setBy, name }) => setBy !== 'not set' && !own.includes(name),
  );
  return [
    ...own.map(
      (name): OfferedName => ({
        name,
        detail: 'of this script',
        documentation: daskText(repository, { name, value: undefined }) ?? variableText(name, repository),
        sort: `1 ${name}`,
      }),
    ),
    ...outside.map(
      ({ name, setBy, secret }): OfferedName => ({
        name,
        detail: secret ? `${setBy}, secret` : setBy,
        documentation: variableText(name, repository),
        sort: `${rank(USUAL, name)} ${name}`,
      }),
    ),
  ];
}

/** First what scripts on a hub put in. */
const USUAL = [
  'JUPYTER_IMAGE_SPEC',
  'JUPYTER_IMAGE',
  'JUPYTERHUB_USER',
  'JUPYTERHUB_SERVICE_PREFIX',
  'HOME',
  'PWD',
  'PATH',
];

/** Variables that Dask reads, for the versions of the repository. */
export function daskNames(repository: Repository): readonly OfferedName[] {
  const { era } = repository;
  const special = [...SPECIAL_VARIABLES].map(
    ([name, meaning]): OfferedName => ({
      name,
      detail: 'read by Dask itself',
      documentation: `${meaning.slice(0, 1).toUpperCase()}${meaning.slice(1)}.`,
      sort: name === 'DASK_CONFIG' ? '100' : '800',
    }),
  );
  const keys = KEYS.keys
    .filter((key) => !key.section && isRead(key, era))
    .map((key): OfferedName => {
      const name = variableOfKey(key.path);
      return {
        name,
        detail: typeWords(key),
        documentation: daskText(repository, { name, value: undefined }),
        sort: `${rank(COMMON_KEYS[key.path.slice(0, -1).join('.')], key.path.at(-1) ?? '')} ${name}`,
      };
    });
  return [...special, ...keys];
}

/** Names that the script may export: those for Dask, its own, and a few that other programs read. */
export function exportableNames(repository: Repository, file: RepositoryFile): readonly OfferedName[] {
  const dask = daskNames(repository);
  const known = new Set(dask.map(({ name }) => name));
  const own = namesSetIn(repository.script(file)).filter((name) => !known.has(name));
  return [
    ...own.map((name) => ({
      name,
      detail: 'of this script',
      documentation: variableText(name, repository),
      sort: `0 ${name}`,
    })),
    ...dask,
  ];
}
