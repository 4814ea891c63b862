import {
  commandName,
  interpreterOf,
  literalText,
  parametersIn,
  type Script,
  type Statement,
  type WordPart,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { startScripts } from './scripts.ts';

/** So many further places are named. */
const OTHERS = 8;

export const bashInSh: Rule = {
  meta: {
    code: 'start/bash-in-sh',
    summary: 'A script for `/bin/sh` uses what only bash has',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        '`/bin/sh` is dash in these images. It takes the else branch of `[[ ... ]]`, passes over `source`, or stops at what it cannot read.',
      detail:
        '`[[`, `source`, arrays, `<<<`, `$(<file)`, `function f`, `+=`, `${A//x/y}`, `==` in `[ ]`, `&>`, `set -o pipefail` and the like. One finding a file, at the first of them.',
      severity: 'Error when one of them ends the script.',
      sources: [
        'observed with dash: dash-double-bracket, dash-source, dash-array, dash-here-string, dash-pipefail',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/sh\nif [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n  export ON_HUB=1\nfi\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nif [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n  export ON_HUB=1\nfi\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, script } of startScripts(repository)) {
      const { shebang } = script;
      const name = interpreterOf(script);
      if (shebang === undefined || (name !== 'sh' && name !== 'dash')) continue;
      const found = bashisms(script).sort((a, b) => a.span.start - b.span.start);
      const [first] = found;
      if (first === undefined) continue;
      const stops = found.some((one) => one.stops);
      report({
        path: file.path,
        span: first.span,
        severity: stops ? 'error' : 'warning',
        message: `\`${first.shown}\` works in bash only, and \`/bin/sh\` is dash in the image; begin the script with \`#!/bin/bash\`. ${stops ? 'dash stops, and no server starts.' : first.effect}`,
        related: [
          { path: file.path, span: shebang.span, message: 'dash reads the script' },
          ...found.slice(1, 1 + OTHERS).map(({ span, shown, stops: ends, effect }) => ({
            path: file.path,
            span,
            message: `\`${shown}\` too: ${ends ? 'dash stops here.' : effect}`,
          })),
        ],
        subject: 'shebang',
        fixes: () => [
          editFix('Begin with `#!/bin/bash`', 'safe', file.path, [
            {
              span: shebang.span,
              text: `#!/bin/bash${/env$/.test(shebang.interpreter) || shebang.argument === '' ? '' : ` ${shebang.argument}`}`,
            },
          ]),
        ],
      });
    }
  },
};

interface Bashism {
  readonly span: Span;
  readonly shown: string;
  /** Whether dash ends the script there. */
  readonly stops: boolean;
  readonly effect: string;
}

const NOT_FOUND = 'dash finds no such command and goes on without it.';
const ELSE = 'dash finds no such command, so the condition fails and the else branch runs.';

function bashisms(script: Script): Bashism[] {
  const found: Bashism[] = [];
  const add = (span: Span, shown: string, stops: boolean, effect = NOT_FOUND) =>
    void found.push({ span, shown, stops, effect });
  walkStatements(
    script,
    (statement) => {
      const start = statement.span.start;
      if (statement.kind === 'test') add({ start, end: start + 2 }, '[[', false, ELSE);
      if (statement.kind === 'arithmetic') add({ start, end: start + 2 }, '((', false, ELSE);
      if (statement.kind === 'arithmetic-for') add({ start, end: start + 3 }, 'for ((', true);
      if (statement.kind === 'for' && statement.select) add({ start, end: start + 6 }, 'select', true);
      if (statement.kind === 'function' && statement.keyword)
        add({ start, end: start + 8 }, 'function', true);
      if (statement.kind === 'command') inCommand(statement, add);
      for (const redirection of statement.redirections) {
        const { operator, span } = redirection;
        const at = { start: span.start, end: Math.min(span.start + operator.length, span.end) };
        if (operator === '<<<') add(at, operator, true);
        if (operator === '&>' || operator === '&>>')
          add(at, operator, false, 'dash runs the command in the background and empties the file.');
      }
      for (const word of wordsOf(statement)) inParts(word.parts, add);
    },
    { substitutions: true },
  );
  return found;
}

type Add = (span: Span, shown: string, stops: boolean, effect?: string) => void;

function inCommand(statement: Extract<Statement, { kind: 'command' }>, add: Add): void {
  const [first, ...rest] = statement.words;
  const name = commandName(statement);
  for (const assignment of [
    ...statement.assignments,
    ...statement.words.flatMap((word) => word.assignment ?? []),
  ]) {
    if (assignment.value.kind === 'array') add(assignment.span, `${assignment.name}=(`, true);
    else if (assignment.append)
      add(
        { start: assignment.nameSpan.start, end: assignment.nameSpan.end + 2 },
        `${assignment.name}+=`,
        false,
      );
  }
  if (first === undefined) return;
  if (name === 'source') add(first.span, name, false);
  const read = name === '.' && rest[0] !== undefined ? literalText(rest[0]) : undefined;
  if (rest[0] !== undefined && read !== undefined && !read.includes('/'))
    add({ start: first.span.start, end: rest[0].span.end }, `. ${read}`, true);
  if (
    name === 'declare' ||
    name === 'typeset' ||
    name === 'shopt' ||
    name === 'pushd' ||
    name === 'popd' ||
    name === 'let'
  )
    add(first.span, name, false);
  if (name === '[' || name === 'test') {
    const equals = rest.find((word) => literalText(word) === '==');
    if (equals !== undefined)
      add(
        equals.span,
        '==',
        false,
        'dash says "unexpected operator", so the condition fails and the else branch runs.',
      );
  }
  const pipefail = name === 'set' ? rest.find((word) => literalText(word) === 'pipefail') : undefined;
  if (pipefail !== undefined) add(pipefail.span, 'set -o pipefail', true);
}

/** `$(<file)`: nothing but a file to read. */
function isReading([only, ...more]: readonly Statement[]): boolean {
  if (only?.kind !== 'command' || more.length > 0) return false;
  const [redirection, ...others] = only.redirections;
  const alone = only.words.length === 0 && only.assignments.length === 0 && others.length === 0;
  return alone && redirection?.operator === '<';
}

function inParts(parts: readonly WordPart[], add: Add): void {
  for (const part of parts) {
    if (part.kind === 'double') inParts(part.parts, add);
    if (part.kind === 'process') add(part.span, '<( )', true);
    if (part.kind === 'ansi') add(part.span, "$'...'", false, 'dash takes the `$` literally.');
    if (part.kind === 'substitution' && isReading(part.statements))
      add(part.span, '$(<file)', false, 'dash reads nothing, so the value is empty; `$(cat file)` reads it.');
    if (part.kind === 'brace') add(part.span, part.text, false, 'dash does not expand the braces.');
  }
  for (const { operator, indirect, index, span } of parametersIn(parts)) {
    if (
      index !== undefined ||
      indirect ||
      (operator !== undefined && /^(?:\/[/#%]?|:|\^\^?|,,?|~~?|@)$/.test(operator))
    )
      add(span, '${...}', true);
  }
}
