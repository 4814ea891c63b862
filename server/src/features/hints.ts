import type { Repository, RepositoryFile } from '../binder/index.ts';
import { KEYS, parseMemoryLimit } from '../dask/index.ts';
import type { Span } from '../text/index.ts';
import { keyText, nodeAt, type YamlNode, type YamlPath, type YamlScalar } from '../yaml/index.ts';
import { filledPlaces, profileOfLaunch } from './symbols/token-values.ts';
import { tokensOf } from './symbols/tokens.ts';
import { code } from './words.ts';
import { workerLine } from './worker-line.ts';
import { isDescribed, zoneOf } from './zone.ts';

/** A few words behind a place, not part of the text. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly kind: 'token' | 'unit';
}

/** What hints are shown. */
export interface HintChoice {
  /** What a launch puts in the place of a token. */
  readonly tokens: boolean;
  /** The units of numbers without one. */
  readonly units: boolean;
}

/** VS Code cuts what is longer than 43 characters, the arrow included. */
const MAX_LABEL = 38;

export function hintsIn(
  repository: Repository,
  path: string,
  within: Span,
  choice: HintChoice,
): readonly Hint[] {
  const file = repository.file(path);
  if (file === undefined || file.binary) return [];
  const hints = [
    ...(choice.tokens ? tokenHints(repository, path) : []),
    ...(choice.units && isDescribed(file) ? unitHints(repository, file) : []),
  ];
  return hints
    .filter(({ offset }) => within.start <= offset && offset <= within.end)
    .sort((a, b) => a.offset - b.offset);
}

function tokenHints(repository: Repository, path: string): readonly Hint[] {
  const on = profileOfLaunch(repository)?.title ?? 'this launch';
  const tokens = tokensOf(repository);
  return (filledPlaces(repository, path) ?? []).flatMap(({ name, span, text }): Hint[] => {
    if (text === undefined || tokens.get(name)?.placeholder !== true) return [];
    const shown =
      text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL / 2 - 1)}…${text.slice(-MAX_LABEL / 2)}` : text;
    const tooltip = text === '' ? `Nothing on ${on}: the value is empty.` : `On ${on}: ${code(text)}`;
    return [{ offset: span.end, label: ` → ${shown === '' ? 'nothing' : shown}`, tooltip, kind: 'token' }];
  });
}

function unitHints(repository: Repository, file: RepositoryFile): readonly Hint[] {
  const hints: Hint[] = [];
  const stack: { readonly node: YamlNode; readonly path: YamlPath }[] = [];
  const { root } = repository.yaml(file);
  if (root !== undefined) stack.push({ node: root, path: [] });
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { node, path } = here;
    if (path.length > MAX_DEPTH) continue;
    if (node.kind === 'mapping')
      for (const pair of node.pairs) stack.push({ node: pair.value, path: [...path, keyText(pair) ?? ''] });
    else if (node.kind === 'sequence')
      for (const [i, item] of node.items.entries()) stack.push({ node: item, path: [...path, i] });
    else if (node.kind === 'scalar') {
      const unit = NUMBER.test(node.text) ? unitOf(repository, file, node, path, root) : undefined;
      if (unit !== undefined)
        hints.push({ offset: node.span.end, label: ` ${unit.label}`, tooltip: unit.tooltip, kind: 'unit' });
    }
  }
  return hints;
}

const MAX_DEPTH = 60;
/** A number without unit. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

interface Unit {
  readonly label: string;
  readonly tooltip: string;
}

const UNITS: Readonly<Record<'s' | 'ms' | 'bytes', Unit>> = {
  s: { label: 's', tooltip: 'A number without unit counts as seconds here.' },
  ms: { label: 'ms', tooltip: 'A number without unit counts as milliseconds here.' },
  bytes: { label: 'bytes', tooltip: 'A number without unit counts as bytes here.' },
};

function unitOf(
  repository: Repository,
  file: RepositoryFile,
  node: YamlScalar,
  path: YamlPath,
  root: YamlNode | undefined,
): Unit | undefined {
  const zone = zoneOf(file, path);
  if (zone.kind === 'pod') {
    const line = workerLine(nodeAt(root, zone.base), zone.path, repository.era);
    const use = line?.command?.uses.find(
      ({ valueItem }) => valueItem !== undefined && valueItem === line.item,
    );
    if (use === undefined) return undefined;
    if (use.option.type === 'duration') return UNITS.s;
    const isBytes = use.option.name === '--memory-limit' && parseMemoryLimit(node.text).kind === 'bytes';
    return isBytes ? UNITS.bytes : undefined;
  }
  const found = KEYS.find(zone.path);
  if (found.kind !== 'key' || zone.within.length > 0) return undefined;
  const { unit, bareUnit, types } = found.key;
  // A small number is a fraction where fractions are allowed.
  if (unit === 'bytes') return types.includes('number') && Number(node.text) <= 1 ? undefined : UNITS.bytes;
  if (unit !== 'duration' || (bareUnit !== 's' && bareUnit !== 'ms')) return undefined;
  return UNITS[bareUnit];
}
