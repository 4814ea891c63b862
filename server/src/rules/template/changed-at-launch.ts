import type { Repository } from '../../binder/index.ts';
import { changesIn, hubLaunch } from '../../launch/index.ts';
import { overlaps, type Span } from '../../text/index.ts';

/**
 * Whether a launch on a hub changes a stretch of a file, a part of it included (`dask-PROJECT-{uuid}`). What counts is
 * then the text after the launch, of which `template/result-invalid` speaks.
 */
export function isChangedAtLaunch(repository: Repository, path: string, span: Span): boolean {
  return (repository.derive(changedSpans).get(path) ?? []).some((changed) => overlaps(changed, span));
}

function changedSpans(repository: Repository): ReadonlyMap<string, readonly Span[]> {
  const launch = repository.derive(hubLaunch);
  return new Map(
    [...launch.files.values()].map((outcome) => [
      outcome.path,
      changesIn(launch, outcome).spans.map(({ before }) => before),
    ]),
  );
}
