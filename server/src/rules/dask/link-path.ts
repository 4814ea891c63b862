import { exportedVariables, type Repository } from '../../binder/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { type TemplateText, templateTexts } from './template-texts.ts';

export const linkPath: Rule = {
  meta: {
    code: 'dask/link-path',
    summary: 'The dashboard link does not fit the way in which a hub forwards it',
    severity: 'info',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The dashboard button may open nothing.',
      detail:
        "On a hub the dashboard is reached through the proxy of the user's server: `{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status`. Reported are a fixed port, a path behind `/proxy/` without `{port}`, a second slash after a prefix that ends in one, and a link that begins at `/proxy/`. Also in exported `DASK_` variables.",
      sources: [
        'JupyterHub: JUPYTERHUB_SERVICE_PREFIX and JUPYTERHUB_BASE_URL end in a slash',
        'jupyter-server-proxy: /proxy/<port>/ below the base URL of the server',
        'distributed utils.py, format_dashboard_link',
      ],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml':
              'distributed:\n  dashboard:\n    link: "{JUPYTERHUB_SERVICE_PREFIX}/proxy/{port}/status"\n',
          },
          good: {
            '.config/dask/dask.yaml':
              'distributed:\n  dashboard:\n    link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const links = repository
      .derive(templateTexts)
      .filter(({ key }) => key.key === 'distributed.dashboard.link' || key.key === 'diagnostics-link');
    if (links.length === 0) return;
    const prefixes = prefixesOf(repository);
    reportPlaced(
      report,
      links.flatMap((link) => [...slashProblem(link, prefixes), ...portProblem(link), ...rootProblem(link)]),
    );
  },
};

/** Variables whose value ends in a slash: those of the hub, and own ones that the script sets to them. */
function prefixesOf(repository: Repository): readonly string[] {
  const hub = ['JUPYTERHUB_SERVICE_PREFIX', 'JUPYTERHUB_BASE_URL'];
  const own = repository.derive(exportedVariables).flatMap(({ file, name, value }) => {
    const written = value === undefined ? '' : file.source.slice(value.span).replace(/^"(.*)"$/, '$1');
    return /^\$\{?(?:JUPYTERHUB_SERVICE_PREFIX|JUPYTERHUB_BASE_URL)\}?$/.test(written) ? [name] : [];
  });
  return [...hub, ...own];
}

function slashProblem(link: TemplateText, prefixes: readonly string[]): Placed[] {
  const found = new RegExp(`^\\$?\\{?(${prefixes.join('|')})\\}?/`).exec(link.text);
  if (found === null) return [];
  const at = found[0].length - 1;
  return [
    {
      ...link.placed,
      span: link.spanOf(at, at + 1),
      message: `\`${found[1] ?? ''}\` ends in a slash, so this is the second one. The dashboard button may open nothing.`,
      fixes: () => [editFix('Remove the slash', 'safe', link.placed.path, link.replace(at, at + 1, ''))],
    },
  ];
}

function portProblem(link: TemplateText): Placed[] {
  const { text } = link;
  const proxied = /(?:^|[/}])proxy\/(?:[^/]*:)?([^/]*)/.exec(text);
  if (proxied !== null) {
    const part = proxied[1] ?? '';
    if (part.includes('{port}') || /[{$]/.test(part)) return [];
    const start = proxied.index + proxied[0].length - part.length;
    const fixed = /^\d+$/.test(part);
    return [
      {
        ...link.placed,
        span: part === '' ? link.placed.span : link.spanOf(start, start + part.length),
        message: `${fixed ? `The port ${part} is fixed` : 'No `{port}` follows `proxy/`'}; each scheduler has a port of its own, \`{port}\`. The dashboard button may open nothing.`,
      },
    ];
  }
  const fixed = /^(?:[a-z]+|\{scheme\}):\/\/[^/]*:(\d+)(?=\/|$)/.exec(text);
  if (fixed === null) return [];
  const port = fixed[1] ?? '';
  const end = fixed[0].length;
  return [
    {
      ...link.placed,
      span: link.spanOf(end - port.length, end),
      message: `The port ${port} is fixed; each scheduler has a port of its own, \`{port}\`. The dashboard button may open nothing.`,
    },
  ];
}

function rootProblem(link: TemplateText): Placed[] {
  if (!link.text.startsWith('/proxy/')) return [];
  return [
    {
      ...link.placed,
      span: link.spanOf(0, '/proxy/'.length),
      message:
        'The link begins at `/proxy/`, which is no place of a hub; begin with `{JUPYTERHUB_SERVICE_PREFIX}proxy/`. The dashboard button may open nothing.',
    },
  ];
}
