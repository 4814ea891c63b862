import type { Repository, RepositoryFile } from '../../binder/index.ts';

/** The Dockerfile that repo2docker would use, without its comments. */
export function dockerfileOf(
  repository: Repository,
): { readonly file: RepositoryFile; readonly text: string } | undefined {
  const [file] = repository.filesOf('dockerfile');
  return file && { file, text: file.source.text.replace(/^[ \t]*#.*$/gm, '') };
}

/** Images of Pangeo that copy `start` and the configuration of the repository into themselves (ONBUILD). */
export function takesRepositoryFiles(dockerfile: string): boolean {
  return /^[ \t]*FROM[ \t].*(?:-onbuild\b|\bpangeo\/base-image\b|\bpangeo\/[\w-]+-onbuild)/im.test(
    dockerfile,
  );
}
