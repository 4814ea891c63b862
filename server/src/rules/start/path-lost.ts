import { hubLaunch, knownText, type Value } from '../../launch/index.ts';
import { parametersIn } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';

export const pathLost: Rule = {
  meta: {
    code: 'start/path-lost',
    summary: '`PATH` is set anew without the folders of the environment',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: '`jupyter` and `python3` are not found, and no server starts.',
      detail:
        'Quiet when the old `PATH` is kept, or a folder of conda or of a virtual environment is among the new ones.',
      sources: ['repo2docker buildpacks/conda: jupyter is installed in /srv/conda/envs/notebook/bin'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexport PATH=/usr/bin:/bin\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexport PATH=/usr/bin:/bin:$PATH\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    const launch = repository.derive(hubLaunch);
    const file = launch.script === undefined ? undefined : repository.file(launch.script);
    if (file === undefined || repository.filesOf('dockerfile').length > 0) return;
    // What the server gets in the end counts.
    const last = launch.exported.get('PATH')?.value;
    if (last === undefined || !isLost(last)) return;
    const seen = new Set<number>();
    for (const step of launch.steps) {
      if (step.kind !== 'assign' || step.name !== 'PATH' || step.place.path !== file.path || !step.certain)
        continue;
      const { value, word } = step;
      if (value === undefined || !isLost(value) || word === undefined || seen.has(word.span.start)) continue;
      if (parametersIn(word).some(({ name }) => name === 'PATH')) continue;
      seen.add(word.span.start);
      const span: Span = { start: step.place.span.start, end: step.place.span.end };
      report({
        path: file.path,
        span,
        message:
          'The new `PATH` holds neither the old one nor a folder of the environment; add `:$PATH`. `jupyter` is not found, and no server starts.',
        fixes: () => {
          const last = word.parts.at(-1);
          const quoted = last?.kind === 'double' && word.parts.length === 1;
          if (last?.kind === 'single' || word.parts.length === 0) return [];
          const at = quoted ? word.span.end - 1 : word.span.end;
          return [
            editFix('Keep the old `PATH`', 'safe', file.path, [
              { span: { start: at, end: at }, text: ':$PATH' },
            ]),
          ];
        },
      });
    }
  },
};

/** Whether neither the old path nor a folder in which an environment may lie is in a value. */
function isLost(value: Value): boolean {
  const text = knownText(value);
  if (text === undefined || value.pieces.some(isOldPath)) return false;
  return !/conda|mamba|envs?\/|venv|virtualenv|pixi|\/srv\/|\/opt\/|pyenv|\.local\/bin/.test(text);
}

function isOldPath(piece: Value['pieces'][number]): boolean {
  return piece.kind === 'text' && piece.origin?.kind === 'environment' && piece.origin.name === 'PATH';
}
