import type { RepositoryOptions } from '../binder/index.ts';
import type { LintConfiguration } from '../lint/index.ts';
import type { InitializationOptions, Neighbours, Settings, SeveritySetting } from './protocol.ts';

export const DEFAULT_SETTINGS: Settings = {
  enable: true,
  rules: {},
  target: {},
  launch: { profile: '', env: {} },
  lenses: { preview: true, effective: true, workerPod: true },
  inlayHints: { tokens: true, units: false },
};

const SEVERITIES: ReadonlySet<unknown> = new Set<SeveritySetting>([
  'error',
  'warning',
  'info',
  'hint',
  'off',
]);

/** Settings from whatever a client sends; what has the wrong form counts as not set. */
export function readSettings(value: unknown): Settings {
  const given = record(value);
  const launch = record(given['launch']);
  return {
    enable: given['enable'] !== false,
    rules: entries(given['rules'], (severity): severity is SeveritySetting => SEVERITIES.has(severity)),
    target: entries(given['target'], (version): version is string => typeof version === 'string'),
    launch: {
      profile: typeof launch['profile'] === 'string' ? launch['profile'] : '',
      env: entries(launch['env'], (text): text is string | null => typeof text === 'string' || text === null),
    },
    lenses: switches(given['lenses'], DEFAULT_SETTINGS.lenses),
    inlayHints: switches(given['inlayHints'], DEFAULT_SETTINGS.inlayHints),
  };
}

/** What a client says of itself, from whatever it sends. */
export function readOptions(value: unknown): InitializationOptions {
  const given = record(value);
  const { documentation } = given;
  return {
    fileSystemSchemes: texts(given['fileSystemSchemes']),
    ...(typeof documentation === 'string' ? { documentation } : {}),
    settings: readSettings(given['settings']),
    ...(Array.isArray(given['places']) ? { places: texts(given['places']) } : {}),
    commands: texts(given['commands']),
    neighbours: readNeighbours(given['neighbours']),
  };
}

export function readNeighbours(value: unknown): Neighbours {
  const given = record(value);
  return { yaml: given['yaml'] === true, shell: given['shell'] === true };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function lintConfiguration(settings: Settings): LintConfiguration {
  return { severities: settings.rules };
}

export function repositoryOptions(settings: Settings): RepositoryOptions {
  return { target: settings.target, launch: settings.launch };
}

/** Switches by name; one that is not given stands as it is by default. */
function switches<T extends { readonly [name in keyof T]: boolean }>(value: unknown, usual: T): T {
  const given = record(value);
  const chosen = Object.entries(usual).map(([name, on]) => [
    name,
    typeof given[name] === 'boolean' ? given[name] : on,
  ]);
  return Object.fromEntries(chosen) as T;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function entries<T>(value: unknown, accepts: (item: unknown) => item is T): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [name, item] of Object.entries(record(value))) if (accepts(item)) result[name] = item;
  return result;
}
