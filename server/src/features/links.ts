import { podTemplates, type Repository, type RepositoryFile } from '../binder/index.ts';
import { isKnownSection, KEYS } from '../dask/index.ts';
import type { Span } from '../text/index.ts';
import { keyText, nodeAt, pairOf, resolved, type YamlNode } from '../yaml/index.ts';
import { imagePage } from './image-page.ts';
import { addressOf } from './pages.ts';
import { namedPaths } from './symbols/paths.ts';

/** A text that leads somewhere. */
export interface Link {
  readonly span: Span;
  readonly target:
    | { readonly kind: 'page'; readonly address: string }
    /** A file by its path in the repository. */
    | { readonly kind: 'file'; readonly path: string };
  readonly tooltip: string;
}

export function linksIn(repository: Repository, path: string): readonly Link[] {
  const file = repository.file(path);
  if (file === undefined || file.binary) return [];
  const files = namedPaths(repository, file).map(
    ({ span, target }): Link => ({
      span: withoutQuotes(file, span),
      target: { kind: 'file', path: target },
      tooltip: `Open ${target}`,
    }),
  );
  const sections = file.roles.includes('dask-config') ? sectionLinks(repository, file) : [];
  return [...files, ...sections, ...imageLinks(repository, file)].sort((a, b) => a.span.start - b.span.start);
}

/** Quotes are not part of what is underlined. */
function withoutQuotes({ source }: RepositoryFile, span: Span): Span {
  const text = source.slice(span);
  const isQuoted = text.length > 2 && /^(["']).*\1$/s.test(text);
  return isQuoted ? { start: span.start + 1, end: span.end - 1 } : span;
}

/** The sections at the top lead to the documentation of the packages that read them. */
function sectionLinks(repository: Repository, file: RepositoryFile): readonly Link[] {
  const { root } = repository.yaml(file);
  if (root?.kind !== 'mapping') return [];
  return root.pairs.flatMap((pair): Link[] => {
    const name = keyText(pair) ?? '';
    const found = isKnownSection(name) ? KEYS.find([name]) : undefined;
    if (found === undefined || found.kind === 'unknown') return [];
    const page = addressOf(found.key.package);
    if (page === undefined) return [];
    const { title, address } = page;
    return [{ span: pair.key.span, target: { kind: 'page', address }, tooltip: `Documentation: ${title}` }];
  });
}

function imageLinks(repository: Repository, file: RepositoryFile): readonly Link[] {
  return repository.derive(podTemplates).flatMap((template) => {
    if (template.file !== file) return [];
    return ['containers', 'initContainers'].flatMap((name) => {
      const node = nodeAt(template.node, ['spec', name]);
      const list = node === undefined ? undefined : resolved(node);
      return (list?.kind === 'sequence' ? list.items : []).flatMap((item) => imageLink(item));
    });
  });
}

function imageLink(container: YamlNode): readonly Link[] {
  const image = pairOf(container, 'image')?.value;
  const page = image?.kind === 'scalar' && image.type === 'str' ? imagePage(image.text) : undefined;
  if (image === undefined || page === undefined) return [];
  return [
    {
      span: image.span,
      target: { kind: 'page', address: page.address },
      tooltip: `Image on ${page.registry}`,
    },
  ];
}
