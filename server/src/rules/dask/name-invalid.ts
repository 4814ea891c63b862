import type { Repository } from '../../binder/index.ts';
import { parseTemplate, type Template } from '../../dask/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isChangedAtLaunch } from '../template/changed-at-launch.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { assumption } from './assumption.ts';
import { clusterNameProblem } from './cluster-name.ts';
import { type TemplateText, templateTexts } from './template-texts.ts';

export const nameInvalid: Rule = {
  meta: {
    code: 'dask/name-invalid',
    summary: 'Kubernetes refuses the name of the cluster',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'Pods or the cluster itself are refused when the user asks for workers.',
      detail:
        'Capitals, spaces and `_` outside names in braces, and names that are too long with the longest user name of a BinderHub, 41 characters. Looked at are `kubernetes.name` and the variable `DASK_KUBERNETES__NAME`.',
      severity:
        'Information where nothing is pinned and a name that the classic cluster takes is too long for the operator only: shorter user names fit. Else warning.',
      era: 'dask-kubernetes 0.10.0, 0.10.1 and 2021.03.0: the classic cluster writes spaces, `_` and capitals in another way; 2024.5.0: only the operator is left, which refuses them, and whose names have at most 53 characters (before, 63)',
      sources: [
        'dask-kubernetes core.py, _namespace and escape; operator/validation.py, validate_cluster_name, 2024.3.0',
        'Kubernetes: DNS-1123 label, at most 63 characters',
      ],
      examples: [
        {
          bad: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  name: "Dask-{user}-{uuid}"\n' },
          good: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  name: "dask-{user}-{uuid}"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(templateTexts)
        .flatMap((name) =>
          name.key.key === 'kubernetes.name' && !isFilled(name.text) ? problemsOf(repository, name) : [],
        )
        .filter(({ path, span }) => !isChangedAtLaunch(repository, path, span)),
    );
  },
};

function problemsOf(repository: Repository, name: TemplateText): Placed[] {
  const template = parseTemplate(name.braces);
  const problem = clusterNameProblem(repository, template);
  if (problem === undefined || name.text.trim() === '') return [];
  if (problem.kind === 'length') {
    const { length, limit, verdict } = problem;
    return [
      {
        ...name.placed,
        severity: length <= 63 && !verdict.pinned ? 'info' : 'warning',
        message: `With the longest user name of a BinderHub (41 characters) this name has ${length} characters; ${limit === 53 ? `the operator of dask-kubernetes allows 53 (${assumption(repository.era, 'dask-kubernetes', verdict)})` : 'Kubernetes allows 63'}. For such a user the cluster is refused.`,
      },
    ];
  }
  const { character } = problem;
  const found = character === '_' ? '`_`' : /\s/.test(character) ? 'a space' : 'capitals';
  return [
    {
      ...name.placed,
      message: `\`${name.text}\` has ${found}; the name of a cluster is made of small letters, digits and \`-\`. Kubernetes refuses pods or the cluster of that name.`,
      fixes: () => [lowered(name, template)],
    },
  ];
}

/** Capitals become small letters; what else is wrong has no one sensible spelling. */
function lowered(name: TemplateText, { parts }: Template): Fix | undefined {
  const literals = parts.flatMap((part) => (part.kind === 'text' ? [part] : []));
  if (literals.some(({ text }) => /[_\s]/.test(text))) return undefined;
  const edits = literals.flatMap(
    ({ text, start, end }) =>
      (/[A-Z]/.test(text) ? name.replace(start, end, text.toLowerCase()) : undefined) ?? [],
  );
  return editFix('Write it in lower case', 'safe', name.placed.path, edits);
}
