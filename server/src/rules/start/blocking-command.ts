import type { EndlessLoop, HandOvers, ReachedCommand } from '../../launch/index.ts';
import { literalText, type Statement, type Word } from '../../shell/index.ts';
import { contains, type SourceText, type Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { BLOCKING_COMMANDS, type BlockingCommand } from './blocking-commands.ts';
import { brief } from './brief.ts';
import { matchWords, programName, programsOf, textOfWord } from './command-words.ts';
import { guardOf, isExpected } from './guard.ts';
import { runsOnHub } from './on-hub.ts';
import { type StartScript, startScripts } from './scripts.ts';
import { subjectOf } from './subject.ts';

export const blockingCommand: Rule = {
  meta: {
    code: 'start/blocking-command',
    summary: 'A command that never ends stands before the `exec`',
    severity: 'error',
    core: true,
    fix: 'unsafe',
    docs: {
      launch: '`exec "$@"` is never reached. The hub waits 30 seconds for the server and stops the pod.',
      detail:
        'Servers such as `dask-scheduler`, `jupyter lab` or `python -m http.server`, `tail -f`, `sleep infinity`, `while true`, and `wait` for a job that never ends. In the background they are fine. Quiet behind conditions that a launch on a hub does not meet.',
      sources: [
        'jupyterhub spawner.py, Spawner.http_timeout',
        'observed with bash 5.2: exec-wait-before, exec-after-background-job',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\ndask-scheduler --port 8786\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\ndask-scheduler --port 8786 &\nexec "$@"\n' },
        },
        {
          title: 'Waiting for a server',
          bad: { 'binder/start': '#!/bin/bash\ndask-scheduler &\nwait\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\ndask-scheduler &\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const { file, handOvers } = start;
      const meant = lastHandOver(handOvers);
      if (meant === undefined) continue;
      const seen = new Set<number>();
      for (const place of [
        ...commandsThatBlock(start),
        ...waitsThatBlock(start),
        ...loopsThatBlock(file.source, handOvers.endlessLoops),
      ]) {
        if (place.span.start >= meant || seen.has(place.span.start)) continue;
        // A loop that starts the server again and again holds the hand-over.
        if (handOvers.all.some(({ span }) => contains(place.statement.span, span))) continue;
        const guard = guardOf(repository, place.conditions);
        const runs = runsOnHub(repository, file, place.statement);
        if (guard === 'closed' || guard === 'unknown') continue;
        const taken = runs ?? place.conditions.length === 0;
        if (!taken && !(place.conditions.length > 0 && place.conditions.every(isExpected))) continue;
        seen.add(place.span.start);
        report({
          path: file.path,
          span: place.span,
          message: `${place.words}; ${place.expected}. The \`exec\` behind it is never reached, and the hub stops the pod after 30 seconds.`,
          subject:
            place.statement.kind === 'command' ? subjectOf(place.statement) : `loop:${place.span.start}`,
          fixes: () => [place.fixable ? inBackground(start, place.statement) : undefined],
        });
      }
    }
  },
};

interface BlockingPlace {
  readonly span: Span;
  readonly statement: Statement;
  readonly conditions: ReachedCommand['conditions'];
  /** Found. */
  readonly words: string;
  readonly expected: string;
  readonly fixable: boolean;
}

/** The end of the last place that hands over, or was meant to; without one `start/exec-missing` says what is wrong. */
function lastHandOver({ all, perhapsElsewhere }: HandOvers): number | undefined {
  if (perhapsElsewhere) return Number.POSITIVE_INFINITY;
  const meant = all.filter(({ form }) => form !== 'fixed-command');
  return meant.length === 0 ? undefined : Math.max(...meant.map(({ span }) => span.start));
}

function commandsThatBlock({ file, handOvers }: StartScript): BlockingPlace[] {
  const { source } = file;
  return handOvers.pick(mayBlock).flatMap((reached): BlockingPlace[] => {
    // What takes the place of the shell is told by the rules of the hand-over.
    if (reached.background || reached.wrappers.some((name) => name === 'timeout' || name === 'exec'))
      return [];
    const found = blockingOf(source, reached.words);
    if (found === undefined) return [];
    // `tail -f log | grep -m1 ready` ends when its last part does.
    if (
      !found.row.server &&
      reached.pipeline !== undefined &&
      reached.pipeline.statements.at(-1) !== reached.command
    )
      return [];
    return [
      {
        span: found.span,
        statement: reached.command,
        conditions: reached.conditions,
        words: `\`${source.slice(found.span)}\` runs until somebody stops it`,
        expected: found.row.server
          ? 'a server has to be started in the background, with `&`'
          : 'nothing may wait here',
        fixable: true,
      },
    ];
  });
}

/** `wait` for a job that never ends. */
function waitsThatBlock({ file, handOvers }: StartScript): BlockingPlace[] {
  const { source } = file;
  const waits = handOvers.pick(isWait);
  if (waits.length === 0) return [];
  const jobs = handOvers
    .pick(mayBlock)
    .filter((reached) => reached.background && blockingOf(source, reached.words) !== undefined);
  return waits.flatMap((reached): BlockingPlace[] => {
    const [, operand, ...more] = reached.words;
    if (reached.background || more.length > 0) return [];
    const before = jobs.filter((job) => job.command.span.end < reached.command.span.start);
    const lastJob = handOvers.commands
      .filter((one) => one.background && one.command.span.end < reached.command.span.start)
      .at(-1);
    const text = textOfWord(source, operand).replaceAll('"', '');
    const waitsFor =
      operand === undefined ? before[0] : text === '$!' ? before.find((job) => job === lastJob) : undefined;
    if (waitsFor === undefined) return [];
    return [
      {
        span: reached.command.span,
        statement: reached.command,
        conditions: reached.conditions,
        words: `\`${source.slice(reached.command.span)}\` waits for ${brief(source.slice(waitsFor.command.span))}, which runs until somebody stops it`,
        expected: 'the script has to go on',
        fixable: false,
      },
    ];
  });
}

function mayBlock({ words }: ReachedCommand): boolean {
  const name = programName(words);
  return name !== undefined && BLOCKING_PROGRAMS.test(name);
}

function isWait({ words: [name] }: ReachedCommand): boolean {
  return name !== undefined && literalText(name) === 'wait';
}

function loopsThatBlock(source: SourceText, loops: readonly EndlessLoop[]): BlockingPlace[] {
  return loops.flatMap(({ statement, conditions, background }): BlockingPlace[] => {
    if (background) return [];
    const end =
      statement.kind === 'loop'
        ? (statement.condition.at(-1)?.span.end ?? statement.span.end)
        : headEnd(source, statement.span);
    const span = { start: statement.span.start, end };
    return [
      {
        span,
        statement,
        conditions,
        words: `The loop \`${source.slice(span)}\` never ends`,
        expected: 'it has to run in the background, with `&`',
        fixable: true,
      },
    ];
  });
}

function headEnd(source: SourceText, span: Span): number {
  const close = source.text.indexOf('))', span.start);
  return close < 0 || close > span.end ? span.end : close + 2;
}

const BLOCKING_PROGRAMS = programsOf(BLOCKING_COMMANDS);

export function blockingOf(
  source: SourceText,
  words: readonly Word[],
): { readonly row: BlockingCommand; readonly span: Span } | undefined {
  const name = programName(words);
  if (name === undefined || !BLOCKING_PROGRAMS.test(name)) return undefined;
  const texts = words.slice(1).map((word) => textOfWord(source, word));
  for (const row of BLOCKING_COMMANDS) {
    const match = matchWords(source, words, row);
    const [program] = words;
    if (match === undefined || program === undefined) continue;
    if (row.ends !== undefined && texts.some((text) => row.ends?.test(text))) continue;
    if (row.operand === undefined)
      return { row, span: { start: program.span.start, end: match.telling.span.end } };
    const operand = match.rest.find((word) => row.operand?.test(textOfWord(source, word)));
    if (operand !== undefined) return { row, span: { start: program.span.start, end: operand.span.end } };
  }
  return undefined;
}

function inBackground({ file, script }: StartScript, statement: Statement): Fix | undefined {
  const inPipeline = script.statements.find(
    (top) =>
      top.kind === 'pipeline' && top.span.start <= statement.span.start && statement.span.end <= top.span.end,
  );
  const whole = inPipeline ?? statement;
  if (!script.statements.includes(whole)) return undefined;
  const { end } = whole.span;
  const behind = /^[ \t]*;?[ \t]*(?:#.*)?(?:\r?\n|$)/.exec(file.source.text.slice(end));
  if (behind === null || behind[0].trimStart().startsWith(';')) return undefined;
  return editFix('Start it in the background', 'unsafe', file.path, [
    { span: { start: end, end }, text: ' &' },
  ]);
}
