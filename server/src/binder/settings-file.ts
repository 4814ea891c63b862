import { nearestName, type Span } from '../text/index.ts';
import {
  isEmptyScalar,
  keyText,
  resolved,
  type YamlDocument,
  type YamlNode,
  type YamlPair,
} from '../yaml/index.ts';
import { isSecretName, PROFILES } from './profiles.ts';
import {
  PATH_ROLES,
  type PathRole,
  RULE_SEVERITIES,
  SETTINGS_KEYS,
  type SettingsKey,
  settingsKey,
} from './settings-keys.ts';

export type RuleSeverity = 'error' | 'warning' | 'info' | 'hint' | 'off';

/** What the repository's own settings file says. */
export interface RepositorySettings {
  readonly target: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** Where the codes in `rules` stand; whether there are such rules is known further up. */
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  readonly paths: Readonly<Record<PathRole, readonly string[]>>;
  readonly ignore: readonly string[];
  readonly launch: {
    readonly profile: string | undefined;
    readonly env: Readonly<Record<string, string | null>>;
  };
  /** What in it has no effect. */
  readonly problems: readonly SettingsProblem[];
}

export interface SettingsProblem {
  readonly span: Span;
  /** What was found and what is expected. */
  readonly message: string;
  /** Whether nothing of the file can be used. */
  readonly whole?: true;
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string };
}

export const NO_SETTINGS: RepositorySettings = {
  target: {},
  rules: {},
  codes: [],
  paths: { 'dask-config': [], 'pod-template': [], start: [] },
  ignore: [],
  launch: { profile: undefined, env: {} },
  problems: [],
};

/** Words for a severity that people know from other tools. */
const OTHER_WORDS: Readonly<Record<string, RuleSeverity>> = {
  warn: 'warning',
  information: 'info',
  note: 'info',
  none: 'off',
  ignore: 'off',
  disable: 'off',
  disabled: 'off',
  false: 'off',
  no: 'off',
};

/** Reads the settings. What does not exist is left out and named; a file that cannot be read counts as empty. */
export function readSettingsFile(document: YamlDocument): RepositorySettings {
  const problems: SettingsProblem[] = [];
  const { problem, slip, root, tooLong, furtherDocuments, source } = document;
  const unreadable = (span: Span, message: string) => ({
    ...NO_SETTINGS,
    problems: [{ span, message, whole: true as const }],
  });
  if (tooLong) return unreadable({ start: 0, end: 1 }, 'This file is too long to be read.');
  if (problem !== undefined || slip !== undefined)
    return unreadable(problem?.span ?? slip?.key ?? { start: 0, end: 0 }, 'This cannot be read as YAML.');
  const [second] = furtherDocuments;
  if (second !== undefined)
    return unreadable(second, 'The settings are one document; this begins another one.');
  const top = root === undefined ? undefined : resolved(root);
  if (root === undefined || top === undefined || (top.kind === 'scalar' && top.type === 'null'))
    return NO_SETTINGS;
  if (top.kind !== 'mapping') {
    const span = source.lineSpan(source.lines.lineAt(root.span.start));
    return unreadable({ start: root.span.start, end: Math.min(root.span.end, span.end) }, expectedKeys());
  }
  const reader = new Reader(problems);
  const read: { -readonly [K in keyof RepositorySettings]?: RepositorySettings[K] } = {};
  for (const { pair, key } of reader.known(top, SETTINGS_KEYS, 'setting')) {
    if (key.name === 'target') read.target = reader.target(pair);
    else if (key.name === 'rules') {
      const { rules, codes } = reader.rules(pair);
      read.rules = rules;
      read.codes = codes;
    } else if (key.name === 'paths') {
      const { paths, ignore } = reader.paths(pair);
      read.paths = paths;
      read.ignore = ignore;
    } else read.launch = reader.launch(pair);
  }
  return { ...NO_SETTINGS, ...read, problems };
}

function expectedKeys(): string {
  return `The settings begin with one of the keys ${listed(SETTINGS_KEYS)}.`;
}

function listed(names: readonly { readonly name: string }[]): string {
  return names.map(({ name }) => `\`${name}\``).join(', ');
}

/** Reads the parts of the file and notes what is wrong with them. */
class Reader {
  constructor(readonly problems: SettingsProblem[]) {}

  target(pair: YamlPair): RepositorySettings['target'] {
    const target: Record<string, string> = {};
    for (const { pair: entry, key } of this.known(pair.value, settingsKey('target')?.keys, 'package')) {
      // As it is written: 2021.10 is a number for YAML, and not 2021.1.
      const text = textOf(entry.value);
      if (text !== undefined && /^\d+(?:\.\d+)*$/.test(text)) target[key.name] = text;
      else this.#tell(entry.value, entry, 'is no version; write it in numbers, such as 2021.3.0.');
    }
    return target;
  }

  rules(pair: YamlPair): Pick<RepositorySettings, 'rules' | 'codes'> {
    const rules: Record<string, RuleSeverity> = {};
    const codes: { code: string; span: Span }[] = [];
    for (const entry of this.#pairs(
      pair.value,
      'rules and their severities, such as `start/heavy-work: error`',
    )) {
      const code = keyText(entry);
      if (code === undefined) continue;
      codes.push({ code, span: entry.key.span });
      // As it is written: `off` is false for YAML 1.1.
      const text = textOf(entry.value) ?? '';
      const severity = RULE_SEVERITIES.find(({ name }) => name === text)?.name;
      if (severity !== undefined) rules[code] = severity as RuleSeverity;
      else
        this.#choose(entry.value, entry, text, RULE_SEVERITIES, 'severity', OTHER_WORDS[text.toLowerCase()]);
    }
    return { rules, codes };
  }

  paths(pair: YamlPair): Pick<RepositorySettings, 'paths' | 'ignore'> {
    const lists = new Map<string, readonly string[]>();
    for (const { pair: entry, key } of this.known(pair.value, settingsKey('paths')?.keys, 'kind of path'))
      lists.set(key.name, this.#globs(entry));
    const paths = Object.fromEntries(PATH_ROLES.map((role) => [role, lists.get(role) ?? []]));
    return { paths: paths as RepositorySettings['paths'], ignore: lists.get('ignore') ?? [] };
  }

  launch(pair: YamlPair): RepositorySettings['launch'] {
    let profile: string | undefined;
    const env: Record<string, string | null> = {};
    for (const { pair: entry, key } of this.known(
      pair.value,
      settingsKey('launch')?.keys,
      'setting of a launch',
    )) {
      if (key.name === 'profile') {
        const text = textOf(entry.value) ?? '';
        if (PROFILES.some(({ name }) => name === text)) profile = text;
        else this.#choose(entry.value, entry, text, PROFILES, 'profile');
        continue;
      }
      for (const variable of this.#pairs(
        entry.value,
        'names and values, such as `MY_BUCKET: gs://example`',
      )) {
        const value = this.#variable(variable);
        if (value !== undefined) env[keyText(variable) ?? ''] = value;
      }
    }
    return { profile, env };
  }

  /** The pairs of a mapping whose keys there are; the others are named. */
  known(
    node: YamlNode,
    keys: readonly SettingsKey[] = [],
    what: string,
  ): { readonly pair: YamlPair; readonly key: SettingsKey }[] {
    return this.#pairs(node, `the keys ${listed(keys)}`).flatMap((pair) => {
      const name = keyText(pair);
      const key = keys.find((known) => known.name === name);
      if (key !== undefined) return { pair, key };
      if (name === undefined) this.#tell(pair.key, pair, `is no ${what}.`);
      else this.#choose(pair.key, pair, name, keys, what);
      return [];
    });
  }

  #pairs(node: YamlNode, what: string): readonly YamlPair[] {
    const mapping = resolved(node);
    if (mapping?.kind === 'mapping') return mapping.pairs.filter((pair) => keyText(pair) !== '<<');
    if (isEmptyScalar(node) || (mapping?.kind === 'scalar' && mapping.type === 'null')) return [];
    this.problems.push({ span: node.span, message: `Here ${what} are expected.` });
    return [];
  }

  #globs(pair: YamlPair): string[] {
    const list = resolved(pair.value);
    if (list?.kind === 'scalar' && list.type === 'null') return [];
    if (list?.kind !== 'sequence') {
      const text = textOf(pair.value);
      this.problems.push({
        span: pair.value.span,
        message: 'Here a list of globs is expected, such as `[deploy/dask/*.yaml]`.',
        ...(text === undefined || !/^[\w./*?-]+$/.test(text)
          ? {}
          : { fix: { title: 'Make it a list', span: pair.value.span, text: `[${quotedGlob(text)}]` } }),
      });
      return [];
    }
    return list.items.flatMap((item) => {
      const text = textOf(item);
      const wrong = text === undefined || text === '' ? 'is no glob' : wrongGlob(text);
      if (wrong === undefined && text !== undefined) return text.replace(/^(?:\.\/)+/, '');
      this.#tell(
        item,
        undefined,
        `${wrong}; globs begin at the root of the repository, such as \`deploy/dask/*.yaml\`.`,
      );
      return [];
    });
  }

  #variable(pair: YamlPair): string | null | undefined {
    const name = keyText(pair);
    const value = resolved(pair.value);
    if (name === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      this.#tell(pair.key, pair, 'is no name of a variable.');
      return undefined;
    }
    if (value?.kind === 'scalar' && value.type === 'null') return null;
    if (isSecretName(name)) {
      // The value is not repeated.
      this.problems.push({
        span: pair.key.span,
        message: `\`${name}\` is the name of a secret, and this file is no place for one; its value is not used.`,
      });
      return undefined;
    }
    const text = textOf(pair.value);
    if (text === undefined) this.#tell(pair.value, pair, 'is no text; a variable has a text, or null.');
    return text;
  }

  #choose(
    node: YamlNode,
    pair: YamlPair,
    text: string,
    names: readonly { readonly name: string }[],
    what: string,
    meant?: string,
  ): void {
    const near =
      meant ??
      nearestName(
        text,
        names.map(({ name }) => name),
      );
    const place = node.span.start === node.span.end ? pair.key.span : node.span;
    const shown = text === '' ? 'Nothing' : `\`${brief(text)}\``;
    const expected = near === undefined ? `there are ${listed(names)}` : `did you mean \`${near}\`?`;
    this.problems.push({
      span: place,
      message: `${shown} is no ${what}; ${expected}${near === undefined ? '.' : ''}`,
      ...(near === undefined || place !== node.span
        ? {}
        : { fix: { title: `Change to \`${near}\``, span: node.span, text: near } }),
    });
  }

  #tell(node: YamlNode, pair: YamlPair | undefined, words: string): void {
    const empty = node.span.start === node.span.end;
    const text = textOf(node);
    const shown = empty ? 'Nothing' : text === undefined ? 'This' : `\`${brief(text)}\``;
    this.problems.push({
      span: empty && pair !== undefined ? pair.key.span : node.span,
      message: `${shown} ${words}`,
    });
  }
}

/** The text of a scalar as it is written, quotes aside. */
function textOf(node: YamlNode): string | undefined {
  const scalar = resolved(node);
  return scalar?.kind === 'scalar' ? scalar.text : undefined;
}

function wrongGlob(text: string): string | undefined {
  if (text.includes('\\')) return 'has a backslash; folders are parted by `/`';
  if (/^(?:\/|~|[A-Za-z]:)/.test(text)) return 'is no path in the repository';
  return text.split('/').includes('..') ? 'leads out of the repository' : undefined;
}

/** `*` at the beginning is an alias for YAML, so a glob is quoted where it has to be. */
function quotedGlob(text: string): string {
  return /^[*?]/.test(text) ? `"${text}"` : text;
}

function brief(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
