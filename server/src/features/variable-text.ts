import { chosenProfile, knownVariable, type Repository } from '../binder/index.ts';
import { bullets, code, paragraphs } from './words.ts';

/** What the fields of Dask's own texts stand for. */
const FIELDS: Readonly<Record<string, string>> = {
  scheme: 'the protocol of the dashboard, `http` or `https`',
  host: 'the address of the scheduler',
  port: 'the port of the dashboard',
  user: 'the name of the user, made fit for Kubernetes',
  uuid: 'ten random characters, so that each cluster has a name of its own',
};

/** A field of Dask's own; undefined for all other names. */
export function fieldText(name: string): string | undefined {
  return Object.hasOwn(FIELDS, name) ? `**${code(`{${name}}`)}**: ${FIELDS[name]}.` : undefined;
}

/** A variable of the environment at launch, as far as something is known of it. */
export function variableText(name: string, repository: Repository): string | undefined {
  const variable = knownVariable(name);
  if (variable === undefined) return undefined;
  const { name: profile, title } = chosenProfile(repository.options.launch);
  const value = variable.values[profile] ?? null;
  const typical = value === null ? `Not set on ${title}.` : `On ${title}, for example: ${code(value)}`;
  return paragraphs([
    `**${code(name)}**: environment variable, set by ${variable.setBy}`,
    bullets([
      variable.unpredictable ? undefined : typical,
      variable.secret ? 'Secret: it is not for logs, nor for files of the repository.' : undefined,
      sentence(variable.note),
    ]),
  ]);
}

function sentence(note: string | undefined): string | undefined {
  return note === undefined ? undefined : `${note.slice(0, 1).toUpperCase()}${note.slice(1)}`;
}
