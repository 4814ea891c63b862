import { knownVariable, knownVariables, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { hubLaunch, knownText } from '../../launch/index.ts';
import { nearestName } from '../../text/index.ts';

/** Whether the hub, the image or the start script may set a variable of the server's environment. */
export function mayBeSet(repository: Repository, name: string): boolean {
  const known = knownVariable(name);
  if (known !== undefined && known.setBy !== 'not set') return true;
  if (Object.hasOwn(repository.options.launch?.env ?? {}, name)) {
    return repository.options.launch?.env[name] !== null;
  }
  const launch = repository.derive(hubLaunch);
  if (launch.exported.get(name)?.value !== undefined || launch.unknownFrom !== undefined) return true;
  // The image may set it: `ENV NAME=...`.
  return repository.filesOf('dockerfile').some(({ source }) => new RegExp(`\\b${name}\\b`).test(source.text));
}

/** The variable of the service that a misspelt name was meant to be; undefined for names that something sets. */
export function nearVariable(repository: Repository, name: string): string | undefined {
  return mayBeSet(repository, name) ? undefined : nearestName(name, repository.derive(serviceNames));
}

/** Variables that the hub sets for every server: those that a repository has reason to use. */
function serviceNames(): readonly string[] {
  return [...knownVariables()]
    .filter(({ name, setBy }) => setBy !== 'not set' && /^(?:JUPYTER|BINDER_)/.test(name))
    .map(({ name }) => name);
}

/** Whether the start script, or something at build time, may replace a text of a file. */
export function mayBeFilled(repository: Repository, file: RepositoryFile, text: string): boolean {
  const launch = repository.derive(hubLaunch);
  if (launch.unknownFrom !== undefined || launch.perhapsChanged.has(file.path)) return true;
  const after = launch.files.get(file.path)?.after;
  if (after !== undefined) {
    const written = after.kind === 'text' ? knownText(after.text) : undefined;
    if (written === undefined || !written.includes(text)) return true;
  }
  const name = text.replace(/[${}]/g, '');
  return [...repository.filesOf('post-build'), ...repository.filesOf('dockerfile')].some(
    ({ source }) => /\benvsubst\b/.test(source.text) || new RegExp(`\\bsed\\b.*${name}`).test(source.text),
  );
}
