import { daskSettings, type Repository } from '../../binder/index.ts';
import { descendantOf, type Place, placeOf } from '../yaml/place.ts';
import type { Holder } from './view.ts';

/** The resources that the operator gives each worker (`kubernetes.resources`): limits and requests of a container. */
export function operatorResources(
  repository: Repository,
): readonly { readonly holder: Holder; readonly place: Place }[] {
  return repository.derive(daskSettings).flatMap(({ file, document, path, status }) => {
    if (status.kind !== 'known' || status.key.key !== 'kubernetes.resources') return [];
    if (document.root === undefined || document.problem !== undefined) return [];
    const place = descendantOf(placeOf(document.root), path);
    return place === undefined ? [] : [{ holder: { template: { file, document } }, place }];
  });
}
