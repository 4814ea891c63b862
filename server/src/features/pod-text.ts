import { type PodPath, podDescription, podField } from '../kubernetes/index.ts';
import { POD_PAGE } from './pages.ts';
import { code, codes, paragraphs, podTypeWords } from './words.ts';

/** All that is to be said of a field of a pod; undefined where Kubernetes has none. */
export function describePodField(path: PodPath): string | undefined {
  const field = podField(path);
  if (field === undefined || path.length === 0) return undefined;
  const { type } = field;
  const isRequired = field.required && field.owner !== undefined;
  return paragraphs([
    `**${code(String(path.at(-1)))}** (${podTypeWords(type)}${isRequired ? ', required' : ''})`,
    podDescription(path) ?? describeResource(path),
    type.kind === 'text' && type.enum !== undefined ? `Values: ${codes(type.enum)}` : undefined,
    POD_PAGE,
  ]);
}

/** The free keys that have a meaning: the resources of a container. */
const RESOURCES: Readonly<Record<string, string>> = {
  cpu: 'Processor time in cores: `2`, or `500m` for half a core.',
  memory: 'Memory in bytes: `7G` is 7,000,000,000 bytes, `7Gi` is 7 x 1024³ bytes.',
  'ephemeral-storage': 'Space on the local disk of the machine, in bytes.',
  'nvidia.com/gpu': 'Graphics processors; whole numbers only.',
};

export const RESOURCE_NAMES: readonly string[] = Object.keys(RESOURCES);

function describeResource(path: PodPath): string | undefined {
  const name = String(path.at(-1));
  const parent = podField(path.slice(0, -1))?.type;
  const isResource = parent?.kind === 'map' && parent.values.kind === 'quantity';
  return isResource && Object.hasOwn(RESOURCES, name) ? RESOURCES[name] : undefined;
}
