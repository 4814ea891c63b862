import { knownVariable, knownVariables, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { hubLaunch } from '../../launch/index.ts';
import { nearestName } from '../../text/index.ts';

/** Variables that bash itself sets. */
const OF_SHELL: ReadonlySet<string> = new Set(
  'BASH BASHPID BASH_SOURCE BASH_VERSION EUID FUNCNAME GROUPS HOSTNAME HOSTTYPE IFS LINENO MACHTYPE OLDPWD OPTARG OPTIND OSTYPE PIPESTATUS PPID PWD RANDOM REPLY SECONDS SHELLOPTS SHLVL UID _ EPOCHSECONDS SRANDOM COLUMNS LINES'.split(
    ' ',
  ),
);

/** Variables that activating the environment sets when a package of it is installed. */
const OF_PACKAGES: ReadonlySet<string> = new Set(
  'CPL_ZIP_ENCODING ESMFMKFILE GDAL_DATA GDAL_DRIVER_PATH GEOTIFF_CSV GSETTINGS_SCHEMA_DIR JAVA_HOME PROJ_DATA PROJ_LIB PROJ_NETWORK R_HOME SSL_CERT_FILE UDUNITS2_XML_PATH XML_CATALOG_FILES'.split(
    ' ',
  ),
);

/**
 * Whether a name has a value at a place of the start script: from the launch environment, or because the script has
 * set it before.
 */
export function isFromOutside(
  repository: Repository,
  file: RepositoryFile,
  name: string,
  before: number,
): boolean {
  return isSetAtLaunch(repository, name) || namesSet(repository, file, before).has(name);
}

/** Whether every launch on a hub has the variable. */
export function isSetAtLaunch(repository: Repository, name: string): boolean {
  const value = repository.options.launch?.env[name];
  if (value !== undefined) return value !== null;
  const known = knownVariable(name);
  return known?.values['mybinder-2026'] !== undefined && known.values['mybinder-2026'] !== null;
}

/**
 * Whether somebody may set a variable that the default launch does not have: an operator, another kind of hub, an image
 * of the repository's own, bash, or the settings of the user.
 */
export function maySomebodySet(repository: Repository, name: string): boolean {
  if (OF_SHELL.has(name) || OF_PACKAGES.has(name)) return true;
  const configured = repository.options.launch?.env[name];
  if (configured !== undefined) return configured !== null;
  const known = knownVariable(name);
  if (known !== undefined && known.setBy !== 'not set') return true;
  return repository.filesOf('dockerfile').length > 0;
}

const SHORTEST = 3;

/** Names that a launch or the script sets, for "did you mean". */
export function nearName(
  repository: Repository,
  file: RepositoryFile,
  name: string,
  before: number,
): string | undefined {
  // Between names of a few letters one letter is no slip.
  if (name.length < SHORTEST) return undefined;
  const names = new Set(namesSet(repository, file, before));
  for (const variable of knownVariables())
    if (isSetAtLaunch(repository, variable.name)) names.add(variable.name);
  return nearestName(name, names);
}

function namesSet(repository: Repository, file: RepositoryFile, before: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of repository.derive(hubLaunch).steps)
    if (step.kind === 'assign' && (step.place.path !== file.path || step.place.span.start < before))
      names.add(step.name);
  return names;
}
