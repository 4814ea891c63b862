import type { RepositoryOptions } from '../binder/index.ts';
import type { LintConfiguration } from '../lint/index.ts';
import type { Settings, SeveritySetting } from './protocol.ts';

export const DEFAULT_SETTINGS: Settings = {
  enable: true,
  rules: {},
  target: {},
  launch: { profile: '', env: {} },
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
  };
}

export function lintConfiguration(settings: Settings): LintConfiguration {
  return { severities: settings.rules };
}

export function repositoryOptions(settings: Settings): RepositoryOptions {
  return { target: settings.target, launch: settings.launch };
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
