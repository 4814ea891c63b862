import type { Rule } from '../rule.ts';
import { dockerfileOf, takesRepositoryFiles } from './dockerfile.ts';

export const startIgnoredByDockerfile: Rule = {
  meta: {
    code: 'repo/start-ignored-by-dockerfile',
    summary: 'A Dockerfile makes the image, and it does not use the start script',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch: 'repo2docker uses the Dockerfile alone; the start script never runs.',
      detail:
        'Quiet when the Dockerfile names `start`, copies the whole repository and sets an entry point, or builds on an `-onbuild` image or `base-image` of Pangeo, which take the script over.',
      sources: [
        'repo2docker buildpacks/docker.py, DockerBuildPack; docs configuration/system.md',
        'pangeo-docker-images base-image/Dockerfile; pangeo-stacks onbuild/r2d_overlay.py',
      ],
      examples: [
        {
          bad: {
            'binder/Dockerfile': 'FROM pangeo/pangeo-notebook:2021.05.04\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
          good: {
            'binder/Dockerfile': 'FROM pangeo/base-image:2021.05.04\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const dockerfile = dockerfileOf(repository);
    const start = repository.startScript;
    if (dockerfile === undefined || start === undefined) return;
    const { text, file } = dockerfile;
    if (/\bstart\b/.test(text) || takesRepositoryFiles(text)) return;
    // What an own entry point does with a copied repository is not known.
    if (
      /^[ \t]*(?:COPY|ADD)[ \t]+(?:--\S+[ \t]+)*\.\/?[ \t]/im.test(text) &&
      /^[ \t]*ENTRYPOINT\b/im.test(text)
    )
      return;
    report({
      path: start.path,
      span: start.source.lineSpan(0),
      message: `\`${file.path}\` makes the image, and does not use this script; copy it there and run it as entry point, or build on an \`-onbuild\` image of Pangeo. repo2docker runs no \`start\` beside a Dockerfile.`,
      related: [
        { path: file.path, span: file.source.lineSpan(0), message: 'The only file that repo2docker uses' },
      ],
    });
  },
};
