import { isSecretName, knownVariable, type Repository, type RepositoryFile } from '../../binder/index.ts';
import {
  interpretValue,
  type KeyInfo,
  keyNameOfVariable,
  normalSegment,
  type PythonValue,
  statusOfVariable,
  wordRules,
} from '../../dask/index.ts';
import { hubLaunch, likely, type Value } from '../../launch/index.ts';
import { literalText } from '../../shell/index.ts';
import { describeKey } from '../key-text.ts';
import { bytesText, durationText } from '../value-text.ts';
import { variableText } from '../variable-text.ts';
import { bullets, code, paragraphs } from '../words.ts';
import { lastAssignment, type NamePlace } from './names-in-script.ts';

/** A variable of a start script: what reads it, who sets it, and what it is at launch. */
export function describeVariable(
  repository: Repository,
  file: RepositoryFile,
  place: NamePlace,
): string | undefined {
  const { name } = place;
  const dask = daskText(repository, place);
  const outside = dask === undefined ? variableText(name, repository) : undefined;
  const here = atLaunch(repository, file, place, outside !== undefined);
  if (dask === undefined && outside === undefined && here === undefined) return undefined;
  const own = lastAssignment(repository, file, name, place.span.start) !== undefined;
  const title = `**${code(name)}**: variable${own ? ' of this script' : ''}`;
  return paragraphs([dask ?? outside ?? title, bullets([here])]);
}

/** What Dask makes of the name, and of the value; undefined for names that are none of Dask's. */
export function daskText(
  repository: Repository,
  { name, value }: Pick<NamePlace, 'name' | 'value'>,
): string | undefined {
  const { era } = repository;
  const found = statusOfVariable(name, era);
  switch (found.kind) {
    case 'special':
      return `**${code(name)}**: ${found.meaning}. Dask reads it by this name.`;
    case 'wrong-case':
      return `**${code(name)}**: Dask reads only names that begin with \`DASK_\` in capitals: ${code(found.variable)}.`;
    case 'foreign':
      return undefined;
    case 'key': {
      const key = 'key' in found.status ? found.status.key : undefined;
      const text = value === undefined ? undefined : literalText(value);
      return paragraphs([
        `**${code(name)}** sets ${code(keyNameOfVariable(found.path))} of Dask's configuration, above all files.`,
        text === undefined ? undefined : valueText(repository, text, key),
        describeKey(found.path.map(normalSegment), era, 'variable') ?? 'No release of Dask reads this name.',
      ]);
    }
  }
}

/** The value as Dask reads it: a literal of Python, else text. */
function valueText(repository: Repository, text: string, key: KeyInfo | undefined): string {
  const { era } = repository;
  const read = interpretValue(text, wordRules(era));
  if (read.kind === 'fails') return `${code(text)} is nothing that Python can build: \`import dask\` fails.`;
  const { value } = read;
  const written =
    value.kind === 'string' ? value.value : value.kind === 'int' ? Number(value.value) : undefined;
  const amount =
    written === undefined || key === undefined
      ? undefined
      : key.unit === 'duration'
        ? durationText(written, key.bareUnit, era)
        : key.unit === 'bytes'
          ? bytesText(written)
          : undefined;
  return amount ?? `Dask reads the value as ${KINDS[value.kind]}.`;
}

const KINDS: Readonly<Record<PythonValue['kind'], string>> = {
  none: 'nothing (`None`)',
  bool: 'a boolean',
  int: 'a whole number',
  float: 'a number',
  complex: 'a complex number',
  string: 'text',
  bytes: 'bytes',
  list: 'a list',
  tuple: 'a list',
  set: 'a set',
  dict: 'a mapping',
  ellipsis: '`...`',
};

/** Where the script sets it, and what it is then; or that nothing does. */
function atLaunch(
  repository: Repository,
  file: RepositoryFile,
  { name, span, use }: NamePlace,
  isOutside: boolean,
): string | undefined {
  const launch = repository.derive(hubLaunch);
  if (launch.script !== file.path) return undefined;
  const step = lastAssignment(repository, file, name, span.start);
  const secret = isSecretName(name) || knownVariable(name)?.secret === true;
  if (step !== undefined) {
    const where = step.place.path === file.path ? `line ${step.place.line}` : code(step.place.path);
    if (step.value === undefined) return `At launch on a hub it has no value here (${where}).`;
    return secret
      ? `Set in ${where}.`
      : `At launch on a hub its value here is ${shown(step.value)}${use === 'read' || step.place.span.start !== span.start ? `, set in ${where}` : ''}.`;
  }
  if (isOutside || use === 'set' || launch.unknownFrom !== undefined) return undefined;
  return 'Neither a hub nor this script sets it; an image or an operator may.';
}

const LONGEST = 160;

function shown(value: Value): string {
  const text = likely(value);
  if (text === '') return 'empty';
  return code(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}
