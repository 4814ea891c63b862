import { createEra, type Era, type Pin } from '../dask/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { nodeAt, pairOf, resolved, type YamlNode } from '../yaml/index.ts';
import type { Repository, RepositoryFile } from './repository.ts';

/** The era of a repository: overrides of the settings, else what its environment file asks for. */
export function eraOf(repository: Repository): Era {
  const file = environmentFile(repository);
  return createEra(file === undefined ? [] : pinsOf(repository, file), repository.options.target ?? {});
}

/**
 * The file from which repo2docker takes the packages: a Dockerfile replaces everything, environment.yml comes
 * before environment.yaml and both before requirements.txt (repo2docker app.py, buildpacks).
 */
export function environmentFile(repository: Repository): RepositoryFile | undefined {
  const dockerfile = repository.filesOf('dockerfile')[0];
  if (dockerfile !== undefined) return dockerfile;
  const files = repository.filesOf('environment');
  const named = (suffix: string) => files.find((file) => file.path.endsWith(suffix));
  return named('environment.yml') ?? named('environment.yaml') ?? named('requirements.txt');
}

/** Everything that a file asks for by name, constraints included. */
export function pinsOf(repository: Repository, file: RepositoryFile): Pin[] {
  if (file.binary) return [];
  if (file.roles.includes('dockerfile')) return dockerfilePins(file.source);
  if (file.path.endsWith('.txt'))
    return requirementsPins(file.source, { start: 0, end: file.source.text.length });
  return condaPins(file.source, repository.yaml(file).root);
}

function condaPins(source: SourceText, root: YamlNode | undefined): Pin[] {
  const dependencies = nodeAt(root, ['dependencies']);
  const list = dependencies === undefined ? undefined : resolved(dependencies);
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item): Pin[] => {
    const node = resolved(item);
    if (node?.kind === 'scalar') return condaPin(source, node.text, item.span);
    const pip = resolved(pairOf(node, 'pip')?.value ?? item);
    if (pip?.kind !== 'sequence') return [];
    return pip.items.flatMap((entry) => {
      const requirement = resolved(entry);
      return requirement?.kind === 'scalar' ? pipPin(source, requirement.text, entry.span) : [];
    });
  });
}

// conda's match specification: channel::name, then an operator or blanks, then version and build.
const CONDA = /^(?:[^\s:]+::)?([A-Za-z0-9_.-]+?)\s*((?:[=<>!~]|\s[\d*]).*)?$/;

function condaPin(source: SourceText, text: string, span: Span): Pin[] {
  const match = CONDA.exec(text.trim());
  if (match === null) return [];
  return [
    {
      package: canonical(match[1] ?? ''),
      constraint: (match[2] ?? '').trim(),
      dialect: 'conda',
      path: source.path,
      span,
      text: text.trim(),
    },
  ];
}

// PEP 508: name, extras, version specifiers or a direct reference, environment marker.
const REQUIREMENT =
  /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:\(([^)]*)\)|((?:[=<>!~]=?|===)[^;]*)|(@.*))?\s*(?:;.*)?$/;

function pipPin(source: SourceText, text: string, span: Span): Pin[] {
  const requirement = text.replace(/(?:^|\s)#.*$/, '').trim();
  const egg =
    /^(?:-e\s+|--editable[ =])?git\+.*?([A-Za-z0-9._-]+?)(?:\.git)?(?:@[^#]*)?(?:#egg=([A-Za-z0-9._-]+))?$/.exec(
      requirement,
    );
  if (egg !== null)
    return [
      {
        package: canonical(egg[2] ?? egg[1] ?? ''),
        constraint: '',
        dialect: 'pip',
        path: source.path,
        span,
        text: requirement,
      },
    ];
  const match = REQUIREMENT.exec(requirement);
  if (match === null) return [];
  const constraint = (match[2] ?? match[3] ?? '').trim();
  return [
    {
      package: canonical(match[1] ?? ''),
      constraint,
      dialect: 'pip',
      path: source.path,
      span,
      text: requirement,
    },
  ];
}

function requirementsPins(source: SourceText, within: Span): Pin[] {
  const pins: Pin[] = [];
  for (let line = 0; line < source.lines.lineCount; line++) {
    const span = source.lineSpan(line);
    if (span.start < within.start || span.end > within.end) continue;
    pins.push(...pipPin(source, source.slice(span), span));
  }
  return pins;
}

/** `FROM pangeo/pangeo-notebook:2020.05.10` and its relatives: the image carries the metapackage of its date. */
function dockerfilePins(source: SourceText): Pin[] {
  for (let line = 0; line < source.lines.lineCount; line++) {
    const span = source.lineSpan(line);
    const from =
      /^\s*FROM\s+(?:--\S+\s+)*(?:docker\.io\/)?pangeo\/([a-z-]+):(\d{4}\.\d{2}\.\d{2})(?:[-\s].*)?$/i.exec(
        source.slice(span),
      );
    if (from === null) continue;
    const text = source.slice(span).trim();
    return [
      {
        package: 'pangeo-notebook',
        constraint: `==${from[2] ?? ''}`,
        dialect: 'conda',
        path: source.path,
        span,
        text,
      },
    ];
  }
  return [];
}

/** Names compare without case, with `-` for `_` and `.`; the conda package `dask-core` is dask without extras. */
function canonical(name: string): string {
  const lower = name.toLowerCase().replace(/[_.]+/g, '-');
  return lower === 'dask-core' ? 'dask' : lower;
}
