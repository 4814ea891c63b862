import { knownVariables, RULE_SEVERITIES, SETTINGS_KEYS, settingsKey } from '../binder/index.ts';
import { CHANGES, CURRENT, compareVersions, ERA_PACKAGES, version } from '../dask/index.ts';
import { RULES } from '../rules/index.ts';
import type { YamlPath } from '../yaml/index.ts';
import type { OfferedKey } from './keys-offered.ts';
import { settingText } from './settings-text.ts';
import type { OfferedValue } from './values-offered.ts';
import { bullets } from './words.ts';

/** The keys that a mapping of `.pangeo-binder.yaml` may have beside those it has. */
export function settingsKeysOffered(path: YamlPath, present: readonly string[]): readonly OfferedKey[] {
  return namesAt(path)
    .filter(({ name }) => !present.includes(name))
    .map(({ name, form }, i) => ({
      name,
      form,
      detail: undefined,
      documentation: settingText([...path, name].map(String)),
      sort: String(1000 + i),
    }));
}

interface Name {
  readonly name: string;
  readonly form: OfferedKey['form'];
}

function namesAt(path: YamlPath): readonly Name[] {
  const [top, second] = path;
  if (path.length === 0) return SETTINGS_KEYS.map(({ name }) => ({ name, form: 'section' }));
  if (path.length === 1 && top === 'rules') return scalars(ruleNames());
  if (path.length === 2 && top === 'launch' && second === 'env')
    return scalars([...knownVariables()].filter(({ secret }) => !secret).map(({ name }) => name));
  if (path.length > 1) return [];
  return (settingsKey(String(top))?.keys ?? []).map(({ name }) => ({
    name,
    form: top === 'paths' ? 'list' : name === 'env' ? 'section' : 'scalar',
  }));
}

function scalars(names: readonly string[]): readonly Name[] {
  return names.map((name) => ({ name, form: 'scalar' }));
}

/** All families, then all rules. */
function ruleNames(): readonly string[] {
  const codes = RULES.map(({ meta }) => meta.code);
  return [...new Set(codes.map((code) => `${code.slice(0, code.indexOf('/'))}/*`)), ...codes];
}

/** The values of a key of `.pangeo-binder.yaml`. */
export function settingsValuesOffered(path: YamlPath): readonly OfferedValue[] {
  const [top, name] = path;
  if (path.length !== 2) return [];
  if (top === 'rules') return choices(RULE_SEVERITIES);
  if (top === 'target') return versions(String(name));
  return choices(settingsKey(String(top), String(name))?.values ?? []);
}

function choices(values: readonly { readonly name: string; readonly description: string }[]) {
  return values.map(
    ({ name, description }): OfferedValue => ({ text: name, kind: 'choice', documentation: description }),
  );
}

/** The current release, and those with which something changed; the newest first. */
function versions(name: string): readonly OfferedValue[] {
  const known = ERA_PACKAGES.find((one) => one === name);
  const current = known === undefined ? undefined : CURRENT[known];
  const words = new Map<string, string[]>();
  if (current !== undefined) words.set(current.text, ['the current release']);
  for (const change of Object.values(CHANGES)) {
    if (change.package === known)
      words.set(change.version, [...(words.get(change.version) ?? []), change.what]);
  }
  return [...words]
    .sort(([a], [b]) => compareVersions(version(b), version(a)))
    .map(([text, what]) => ({ text, kind: 'choice', documentation: bullets(what) }));
}
