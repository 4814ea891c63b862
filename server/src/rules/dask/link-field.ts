import type { Repository } from '../../binder/index.ts';
import { parseTemplate, type TemplateError, type TemplateField, templateNames } from '../../dask/index.ts';
import { nearestName } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { assumption } from './assumption.ts';
import { mayBeSet, nearVariable } from './launch-names.ts';
import { type TemplateText, templateTexts } from './template-texts.ts';

export const linkField: Rule = {
  meta: {
    code: 'dask/link-field',
    summary: 'A name in braces is none that Dask fills in',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'Showing the client or the cluster raises a KeyError, or the cluster cannot be made.',
      detail:
        'The dashboard link, the name of the cluster, the template paths and the addresses of a gateway are formatted as `str.format` does: with names of their own (`{port}`, `{uuid}`) and with the environment of the server. Reported are `{}` and `{0}`, braces without a partner, names near a known one, and names that neither the hub nor the start script sets. Also in exported `DASK_` variables.',
      era: 'distributed 2.1.0 for `{scheme}`',
      sources: [
        'distributed utils.py, format_dashboard_link',
        'dask-kubernetes core.py, KubeCluster; dask-gateway dask_gateway/utils.py, format_template',
        'CPython Objects/stringlib/unicode_format.h',
      ],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml':
              'distributed:\n  dashboard:\n    link: "/user/{JUPYTERHUB_USER}/proxy/{PORT}/status"\n',
          },
          good: {
            '.config/dask/dask.yaml':
              'distributed:\n  dashboard:\n    link: "/user/{JUPYTERHUB_USER}/proxy/{port}/status"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(templateTexts).flatMap((text) => problemsOf(repository, text)),
    );
  },
};

function problemsOf(repository: Repository, template: TemplateText): Placed[] {
  const names = templateNames(template.key.path, repository.era);
  if (names === undefined) return [];
  const { parts, error } = parseTemplate(template.braces);
  const found = parts.flatMap((part): Placed[] => {
    if (part.kind !== 'field' || names.names.includes(part.name)) return [];
    // `${NAME}` is spoken of as a variable that is not expanded.
    if (template.braces[part.start - 1] === '$') return [];
    const problem = fieldProblem(repository, template, part, names.names);
    return problem === undefined ? [] : [problem];
  });
  return error === undefined ? found : [...found, errorProblem(template, error)];
}

function fieldProblem(
  repository: Repository,
  template: TemplateText,
  field: TemplateField,
  names: readonly string[],
): Placed | undefined {
  const { name } = field;
  const written = template.braces.slice(field.start, field.end);
  const base = { ...template.placed, span: template.spanOf(field.start, field.end) };
  const listed = names.map((one) => `\`{${one}}\``).join(', ');
  if (name === '' || /^\d+$/.test(name)) {
    return {
      ...base,
      message: `\`${written}\` has no name; Dask fills in ${listed === '' ? 'variables of the environment' : `${listed} and variables of the environment`} by name. ${effectOf(template, 'an IndexError')}`,
    };
  }
  if (name === 'scheme' && template.key.key === 'distributed.dashboard.link') {
    const verdict = repository.era.inForce('distributed', '2.1.0');
    return {
      ...base,
      message: `\`{scheme}\` came with distributed 2.1.0, and ${assumption(repository.era, 'distributed', verdict)}. ${effectOf(template, 'a KeyError')}`,
    };
  }
  if (mayBeSet(repository, name)) return undefined;
  const same = names.find((one) => one.toLowerCase() === name.toLowerCase());
  const near = same ?? nearVariable(repository, name) ?? nearestName(name, names);
  return {
    ...base,
    message: `\`{${name}}\` is ${near === undefined ? `no name that Dask fills in here${listed === '' ? '' : ` (${listed})`}, and neither the hub nor the start script sets a variable of that name` : `no name that Dask fills in here; did you mean \`{${near}}\`?`}${near === undefined ? '.' : ''} ${effectOf(template, 'a KeyError')}`,
    fixes: () => {
      const from = field.start + 1;
      return near === undefined
        ? []
        : [
            editFix(
              `Write \`{${near}}\``,
              'safe',
              template.placed.path,
              template.replace(from, from + name.length, near),
            ),
          ];
    },
  };
}

function errorProblem(template: TemplateText, { kind, start, end }: TemplateError): Placed {
  const brace = kind === 'single-close' ? '}' : '{';
  return {
    ...template.placed,
    span: template.spanOf(
      start,
      kind === 'single-close' ? end : Math.max(start + 1, Math.min(end, start + 1)),
    ),
    message: `${kind === 'bad-access' || kind === 'no-conversion' || kind === 'no-colon-after-conversion' ? 'What stands in these braces cannot be read' : `This \`${brace}\` has no partner; a brace that is meant as such is doubled`}. ${effectOf(template, 'a ValueError')}`,
  };
}

function effectOf({ key }: TemplateText, error: string): string {
  if (key.package === 'dask-gateway') return `Connecting to the gateway raises ${error}.`;
  return key.package === 'dask-kubernetes'
    ? `\`KubeCluster()\` raises ${error}.`
    : `Showing the client or the cluster raises ${error}.`;
}
