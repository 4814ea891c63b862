import type { Status } from '../../../server/src/lsp/protocol.ts';

/** The sentences of the language status; the caller translates them. */
export interface StatusWords {
  role(name: string): string | undefined;
  reading(name: NonNullable<Status['reading']>): string;
  changedAtLaunch: string;
  from(places: string): string;
  settings: string;
  nothingPinned: string;
}

/** What a file is for, and by which versions that is said. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  /** Whether a person should look: the file is there and does nothing. */
  readonly warns: boolean;
}

/** `Dask configuration, read by dask before 2022.1.1 only` and `dask 2021.3.0 (from binder/environment.yml)`. */
export function statusText(status: Status, words: StatusWords): StatusText {
  const roles = status.roles.map((name) => words.role(name)).filter((role) => role !== undefined);
  const parts = [
    ...roles,
    ...(status.reading ? [words.reading(status.reading)] : []),
    ...(status.changedAtLaunch ? [words.changedAtLaunch] : []),
  ];
  const text = parts.join(', ');
  return {
    text: text.charAt(0).toUpperCase() + text.slice(1),
    detail: versionsText(status, words),
    warns: status.reading === 'not-read' || status.roles.includes('ignored-start'),
  };
}

function versionsText({ versions }: Status, words: StatusWords): string {
  const named = versions.map(({ package: name, text }) => `${name} ${text}`);
  const places = [...new Set(versions.flatMap(({ from }) => from.map(({ path }) => path)))];
  if (versions.some(({ fromTarget }) => fromTarget)) places.push(words.settings);
  const from = places.length === 0 ? words.nothingPinned : words.from(places.join(', '));
  return `${named.join(', ')} (${from})`;
}
