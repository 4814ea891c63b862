import { hubLaunch, type ReachedCommand } from '../../launch/index.ts';
import { type Command, commandName, literalText, type Word } from '../../shell/index.ts';
import type { SourceText, Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { runsOnHub } from './on-hub.ts';
import { startScripts } from './scripts.ts';
import { subjectOf } from './subject.ts';

export const badAssignment: Rule = {
  meta: {
    code: 'start/bad-assignment',
    summary: 'A line looks like an assignment but is none',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: '"command not found" or "not a valid identifier", and the variable stays unset.',
      detail:
        'Blanks around `=`, `export A = 1`, names with `-` or `.`, a `$` before the name. The rest of the line is still done, and the script goes on.',
      severity: 'Error under `set -e`, where the script ends there.',
      sources: ['observed with bash 5.2: assign-spaces-around-equals, assign-bad-identifier'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV = notebook\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV=notebook\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    const { steps } = repository.derive(hubLaunch);
    for (const start of startScripts(repository)) {
      const { file } = start;
      for (const { command } of start.handOvers.pick(hasSlip)) {
        const found = slipIn(file.source, command);
        if (found === undefined || runsOnHub(repository, file, command) === false) continue;
        const ends = steps.some(
          (step) =>
            step.kind === 'end' &&
            step.why === 'errexit' &&
            step.certain &&
            step.place.span.start === command.span.start &&
            step.place.path === file.path,
        );
        report({
          path: file.path,
          span: found.span,
          severity: ends ? 'error' : 'warning',
          message: `${found.sentence} ${ends ? 'Bash refuses it, and with `set -e` the script ends here: no server starts.' : found.effect}`,
          subject: subjectOf(command),
          fixes: () => [found.fix],
        });
      }
    }
  },
};

interface Slip {
  readonly span: Span;
  readonly sentence: string;
  readonly effect: string;
  readonly fix?: Fix | undefined;
}

const NAME = /^[A-Za-z_]\w*$/;
const DECLARATIONS = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
const INVALID = 'Bash says "not a valid identifier", and the variable stays unset.';

/** Whether a command was meant to be an assignment. */
export function isBadAssignment(source: SourceText, command: Command): boolean {
  return slipIn(source, command) !== undefined;
}

function hasSlip({ command }: ReachedCommand, source: SourceText): boolean {
  return slipIn(source, command) !== undefined;
}

function slipIn(source: SourceText, command: Command): Slip | undefined {
  const [first, second, third] = command.words;
  if (first === undefined) return undefined;
  const name = commandName(command);
  if (name !== undefined && DECLARATIONS.has(name)) return inDeclaration(source, command);
  // `A = 1`, `A =1`
  if (
    name !== undefined &&
    NAME.test(name) &&
    second !== undefined &&
    startsWithEquals(source.slice(second.span)) &&
    !isCommand(name)
  ) {
    const glued = source.slice(second.span) !== '=';
    const value = glued ? second : third;
    const span = { start: first.span.start, end: (value ?? second).span.end };
    if (command.words.length > (glued ? 2 : 3)) return undefined;
    return {
      span,
      sentence: `${brief(source.slice(span))} runs a command \`${name}\`; an assignment has no spaces around \`=\`.`,
      effect: 'Bash says "command not found", and the variable stays unset.',
      fix: withoutBlanks(source, first, second, value),
    };
  }
  // `A= 1` sets A to nothing for a command `1`; only where that can be no command.
  const dollar = /^\$\{?([A-Za-z_]\w*)\}?=/.exec(source.slice(first.span));
  if (dollar !== null && first.parts[0]?.kind === 'parameter') {
    return {
      span: first.span,
      sentence: `${brief(source.slice(first.span))} reads the variable instead of setting it; write \`${dollar[1]}=\`.`,
      effect: 'Bash looks for a command of that name, and the variable stays unset.',
    };
  }
  const dash = /^([A-Za-z_][\w.-]*[.-][\w.-]*)=/.exec(source.slice(first.span));
  if (dash !== null && command.words.length === 1 && !dash[1]?.includes('/')) {
    return {
      span: { start: first.span.start, end: first.span.start + (dash[1] ?? '').length },
      sentence: `\`${dash[1]}\` is no name for a variable; letters, digits and \`_\` are allowed.`,
      effect: 'Bash says "command not found", and the variable stays unset.',
    };
  }
  return undefined;
}

/** `export A = 1`, `export MY-VAR=1`, `export $A=1`. */
function inDeclaration(source: SourceText, command: Command): Slip | undefined {
  const words = command.words.slice(1).filter((word) => !/^[-+]\w/.test(source.slice(word.span)));
  for (const [i, word] of words.entries()) {
    const text = source.slice(word.span);
    if (startsWithEquals(text)) {
      const before = words[i - 1];
      const glued = text !== '=';
      const value = glued ? word : words[i + 1];
      const name = before === undefined ? undefined : literalText(before);
      const span = { start: before?.span.start ?? word.span.start, end: (value ?? word).span.end };
      return {
        span,
        sentence: `${brief(source.slice(span))} is no assignment; spaces around \`=\` are not allowed.`,
        effect: INVALID,
        fix:
          before === undefined || name === undefined || !NAME.test(name)
            ? undefined
            : withoutBlanks(source, before, word, value),
      };
    }
    const empty = emptyBefore(source, words[i - 1], word);
    if (empty !== undefined) return empty;
    const dashed = /^([A-Za-z_][\w]*(?:[-.][\w.-]*)+)=/.exec(text);
    if (dashed !== null) {
      return {
        span: { start: word.span.start, end: word.span.start + (dashed[1] ?? '').length },
        sentence: `\`${dashed[1]}\` is no name for a variable; letters, digits and \`_\` are allowed.`,
        effect: INVALID,
      };
    }
  }
  return undefined;
}

/** `export A= 1`: A is exported without a value, and the value taken for the next name. */
function emptyBefore(source: SourceText, before: Word | undefined, word: Word): Slip | undefined {
  const name = before?.assignment?.name;
  if (before === undefined || name === undefined || word.assignment !== undefined) return undefined;
  if (source.slice(before.span) !== `${name}=` || NAME.test(source.slice(word.span))) return undefined;
  const span = { start: before.span.start, end: word.span.end };
  return {
    span,
    sentence: `${brief(source.slice(span))} exports \`${name}\` without a value; no space may stand behind \`=\`.`,
    effect: 'Bash says "not a valid identifier" of the value, and the variable is empty.',
    fix: withoutBlanks(source, before, word, undefined),
  };
}

function startsWithEquals(text: string): boolean {
  return text === '=' || /^=[^=~]/.test(text);
}

/** Names that are programs as well: then `name = x` may be meant as it stands. */
function isCommand(name: string): boolean {
  return /^(?:test|expr|let|echo|printf|alias)$/.test(name);
}

function withoutBlanks(
  source: SourceText,
  name: Word,
  equals: Word,
  value: Word | undefined,
): Fix | undefined {
  const edits = [{ span: { start: name.span.end, end: equals.span.start }, text: '' }];
  if (value !== undefined && value !== equals)
    edits.push({ span: { start: equals.span.end, end: value.span.start }, text: '' });
  const joined = edits.every(({ span }) => /^[ \t]+$/.test(source.slice(span)));
  return joined ? editFix('Remove the spaces', 'safe', source.path, edits) : undefined;
}
