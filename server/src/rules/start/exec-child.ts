import { commandName, literalText, type Statement, type Word } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type StartScript, startScripts } from './scripts.ts';

export const execChild: Rule = {
  meta: {
    code: 'start/exec-child',
    summary: 'The server runs as a child of the script instead of replacing it',
    severity: 'warning',
    core: true,
    fix: 'both',
    docs: {
      launch:
        'Signals to stop reach the script and not the server, which is killed without a clean end. A server in the background at the end of the script dies with the container at once.',
      detail:
        '`"$@"` without `exec`, `( exec "$@" )`, `exec "$@" | tee log` and `"$@" & wait` all leave the shell between the hub and the server. Quiet when a trap passes the signal on to the job.',
      severity:
        'Error when nothing keeps the script alive for the job, so that the container ends; warning otherwise.',
      sources: [
        'observed with bash 5.2: exec-none-direct, exec-in-subshell, exec-in-pipeline, exec-background, exec-background-wait',
        'repo2docker buildpacks/repo2docker-entrypoint, relay_signal',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\n"$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
        {
          title: 'In the background',
          bad: { 'binder/start': '#!/bin/bash\nexec "$@" &\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const { file, handOvers } = start;
      if (
        handOvers.all.some(
          ({ form, reached }) => reached !== 'never' && form !== 'child' && form !== 'background',
        )
      )
        continue;
      for (const { form, statement, span, reached } of handOvers.all) {
        if ((form !== 'child' && form !== 'background') || reached === 'never') continue;
        if (form === 'background' && passesSignalsOn(start, span)) continue;
        const ends = form === 'background' && !staysAlive(start, span);
        report({
          path: file.path,
          span,
          severity: ends ? 'error' : 'warning',
          message: ends
            ? 'The server is put into the background and nothing waits for it; write `exec "$@"`. The script ends and the container with it.'
            : `The server runs as a child of the script; ${wayOut(statement, span)}. Signals to stop do not reach it, and it is killed without a clean end.`,
          subject: 'hand-over',
          fixes: () => [fixOf(start, statement, span)],
        });
      }
    }
  },
};

/** Whether something behind the job keeps the script from ending. */
function staysAlive({ handOvers, script }: StartScript, job: Span): boolean {
  if (handOvers.endlessLoops.some(({ statement }) => statement.span.start > job.end)) return true;
  const behind = handOvers.commands.filter(
    ({ command, background }) => command.span.start > job.end && !background,
  );
  if (behind.some(({ words }) => ['wait', 'fg', 'tail', 'sleep'].includes(textOf(words[0]) ?? '')))
    return true;
  // A command in the foreground may run as long as the server does.
  const last = script.statements.at(-1);
  return last !== undefined && last.span.start > job.end && !last.background && perhapsLong(last);
}

function perhapsLong(statement: Statement): boolean {
  if (statement.kind !== 'command') return true;
  return !/^(?:echo|printf|exit|return|true|:|export|cd|touch|rm|mkdir|cp|mv|sed|cat|ls|set|unset)$/.test(
    commandName(statement) ?? 'echo',
  );
}

/** `trap 'kill -TERM $PID' TERM` before or behind the job. */
function passesSignalsOn({ handOvers }: StartScript, _job: Span): boolean {
  return handOvers.commands.some(({ words }) => {
    const [name, action, ...signals] = words.map(textOf);
    return (
      name === 'trap' &&
      /\bkill\b/.test(action ?? '') &&
      signals.some((signal) => /^(?:SIG)?TERM$|^15$/.test(signal ?? ''))
    );
  });
}

function wayOut(statement: Statement, span: Span): string {
  const wrapper = wrapperOf(statement, span);
  return wrapper === undefined ? 'write `exec "$@"`' : `write \`exec\` before \`${wrapper}\``;
}

/** A program before `"$@"` that starts the server. */
function wrapperOf(statement: Statement, span: Span): string | undefined {
  if (statement.kind !== 'command' || statement.span.start !== span.start) return undefined;
  const name = textOf(statement.words[0]);
  return name === undefined || ['exec', 'command', 'builtin', 'eval'].includes(name) ? undefined : name;
}

function fixOf({ file, script }: StartScript, statement: Statement, span: Span): Fix | undefined {
  const { text } = file.source;
  const found = text.slice(span.start, span.end);
  const last = script.statements.at(-1) === statement;
  // The `&` of a job stands behind the span of the statement.
  const job = /^[ \t]*&(?!&)/.exec(text.slice(span.end));
  const whole = { start: span.start, end: span.end + (job?.[0].length ?? 0) };
  if (/^(?:exec\s+)?"\$(?:@|\{@\})"$/.test(found))
    return editFix('Write `exec "$@"`', last ? 'safe' : 'unsafe', file.path, [
      { span: whole, text: 'exec "$@"' },
    ]);
  if (statement.kind === 'group' && job === null && !found.includes('\n'))
    return editFix('Remove the parentheses', 'unsafe', file.path, [
      { span: { start: span.start, end: span.start + (/^\(\s*/.exec(found)?.[0].length ?? 1) }, text: '' },
      { span: { start: span.end - 1, end: span.end }, text: '' },
    ]);
  if (statement.kind === 'group' && job === null && /^\(\s/.test(found) && /\n[ \t]*\)$/.test(found))
    return editFix('Write braces instead of parentheses', 'unsafe', file.path, [
      { span: { start: span.start, end: span.start + 1 }, text: '{' },
      { span: { start: span.end - 1, end: span.end }, text: '}' },
    ]);
  if (wrapperOf(statement, span) !== undefined)
    return editFix('Put `exec` before it', 'unsafe', file.path, [
      { span: { start: span.start, end: span.start }, text: 'exec ' },
      ...(job === null ? [] : [{ span: { start: span.end, end: whole.end }, text: '' }]),
    ]);
  return editFix('Write `exec "$@"`', 'unsafe', file.path, [{ span: whole, text: 'exec "$@"' }]);
}

function textOf(word: Word | undefined): string | undefined {
  return word && literalText(word);
}
