import { join } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';

/** Files of the configuration directory by which repo2docker chooses how to build (app.py, Repo2Docker.buildpacks). */
const FILES = [
  'Dockerfile',
  'environment.yml',
  'environment.yaml',
  'requirements.txt',
  'Pipfile',
  'Pipfile.lock',
  'Project.toml',
  'JuliaProject.toml',
  'REQUIRE',
  'default.nix',
  'runtime.txt',
  'install.R',
];
/** Files that count in the root only, and only without a configuration directory. */
const ROOT_FILES = ['DESCRIPTION', 'setup.py', 'pyproject.toml'];

export const noEnvironment: Rule = {
  meta: {
    code: 'repo/no-environment',
    summary: 'A repository with a start script has no file that says what to install',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch: 'mybinder.org refuses to build the image: "No environment specification found".',
      detail:
        'Looked for are the files of all build packs, in the configuration directory. Only in the root of a git repository, where all files are sure to be there; an example or a part of a repository is not judged.',
      sources: ['mybinder.org-deploy mybinder/values.yaml, default_buildpack; repo2docker app.py, build'],
      examples: [
        {
          bad: { '.git/HEAD': 'ref: refs/heads/main\n', 'binder/start': '#!/bin/bash\nexec "$@"\n' },
          good: {
            '.git/HEAD': 'ref: refs/heads/main\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
            'binder/environment.yml': 'dependencies:\n  - dask\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const start = repository.startScript;
    if (start === undefined || repository.entry('.git') === 'missing') return;
    const { configDirectory } = repository;
    const places = [
      ...FILES.map((name) => join(configDirectory, name)),
      ...(configDirectory === '' ? ROOT_FILES : []),
    ];
    if (places.some((path) => repository.entry(path) !== 'missing')) return;
    report({
      path: start.path,
      span: start.source.lineSpan(0),
      message: `${configDirectory === '' ? 'The repository' : `\`${configDirectory}/\``} has no file that says what to install, such as \`environment.yml\`. mybinder.org refuses to build it.`,
    });
  },
};
