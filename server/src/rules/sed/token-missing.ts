import type { Repository } from '../../binder/index.ts';
import { hubLaunch, knownText } from '../../launch/index.ts';
import { hasHole, literalPattern, occurrences, type SedRegex } from '../../sed/index.ts';
import { nearestName } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { brief } from '../start/brief.ts';
import { capitalWords, placesOf } from './placeholders.ts';
import { placeIn, type Substitution, sedRuns, substitutionsOf, writtenScript } from './runs.ts';

export const tokenMissing: Rule = {
  meta: {
    code: 'sed/token-missing',
    summary: 'sed looks for a text that the file does not hold',
    severity: 'warning',
    core: true,
    fix: 'both',
    docs: {
      launch: 'This sed changes nothing, without a message.',
      detail:
        'The pattern is looked for in the file as the script finds it. Quiet when an earlier line may have changed the file, and for patterns beyond what is modelled. When a token of the file that stays unfilled is nearly the same, it is named.',
      sources: ['observed with GNU sed 4.9: sed-no-match'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "/user/me/lab"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE"}\n',
          },
        },
        {
          title: 'Nearly the token of the file',
          bad: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKPSACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const substitution of substitutionsOf(run)) {
        const missing = missingIn(repository, substitution);
        if (missing === undefined) continue;
        const { command, script } = substitution;
        const span = placeIn(script, command.patternSpan);
        const pattern = run.file.source.slice(span);
        const { near, expanded } = missing;
        const files = missing.paths.map((path) => `\`${path}\``).join(', ');
        report({
          path: run.file.path,
          span,
          message: `${brief(pattern)} does not occur in ${files}${hint(near, expanded)} This sed changes nothing, and nobody is told.`,
          related: missing.paths.flatMap((path) => relatedPlace(repository, path, near)),
          subject: run.subject,
          fixes: () => [
            near === undefined || command.regex?.raw !== pattern
              ? undefined
              : editFix(`Write \`${near}\``, 'safe', run.file.path, [{ span, text: near }]),
            otherEnd(repository, missing, command.regex),
          ],
        });
      }
    }
  },
};

/** The name in the file as the sed has it. */
function otherEnd(
  repository: Repository,
  { paths, near }: Missing,
  regex: SedRegex | undefined,
): Fix | undefined {
  const [path, more] = paths;
  const token = regex === undefined ? undefined : literalPattern(regex);
  const source = path === undefined || more !== undefined ? undefined : repository.file(path)?.source;
  if (source === undefined || near === undefined || token === undefined) return undefined;
  return editFix(
    `Write \`${token}\` in \`${source.path}\``,
    'unsafe',
    source.path,
    placesOf(source.text, near).map((start) => ({ span: { start, end: start + near.length }, text: token })),
  );
}

interface Missing {
  readonly paths: readonly string[];
  /** A token of the file that is nearly the pattern and that nothing fills. */
  readonly near: string | undefined;
  /** A variable whose name, and not its value, stands in the file. */
  readonly expanded: string | undefined;
}

/** Where a pattern is certainly not found; undefined when it is found somewhere, or nobody knows. */
function missingIn(
  repository: Repository,
  { run, command, script, index }: Substitution,
): Missing | undefined {
  const { regex } = command;
  if (regex === undefined || regex.doubt !== undefined || hasHole(regex.raw)) return undefined;
  const paths: string[] = [];
  let near: string | undefined;
  let expanded: string | undefined;
  for (const step of run.steps) {
    if (step.plan.kind !== 'ready' || step.plan.program.commands[index] === undefined) return undefined;
    for (const operand of step.operands) {
      const before = operand.before === undefined ? undefined : knownText(operand.before);
      if (operand.state !== 'file' || operand.path === undefined || before === undefined) return undefined;
      const text = repository.text(operand.path);
      const original = typeof text === 'string' ? before : text.text;
      if (isFound(regex, before) || (original !== before && isFound(regex, original))) return undefined;
      // Another command of the same sed may have put the text in.
      if (operand.changedBy?.has(index) !== false) return undefined;
      if (!paths.includes(operand.path)) paths.push(operand.path);
      expanded ??= expandedName(script, command.patternSpan, original);
      near ??= nearToken(repository, operand.path, regex, original);
    }
  }
  if (paths.length === 0 || (expanded === undefined && restsOnValue(script, command.patternSpan)))
    return undefined;
  return { paths, near, expanded };
}

/** Undefined counts as found: then nothing is said. */
function isFound(regex: SedRegex, text: string): boolean {
  return occurrences(regex, text)?.length !== 0;
}

function nearToken(repository: Repository, path: string, regex: SedRegex, text: string): string | undefined {
  const pattern = literalPattern(regex);
  if (pattern === undefined || !/^[A-Z][A-Z0-9_]{2,}$/.test(pattern)) return undefined;
  const after = repository.derive(hubLaunch).files.get(path)?.after;
  const left = after === undefined ? text : after.kind === 'text' ? knownText(after.text) : undefined;
  if (left === undefined) return undefined;
  return nearestName(
    pattern,
    capitalWords(text).filter((word) => placesOf(left, word).length > 0),
  );
}

/** `"s|${NAME}|...|"` where the file holds the text `${NAME}`: the shell puts the value in before sed sees it. */
function expandedName(
  script: Substitution['script'],
  pattern: Substitution['command']['patternSpan'],
  text: string,
): string | undefined {
  for (const { segment } of writtenScript(script)?.values ?? []) {
    const { part } = segment;
    if (part.kind !== 'parameter' || segment.text.start < pattern.start || segment.text.end > pattern.end)
      continue;
    if (text.includes(`\${${part.name}}`) || text.includes(`$${part.name}`)) return part.name;
  }
  return undefined;
}

/** Whether part of the pattern is the value of a variable, which may differ from launch to launch. */
function restsOnValue(
  script: Substitution['script'],
  pattern: Substitution['command']['patternSpan'],
): boolean {
  return (writtenScript(script)?.values ?? []).some(
    ({ segment }) => segment.text.end > pattern.start && segment.text.start < pattern.end,
  );
}

function hint(near: string | undefined, expanded: string | undefined): string {
  if (expanded !== undefined)
    return `; the shell puts the value of \`${expanded}\` in before sed sees it, so write \`\\$\`.`;
  return near === undefined ? '.' : `; did you mean \`${near}\`?`;
}

function relatedPlace(repository: Repository, path: string, near: string | undefined) {
  const file = repository.file(path);
  if (file === undefined) return [];
  const [at] = near === undefined ? [] : placesOf(file.source.text, near);
  const span =
    at === undefined || near === undefined ? file.source.lineSpan(0) : { start: at, end: at + near.length };
  return [{ path, span, message: near === undefined ? 'The file that is edited' : 'This stays as it is' }];
}
