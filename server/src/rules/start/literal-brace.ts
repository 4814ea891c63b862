import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type CommandStep, hubLaunch, type SedStep } from '../../launch/index.ts';
import { commandName, type Word, type WordPart } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { writtenScript } from '../sed/runs.ts';
import { isFromOutside } from './known-names.ts';
import { subjectOf } from './subject.ts';

export const literalBrace: Rule = {
  meta: {
    code: 'start/literal-brace',
    summary: 'Braces without `$` do not stand for a variable',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The text stays as it is: there is no file `{HOME}/...`, and sed puts the bare braces in.',
      detail:
        'Names of variables that have a value, in paths and in the values of a sed. Quiet in the values of `DASK_` variables and in sed for Dask configurations, where Dask fills the braces itself, and in sed patterns.',
      sources: ['observed with bash 5.2: assign-literal-braces', 'corpus of start scripts'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\njupyter lab workspaces import {HOME}/binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\njupyter lab workspaces import ${HOME}/binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const launch = repository.derive(hubLaunch);
    const file = launch.script === undefined ? undefined : repository.file(launch.script);
    if (file === undefined) return;
    const seen = new Set<number>();
    for (const step of launch.steps) {
      if ((step.kind !== 'sed' && step.kind !== 'command') || step.place.path !== file.path) continue;
      for (const { span, name, quoted } of step.kind === 'sed' ? inSed(repository, step) : inPaths(step)) {
        if (seen.has(span.start) || !isFromOutside(repository, file, name, step.place.span.start)) continue;
        seen.add(span.start);
        report({
          path: file.path,
          span,
          message: `\`{${name}}\` is plain text; the variable is \`\${${name}}\`. ${step.kind === 'sed' && inScript(step, span) ? 'The file gets the braces instead of the value.' : 'There is no file of that name, and the command fails.'}`,
          subject: subjectOf(step.command),
          fixes: () => [fixOf(file, span, quoted)],
        });
      }
    }
  },
};

interface Braces {
  readonly span: Span;
  readonly name: string;
  /** In single quotes, where a `$` means nothing. */
  readonly quoted: boolean;
}

const BRACES = /(?<![$\\{])\{([A-Z_][A-Z0-9_]*)\}(?!\})/g;
/** Commands whose arguments are paths. */
const TAKES_PATHS =
  /^(?:cp|mv|ln|rm|mkdir|cat|cd|source|\.|touch|chmod|tar|unzip|python3?|bash|sh|jupyter|jupyter-lab)$/;

/** Braces at the start of a path. */
function inPaths({ command }: CommandStep): readonly Braces[] {
  if (!TAKES_PATHS.test((commandName(command) ?? '').replace(/^.*\//, ''))) return [];
  return command.words.slice(1).flatMap(pathBraces);
}

function pathBraces(word: Word): readonly Braces[] {
  return bracesIn(word.parts).filter(({ span }) => {
    const [first] = word.parts;
    const inside = first?.kind === 'double' ? first.parts[0] : first;
    return (
      inside !== undefined &&
      (span.start === inside.span.start || (inside.kind === 'single' && span.start === inside.span.start + 1))
    );
  });
}

/** Braces in the files of a sed, and in the values that it puts into anything but a Dask configuration. */
function inSed(repository: Repository, step: SedStep): readonly Braces[] {
  const operands = step.operands.flatMap(({ argument }) =>
    argument === undefined ? [] : pathBraces(argument.word),
  );
  const forDask = step.operands.some(({ path }) => {
    const file = path === undefined ? undefined : repository.file(path);
    return file === undefined || file.roles.includes('dask-config') || file.roles.includes('pod-template');
  });
  if (forDask) return operands;
  const values = step.scripts.flatMap((script): readonly Braces[] => {
    const written = writtenScript(script);
    const places = (written?.program?.commands ?? []).flatMap((command) =>
      command.kind === 'substitute' ? (written?.place(command.replacementSpan) ?? []) : [],
    );
    const word = script.argument?.word;
    if (word === undefined) return [];
    return bracesIn(word.parts).filter(({ span }) =>
      places.some((place) => place.start <= span.start && span.end <= place.end),
    );
  });
  return [...operands, ...values];
}

function bracesIn(parts: readonly WordPart[], quoted = false): readonly Braces[] {
  return parts.flatMap((part): readonly Braces[] => {
    if (part.kind === 'double') return bracesIn(part.parts);
    if (part.kind !== 'literal' && part.kind !== 'single') return [];
    const shift = part.kind === 'single' ? 1 : 0;
    if (part.span.end - part.span.start !== part.text.length + 2 * shift) return [];
    return [...part.text.matchAll(BRACES)].map((match) => {
      const start = part.span.start + shift + match.index;
      return {
        span: { start, end: start + match[0].length },
        name: match[1] ?? '',
        quoted: quoted || part.kind === 'single',
      };
    });
  });
}

function inScript(step: SedStep, span: Span): boolean {
  return step.scripts.some(
    ({ argument }) =>
      argument !== undefined && argument.word.span.start <= span.start && span.end <= argument.word.span.end,
  );
}

function fixOf(file: RepositoryFile, span: Span, quoted: boolean) {
  return quoted
    ? undefined
    : editFix('Write a `$` before the brace', 'safe', file.path, [
        { span: { start: span.start, end: span.start }, text: '$' },
      ]);
}
