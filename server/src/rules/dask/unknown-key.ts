import { daskSettings } from '../../binder/index.ts';
import { isSameKey, keyText, renameKey } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
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
        'Warning when a known key is spelt nearly so: another case, `_` and `-` mixed, one or two characters away. Error below `kubernetes.resources`, where the operator raises. Else information.',
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
    const pods = repository.derive(podManifestKeys);
    const settings = repository.derive(daskSettings);
    reportPlaced(
      report,
      settings.flatMap((setting): Placed[] => {
        const { file, document, pair, path, status } = setting;
        if (status.kind !== 'unknown' || status.belowValue || document.problem !== undefined) return [];
        const name = path.at(-1) ?? '';
        // The keys of a bare Pod are told about once, as such; template text is not for Dask.
        if (isForeignTemplate(name) || pods.get(file)?.includes(setting) === true) return [];
        // A shelf: what stands here is used elsewhere, through aliases.
        if (pair.value.anchor !== undefined) return [];
        const { near, parent } = status;
        const raises = parent?.key === 'kubernetes.resources';
        const right = near?.path.at(-1);
        return [
          {
            ...placedSetting(setting, 'key'),
            severity: raises ? 'error' : near !== undefined ? 'warning' : 'info',
            message: `${parent === undefined ? 'No package of Dask reads a section' : `\`${parent.key}\` has no key`} \`${name}\`${right === undefined ? '.' : `; did you mean \`${right}\`?`} ${raises ? 'The operator raises when it makes the cluster.' : 'Dask ignores it without a word.'}`,
            fixes: () => {
              if (near === undefined || right === undefined) return [];
              const taken = settings.some(
                (other) =>
                  other !== setting &&
                  other.file === file &&
                  other.path.length === path.length &&
                  path.slice(0, -1).every((step, i) => other.path[i] === step) &&
                  isSameKey(keyText(other.pair), right),
              );
              if (taken) return [];
              const safe = !right.endsWith('-path') && worksUnder(repository, near.path, pair.value);
              return [
                editFix(
                  `Write \`${right}\``,
                  safe ? 'safe' : 'unsafe',
                  file.path,
                  renameKey(document, pair, right),
                ),
              ];
            },
          },
        ];
      }),
    );
  },
};
