import {
  CURRENT_ERA,
  ERA_PACKAGES,
  type Era,
  eraPackage,
  type KeyInfo,
  type KeyStatus,
  type Successor,
  statusOfKey,
  templateNames,
  variableOfKey,
} from '../dask/index.ts';
import { pageOf } from './pages.ts';
import { bareWords, bullets, code, codes, paragraphs, typeWords, valueText } from './words.ts';

/** All that is to be said of a key of a configuration; undefined where nothing is known. */
export function describeKey(
  path: readonly string[],
  era: Era = CURRENT_ERA,
  origin: 'file' | 'variable' = 'file',
): string | undefined {
  const status = statusOfKey(path, era, origin);
  const here = path.slice(0, status.depth);
  const key = 'key' in status ? status.key : undefined;
  if (status.depth < path.length) return belowText(path, status);
  switch (status.kind) {
    case 'known':
    case 'section':
    case 'open':
      return entryText(here, status.key, readHere(status.key, era), era);
    case 'right-here':
      return entryText(here, key, leavingText(status), era);
    case 'legacy':
      return legacyText(here, status, era);
    case 'not-read':
      return entryText(here, key, notReadText(status, era), era);
    case 'other-package':
      return foreignText(here, status.package);
    case 'unknown':
      return unknownText(here, status);
  }
}

/** One key: title, description, facts, and what holds for the versions at hand. */
function entryText(
  path: readonly string[],
  key: KeyInfo | undefined,
  holds: string | undefined,
  era: Era,
): string {
  const name = key?.key ?? path.join('.');
  if (key === undefined) return paragraphs([`**${code(name)}**`, holds]);
  const fields = templateNames(key.path, era);
  const names = fields?.names.map((field) => code(`{${field}}`)) ?? [];
  if (fields?.environment === true) names.push('environment variables such as `{JUPYTERHUB_USER}`');
  return paragraphs([
    `**${code(name)}** (${typeWords(key)})`,
    key.description,
    holds,
    bullets([
      key.section ? undefined : `Default: ${valueText(key.default)}`,
      key.section ? undefined : bareWords(key),
      key.allowed === undefined ? undefined : `Values: ${codes(key.allowed)}`,
      key.suggested === undefined ? undefined : `Values, among others: ${codes(key.suggested)}`,
      key.allowedBelow === undefined ? undefined : `Values below it: ${codes(key.allowedBelow)}, in any case`,
      boundsText(key),
      names.length === 0 ? undefined : `May name in braces: ${names.join(', ')}`,
      versionsText(key),
      key.section ? undefined : `Environment variable: ${code(variableOfKey(key.path))}`,
      key.note === undefined ? undefined : `Note: ${key.note}`,
    ]),
    pageOf(key.package),
  ]);
}

function boundsText({ minimum, maximum, above }: KeyInfo): string | undefined {
  const parts = [
    minimum === undefined ? undefined : `at least ${minimum}`,
    above === undefined ? undefined : `above ${above}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `A number is ${parts.join(' and ')}`;
}

function versionsText(key: KeyInfo): string | undefined {
  const parts = [
    key.since === undefined ? undefined : `since ${key.package} ${key.since}`,
    key.unreadSince === undefined ? undefined : `not read since ${key.unreadSince}`,
    key.removed === undefined ? undefined : `removed in ${key.removed}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `Package: ${key.package}` : `Versions: ${parts.join(', ')}`;
}

/** Said only where pins decide: a key that current versions read needs no words. */
function readHere(key: KeyInfo, era: Era): string | undefined {
  const { text, pinned } = targetText(key.package, era);
  return pinned ? `Read by the versions of this repository (${text}).` : undefined;
}

function leavingText(status: KeyStatus & { kind: 'right-here' }): string {
  const later = status.alias ? 'becomes an alias' : 'is no longer read';
  return `The right name for the versions of this repository; from ${status.package} ${status.leaves} on it ${later}${insteadText(status.successor)}.`;
}

function legacyText(path: readonly string[], status: KeyStatus & { kind: 'legacy' }, era: Era): string {
  const { successor } = status;
  return paragraphs([
    `**${code(path.join('.'))}**: old name of ${code(successor.name)}`,
    `Still works, through an alias of ${status.package} ${status.since}${status.warns ? ', and prints a warning' : ''}. Write ${code(successor.name)}.`,
    successor.key === undefined ? undefined : entryText(successor.path, successor.key, undefined, era),
  ]);
}

function notReadText(status: KeyStatus & { kind: 'not-read' }, era: Era): string {
  const { text } = targetText(status.package, era);
  const instead = insteadText(status.successor);
  const from = status.version === undefined ? '' : ` since ${status.package} ${status.version}`;
  switch (status.reason) {
    case 'never-existed':
      return `**Has no effect**: no release has read this name${instead}.`;
    case 'newer':
      return `**Has no effect here**: read${from}; this repository gets ${text}.`;
    case 'classic-only':
      return `**Has no effect here**: only the classic KubeCluster read it, which is gone${from}; this repository gets ${text}.`;
    case 'alias-skips-files':
      return `**Has no effect here**: its alias acts on environment variables only${instead}.`;
    default:
      return `**Has no effect here**: not read${from}; this repository gets ${text}${instead}.`;
  }
}

function insteadText(successor: Successor | undefined): string {
  return successor === undefined ? '' : `; ${code(successor.name)} takes its place`;
}

function foreignText(path: readonly string[], name: string): string {
  return paragraphs([
    `**${code(path.join('.'))}**`,
    `Belongs to ${name}, whose keys are not described here.`,
    pageOf(name),
  ]);
}

function unknownText(path: readonly string[], status: KeyStatus & { kind: 'unknown' }): string | undefined {
  const meant = status.near ?? status.elsewhere;
  if (status.parent === undefined && meant === undefined) return undefined;
  const hint = meant === undefined ? '' : ` Was ${code(meant.key)} meant?`;
  return paragraphs([`**${code(path.join('.'))}**`, `No release of Dask reads this name here.${hint}`]);
}

/** A free name below an open key. */
function belowText(path: readonly string[], status: KeyStatus): string | undefined {
  if (status.kind === 'other-package') return foreignText(path, status.package);
  const key = 'key' in status ? status.key : undefined;
  if (key === undefined) return undefined;
  const name = path.slice(status.depth).join('.');
  const levels = key.allowedBelow;
  const title =
    levels === undefined ? `**${code(name)}** in ${code(key.key)}` : `**${code(name)}**: a logger`;
  return paragraphs([
    title,
    levels === undefined
      ? key.description
      : `Its messages are shown from this level on: ${codes(levels)}, in any case.`,
    pageOf(key.package),
  ]);
}

/** What the repository gets of a package, with the reason when something decides it. */
export function targetText(name: string, era: Era): { readonly text: string; readonly pinned: boolean } {
  const known = eraPackage(name);
  if (known === undefined || !ERA_PACKAGES.includes(known))
    return { text: `the current ${name}`, pinned: false };
  const { text, pinned } = era.target(known);
  return { text: pinned ? `${name} ${text}: ${era.describe(known)}` : `${name} ${text}`, pinned };
}
