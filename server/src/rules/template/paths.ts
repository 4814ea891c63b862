import {
  daskSettings,
  daskVariables,
  type ExportedVariable,
  normalize,
  type Repository,
} from '../../binder/index.ts';
import { statusOfVariable } from '../../dask/index.ts';
import { literalText } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { resolved } from '../../yaml/index.ts';
import { pathInRepository } from '../start/repository-path.ts';

/** A place that names the file of a pod template, as a key or as a variable. */
export interface TemplatePath {
  readonly path: string;
  /** The name of the variable, or the value of the key. */
  readonly span: Span;
  /** The value. */
  readonly valueSpan: Span;
  /** In backquotes, for messages. */
  readonly name: string;
  /** The path in the repository; undefined where the text does not tell. */
  readonly target: string | undefined;
  /** Whether the path is looked for from the folder of the notebook. */
  readonly relative: boolean;
  /** The key that holds the template itself. */
  readonly sibling: string;
  readonly subject: string;
  readonly variable: ExportedVariable | undefined;
}

const KEYS = ['kubernetes.worker-template-path', 'kubernetes.scheduler-template-path'];

/** Every place that names a template file. */
export function templatePaths(repository: Repository): readonly TemplatePath[] {
  return [...inScripts(repository), ...inFiles(repository)];
}

function inScripts(repository: Repository): readonly TemplatePath[] {
  return repository.derive(daskVariables).flatMap((variable): readonly TemplatePath[] => {
    const found = statusOfVariable(variable.name, repository.era);
    const { value } = variable;
    if (found.kind !== 'key' || value === undefined) return [];
    const key = found.path.map((step) => step.replaceAll('_', '-')).join('.');
    if (!KEYS.includes(key)) return [];
    const literal = literalText(value);
    return [
      {
        path: variable.file.path,
        span: variable.nameSpan,
        valueSpan: value.span,
        name: `\`${variable.name}\``,
        target: pathInRepository(value),
        relative: literal !== undefined && literal !== '' && !/^[/~{]/.test(literal),
        sibling: key.replace(/-path$/, ''),
        subject: `variable:${variable.nameSpan.start}`,
        variable,
      },
    ];
  });
}

function inFiles(repository: Repository): readonly TemplatePath[] {
  return repository.derive(daskSettings).flatMap(({ file, pair, status, path }): readonly TemplatePath[] => {
    const key = 'key' in status ? status.key?.key : undefined;
    const value = resolved(pair.value);
    if (key === undefined || !KEYS.includes(key) || value?.kind !== 'scalar' || value.type !== 'str')
      return [];
    const { text } = value;
    const filled = text.includes('{') && !text.startsWith('{HOME}/');
    return [
      {
        path: file.path,
        span: pair.value.span,
        valueSpan: pair.value.span,
        name: `\`${path.at(-1) ?? key}\``,
        target:
          filled || (text.startsWith('/') && !text.startsWith('/home/jovyan/')) || text.startsWith('~')
            ? undefined
            : normalize(text.replace(/^(?:\{HOME\}|\/home\/jovyan)\//, '')),
        relative: !/^[/~{$]/.test(text) && text !== '',
        sibling: key.replace(/-path$/, ''),
        subject: `key:${path.join('\0')}`,
        variable: undefined,
      },
    ];
  });
}
