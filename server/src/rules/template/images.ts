import { podTemplates, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { nodeAt, pairOf, resolved, type YamlScalar } from '../../yaml/index.ts';

/** The image of a container in a pod template. */
export interface TemplateImage {
  readonly file: RepositoryFile;
  readonly node: YamlScalar;
  /** Whether it stands in a flow collection, where `{` and `}` have a meaning of their own. */
  readonly flow: boolean;
}

/** The images of all pod templates, in the order of the files. */
export function templateImages(repository: Repository): readonly TemplateImage[] {
  return repository.derive(podTemplates).flatMap(({ file, node }) => {
    const containers = nodeAt(node, ['spec', 'containers']);
    const list = containers === undefined ? undefined : resolved(containers);
    if (list?.kind !== 'sequence') return [];
    return list.items.flatMap((item): TemplateImage[] => {
      const container = resolved(item);
      const value = pairOf(item, 'image')?.value;
      // An alias is reported where the text stands.
      const image = value === undefined ? undefined : resolved(value);
      if (container?.kind !== 'mapping' || image?.kind !== 'scalar') return [];
      return [{ file, node: image, flow: list.flow || container.flow }];
    });
  });
}

/** An image that is a word in capitals: no name of an image, which has small letters only. */
export function isImageToken(text: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(text);
}

/** Variables that hold the name of the image that was launched (kubespawner spawner.py, get_env). */
export const IMAGE_VARIABLES: readonly string[] = ['JUPYTER_IMAGE_SPEC', 'JUPYTER_IMAGE'];
