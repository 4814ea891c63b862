import { podTemplates, type Repository, type RepositoryFile } from '../binder/index.ts';
import { type Content, chosenLaunch, likely } from '../launch/index.ts';
import type { Span } from '../text/index.ts';
import { nodeAt, pairOf, resolved } from '../yaml/index.ts';
import { isScript } from './symbols/scripts.ts';
import { filledPlaces, fillingsOf } from './symbols/token-values.ts';
import { tokensOf } from './symbols/tokens.ts';

/** What a lens opens: the text after the launch, what Dask sees in the end, or the pod of a worker. */
export type LensKind = 'preview' | 'effective' | 'workerPod';

/** An offer above a line. */
export interface Lens {
  readonly kind: LensKind;
  readonly span: Span;
  /** The file that it is about. */
  readonly about: string;
}

export function lensesOf(repository: Repository, path: string): readonly Lens[] {
  const file = repository.file(path);
  if (file === undefined || file.binary) return [];
  const lenses = isScript(file) ? scriptLenses(repository, file) : templateLenses(repository, file);
  return [...lenses].sort((a, b) => a.span.start - b.span.start);
}

/** Above each sed that changes a file. */
function scriptLenses(repository: Repository, { path }: RepositoryFile): readonly Lens[] {
  const changed = changedFiles(repository);
  const lenses = new Map<string, Lens>();
  for (const step of repository.derive(chosenLaunch).steps) {
    if (step.kind !== 'sed' || step.place.path !== path) continue;
    for (const operand of step.operands) {
      if (operand.path === undefined || !changed.has(operand.path)) continue;
      const { span } = step.command;
      const key = `${span.start} ${operand.path}`;
      if (!lenses.has(key)) lenses.set(key, { kind: 'preview', span, about: operand.path });
    }
  }
  return [...lenses.values()];
}

function templateLenses(repository: Repository, file: RepositoryFile): readonly Lens[] {
  const { path } = file;
  const lenses: Lens[] = [];
  if (changedFiles(repository).has(path))
    lenses.push({ kind: 'preview', span: changedPlace(repository, file), about: path });
  if (file.roles.includes('dask-config'))
    lenses.push({ kind: 'effective', span: firstPlace(repository, file), about: path });
  for (const { file: holder, pair, node, purpose } of podTemplates(repository)) {
    if (holder !== file || purpose !== 'worker' || node.kind === 'scalar') continue;
    lenses.push({ kind: 'workerPod', span: pair?.key.span ?? firstPlace(repository, file), about: path });
  }
  return lenses;
}

function changedFiles(repository: Repository): ReadonlySet<string> {
  return repository.derive(collectChanged);
}

function collectChanged(repository: Repository): ReadonlySet<string> {
  const { files } = repository.derive(chosenLaunch);
  return new Set(
    [...files.values()]
      .filter(({ before, after }) => textOf(before) !== textOf(after))
      .map(({ path }) => path),
  );
}

/** What is shown of a file; of what is not certain the text that everything working leads to. */
function textOf(content: Content): string | undefined {
  if (content.kind === 'text') return likely(content.text);
  const [first] = content.kind === 'unknown' ? content.alternatives : [];
  return first === undefined ? undefined : textOf(first);
}

/** The image of a worker when the launch fills it, else the first token that it fills, else the top. */
function changedPlace(repository: Repository, file: RepositoryFile): Span {
  const filled = placesToFill(repository, file.path);
  for (const { file: holder, node } of podTemplates(repository)) {
    const containers = holder === file ? nodeAt(node, ['spec', 'containers']) : undefined;
    const list = containers === undefined ? undefined : resolved(containers);
    for (const container of list?.kind === 'sequence' ? list.items : []) {
      const image = pairOf(container, 'image');
      if (image === undefined) continue;
      const { start, end } = image.value.span;
      if (filled.some((span) => start <= span.start && span.end <= end)) return image.key.span;
    }
  }
  return filled[0] ?? firstPlace(repository, file);
}

/** Where tokens are filled; where that is not certain, where they may be. */
function placesToFill(repository: Repository, path: string): readonly Span[] {
  const certain = filledPlaces(repository, path);
  if (certain !== undefined) return certain.filter(({ text }) => text !== undefined).map(({ span }) => span);
  const names = new Set(
    fillingsOf(repository)
      .filter((filling) => filling.path === path)
      .map(({ pattern }) => pattern.name),
  );
  return [...tokensOf(repository).values()]
    .filter(({ name }) => names.has(name))
    .flatMap(({ uses }) => uses.filter((use) => use.path === path).map(({ span }) => span))
    .sort((a, b) => a.start - b.start);
}

/** The first key; comments above it are often a heading of the whole file. */
function firstPlace(repository: Repository, file: RepositoryFile): Span {
  const start = repository.yaml(file).root?.span.start ?? 0;
  return { start, end: start };
}
