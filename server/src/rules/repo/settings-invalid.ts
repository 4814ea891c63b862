import { SETTINGS_FILE } from '../../binder/index.ts';
import { nearestName } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';

export const settingsInvalid: Rule = {
  meta: {
    code: 'repo/settings-invalid',
    summary: 'A key or value of `.pangeo-binder.yaml` does not exist',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        'Nothing: no launch reads this file. What is wrong in it has no effect, the rest of it counts; of a file that is no YAML nothing counts. The command line ends with 2.',
      detail:
        'Keys that the settings do not have, codes that no rule has, severities, profiles, versions and globs that are none, and names of secrets in `launch.env`, whose values belong in no repository. Versions are read as they are written: 2021.10 is not 2021.1.',
      sources: ['the settings of this project, docs/configuration.md and schemas/pangeo-binder.schema.json'],
      examples: [
        {
          bad: { '.pangeo-binder.yaml': 'rule:\n  start/heavy-work: error\n' },
          good: { '.pangeo-binder.yaml': 'rules:\n  start/heavy-work: error\n' },
        },
        {
          title: 'a code that no rule has',
          bad: { '.pangeo-binder.yaml': 'rules:\n  start/heavy-works: off\n' },
          good: { '.pangeo-binder.yaml': 'rules:\n  start/heavy-work: off\n' },
        },
      ],
    },
  },
  check(repository, report, { codes }) {
    for (const { span, message, whole, fix } of repository.settings.problems) {
      report({
        path: SETTINGS_FILE,
        span,
        message: `${message} ${whole === true ? 'All settings in this file are left out.' : 'This setting is left out.'}`,
        fixes: () => [fix && editFix(fix.title, 'safe', SETTINGS_FILE, [{ span: fix.span, text: fix.text }])],
      });
    }
    const known = [...codes, ...new Set(codes.map((code) => `${code.slice(0, code.indexOf('/'))}/*`))];
    const names = new Set(known);
    for (const { code, span } of repository.settings.codes) {
      if (names.has(code)) continue;
      const near = nearestName(code, known);
      report({
        path: SETTINGS_FILE,
        span,
        message: `No rule is called \`${code}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`} This setting is left out.`,
        fixes: () => [
          near === undefined
            ? undefined
            : editFix(`Change to \`${near}\``, 'safe', SETTINGS_FILE, [{ span, text: near }]),
        ],
      });
    }
  },
};
