import type { DaskSetting, Repository } from '../../binder/index.ts';
import { eraPackage, templateNames } from '../../dask/index.ts';
import { resolved, type YamlNode, type YamlScalar } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { mayBeFilled, mayBeSet } from './launch-names.ts';
import { placedSetting, readSettings } from './read-settings.ts';
import { spanInside } from './text-span.ts';

export const dollarNotExpanded: Rule = {
  meta: {
    code: 'dask/dollar-not-expanded',
    summary: 'A variable with `$` stands in a value in which Dask expands none',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The text stays as it is written.',
      detail:
        'Only worker and scheduler templates have `${NAME}` expanded, by dask-kubernetes. The dashboard link, cluster names and addresses take `{NAME}`. Quiet when the start script, postBuild or the Dockerfile may replace the text.',
      sources: [
        'dask config.py, expand_environment_variables and its callers',
        'distributed utils.py, format_dashboard_link',
      ],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'temporary-directory: ${HOME}/scratch\n' },
          good: { '.config/dask/dask.yaml': 'temporary-directory: /tmp/scratch\n' },
        },
        {
          bad: {
            '.config/dask/dask.yaml':
              'distributed:\n  dashboard:\n    link: "${JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"\n',
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
    reportPlaced(
      report,
      repository
        .derive(readSettings)
        .flatMap(({ setting, key }) =>
          key.expandsVariablesSince !== undefined || eraPackage(key.package) === undefined
            ? []
            : textsIn(setting).flatMap((text) => problemsOf(repository, setting, text)),
        ),
    );
  },
};

const VARIABLE = /(?<!\$)\$(?:\{([A-Za-z_]\w*)\}|([A-Z_][A-Z0-9_]{2,}))/g;

interface PlacedText {
  readonly scalar: YamlScalar;
  readonly path: readonly string[];
}

/** The texts of a setting, those in a list or below an open key too. */
function textsIn({ pair, path }: DaskSetting): PlacedText[] {
  const found: PlacedText[] = [];
  const visit = (node: YamlNode, at: readonly string[]): void => {
    // What an alias brings is looked at where it is written.
    if (node.kind === 'scalar' && node.type === 'str') found.push({ scalar: node, path: at });
    else if (node.kind === 'sequence') node.items.forEach((item, i) => void visit(item, [...at, String(i)]));
    else if (node.kind === 'mapping') {
      for (const { key, value } of node.pairs) visit(value, [...at, key.kind === 'scalar' ? key.text : '']);
    }
  };
  const value = resolved(pair.value);
  if (value?.kind === 'scalar') visit(value, path);
  else visit(pair.value, path);
  return found;
}

function problemsOf(repository: Repository, setting: DaskSetting, { scalar, path }: PlacedText): Placed[] {
  if (isForeignTemplate(scalar.text)) return [];
  const { file, document } = setting;
  const names = templateNames(path, repository.era);
  return [...scalar.text.matchAll(VARIABLE)].flatMap((match): Placed[] => {
    const written = match[0];
    const name = match[1] ?? match[2] ?? '';
    if (mayBeFilled(repository, file, written)) return [];
    const span = spanInside(document, scalar, match.index, match.index + written.length);
    const placed = placedSetting(setting, 'value');
    const direct = resolved(setting.pair.value) !== scalar;
    const fix = (): Fix | undefined =>
      span === undefined || names === undefined || !mayBeSet(repository, name)
        ? undefined
        : editFix(`Write \`{${name}}\``, 'safe', file.path, [{ span, text: `{${name}}` }]);
    return [
      {
        ...placed,
        ...(direct ? { at: scalar, copy: false, related: [] } : {}),
        span: placed.copy && !direct ? placed.span : (span ?? scalar.span),
        message: `Dask does not expand \`${written}\` here${names === undefined ? '; it does so in worker and scheduler templates only' : `; in this key it fills in \`{${name}}\``}. The text stays as it is.`,
        subject: `dollar:${scalar.span.start + match.index}`,
        fixes: () => [fix()],
      },
    ];
  });
}
