import { PROFILES } from './profiles.ts';

/** One key of `.pangeo-binder.yaml`. */
export interface SettingsKey {
  readonly name: string;
  /** What it means, as Markdown. */
  readonly description: string;
  /** The keys below it; undefined where a value stands, or keys of the user's own. */
  readonly keys?: readonly SettingsKey[];
  /** The values that there are. */
  readonly values?: readonly SettingsValue[];
}

export interface SettingsValue {
  readonly name: string;
  readonly description: string;
}

/** Severities by their names, from the strongest on. */
export const RULE_SEVERITIES: readonly SettingsValue[] = [
  { name: 'error', description: 'Reported as an error: the command line ends with 1.' },
  { name: 'warning', description: 'Reported as a warning.' },
  { name: 'info', description: 'Reported as information.' },
  { name: 'hint', description: 'Shown as dots in an editor, counted on the command line.' },
  { name: 'off', description: 'Not reported.' },
];

const version = (name: string): SettingsKey => ({
  name,
  description: `The version of ${name} that the repository gets, such as \`${name === 'python' ? '3.9' : '2021.3.0'}\`. It wins over the pins of the environment file.`,
});

/** Everything that can stand in `.pangeo-binder.yaml`: what is checked, offered, explained and put into its schema. */
export const SETTINGS_KEYS: readonly SettingsKey[] = [
  {
    name: 'target',
    description: 'Versions to check against. They win over the pins of the environment file.',
    keys: ['dask', 'distributed', 'dask-kubernetes', 'dask-gateway', 'dask-labextension', 'python'].map(
      version,
    ),
  },
  {
    name: 'rules',
    description:
      'Severity by rule (`start/heavy-work`) or family (`dask/*`): error, warning, info, hint or off. A code beats its family; what is set here replaces the severities that a rule has by version.',
  },
  {
    name: 'paths',
    description: 'Further files by what they are for, as globs from the root of the repository.',
    keys: [
      { name: 'dask-config', description: 'Dask configurations outside `.dask/` and `.config/dask/`.' },
      { name: 'pod-template', description: 'Worker pod templates under other names.' },
      { name: 'start', description: 'Start scripts outside `binder/` and `.binder/`.' },
      {
        name: 'ignore',
        description:
          'Files and folders in which nothing is reported. What they hold is still known where other files depend on it.',
      },
    ],
  },
  {
    name: 'launch',
    description: 'Where the values of a launch come from, for previews and for rules that need values.',
    keys: [
      {
        name: 'profile',
        description: 'The hub that launches the repository.',
        values: PROFILES.map(({ name, title }) => ({ name, description: `${title}.` })),
      },
      {
        name: 'env',
        description:
          'Environment variables at launch that differ from the profile; null for one that is known to be unset. This is no place for secrets.',
      },
    ],
  },
];

export const PATH_ROLES = ['dask-config', 'pod-template', 'start'] as const;
export type PathRole = (typeof PATH_ROLES)[number];

export function settingsKey(...path: readonly string[]): SettingsKey | undefined {
  let keys: readonly SettingsKey[] | undefined = SETTINGS_KEYS;
  let found: SettingsKey | undefined;
  for (const name of path) {
    found = keys?.find((key) => key.name === name);
    keys = found?.keys;
  }
  return found;
}
