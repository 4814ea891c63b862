/**
 * The names of Kubernetes, as apimachinery checks them (pkg/util/validation/validation.go: IsDNS1123Label,
 * IsDNS1123Subdomain, IsDNS1035Label, IsQualifiedName, IsValidLabelValue, IsValidPortName).
 */
export type NameProblem =
  | { readonly reason: 'empty' }
  | { readonly reason: 'too-long'; readonly length: number; readonly maximum: number }
  /** The first character that the name cannot have anywhere; capitals and `_` are the usual ones. */
  | { readonly reason: 'character'; readonly character: string; readonly index: number }
  /** A character that is right within the name but not at its start or end, nor beside a dot. */
  | { readonly reason: 'start' | 'end'; readonly character: string }
  /** Two signs that may not follow each other, such as `..` or, in a port name, `--`. */
  | { readonly reason: 'repeated'; readonly character: string }
  /** A port name of digits and hyphens only. */
  | { readonly reason: 'no-letter' }
  /** More than one slash in a label key. */
  | { readonly reason: 'slashes' };

interface NameForm {
  readonly maximum: number;
  /** One character of the name. */
  readonly inside: RegExp;
  readonly start: RegExp;
  readonly end: RegExp;
}

const LOWER: Omit<NameForm, 'maximum'> = { inside: /[a-z0-9-]/, start: /[a-z0-9]/, end: /[a-z0-9]/ };
const LABEL: NameForm = { ...LOWER, maximum: 63 };
const SERVICE: NameForm = { ...LABEL, start: /[a-z]/ };
const PORT: NameForm = { ...LOWER, maximum: 15 };
const QUALIFIED: NameForm = {
  maximum: 63,
  inside: /[A-Za-z0-9_.-]/,
  start: /[A-Za-z0-9]/,
  end: /[A-Za-z0-9]/,
};
const SUBDOMAIN_MAXIMUM = 253;

/** Names of containers, volumes and namespaces: lower case, digits and `-`, at most 63. */
export function dnsLabelProblem(name: string): NameProblem | undefined {
  return problemOf(name, LABEL);
}

/** Names of Services, and so of clusters with a scheduler in its own pod: a DNS label that starts with a letter. */
export function serviceNameProblem(name: string): NameProblem | undefined {
  return problemOf(name, SERVICE);
}

/** Names of pods, service accounts and most other objects: DNS labels joined by dots, at most 253. */
export function subdomainProblem(name: string): NameProblem | undefined {
  if (name.length > SUBDOMAIN_MAXIMUM)
    return { reason: 'too-long', length: name.length, maximum: SUBDOMAIN_MAXIMUM };
  if (name.includes('..')) return { reason: 'repeated', character: '.' };
  if (name.startsWith('.')) return { reason: 'start', character: '.' };
  if (name.endsWith('.') && name !== '') return { reason: 'end', character: '.' };
  let offset = 0;
  for (const part of name.split('.')) {
    const problem = problemOf(part, { ...LOWER, maximum: SUBDOMAIN_MAXIMUM });
    if (problem?.reason === 'character') return { ...problem, index: problem.index + offset };
    if (problem !== undefined) return problem;
    offset += part.length + 1;
  }
  return undefined;
}

/** Names of container ports: lower case, digits and single hyphens, at least one letter, at most 15. */
export function portNameProblem(name: string): NameProblem | undefined {
  const problem = problemOf(name, PORT);
  if (problem !== undefined) return problem;
  if (name.includes('--')) return { reason: 'repeated', character: '-' };
  return /[a-z]/.test(name) ? undefined : { reason: 'no-letter' };
}

/** Values of labels and node selectors: may be empty, at most 63. */
export function labelValueProblem(value: string): NameProblem | undefined {
  return value === '' ? undefined : problemOf(value, QUALIFIED);
}

/** Keys of labels, annotations and node selectors: a name, with a subdomain and a slash before it or not. */
export function labelKeyProblem(key: string): NameProblem | undefined {
  const parts = key.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) return { reason: 'slashes' };
  if (second === undefined) return problemOf(first, QUALIFIED);
  const problem = problemOf(second, QUALIFIED);
  if (problem?.reason === 'character') return { ...problem, index: problem.index + first.length + 1 };
  return subdomainProblem(first) ?? problem;
}

/** The DNS label that a name with capitals, `_` or dots plainly stands for; undefined when that is none either. */
export function suggestDnsLabel(name: string): string | undefined {
  const suggestion = name.toLowerCase().replace(/[_.]/g, '-');
  return suggestion === name || dnsLabelProblem(suggestion) !== undefined ? undefined : suggestion;
}

function problemOf(name: string, form: NameForm): NameProblem | undefined {
  if (name === '') return { reason: 'empty' };
  let index = 0;
  for (const character of name) {
    if (!form.inside.test(character)) return { reason: 'character', character, index };
    index += character.length;
  }
  const first = name.charAt(0);
  const last = name.charAt(name.length - 1);
  if (!form.start.test(first)) return { reason: 'start', character: first };
  if (!form.end.test(last)) return { reason: 'end', character: last };
  return name.length > form.maximum
    ? { reason: 'too-long', length: name.length, maximum: form.maximum }
    : undefined;
}
