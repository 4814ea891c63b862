import {
  commandOf,
  DEFAULT_PROFILE,
  knownVariable,
  type LaunchProfile,
  type LaunchSettings,
  profileOf,
  variablesOf,
} from '../binder/index.ts';
import type { World } from './machine.ts';
import { HOME } from './places.ts';
import { known, unknown, type Value } from './value.ts';
import { HUB_WORLD } from './world.ts';

/** Who starts the script: what happens to a file that the kernel refuses differs. */
export type Launcher =
  /** The entry point of repo2docker since 2021: Python's Popen, no fall back. */
  | 'popen'
  /** A program that falls back to /bin/sh, such as execvp. */
  | 'exec'
  /** `bash FILE` */
  | 'bash'
  /** `exec FILE` in bash, as the entry point of repo2docker did until 2021. */
  | 'bash-exec';

/** What a simulation starts from, beyond the repository. */
export interface LaunchInput {
  readonly profile: LaunchProfile | undefined;
  /** Names of variables whose values are the user's own and not the profile's. */
  readonly given?: ReadonlySet<string>;
  /** The environment at the start; names that are not in it are unset. */
  readonly variables: ReadonlyMap<string, Value>;
  /** The arguments of the script: the server's command. */
  readonly arguments: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly launcher: Launcher;
  /** Whether the kernel may execute the script; repo2docker sees to it at build time. */
  readonly executable: boolean;
  /** Path of the script; that of the repository when left out. */
  readonly script?: string;
  readonly world: World;
}

/** The start in a profile, with the values that the user knows better. */
export function inputOf(profileName: string, settings: LaunchSettings | undefined): LaunchInput {
  const profile = profileOf(profileName) ?? profileOf(DEFAULT_PROFILE);
  const variables = new Map<string, Value>();
  if (profile !== undefined) {
    for (const [name, text] of variablesOf(profile)) {
      const about = knownVariable(name);
      variables.set(
        name,
        about?.unpredictable
          ? unknown(`the value of \`${name}\``, name, undefined)
          : known(text, { kind: 'environment', name }),
      );
    }
  }
  for (const [name, text] of Object.entries(settings?.env ?? {})) {
    if (text === null) variables.delete(name);
    else variables.set(name, known(text, { kind: 'environment', name }));
  }
  return {
    profile,
    given: new Set(Object.keys(settings?.env ?? {})),
    variables,
    arguments: profile === undefined ? [] : commandOf(profile),
    cwd: HOME,
    launcher: 'popen',
    executable: true,
    world: HUB_WORLD,
  };
}
