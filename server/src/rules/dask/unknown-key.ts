import { type DaskSetting, daskSettings, type Repository } from '../../binder/index.ts';
import { KEYS, statusOfKey } from '../../dask/index.ts';
import { nearestName } from '../../text/index.ts';
import { isSameKey, keyText, movePair, renameKey, resolved } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { movingTo, namedAs } from './claims.ts';
import { podManifestKeys } from './pod-manifest.ts';
import { placedSetting } from './read-settings.ts';
import { worksUnder } from './works-under.ts';

export const unknownKey: Rule = {
  meta: {
    code: 'dask/unknown-key',
    summary: 'No release of the package has had this key at this place',
    severity: 'info',
    core: true,
    fix: 'both',
    docs: {
      launch: 'Dask ignores the key without a word, and the default is used.',
      detail:
        'Only sections whose keys are all known are looked at; below labels, environment names, `kwargs` and the like every name is free. Sections of other packages are no mistake.',
      severity:
        'Warning when a known key is spelt nearly so: another case, `_` and `-` mixed, one or two characters away, a dotted name (`distributed.dashboard.link`) for sections. Error below `kubernetes.resources`, where the operator raises. Else information.',
      sources: [
        'dask config.py, canonical_name',
        'the default files of dask, distributed, dask-kubernetes, dask-gateway, dask-labextension',
      ],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': 'distributed:\n  dashbord:\n    link: "/proxy/{port}/status"\n' },
          good: {
            '.config/dask/dask.yaml': 'distributed:\n  dashboard:\n    link: "/proxy/{port}/status"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(daskSettings)
        .flatMap((setting) => [...problemOf(repository, setting), ...problemsBelow(setting)]),
    );
  },
};

function problemOf(repository: Repository, setting: DaskSetting): Placed[] {
  const { file, document, pair, path, status } = setting;
  if (status.kind !== 'unknown' || status.belowValue || document.problem !== undefined) return [];
  const name = path.at(-1) ?? '';
  // The keys of a bare Pod are told about once, as such; template text is not for Dask.
  if (isForeignTemplate(name) || repository.derive(podManifestKeys).get(file)?.includes(setting) === true)
    return [];
  // A shelf: what stands here is used elsewhere, through aliases.
  if (pair.value.anchor !== undefined) return [];
  const dotted = dottedKey(repository, setting);
  if (dotted !== undefined) return [dotted];
  const { near, parent } = status;
  const right = near?.path.at(-1);
  return [
    {
      ...placedSetting(setting, 'key'),
      severity: near !== undefined ? 'warning' : 'info',
      message: `${parent === undefined ? 'No package of Dask reads a section' : `\`${parent.key}\` has no key`} \`${name}\`${right === undefined ? '.' : `; did you mean \`${right}\`?`} Dask ignores it without a word.`,
      fixes: () => {
        if (near === undefined || right === undefined || isTaken(repository, setting, right)) return [];
        const safe = !right.endsWith('-path') && worksUnder(repository, near.path, pair.value);
        return [
          editFix(
            `Write \`${right}\``,
            safe ? 'safe' : 'unsafe',
            file.path,
            renameKey(document, pair, right),
            [namedAs([...path.slice(0, -1), right])],
          ),
        ];
      },
    },
  ];
}

/** The dotted name of the documentation as one key: for Dask each part of it is a section. */
function dottedKey(repository: Repository, setting: DaskSetting): Placed | undefined {
  const { file, document, pair, path } = setting;
  const name = path.at(-1) ?? '';
  const nested = [...path.slice(0, -1), ...name.split('.')];
  if (nested.length === path.length || KEYS.find(nested).kind === 'unknown') return undefined;
  const { kind } = statusOfKey(nested, repository.era);
  const isRead = kind === 'known' || kind === 'section' || kind === 'open';
  // `distributed.client: warning` names a logger, not a section.
  if (!isRead || !worksUnder(repository, nested, pair.value)) return undefined;
  const isRival = repository
    .derive(daskSettings)
    .some((other) => 'key' in other.status && other.status.key?.key === nested.join('.'));
  return {
    ...placedSetting(setting, 'key'),
    severity: 'warning',
    message: `\`${name}\` is one key for Dask, and there is none of that name; each part before a dot is a section of its own. Dask ignores it without a word.`,
    fixes: () => [
      editFix(
        `Write sections, \`${nested.slice(path.length - 1).join(': ')}\``,
        isRival || name.endsWith('-path') ? 'unsafe' : 'safe',
        file.path,
        movePair(document, pair, nested),
        movingTo(nested),
      ),
    ],
  };
}

/** Whether a key stands beside a setting already, in either spelling. */
function isTaken(repository: Repository, { file, path, pair }: DaskSetting, key: string): boolean {
  return repository
    .derive(daskSettings)
    .some(
      (other) =>
        other.pair !== pair &&
        other.file === file &&
        other.path.length === path.length &&
        path.slice(0, -1).every((step, i) => other.path[i] === step) &&
        isSameKey(keyText(other.pair), key),
    );
}

/** Names below a key whose reader raises on others. */
function problemsBelow(setting: DaskSetting): Placed[] {
  const { status, pair, document, file, path } = setting;
  const value = resolved(pair.value);
  if (status.kind !== 'known' || status.key.namesBelow === undefined || value?.kind !== 'mapping') return [];
  const names = status.key.namesBelow;
  const placed = placedSetting(setting, 'value');
  return value.pairs.flatMap((below): Placed[] => {
    const name = keyText(below);
    if (name === undefined || name === '<<' || names.includes(name) || document.problem !== undefined)
      return [];
    const near = nearestName(name, names);
    return [
      {
        ...placed,
        at: below,
        span: placed.copy ? placed.span : below.key.span,
        severity: 'error',
        message: `\`${path.join('.')}\` has no key \`${name}\`; it takes ${names.map((one) => `\`${one}\``).join(' and ')}. The operator raises when it makes the cluster.`,
        subject: `key:${[...path, name].join('\0')}`,
        fixes: () => [
          near === undefined
            ? undefined
            : editFix(`Write \`${near}\``, 'safe', file.path, renameKey(document, below, near), [
                namedAs([...path, near]),
              ]),
        ],
      },
    ];
  });
}
