import { editFix, type Rule } from '../rule.ts';
import { maySomebodySet, nearName } from '../start/known-names.ts';
import { type InsertedValue, type SedRun, sedRuns, writtenScript } from './runs.ts';
import { tokenPlaces } from './token-places.ts';

export const valueUnset: Rule = {
  meta: {
    code: 'sed/value-unset',
    summary: 'The value that sed puts in is a variable that nothing sets',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'The token is replaced by nothing: `image: WORKER_IMAGE` becomes `image: `.',
      detail:
        'Neither the launch environment nor the script sets the variable. `NB_USER` and `NB_UID` are known while the image is built only. Quiet with a default (`${X:-...}`), for names that an operator or another kind of hub may set, and, unless it is nearly a known name, where a Dockerfile makes the image.',
      sources: [
        'repo2docker buildpacks/base.py: NB_USER is an ARG',
        'observed with GNU sed 4.9: sed-empty-value',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|MY_USER|${JUPYTERHUB_USR}|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_USER"}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|MY_USER|${JUPYTERHUB_USER}|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "MY_USER"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const script of run.step.scripts) {
        const written = writtenScript(script);
        for (const command of written?.program?.commands ?? []) {
          if (command.kind !== 'substitute') continue;
          for (const value of written?.values ?? []) {
            if (value.at < command.replacementSpan.start || value.at >= command.replacementSpan.end) continue;
            const name = unsetName(run, script, value);
            if (name === undefined) continue;
            const near = nearName(repository, run.file, name.text, run.step.place.span.start);
            if (near === undefined && maySomebodySet(repository, name.text)) continue;
            report({
              path: run.file.path,
              span: value.segment.part.span,
              message: `Nothing sets \`${name.text}\`, neither the hub nor this script${near === undefined ? '' : `; did you mean \`${near}\`?`}${near === undefined ? '.' : ''} sed puts nothing in for ${token(run, command.patternSpan, written)}.`,
              related: tokenPlaces(repository, run, command),
              subject: run.subject,
              fixes: () => [
                near === undefined
                  ? undefined
                  : editFix(`Write \`${near}\``, 'safe', run.file.path, [{ span: name.span, text: near }]),
              ],
            });
          }
        }
      }
    }
  },
};

/** The variable behind a value, when it has none and no default stands in for it. */
function unsetName(
  { step }: SedRun,
  { argument }: SedRun['step']['scripts'][number],
  { segment }: InsertedValue,
) {
  const { part } = segment;
  if (part.kind !== 'parameter' || part.length || part.indirect || !/^[A-Za-z_]\w*$/.test(part.name))
    return undefined;
  if (part.operator !== undefined && /^:?[-=+?]$/.test(part.operator)) return undefined;
  const unset = [...(argument?.sources ?? [])].some((source) => source.part === part && source.unset);
  return unset && step.certain ? { text: part.name, span: part.nameSpan } : undefined;
}

function token(
  { file }: SedRun,
  pattern: { readonly start: number; readonly end: number },
  written: ReturnType<typeof writtenScript>,
): string {
  const place = written?.place(pattern);
  return place === undefined ? 'the token' : `\`${file.source.slice(place)}\``;
}
