import { knownVariable, RULE_SEVERITIES, settingsKey } from '../binder/index.ts';
import { RULES } from '../rules/index.ts';
import { code, paragraphs } from './words.ts';

/** What is said about a key of `.pangeo-binder.yaml`; undefined for names that do not exist. */
export function settingText(path: readonly string[]): string | undefined {
  const [top, name = ''] = path;
  const known = settingsKey(...path);
  if (known !== undefined) return paragraphs([`**${code(path.join('.'))}**`, known.description]);
  if (path.length === 2 && top === 'rules') return ruleText(name);
  if (path.length !== 3 || top !== 'launch' || name !== 'env') return undefined;
  const variable = knownVariable(path[2] ?? '');
  return variable && `**${code(variable.name)}**: environment variable, set by ${variable.setBy}`;
}

/** What is said about a value. */
export function settingValueText(path: readonly string[], text: string): string | undefined {
  const values = path[0] === 'rules' ? RULE_SEVERITIES : (settingsKey(...path)?.values ?? []);
  return values.find(({ name }) => name === text)?.description;
}

function ruleText(name: string): string | undefined {
  if (name.endsWith('/*')) {
    const own = RULES.filter(({ meta }) => meta.code.startsWith(name.slice(0, -1)));
    return own.length === 0 ? undefined : `**${code(name)}**: the ${own.length} rules of this family`;
  }
  const rule = RULES.find(({ meta }) => meta.code === name);
  if (rule === undefined) return undefined;
  const { summary, severity, docs } = rule.meta;
  return paragraphs([`**${code(name)}**: ${severity} by default`, `${summary}.`, docs.launch]);
}
