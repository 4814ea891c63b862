import type { Repository } from '../../binder/index.ts';
import type { ReachedCommand } from '../../launch/index.ts';
import type { Word } from '../../shell/index.ts';
import { contains, type SourceText } from '../../text/index.ts';
import type { Reported, Rule, Severity } from '../rule.ts';
import { firstOperand, matchWords, programName, programsOf, textOfWord } from './command-words.ts';
import { type Guard, guardOf, isExpected } from './guard.ts';
import { heavyByArguments, isHeavyByArguments } from './heavy-arguments.ts';
import { type Certainty, HEAVY_COMMANDS } from './heavy-commands.ts';
import { moveToPostBuild } from './move-to-post-build.ts';
import { runsOnHub } from './on-hub.ts';
import { type StartScript, startScripts } from './scripts.ts';
import { subjectOf } from './subject.ts';

export const heavyWork: Rule = {
  meta: {
    code: 'start/heavy-work',
    summary: 'The start script does work that belongs in `postBuild`',
    severity: 'warning',
    core: true,
    fix: 'unsafe',
    docs: {
      launch:
        'The work is done again at every launch, before the server starts. Both share 30 seconds; after that the hub stops the pod.',
      detail:
        'Installations, builds, downloads and clones before the `exec`, also behind `cd ... &&`, in called functions, and after `sudo`, `time`, `env` and `nohup`. `postBuild` runs once, when the image is built. Quiet: imports of a JupyterLab workspace, switching extensions on and off, `sed`, and what is skipped because its marker file is in the repository.',
      severity:
        'Warning for commands that take long for sure or probably, information for possible ones. One step lower in the background, and behind a test for a file that the repository does not hold.',
      sources: [
        'repo2docker docs/source/configuration/actions.md: at most a few seconds',
        'jupyterhub spawner.py, Spawner.http_timeout: 30 seconds; kubespawner spawner.py, start',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\npip install xarray\nexec "$@"\n' },
          good: {
            'binder/postBuild': '#!/bin/bash\nset -e\n\npip install xarray\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
        },
        {
          title: 'In a function, behind cd',
          bad: {
            'binder/start':
              '#!/bin/bash\nsetup() {\n  cd data && git clone https://example.org/data.git\n}\nsetup\nexec "$@"\n',
          },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const found = new Map<number, Reported & { readonly severity: Severity }>();
      for (const reached of start.handOvers.pick(mayBeHeavy)) {
        const one = findingOf(repository, start, reached);
        if (one === undefined) continue;
        // A function that is called twice does it twice; the worse case counts.
        const known = found.get(one.span.start);
        if (known === undefined || LEVELS.indexOf(one.severity) < LEVELS.indexOf(known.severity))
          found.set(one.span.start, one);
      }
      for (const one of found.values()) report(one);
    }
  },
};

const LEVELS: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
const SEVERITY: Readonly<Record<Certainty, Severity>> = {
  sure: 'warning',
  probable: 'warning',
  possible: 'info',
};

/** What a command does that takes long. */
export interface Heavy {
  /** The last word that tells. */
  readonly telling: Word;
  readonly certainty: Certainty;
  readonly does: string;
  readonly fails?: string | undefined;
  readonly instead?: string | undefined;
  /** It only lets time pass. */
  readonly waits?: boolean;
}

function findingOf(
  repository: Repository,
  start: StartScript,
  reached: ReachedCommand,
): (Reported & { readonly severity: Severity }) | undefined {
  const { file } = start;
  const [program] = reached.words;
  const heavy = heavyOf(repository, file.source, reached);
  if (heavy === undefined || program === undefined || reached.wrappers.includes('exec')) return undefined;
  if (
    heavy.waits &&
    start.handOvers.endlessLoops.some(({ statement }) => contains(statement.span, program.span))
  )
    return undefined;
  const guard = guardOf(repository, reached.conditions);
  if (guard === 'closed' || guard === 'unknown') return undefined;
  // A `cd` that finds no folder is another mistake; the author meant the command to run.
  const meant = reached.conditions.length > 0 && reached.conditions.every(isExpected);
  if (!meant && runsOnHub(repository, file, reached.command) === false) return undefined;
  const steps = (reached.background ? 1 : 0) + (guard === 'open' ? 0 : 1);
  const level = Math.min(LEVELS.indexOf(SEVERITY[heavy.certainty]) + steps, LEVELS.length - 1);
  const span = { start: program.span.start, end: heavy.telling.span.end };
  return {
    path: file.path,
    span,
    severity: LEVELS[level] ?? 'hint',
    message: `${sentence(`\`${file.source.slice(span)}\``, heavy)} ${effect(heavy, reached, guard)}`,
    subject: subjectOf(reached.command),
    fixes: () => [
      heavy.waits || heavy.fails !== undefined ? undefined : moveToPostBuild(repository, start, reached),
    ],
  };
}

function sentence(command: string, { certainty, does, waits, fails, instead }: Heavy): string {
  if (waits) return `${command} makes every launch wait; what needs the pause can wait in the background.`;
  if (fails !== undefined) return `${command} ${does}${instead === undefined ? '' : `; ${instead}`}.`;
  return certainty === 'possible'
    ? `${command} ${does}, which may take long; work that does not depend on the session belongs in \`postBuild\`.`
    : `${command} ${does} at every launch; such work belongs in \`postBuild\`, which runs once, when the image is built.`;
}

function effect({ fails, waits }: Heavy, { background }: ReachedCommand, guard: Guard): string {
  if (fails !== undefined) return `${fails}.`;
  if (waits) return 'Script and server share 30 seconds, after which the hub stops the pod.';
  if (background)
    return 'In the background it competes with the starting server, and what it makes is not there yet when the session opens.';
  if (guard === 'marker')
    return 'No new session has the file that it looks for, so the server waits for it, and the hub stops the pod after 30 seconds.';
  return 'The server waits for it, and the hub stops the pod when it does not answer within 30 seconds.';
}

const HEAVY_PROGRAMS = programsOf(HEAVY_COMMANDS);

function mayBeHeavy({ words }: ReachedCommand): boolean {
  const name = programName(words);
  return name !== undefined && (isHeavyByArguments(name) || HEAVY_PROGRAMS.test(name));
}

/** What in a command takes long; undefined for everything else. */
export function heavyOf(
  repository: Repository,
  source: SourceText,
  reached: ReachedCommand,
): Heavy | undefined {
  const { words } = reached;
  const special = heavyByArguments(repository, source, reached);
  if (special !== undefined) return special === 'quick' ? undefined : special;
  const name = programName(words);
  if (name === undefined || !HEAVY_PROGRAMS.test(name)) return undefined;
  const texts = words.slice(1).map((word) => textOfWord(source, word));
  for (const row of HEAVY_COMMANDS) {
    const match = matchWords(source, words, row);
    if (match === undefined) continue;
    if (row.needs !== undefined && !texts.some((text) => row.needs?.test(text))) continue;
    if (row.quick !== undefined && texts.some((text) => row.quick?.test(text))) continue;
    let { telling } = match;
    if (row.operand !== undefined) {
      const operand = firstOperand(source, match.rest);
      if (operand === undefined || !row.operand.test(textOfWord(source, operand))) continue;
      telling = operand;
    }
    return { telling, certainty: row.certainty, does: row.does, fails: row.fails, instead: row.instead };
  }
  return undefined;
}
