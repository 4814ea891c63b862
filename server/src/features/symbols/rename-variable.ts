import { knownVariable, type Repository } from '../../binder/index.ts';
import { placesOf } from '../../rules/index.ts';
import { statementAt } from '../../shell/index.ts';
import { exportsOf } from './environment.ts';
import type { Found, Occurrence } from './model.ts';
import { changedLaunch, edited, type Renaming, refused, replaced } from './renaming.ts';
import { shellNames } from './shell-names.ts';

/** Variables that bash itself reads or sets (bash manual, "Shell Variables"). */
const SPECIAL =
  /^(?:_|IFS|PATH|HOME|PWD|OLDPWD|CDPATH|OPTARG|OPTIND|OPTERR|PS[0-4]|PPID|UID|EUID|RANDOM|SRANDOM|SECONDS|LINENO|REPLY|SHELL|SHELLOPTS|SHLVL|TERM|TMPDIR|TMOUT|LANG|LC_\w+|MAIL\w*|HOST\w*|MACHTYPE|OSTYPE|EPOCH\w+|ENV|BASH\w*|DIRSTACK|FUNCNAME|FUNCNEST|GLOBIGNORE|GROUPS|HIST\w*|FIGNORE|INPUTRC|MAPFILE|COPROC|COMP_\w+|COLUMNS|LINES|PIPESTATUS|POSIXLY_CORRECT|PROMPT_\w+|EXECIGNORE|CHILD_MAX|USER|LOGNAME)$/;

/** Why a variable of a script keeps its name; undefined when it is the script's own. */
export function isRenamable(repository: Repository, { name, here, occurrences }: Found): string | undefined {
  const names = shellNames(repository).get(here.path);
  const places = names?.variables.get(name) ?? [];
  if (SPECIAL.test(name)) return `\`${name}\` is a variable of the shell itself.`;
  if (names === undefined || exportsOf(repository, name).length > 0 || names.handedOn.has(name))
    return `\`${name}\` is in the environment of what the script starts, which reads it by this name.`;
  const definitions = places.filter(({ role }) => role === 'definition');
  const [first] = definitions;
  if (first === undefined || knownVariable(name) !== undefined)
    return `\`${name}\` comes from outside of the script, by this name.`;
  const firstUse = places.find(({ role }) => role !== 'definition');
  if (firstUse !== undefined && firstUse.span.start < endOfFirst(repository, first))
    return `\`${name}\` may be read before it is set, so its value may come from outside of the script.`;
  if (names.hidden || names.words.has(name))
    return `The script may name \`${name}\` in a text that is read at launch only.`;
  return occurrences.every(({ path }) => path === here.path)
    ? undefined
    : `\`${name}\` is named elsewhere too.`;
}

/** Where the command ends that sets a variable: `X=${X:-1}` reads it before. */
function endOfFirst(repository: Repository, { path, span }: Occurrence): number {
  const file = repository.file(path);
  const statement = file === undefined ? undefined : statementAt(repository.script(file), span.start);
  return statement?.kind === 'command' ? statement.span.end : span.end;
}

/** A variable gets another name in its script. */
export function renameVariable(repository: Repository, found: Found, newName: string): Renaming {
  const { name, here, occurrences } = found;
  if (newName === name) return { kind: 'edits', edits: new Map() };
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName))
    return refused(
      newName === ''
        ? 'A variable needs a name.'
        : `\`${newName}\` is no name of a variable: letters, digits and \`_\` make one, and no digit comes first.`,
    );
  if (SPECIAL.test(newName) || knownVariable(newName) !== undefined || newName.startsWith('DASK_'))
    return refused(`\`${newName}\` means something to what the script starts.`);
  const text = repository.file(here.path)?.source.text ?? '';
  if (placesOf(text, newName).length > 0) return refused(`\`${newName}\` stands in the script already.`);
  const edits = replaced(occurrences, newName);
  const changed = changedLaunch(repository, edited(repository, edits), (unchanged) => unchanged);
  return changed === undefined
    ? { kind: 'edits', edits }
    : refused(`With the name \`${newName}\` the launch would change ${changed} in another way than now.`);
}
