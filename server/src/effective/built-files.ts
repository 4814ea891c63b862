import { folderOf, nameOf, type Repository } from '../binder/index.ts';
import { type Content, type FilesAfter, inputOf, type Launch, simulate } from '../launch/index.ts';

/** What `postBuild` leaves in the image; undefined when there is none. */
function build(repository: Repository): Launch | undefined {
  const [script] = repository.filesOf('post-build');
  if (script === undefined) return undefined;
  const input = inputOf('repo2docker-local', undefined);
  return simulate(repository, { ...input, script: script.path, arguments: [] });
}

/**
 * The files after a launch, those that `postBuild` has made included. The simulation of the launch does not know
 * these, so what the start script may do to them is not certain.
 */
export function filesOf(repository: Repository, launch: Launch): FilesAfter {
  const { filesAfter: own } = launch;
  const built = repository.derive(build);
  if (built === undefined) return own;
  const { filesAfter: before } = built;
  const script = repository.startScript?.source.text ?? '';
  // What the start script makes of a file that it finds there is not known either.
  const isBuilt = (path: string): boolean =>
    before.made(folderOf(path)).includes(nameOf(path)) &&
    (!own.made(folderOf(path)).includes(nameOf(path)) || own.at(path).content.kind === 'unknown');
  const doubtful = (path: string, content: Content): Content => {
    const reason =
      built.unknownFrom !== undefined
        ? 'what `postBuild` does'
        : script.includes(nameOf(path))
          ? `what the start script does to \`${nameOf(path)}\``
          : undefined;
    return reason === undefined
      ? content
      : { kind: 'unknown', reason, alternatives: [content], exhaustive: false };
  };
  return {
    at: (path) => {
      const found = own.at(path);
      if (!isBuilt(found.path)) return found;
      const made = before.at(path);
      return { ...made, content: doubtful(made.path, made.content) };
    },
    names: (folder) => {
      const names = own.names(folder);
      const added = before.made(folder).filter((name) => {
        const { content } = before.at(`${folder}/${name}`);
        return isBuilt(`${folder}/${name}`) && content.kind !== 'absent';
      });
      return names === undefined ? undefined : [...new Set([...names, ...added])];
    },
    made: (folder) => [...new Set([...own.made(folder), ...before.made(folder)])],
  };
}
