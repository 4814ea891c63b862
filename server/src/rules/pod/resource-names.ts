import { nearestName } from '../../text/index.ts';
import { renameKey } from '../../yaml/index.ts';
import { editFix } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childOf, childrenOf, descendantOf, type Place } from '../yaml/place.ts';
import type { Placed } from '../yaml/placed.ts';
import { claimAt, type PodView, placedAt } from './view.ts';

/** What a container may ask for without naming a domain (Kubernetes pkg/apis/core/helper, IsStandardContainerResourceName). */
const RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * Resources are free names for the client, so that nothing is dropped; the API server knows a few, and those of a
 * domain (`nvidia.com/gpu`).
 */
export function unknownResources(view: PodView): Placed[] {
  return [...view.containers, ...view.initContainers].flatMap((container) =>
    ['limits', 'requests'].flatMap((kind) => {
      const resources = descendantOf(container, ['resources', kind]);
      return childrenOf(resources).flatMap((place) => problemOf(view, kind, resources, place) ?? []);
    }),
  );
}

function problemOf(
  view: PodView,
  kind: string,
  resources: Place | undefined,
  place: Place,
): Placed | undefined {
  const name = place.path.at(-1) ?? '';
  if (RESOURCES.includes(name) || name.startsWith('hugepages-') || name.includes('/')) return undefined;
  const near = meantBy(name);
  if (near === undefined && isFilled(name)) return undefined;
  const hint =
    near === undefined
      ? "; one that is not Kubernetes' own names its domain, as `nvidia.com/gpu` does."
      : `; did you mean \`${near}\`?`;
  const { document, file } = view.template;
  const { pair } = place;
  return {
    ...placedAt(view, place, 'key'),
    severity: 'error',
    message: `\`${kind}\` has no resource \`${name}\`${hint} The API server refuses each worker, and the cluster stays empty.`,
    fixes: () => [
      near === undefined || pair === undefined || childOf(resources, near) !== undefined
        ? undefined
        : editFix(
            `Write \`${near}\``,
            near.includes('/') ? 'unsafe' : 'safe',
            file.path,
            renameKey(document, pair, near),
            [claimAt(view, [...place.path.slice(0, -1), near])],
          ),
    ],
  };
}

/** The resource that a name means: another case, a short form, a misspelling, or the usual domain of graphics processors. */
function meantBy(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'mem') return 'memory';
  if (/^gpus?$/.test(lower)) return 'nvidia.com/gpu';
  return RESOURCES.find((one) => one === lower) ?? nearestName(lower, RESOURCES);
}
