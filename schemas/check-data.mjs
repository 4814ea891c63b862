// Checks that the data files hold together. Usage: node schemas/check-data.mjs   (exit 1 on a violation)
import { pathToFileURL } from 'node:url';
import { keyProblems } from './build/check-keys.mjs';
import {
  aliasProblems,
  environmentProblems,
  flagProblems,
  metapackageProblems,
} from './build/check-others.mjs';
import { readData } from './build/data.mjs';

/**
 * @param {Partial<ReturnType<typeof allData>>} [replaced] data to check instead of the files
 * @returns {string[]} one line a problem, empty when the data is sound
 */
export function checkData(replaced = {}) {
  const data = { ...allData(), ...replaced };
  return [
    ...keyProblems(data.keys),
    ...aliasProblems(data.aliases, data.keys),
    ...flagProblems(data.flags, data.keys),
    ...metapackageProblems(data.metapackages),
    ...environmentProblems(data.environment),
    ...describedProblems(
      'dask-key-descriptions.json',
      data.keyDescriptions,
      data.keys.map((entry) => entry.key),
    ),
    ...describedProblems(
      'worker-option-descriptions.json',
      data.flagDescriptions,
      data.flags.map((entry) => entry.flag),
    ),
    ...describedProblems(
      'environment-descriptions.json',
      data.variableDescriptions,
      data.environment.variables.map((variable) => variable.name),
    ),
  ];
}

/** The data files, parsed; descriptions are null when there are none yet. */
export function allData() {
  return {
    keys: readData('dask-config-keys.json'),
    aliases: readData('dask-aliases.json'),
    flags: readData('dask-worker-flags.json'),
    metapackages: readData('pangeo-dask-versions.json'),
    environment: readData('binder-env.json'),
    keyDescriptions: readData('dask-key-descriptions.json', null),
    flagDescriptions: readData('worker-option-descriptions.json', null),
    variableDescriptions: readData('environment-descriptions.json', null),
  };
}

function describedProblems(file, descriptions, names) {
  if (descriptions === null) return [];
  const known = new Set(names);
  const problems = [];
  for (const [name, text] of Object.entries(descriptions)) {
    if (!known.has(name)) problems.push(`${file}: ${name} is described but not in the data`);
    if (typeof text !== 'string' || text.trim() === '') problems.push(`${file}: ${name} has no text`);
    else if (!isOneSentence(text)) problems.push(`${file}: ${name} is not described in one sentence`);
  }
  for (const name of known)
    if (descriptions[name] === undefined) problems.push(`${file}: ${name} is not described`);
  return problems;
}

/** What stands in backquotes is no part of the sentence. */
function isOneSentence(text) {
  return /^[A-Z0-9x][^.!?]*(?:[.](?=\S)[^.!?]*)*[.]$/.test(text.replace(/`[^`]*`/g, 'x'));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = checkData();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
