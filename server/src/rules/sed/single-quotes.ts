import { nameOf, type Repository } from '../../binder/index.ts';
import type { SedScriptWord } from '../../launch/index.ts';
import type { Word } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isFromOutside } from '../start/known-names.ts';
import { type SedRun, sedRuns, substitutionsOf } from './runs.ts';

export const singleQuotes: Rule = {
  meta: {
    code: 'sed/single-quotes',
    summary: 'A variable stands in a single-quoted sed script',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'Nothing is put in for it: the file gets the literal text `${NAME}`.',
      detail:
        'In single quotes the shell expands nothing, and sed knows no variables. Only replacements are looked at, and only names that the launch environment or the script sets. Quiet for shell scripts as target, where the text may be meant.',
      severity:
        'Information where the text lands in a worker template that dask-kubernetes 0.6.0 and later expands itself.',
      era: 'dask-kubernetes 0.6.0',
      sources: [
        'observed with GNU sed 4.9: sed-single-quotes-never-expand',
        'dask-kubernetes core.py, _expand_env, 0.6.0',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i \'s|MY_PREFIX|${JUPYTERHUB_SERVICE_PREFIX}|g\' binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_PREFIX"}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|MY_PREFIX|${JUPYTERHUB_SERVICE_PREFIX}|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_PREFIX"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      if (run.step.operands.some(({ path }) => path !== undefined && isScript(path))) continue;
      for (const { script, command } of substitutionsOf(run)) {
        const name = quotedName(repository, run, script, command.replacementSpan);
        const word = script.argument?.word;
        if (name === undefined || word === undefined) continue;
        const expands =
          run.step.operands.length > 0 &&
          run.step.operands.every(({ path }) => isExpandedTemplate(repository, path));
        report({
          path: run.file.path,
          span: word.span,
          severity: expands ? 'info' : 'error',
          message: expands
            ? `The shell does not expand \`$${name}\` in single quotes; use double quotes. The worker template gets the literal text, which dask-kubernetes expands later.`
            : `The shell does not expand \`$${name}\` in single quotes; use double quotes. The file gets the literal text \`$${name}\` instead of the value.`,
          subject: run.subject,
          fixes: () => [doubleQuotes(run, word, script)],
        });
        break;
      }
    }
  },
};

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** The first name of a variable that stands in single quotes within a replacement. */
function quotedName(
  repository: Repository,
  { file, step }: SedRun,
  { value, segments }: SedScriptWord,
  replacement: Span,
): string | undefined {
  const text = value.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '\uf8ff')).join('');
  for (const match of text.slice(replacement.start, replacement.end).matchAll(VARIABLE)) {
    const at = replacement.start + match.index;
    const segment = segments.find(({ text: span }) => span.start <= at && at < span.end);
    const name = match[1] ?? match[2] ?? '';
    if (segment?.part.kind === 'single' && isFromOutside(repository, file, name, step.place.span.start))
      return name;
  }
  return undefined;
}

/** A file in which a shell expands the text later. */
function isScript(path: string): boolean {
  return /\.(?:sh|bash|zsh|csh|fish|env|R|py|ipynb)$|^\.?(?:bash|z)?(?:rc|profile)$|^(?:start|postBuild|activate|Dockerfile|Makefile)$/.test(
    nameOf(path),
  );
}

/** Whether dask-kubernetes puts values into the file when it makes workers. */
function isExpandedTemplate(repository: Repository, path: string | undefined): boolean {
  const file = path === undefined ? undefined : repository.file(path);
  if (file === undefined || !(file.roles.includes('pod-template') || file.roles.includes('dask-config')))
    return false;
  return repository.era.inForce('dask-kubernetes', '0.6.0').inForce;
}

/** Double quotes instead, when nothing else in the word means something in them. */
function doubleQuotes({ file }: SedRun, word: Word, { value }: SedScriptWord): Fix | undefined {
  const [part] = word.parts;
  const [piece] = value.pieces;
  if (word.parts.length !== 1 || part?.kind !== 'single' || piece?.kind !== 'text') return undefined;
  const rest = part.text.replace(VARIABLE, '');
  if (/[`"\\$]/.test(rest)) return undefined;
  return editFix('Use double quotes', 'safe', file.path, [
    { span: { start: part.span.start, end: part.span.start + 1 }, text: '"' },
    { span: { start: part.span.end - 1, end: part.span.end }, text: '"' },
  ]);
}
