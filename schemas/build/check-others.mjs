// Checks of the other data files.
import { isKnown, VERSION } from './check-keys.mjs';
import { canonical } from './dask-tree.mjs';
import { compareVersions } from './data.mjs';

const KINDS = new Set(['alias', 'renamed', 'removed', 'misnomer']);

export function aliasProblems(aliases, keys) {
  const byName = new Map(keys.map((entry) => [entry.key, entry]));
  const canonicalKeys = new Set(keys.map((entry) => canonical(entry.key)));
  const problems = [];
  const seen = new Set();
  for (const alias of aliases) {
    const report = (text) => problems.push(`dask-aliases.json: ${alias.old} ${text}`);
    if (seen.has(alias.old)) report('is there twice');
    seen.add(alias.old);
    if (!KINDS.has(alias.kind)) report(`is of the unknown kind ${alias.kind}`);
    if ((alias.new === null) !== (alias.kind === 'removed'))
      report('has a successor though removed, or none');
    if (alias.new !== null && !isKnown(alias.new, byName)) report(`leads to the unknown key ${alias.new}`);
    if (alias.kind === 'misnomer' && canonicalKeys.has(canonical(alias.old)))
      report('is a misnomer but a key');
    if (alias.kind !== 'misnomer' && !canonicalKeys.has(canonical(alias.old))) report('never was a key');
    if ((alias.kind === 'alias') !== (alias.aliasSince !== null))
      report('has an alias version though no alias, or none');
    for (const field of ['oldReadUntil', 'aliasSince']) {
      if (alias[field] !== null && !VERSION.test(alias[field])) report(`has a bad version ${field}`);
    }
    if (alias.new !== null && alias.envNew !== variableOf(alias.new))
      report('has another variable than its key');
    if (!Array.isArray(alias.envOld)) report('has no list of old variables');
  }
  return problems;
}

export function flagProblems(flags, keys) {
  const byName = new Map(keys.map((entry) => [entry.key, entry]));
  const names = new Set(flags.map(({ flag }) => flag));
  const problems = names.size === flags.length ? [] : ['dask-worker-flags.json: an option is there twice'];
  for (const entry of flags) {
    const report = (text) => problems.push(`dask-worker-flags.json: ${entry.flag} ${text}`);
    if (!/^--[a-z]+(-[a-z]+)*$/.test(entry.flag)) report('is no well-formed option');
    if ((entry.type === 'boolean') === entry.takesValue)
      report('takes a value though boolean, or the reverse');
    if (entry.replacedBy !== null && !names.has(entry.replacedBy))
      report(`is replaced by the unknown ${entry.replacedBy}`);
    if (entry.configKey !== undefined && !isKnown(entry.configKey, byName))
      report(`names the unknown key ${entry.configKey}`);
    const versions = [entry.since, entry.deprecatedIn, entry.removed].filter((version) => version !== null);
    if (!versions.every((version) => VERSION.test(version))) report('has a bad version');
    else if (!ascending(versions)) report('was removed or deprecated before it came');
  }
  return problems;
}

export function metapackageProblems({ versions }) {
  const problems = [];
  const releases = Object.keys(versions);
  if (!ascending(releases)) problems.push('pangeo-dask-versions.json: the releases are not in order');
  for (const [release, packages] of Object.entries(versions)) {
    for (const [name, version] of Object.entries(packages)) {
      if (/^\d+(\.\d+)*(\.?\*)?$/.test(version)) continue;
      problems.push(`pangeo-dask-versions.json: ${release} has a bad version of ${name}`);
    }
  }
  return problems;
}

export function environmentProblems({ profiles, variables, redact, commandLine }) {
  const problems = [];
  const expected = Object.keys(profiles).sort().join();
  if (Object.keys(commandLine).sort().join() !== expected)
    problems.push('binder-env.json: a profile has no command line');
  const seen = new Set();
  for (const { name, values, secret, personal } of variables) {
    const report = (text) => problems.push(`binder-env.json: ${name} ${text}`);
    if (seen.has(name)) report('is there twice');
    seen.add(name);
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) report('is no well-formed name');
    if (Object.keys(values).sort().join() !== expected) report('has no value for each profile');
    const hidden = redact.names.includes(name) || redact.patterns.some((pattern) => name.includes(pattern));
    if (hidden !== (secret || personal === true)) report('is hidden though no secret, or the reverse');
  }
  return problems;
}

function variableOf(key) {
  return `DASK_${canonical(key).replaceAll('.', '__').replaceAll('-', '_').toUpperCase()}`;
}

function ascending(versions) {
  return versions.every((version, i) => i === 0 || compareVersions(versions[i - 1], version) <= 0);
}
