import environment from '../../../schemas/data/binder-env.json' with { type: 'json' };

/** A variable that something sets before the start script runs. */
export interface LaunchVariable {
  readonly name: string;
  /** The part of the service that sets it, such as KubeSpawner. */
  readonly setBy: string;
  /** Whether its value is never shown. */
  readonly secret: boolean;
  /** Whether its value differs so much that not even a typical one is of use. */
  readonly unpredictable: boolean;
  /** A typical value by profile; null where the profile does not have it; a placeholder for a secret. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly note: string | undefined;
}

/** A named set of values at launch. */
export interface LaunchProfile {
  readonly name: string;
  readonly title: string;
}

export const DEFAULT_PROFILE = 'mybinder-2026';
const DEFAULT: LaunchProfile = { name: DEFAULT_PROFILE, title: 'mybinder.org' };

export const PROFILES: readonly LaunchProfile[] = [
  DEFAULT,
  { name: 'pangeo-binder-2020', title: 'Pangeo-like hub' },
  { name: 'repo2docker-local', title: 'plain Docker' },
];

/** Home of the user of a BinderHub image, and the root of the repository in it (binderhub build.py, --user-name=jovyan). */
const HOME = '/home/jovyan';

const UNPREDICTABLE: ReadonlySet<string> = new Set([
  'HOSTNAME',
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
]);
const PLACEHOLDERS: Readonly<Record<string, string>> = { BINDER_CLIENT_IP: '<address>' };

const VARIABLES: ReadonlyMap<string, LaunchVariable> = new Map(
  environment.variables.map((variable): [string, LaunchVariable] => {
    const secret = variable.secret || isSecretName(variable.name);
    const values: Readonly<Record<string, string | null>> = variable.values;
    const usual = values[DEFAULT_PROFILE] ?? null;
    const shown = Object.entries(values).map(([profile, value]) => [
      profile,
      displayed(variable.name, value, usual, secret),
    ]);
    return [
      variable.name,
      {
        name: variable.name,
        setBy: variable.setBy,
        secret,
        unpredictable: UNPREDICTABLE.has(variable.name),
        values: Object.fromEntries(shown),
        note: 'note' in variable ? variable.note : undefined,
      },
    ];
  }),
);

/** Every variable that some profile, or some image, may set. */
export function knownVariables(): Iterable<LaunchVariable> {
  return VARIABLES.values();
}

/** What is known of a variable of the environment; undefined for names that nothing of the service sets. */
export function knownVariable(name: string): LaunchVariable | undefined {
  return VARIABLES.get(name);
}

export function profileOf(name: string): LaunchProfile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}

/** The profile that the settings choose; the default one where they name none, or none that there is. */
export function chosenProfile(settings: { readonly profile: string } | undefined): LaunchProfile {
  return profileOf(settings?.profile ?? '') ?? DEFAULT;
}

/** The environment in which a profile runs the script, secrets as placeholders. */
export function variablesOf(profile: LaunchProfile): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const variable of VARIABLES.values()) {
    const value = variable.values[profile.name];
    if (value !== undefined && value !== null) variables.set(variable.name, value);
  }
  return variables;
}

/** The command line that the spawner gives to the image, secrets as placeholders. */
export function commandOf(profile: LaunchProfile): readonly string[] {
  const lines: Readonly<Record<string, readonly string[]>> = environment.commandLine;
  return (lines[profile.name] ?? []).filter((argument) => !argument.startsWith('('));
}

/** Whether a value of this name is not to be shown, nor to be written into a settings file. */
export function isSecretName(name: string): boolean {
  return (
    environment.redact.names.includes(name) ||
    environment.redact.patterns.some((pattern) => name.toUpperCase().includes(pattern))
  );
}

function displayed(name: string, value: string | null, usual: string | null, secret: boolean): string | null {
  if (value === null) return null;
  if (secret) return PLACEHOLDERS[name] ?? '<token>';
  // The data describe images built elsewhere in words; the repository is looked at as if it were built here.
  return (value === '(same)' ? (usual ?? '') : value)
    .replaceAll('/home/<user name of the builder>', HOME)
    .replaceAll('<user name of the builder>', 'jovyan');
}
