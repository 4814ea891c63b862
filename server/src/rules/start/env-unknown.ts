import { daskVariables, type ExportedVariable, type Repository } from '../../binder/index.ts';
import { keyNameOfVariable, statusOfVariable, variableOfKey } from '../../dask/index.ts';
import { editFix, type Rule, type Severity } from '../rule.ts';
import { takesAnyText } from './variable-value.ts';

export const envUnknown: Rule = {
  meta: {
    code: 'start/env-unknown',
    summary: 'An exported `DASK_` variable sets a key that no release of Dask has had',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'Dask ignores the variable without a word.',
      detail:
        'The name is turned into a key (`DASK_A__B_C` is `a.b-c`) and looked up. No variable reaches into a list, such as the containers of a worker template. Sections of other packages are no mistake.',
      severity:
        'Warning when a known key is nearly the same, when the case is wrong (`dask_...`), or when the name leads below a value or into a pod template. Else information.',
      sources: [
        'dask config.py, collect_env, interpret_value',
        'dask-kubernetes core.py, make_pod_from_dict',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__DASHBORD__LINK=/x\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__DASHBOARD__LINK=/x\nexec "$@"\n' },
        },
        {
          title: 'A list cannot be reached',
          bad: {
            'binder/start':
              '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE__SPEC__IMAGE="${JUPYTER_IMAGE_SPEC}"\nexec "$@"\n',
          },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const variable of repository.derive(daskVariables)) {
      const found = problemOf(repository, variable);
      if (found === undefined) continue;
      const { file, nameSpan } = variable;
      report({
        path: file.path,
        span: nameSpan,
        severity: found.severity,
        message: found.message,
        subject: `variable:${nameSpan.start}`,
        fixes: () => [
          found.right === undefined
            ? undefined
            : editFix(`Write \`${found.right}\``, found.safe ? 'safe' : 'unsafe', file.path, [
                { span: nameSpan, text: found.right },
              ]),
        ],
      });
    }
  },
};

interface Problem {
  readonly severity: Severity;
  readonly message: string;
  readonly right?: string;
  readonly safe?: boolean;
}

/** Keys whose value is a Pod: nothing but whole lists and texts stands below them. */
const TEMPLATES = /^kubernetes\.(?:worker|scheduler)[-_]template$/;

function problemOf(repository: Repository, variable: ExportedVariable): Problem | undefined {
  const { name } = variable;
  const found = statusOfVariable(name, repository.era);
  if (found.kind === 'wrong-case') {
    return {
      severity: 'warning',
      message: `Dask reads variables in capitals only; write \`${found.variable}\`. It ignores \`${name}\` without a word.`,
      right: found.variable,
      safe: isKnown(repository, found.variable),
    };
  }
  if (found.kind !== 'key') return undefined;
  const { path, status } = found;
  if (status.kind === 'open' || (status.kind === 'not-read' && status.reason === 'classic-only')) {
    const template = status.key?.key ?? '';
    const below = path.slice(status.depth);
    if (!TEMPLATES.test(template) || !isImage(below)) return undefined;
    return {
      severity: 'warning',
      message: `\`${name}\` sets \`${below.join('.')}\` of the Pod, which has no such field; the image stands in the list \`spec.containers\`. No variable reaches into a list, and the workers keep the image of the template.`,
    };
  }
  if (status.kind !== 'unknown') return undefined;
  const { near, parent, belowValue } = status;
  const key = keyNameOfVariable(path);
  if (near !== undefined) {
    const right = variableOfKey([...near.path, ...path.slice(status.depth)]);
    return {
      severity: 'warning',
      message: `No release of Dask reads \`${key}\`; did you mean \`${right}\`? Dask ignores the variable without a word.`,
      right,
      safe: !right.endsWith('_PATH') && isKnown(repository, right),
    };
  }
  // An own section may be read by the repository's own code.
  if (parent === undefined) return undefined;
  return {
    severity: belowValue ? 'warning' : 'info',
    message: belowValue
      ? `\`${parent.key}\` has a value of its own, so nothing can be set below it with \`${name}\`. Dask ignores it, or reads a value of the wrong kind.`
      : `\`${parent.key}\` has no key \`${keyNameOfVariable(path.slice(parent.path.length))}\`. Dask ignores the variable without a word.`,
  };
}

/** A field of a container that was put where the Pod has none. */
function isImage(below: readonly string[]): boolean {
  const text = below.map((step) => step.replaceAll('-', '_')).join('.');
  return /^spec\.(?:image|args|command|resources|env|containers\b.*)$/.test(text) || text === 'image';
}

function isKnown(repository: Repository, name: string): boolean {
  const found = statusOfVariable(name, repository.era);
  return found.kind === 'key' && found.status.kind === 'known' && takesAnyText(found.status.key);
}
