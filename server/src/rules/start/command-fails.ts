import { nameOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { type ComplaintStep, hubLaunch, mayBeBuilt, type Step } from '../../launch/index.ts';
import { parametersIn, statementsAt, wordsOf } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { type Complaint, readComplaint } from './complaints.ts';
import { isFromOutside, maySomebodySet } from './known-names.ts';
import { isOfPrograms, madeByScript } from './made-elsewhere.ts';

export const commandFails: Rule = {
  meta: {
    code: 'start/command-fails',
    summary: 'A command fails at every launch',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch:
        'The message goes to a log that nobody sees, and the script goes on without what the command was for.',
      detail:
        'What the simulated launch shows for certain: a test that bash cannot evaluate, an expansion that it refuses, a variable that is read-only, a folder that is not there to write into, `mkdir` without `-p`, `cp` of a folder without `-r`. Quiet where the script asks whether the command fails, where its messages are sent away, and for folders that `postBuild`, a program or another package may make.',
      severity: 'Error under `set -e`, where the script ends there and no server starts.',
      sources: [
        'observed with bash 5.2: test-single-unquoted-spaces, test-numeric, param-bad-substitution, assign-readonly-error, redir-missing-dir, heredoc-missing-dir, file-cp-dir, file-more',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\necho "c.x = 1" > settings/local.py\nexec "$@"\n' },
          good: {
            'binder/start': '#!/bin/bash\nmkdir -p settings\necho "c.x = 1" > settings/local.py\nexec "$@"\n',
          },
        },
        {
          title: 'A test of a value with a space',
          bad: {
            'binder/start':
              '#!/bin/bash\nNAME="my hub"\nif [ $NAME = "my hub" ]; then\n  export ON_HUB=1\nfi\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nNAME="my hub"\nif [ "$NAME" = "my hub" ]; then\n  export ON_HUB=1\nfi\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const seen = new Set<number>();
    for (const failure of repository.derive(certainFailures)) {
      const { file, step, complaint, ends, subject } = failure;
      if (seen.has(complaint.span.start)) continue;
      seen.add(complaint.span.start);
      report({
        path: file.path,
        span: complaint.span,
        severity: ends ? 'error' : 'warning',
        message: `${complaint.found} ${ends ? `${who(step)} says "${complaint.said}", and with \`set -e\` the script ends here: no server starts.` : `${who(step)} says "${complaint.said}", ${complaint.effect}.`}`,
        subject,
        fixes: () => [
          complaint.fix && editFix(complaint.fix.title, complaint.fix.safety, file.path, complaint.fix.edits),
        ],
      });
    }
  },
};

interface Failure {
  readonly file: RepositoryFile;
  readonly step: ComplaintStep;
  readonly complaint: Complaint;
  /** Whether the script ends there, as `set -e` wants it. */
  readonly ends: boolean;
  readonly subject: string;
}

/** The failures that this rule tells. */
export function certainFailures(repository: Repository): readonly Failure[] {
  const launch = repository.derive(hubLaunch);
  const file = launch.script === undefined ? undefined : repository.file(launch.script);
  if (file === undefined) return [];
  const script = repository.script(file);
  const found: Failure[] = [];
  for (const step of launch.steps) {
    if (step.kind !== 'complaint' || !step.certain || step.place.path !== file.path) continue;
    if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start < step.place.span.start)
      break;
    const statements = statementsAt(script, step.place.span.start);
    const statement = statements.at(-1);
    const complaint = statement && readComplaint(step, statement, file.source);
    if (statement === undefined || complaint === undefined) continue;
    if (step.tested && !complaint.alwaysWrong) continue;
    if (complaint.folder !== undefined && !isAbsent(repository, file, step, complaint.folder)) continue;
    const names = wordsOf(statement).flatMap((word) => parametersIn(word).map(({ name }) => name));
    const known = names
      .filter((name) => /^[A-Za-z_]/.test(name))
      .every(
        (name) =>
          isFromOutside(repository, file, name, step.place.span.start) || !maySomebodySet(repository, name),
      );
    if (!known && !complaint.whateverTheValues) continue;
    const command = statement.kind === 'command' ? statement.words[0]?.span.start : undefined;
    found.push({
      file,
      step,
      complaint,
      ends: endsThere(launch.steps, step),
      subject: `command:${command ?? statement.span.start}`,
    });
  }
  return found;
}

/** Whether nothing that runs before makes the folder. Folders with a dot are those of programs, which make them. */
function isAbsent(
  repository: Repository,
  file: RepositoryFile,
  { place }: ComplaintStep,
  folder: string,
): boolean {
  const inside = folder.replace(/^(?:\/home\/jovyan\/|\.\/)+/, '');
  if (inside === '' || /^\/|^~|\/\.[^./]/.test(inside) || isOfPrograms(repository, inside)) return false;
  const [top = ''] = inside.split('/');
  return (
    !mayBeBuilt(repository, nameOf(inside)) &&
    !mayBeBuilt(repository, top) &&
    !madeByScript(repository, file, inside, place.span.start)
  );
}

function endsThere(steps: readonly Step[], { place }: ComplaintStep): boolean {
  return steps.some(
    (step) =>
      step.kind === 'end' &&
      step.certain &&
      (step.why === 'errexit' || step.why === 'parameter-error') &&
      step.place.path === place.path &&
      step.place.span.start <= place.span.start &&
      place.span.end <= step.place.span.end,
  );
}

function who({ program }: ComplaintStep): string {
  return program === undefined ? 'Bash' : brief(program);
}
