import type { Repository } from '../../binder/index.ts';
import { inScript, knownText } from '../../launch/index.ts';
import { literalPattern } from '../../sed/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isPlaceholder, placesOf } from './placeholders.ts';
import { placeIn, type SedRun, type Substitution, sedRuns, substitutionsOf } from './runs.ts';

export const partialWord: Rule = {
  meta: {
    code: 'sed/partial-word',
    summary: 'The pattern of a sed is the part of a longer name in the file',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The longer name is cut in two, and what was to fill it finds it no more.',
      detail: 'Names in capitals, as the file holds them when the line runs: `USER` before `USER_ID`.',
      sources: ['observed with GNU sed 4.9: sed-placeholder-prefix'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|MY_USER|${JUPYTERHUB_USER}|g" binder/workspace.json\nsed -i "s|MY_USER_ID|42|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_USER_ID", "user": "MY_USER"}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|MY_USER_ID|42|g" binder/workspace.json\nsed -i "s|MY_USER|${JUPYTERHUB_USER}|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_USER_ID", "user": "MY_USER"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const substitution of substitutionsOf(run)) {
        const found = longerName(repository, substitution);
        if (found === undefined) continue;
        const { pattern, longer, path } = found;
        const file = repository.file(path);
        const [at] = file === undefined ? [] : placesOf(file.source.text, longer);
        report({
          path: run.file.path,
          span: placeIn(substitution.script, substitution.command.patternSpan),
          message: `\`${pattern}\` also fits the beginning or end of \`${longer}\` in \`${path}\`; replace the longer name first. \`${longer}\` is cut in two and never filled.`,
          related:
            at === undefined
              ? []
              : [{ path, span: { start: at, end: at + longer.length }, message: 'The longer name' }],
          fixes: () => [swapInSed(substitution, longer) ?? swapFix(repository, run, longer)],
        });
      }
    }
  },
};

function longerName(repository: Repository, { run, command, index }: Substitution) {
  const pattern = command.regex === undefined ? undefined : literalPattern(command.regex);
  if (pattern === undefined || !/^[A-Z][A-Z0-9_]*$/.test(pattern)) return undefined;
  const others = new Set(
    sedRuns(repository).flatMap((other) =>
      substitutionsOf(other).flatMap(({ command: { regex } }) =>
        regex === undefined ? [] : (literalPattern(regex) ?? []),
      ),
    ),
  );
  for (const step of run.steps) {
    for (const { before, path, changedBy } of step.operands) {
      const text = before === undefined ? undefined : knownText(before);
      if (text === undefined || path === undefined || changedBy?.has(index) !== true) continue;
      for (const name of text.match(/[A-Z][A-Z0-9_]*/g) ?? []) {
        if (name === pattern || !name.includes(pattern)) continue;
        if (others.has(name) || (isPlaceholder(name) && new RegExp(`(?:^|_)${pattern}(?:_|$)`).test(name)))
          return { pattern, longer: name, path };
      }
    }
  }
  return undefined;
}

/** The two commands of one sed exchanged. */
function swapInSed({ run, command, script, index }: Substitution, longer: string): Fix | undefined {
  const later = substitutionsOf(run).find(
    (other) =>
      other.index > index &&
      other.command.regex !== undefined &&
      literalPattern(other.command.regex) === longer,
  );
  const a = inScript(script.segments, command.span);
  const b = later && inScript(later.script.segments, later.command.span);
  if (a === undefined || b === undefined) return undefined;
  const { source } = run.file;
  // Between single and double quotes the same text means different things.
  if (later?.script !== script && source.text[a.start - 1] !== source.text[b.start - 1]) return undefined;
  return editFix(`Replace \`${longer}\` first`, 'unsafe', run.file.path, [
    { span: a, text: source.slice(b) },
    { span: b, text: source.slice(a) },
  ]);
}

/** The two lines exchanged, where each of them is a sed of its own at the top of the script. */
function swapFix(repository: Repository, run: SedRun, longer: string): Fix | undefined {
  const later = sedRuns(repository).find(
    (other) =>
      other !== run &&
      other.step.place.span.start > run.step.place.span.start &&
      substitutionsOf(other).some(
        ({ command: { regex } }) => regex !== undefined && literalPattern(regex) === longer,
      ),
  );
  const top = repository.script(run.file).statements;
  if (later === undefined || !top.includes(run.step.command) || !top.includes(later.step.command))
    return undefined;
  const a = run.step.command.span;
  const b = later.step.command.span;
  return editFix(`Replace \`${longer}\` first`, 'unsafe', run.file.path, [
    { span: a, text: run.file.source.slice(b) },
    { span: b, text: run.file.source.slice(a) },
  ]);
}
