/** The page of an image on the site of its registry. */
export interface ImagePage {
  readonly registry: string;
  readonly address: string;
}

/** `[HOST/]NAME[:TAG][@DIGEST]`, with the characters that names of images have (distribution/reference, regexp.go). */
const REFERENCE =
  /^((?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)(?:\.[a-z0-9-]+)*(?::\d+)?\/)?((?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
const MAX_LENGTH = 500;

/** Where the image can be looked at; undefined for registries whose pages are not known, and for what is no image. */
export function imagePage(reference: string): ImagePage | undefined {
  if (reference.length > MAX_LENGTH || !REFERENCE.test(reference)) return undefined;
  const name = reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const host = isHost ? first : 'docker.io';
  const path = isHost ? name.slice(slash + 1) : name;
  const steps = path.split('/');
  switch (host) {
    case 'docker.io':
    case 'index.docker.io':
      if (steps.length > 2) return undefined;
      return {
        registry: 'Docker Hub',
        address:
          steps.length === 1 || steps[0] === 'library'
            ? `https://hub.docker.com/_/${steps.at(-1)}`
            : `https://hub.docker.com/r/${path}`,
      };
    case 'quay.io':
      return steps.length === 2
        ? { registry: 'Quay', address: `https://quay.io/repository/${path}` }
        : undefined;
    case 'ghcr.io':
      return steps.length >= 2
        ? { registry: 'GitHub Packages', address: `https://ghcr.io/${path}` }
        : undefined;
    case 'gcr.io':
    case 'us.gcr.io':
    case 'eu.gcr.io':
    case 'asia.gcr.io':
      return steps.length >= 2
        ? { registry: 'Google Container Registry', address: `https://${host}/${path}` }
        : undefined;
    case 'public.ecr.aws':
      return steps.length >= 2
        ? { registry: 'Amazon ECR Public', address: `https://gallery.ecr.aws/${path}` }
        : undefined;
    case 'mcr.microsoft.com':
      return { registry: 'Microsoft', address: `https://mcr.microsoft.com/artifact/mar/${path}` };
    default:
      return undefined;
  }
}
