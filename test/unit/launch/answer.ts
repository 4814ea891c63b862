import type { KnownText, LaunchAnswer } from '../../../server/src/features/index.ts';
import type { Judged, ObservedCase, Verdict } from './observed.ts';

/**
 * Compares what the command line answers with what was observed. What it leaves out of `files` it claims to be
 * unchanged, unless it says that from some line on nothing is certain.
 */
export function judgeAnswer(one: ObservedCase, answer: LaunchAnswer): Judged {
  const { expect } = one;
  const differences: string[] = [];
  let wrong = false;
  let open = false;
  const check = (what: string, verdict: Verdict, detail: unknown): void => {
    if (verdict === 'reproduced') return;
    if (verdict === 'wrong') wrong = true;
    else open = true;
    differences.push(`${verdict} ${what}: ${JSON.stringify(detail)}`);
  };
  const lost = answer.unknownFrom !== null;
  const compare = (what: string, claimed: KnownText | undefined, observed: string | undefined): void => {
    if (claimed?.state === 'unknown' || (claimed === undefined && lost)) check(what, 'unknown', claimed);
    else check(what, claimed?.value === observed ? 'reproduced' : 'wrong', { claimed, observed });
  };
  const links: Readonly<Record<string, string>> = expect.symlinks ?? {};
  const before: Readonly<Record<string, string>> = {
    ...one.files,
    [one.scriptPath ?? 'binder/start']: one.script,
  };
  const after: Record<string, string> = { ...before };
  for (const path of [...(expect.deleted ?? []), ...Object.keys(links)]) delete after[path];
  Object.assign(after, expect.files);
  for (const path of new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(answer.files)])) {
    const claimed = answer.files[path];
    const observed = after[path];
    const wasLink = one.symlinks?.[path] !== undefined;
    const changed = observed !== before[path] || (wasLink && links[path] === undefined);
    const any = lost || answer.anyFile !== null;
    if (claimed === undefined) check(path, changed ? (any ? 'unknown' : 'wrong') : 'reproduced', 'not told');
    else if (claimed.state === 'unknown') check(path, 'unknown', claimed.reason);
    else {
      const same = claimed.state === 'absent' ? observed === undefined : claimed.text === observed;
      check(path, changed && same ? 'reproduced' : 'wrong', { claimed, observed, changed });
    }
  }
  if (expect.exportedEnv === null) {
    // With no arguments at all only the folder tells whether the server certainly runs.
    const certain =
      answer.execCwd?.state === 'known' && answer.execArgs?.every(({ state }) => state === 'known') === true;
    check(
      'server',
      answer.execArgs === null ? (lost ? 'unknown' : 'reproduced') : certain ? 'wrong' : 'unknown',
      'runs',
    );
  } else if (answer.execArgs === null) {
    check('server', lost || answer.reachesExec === 'perhaps' ? 'unknown' : 'wrong', 'does not run');
  } else {
    const reached = expect.execSamePid === true ? 'yes' : 'no';
    check(
      'exec',
      answer.reachesExec === 'perhaps' ? 'unknown' : answer.reachesExec === reached ? 'reproduced' : 'wrong',
      answer.reachesExec,
    );
    const args = expect.execArgs ?? [];
    if (args.length !== answer.execArgs.length)
      check(
        'arguments',
        answer.execArgs.every(({ state }) => state === 'known') ? 'wrong' : 'unknown',
        answer.execArgs,
      );
    else for (const [i, text] of args.entries()) compare(`argument ${i}`, answer.execArgs[i], text);
    compare('cwd', answer.execCwd ?? undefined, expect.execCwd);
    for (const name of new Set([...Object.keys(expect.exportedEnv), ...Object.keys(answer.exportedEnv)])) {
      const claimed = answer.exportedEnv[name];
      compare(`$${name}`, claimed?.state === 'unset' ? undefined : claimed, expect.exportedEnv[name]);
    }
  }
  check(
    'exit',
    answer.exit.state === 'known'
      ? answer.exit.value === expect.exit
        ? 'reproduced'
        : 'wrong'
      : answer.exit.failed === true && expect.exit === 0
        ? 'wrong'
        : 'unknown',
    { claimed: answer.exit, observed: expect.exit },
  );
  compare('stdout', answer.stdout, expect.stdout);
  const { stderr } = answer;
  compare(
    'stderr',
    one.stderrUnordered === true && stderr.state === 'known'
      ? { ...stderr, value: sorted(stderr.value) }
      : stderr,
    expect.stderr,
  );
  return { verdict: wrong ? 'wrong' : open ? 'unknown' : 'reproduced', differences };
}

function sorted(text: string): string {
  return `${text.split('\n').filter(Boolean).sort().join('\n')}\n`;
}
