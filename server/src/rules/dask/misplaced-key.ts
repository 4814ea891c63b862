import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { KEYS, statusOfKey } from '../../dask/index.ts';
import { podField } from '../../kubernetes/index.ts';
import {
  type Edits,
  keyText,
  movePair,
  pairOf,
  resolved,
  type YamlMapping,
  type YamlNode,
} from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { movingTo, namedAs } from './claims.ts';
import { podManifestKeys } from './pod-manifest.ts';
import { placedSetting } from './read-settings.ts';
import { worksUnder } from './works-under.ts';

export const misplacedKey: Rule = {
  meta: {
    code: 'dask/misplaced-key',
    summary: 'A key stands in the wrong section',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Dask ignores it where it stands.',
      detail:
        'Reported are keys that are unknown in their section while one key of that name is known elsewhere in it (`kubernetes.start` for `kubernetes.count.start`), and keys in the first column that the block above them lacks (`memory:` below `resources.requests`). The value has to fit the other place.',
      sources: [
        'the default files of dask, distributed, dask-kubernetes, dask-gateway, dask-labextension',
        'Kubernetes API v1',
      ],
      examples: [
        {
          bad: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  start: 2\n' },
          good: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  count:\n    start: 2\n' },
        },
        {
          title: 'A key that slid to the first column',
          bad: {
            '.config/dask/dask.yaml':
              'distributed:\n  admin:\n    tick:\n      limit: 5s\ndashboard:\n  link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"\n',
          },
          good: {
            '.config/dask/dask.yaml':
              'distributed:\n  admin:\n    tick:\n      limit: 5s\n  dashboard:\n    link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const pods = repository.derive(podManifestKeys);
    reportPlaced(
      report,
      repository.derive(daskSettings).flatMap((setting): Placed[] => {
        const { status, path, file, pair, document } = setting;
        if (status.kind !== 'unknown' || status.belowValue || document.problem !== undefined) return [];
        if (pods.get(file)?.includes(setting) === true) return [];
        const home = elsewhere(repository, setting) ?? blockAbove(repository, setting);
        if (home === undefined) return [];
        const name = path.at(-1) ?? '';
        return [
          {
            ...placedSetting(setting, 'key'),
            message: `\`${name}\` is no key ${path.length === 1 ? 'of the top level' : `of \`${path.slice(0, -1).join('.')}\``}; it belongs in \`${home.name}\`. Dask ignores it where it stands.`,
            fixes: () => [
              editFix(`Move it to \`${home.name}\``, 'unsafe', file.path, home.move(pair), home.claims),
            ],
          },
        ];
      }),
    );
  },
};

interface Home {
  readonly name: string;
  readonly move: (pair: DaskSetting['pair']) => Edits;
  readonly claims: readonly string[];
}

/** The one place in the same section where a key of this name is known. */
function elsewhere(repository: Repository, { status, pair, document }: DaskSetting): Home | undefined {
  const key = status.kind === 'unknown' ? status.elsewhere : undefined;
  if (key === undefined || !worksUnder(repository, key.path, pair.value)) return undefined;
  return {
    name: key.path.slice(0, -1).join('.'),
    move: (moved) => movePair(document, moved, key.path),
    claims: movingTo(key.path),
  };
}

/** A mapping at the end of the block above a key in the first column, and what it is a mapping of. */
interface Block {
  readonly mapping: YamlMapping;
  readonly path: readonly string[];
  /** How many steps of the path lead to the pod template around it. */
  readonly podDepth: number | undefined;
}

/** The innermost mapping at the end of the block above that lacks the key and knows it. */
function blockAbove(repository: Repository, { path, pair, document }: DaskSetting): Home | undefined {
  const root = document.root === undefined ? undefined : resolved(document.root);
  const [name = ''] = path;
  if (path.length !== 1 || root?.kind !== 'mapping' || root.flow) return undefined;
  const above = root.pairs[root.pairs.indexOf(pair) - 1];
  const first = above === undefined ? undefined : keyText(above);
  if (above === undefined || first === undefined) return undefined;
  const block = lastBlocks(above.value, [first]).find(
    (one) => pairOf(one.mapping, name) === undefined && takes(repository, one, name, pair.value),
  );
  return block === undefined
    ? undefined
    : {
        name: block.path.filter((step) => !/^\d+$/.test(step)).join('.'),
        move: (moved) => movePair(document, moved, [name], block.mapping),
        claims: [namedAs([...block.path, name])],
      };
}

/** The mappings that end where a node ends, the innermost first. */
function lastBlocks(node: YamlNode, path: readonly string[], podDepth?: number): Block[] {
  if (node.kind === 'sequence') {
    const last = node.items.at(-1);
    return last === undefined ? [] : lastBlocks(last, [...path, String(node.items.length - 1)], podDepth);
  }
  if (node.kind !== 'mapping' || node.flow) return [];
  const last = node.pairs.at(-1);
  const key = last === undefined ? undefined : keyText(last);
  const depth = podDepth ?? (isTemplate(path) ? path.length : undefined);
  const inner = last === undefined || key === undefined ? [] : lastBlocks(last.value, [...path, key], depth);
  return [...inner, { mapping: node, path, podDepth: depth }];
}

function isTemplate(path: readonly string[]): boolean {
  const found = KEYS.find(path);
  return found.kind === 'key' && /^kubernetes\.(?:worker|scheduler)-template$/.test(found.key.key);
}

const RESOURCES: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Whether a mapping knows a key, and its value is of the kind that belongs there. */
function takes(repository: Repository, { path, podDepth }: Block, name: string, value: YamlNode): boolean {
  if (podDepth === undefined) {
    const here = [...path, name];
    // Looked up first: to say what is near an unknown key takes much longer.
    const found = KEYS.find(here).kind;
    if (found !== 'key' && found !== 'section') return false;
    const { kind } = statusOfKey(here, repository.era);
    return (kind === 'known' || kind === 'section') && worksUnder(repository, here, value);
  }
  const inPod = path.slice(podDepth);
  const node = resolved(value);
  const around = podField(inPod)?.type;
  if (around?.kind === 'map') {
    const isResource = inPod.at(-2) === 'resources' && RESOURCES.has(name);
    return isResource && node?.kind === 'scalar' && node.type !== 'null';
  }
  const type = podField([...inPod, name])?.type.kind;
  if (type === undefined || node === undefined) return false;
  if (type === 'list') return node.kind === 'sequence';
  if (type === 'object' || type === 'map' || type === 'open') return node.kind === 'mapping';
  return node.kind === 'scalar' && node.type !== 'null';
}
