import {
  commandName,
  inUnits,
  isShell,
  literalText,
  type Script,
  type Statement,
  type Unit,
  type Word,
  walkStatements,
} from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import { nodeAt, resolved, type YamlNode } from '../yaml/index.ts';
import { normalize } from './path.ts';
import { pathInRepository } from './repository-path.ts';
import type { Role } from './role.ts';

/** A place that other files of a repository name, and what they take it for; what it holds has to agree. */
export interface NamedPlace {
  /** Relative to the root; of a folder all YAML files in it are meant. */
  readonly path: string;
  readonly role: Extract<Role, 'dask-config' | 'pod-template'>;
}

/** Variables by which a script tells Dask, or dask-kubernetes, where to look. */
const VARIABLES: Readonly<Record<string, NamedPlace['role']>> = {
  DASK_CONFIG: 'dask-config',
  DASK_ROOT_CONFIG: 'dask-config',
  DASK_KUBERNETES__WORKER_TEMPLATE_PATH: 'pod-template',
};

/** Where Dask looks for configurations: what is copied there is one. */
const LOOKED_INTO = /(?:^|\/)(?:etc\/dask|\.config\/dask|\.dask)(?:\/|$)/;

/** What a start script or postBuild exports and copies. After a `cd` nothing is known of relative paths. */
export function placesInScript(script: Script): NamedPlace[] {
  if (!isShell(script)) return [];
  const found = inUnits(script.units, script.source, placesInUnit);
  const moved = found.indexOf('moved');
  return (moved < 0 ? found : found.slice(0, moved)).filter((place) => place !== 'moved');
}

function placesInUnit({ statements }: Unit, source: SourceText): readonly (NamedPlace | 'moved')[] {
  const places: (NamedPlace | 'moved')[] = [];
  const add = (word: Word, role: NamedPlace['role']): void => {
    const path = pathInRepository(word);
    if (path !== undefined && path !== '') places.push({ path, role });
  };
  walkStatements(statements, (statement: Statement) => {
    if (statement.kind !== 'command') return;
    const name = commandName(statement);
    for (const { name: variable, value } of [
      ...statement.assignments,
      ...statement.words.flatMap(({ assignment }) => assignment ?? []),
    ]) {
      const role = VARIABLES[variable];
      if (role !== undefined && value.kind === 'word') add(value, role);
    }
    if (name === 'cd' || name === 'pushd') places.push('moved');
    if (name !== 'cp' && name !== 'mv') return;
    const operands = statement.words.slice(1).filter((word) => literalText(word)?.startsWith('-') !== true);
    const target = operands.pop();
    if (target === undefined || !LOOKED_INTO.test(source.slice(target.span).replace(/["']/g, ''))) return;
    for (const word of operands) add(word, 'dask-config');
  });
  return places;
}

/** What a Dockerfile copies to where Dask looks. The context of the build is the root of the repository. */
export function placesInDockerfile({ text }: SourceText): NamedPlace[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const words = /^\s*(?:COPY|ADD)\s+(.*)$/i.exec(line)?.[1]?.split(/\s+/) ?? [];
    const operands = words.filter((word) => word !== '' && !word.startsWith('--'));
    const target = operands.pop();
    if (target === undefined || !LOOKED_INTO.test(target)) return [];
    return operands.flatMap((operand): NamedPlace[] => {
      const path = normalize(operand);
      return path === undefined || path === '' || /[*?[$"]/.test(path) ? [] : [{ path, role: 'dask-config' }];
    });
  });
}

/** The template that a Dask configuration names. */
export function placesInConfiguration(root: YamlNode | undefined): NamedPlace[] {
  return ['worker-template-path', 'worker_template_path'].flatMap((key): NamedPlace[] => {
    const node = nodeAt(root, ['kubernetes', key]);
    const value = node === undefined ? undefined : resolved(node);
    const text = value?.kind === 'scalar' && value.type === 'str' ? value.text : '';
    const inside = text.replace(/^(?:~|\$\{?(?:HOME|PWD|REPO_DIR)\}?|\{HOME\}|\/home\/jovyan)\//, '');
    const path = /^\/|[${}~]/.test(inside) ? undefined : normalize(inside);
    return path === undefined || path === '' ? [] : [{ path, role: 'pod-template' }];
  });
}
