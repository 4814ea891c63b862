import { nearestName } from '../text/index.ts';

/** The level names that distributed knows, with the number that the logging package gives them. */
export const LOG_LEVELS: Readonly<Record<string, number>> = {
  CRITICAL: 50,
  FATAL: 50,
  ERROR: 40,
  WARNING: 30,
  WARN: 30,
  INFO: 20,
  DEBUG: 10,
  NOTSET: 0,
};

/** The number of a level name in any case, or undefined for a name that stops the import of distributed. */
export function logLevel(name: string): number | undefined {
  const upper = name.toUpperCase();
  return Object.hasOwn(LOG_LEVELS, upper) ? LOG_LEVELS[upper] : undefined;
}

/** The level that a misspelt name was meant to be, in lower case as configurations write it. */
export function nearLogLevel(name: string): string | undefined {
  return nearestName(name, Object.keys(LOG_LEVELS))?.toLowerCase();
}

/** Levels that distributed sets itself, below those of the user (distributed/config.py). */
export const PRESET_LEVELS: Readonly<Record<string, string>> = {
  distributed: 'info',
  'distributed.client': 'warning',
  'distributed.gc': 'warning',
  bokeh: 'error',
  tornado: 'critical',
  'tornado.application': 'error',
};

/** Logger names worth offering; any name is legal. */
export const LOGGER_NAMES: readonly string[] = [
  ...Object.keys(PRESET_LEVELS),
  'asyncio',
  'distributed.batched',
  'distributed.comm.tcp',
  'distributed.core',
  'distributed.deploy.adaptive',
  'distributed.deploy.spec',
  'distributed.diskutils',
  'distributed.nanny',
  'distributed.nanny.memory',
  'distributed.preloading',
  'distributed.process',
  'distributed.scheduler',
  'distributed.shuffle',
  'distributed.stealing',
  'distributed.utils',
  'distributed.utils_comm',
  'distributed.worker',
  'distributed.worker.memory',
  'distributed.worker.state_machine',
  'tornado.access',
];
