import { folderOf } from '../binder/index.ts';
import { TOO_MUCH_HERE } from './budget.ts';
import type { Call } from './call.ts';
import { readSome } from './input.ts';
import { ABSENT, perhapsChanged, unknownNode } from './node.ts';
import { write } from './output.ts';
import { repositoryPath } from './places.ts';
import { isWritable } from './redirection.ts';
import type { State } from './state.ts';
import { knownText, unknown, type Value } from './value.ts';

/** Programs that leave the files that their arguments name as they are. */
const READERS: ReadonlySet<string> = new Set(
  'ls stat file du df find date hostname uname whoami id which env printenv sleep sort uniq nl od xxd md5sum sha1sum sha256sum cksum diff cmp comm awk gawk jq yq less more strings tac rev fold column paste join nproc free ps pgrep kill pkill uptime locale groups tty ping nslookup dig getent jupyter jupyter-lab jupyter-notebook conda mamba echo printf test expr bc realpath readlink readarray curl pip pip3 Xvfb dask-scheduler nvidia-smi'.split(
    ' ',
  ),
);

/** Programs that read nothing from their input. */
const LEAVING_INPUT: ReadonlySet<string> = new Set(
  'ls stat file du df find date hostname uname whoami id which printenv sleep nproc free ps pgrep kill pkill uptime locale groups tty realpath readlink mkdir rmdir rm touch ln chmod chown basename dirname expr seq'.split(
    ' ',
  ),
);

/** Whether a program that usually only reads is told to write a file, or to run something. */
function isWriting(program: string, texts: readonly string[]): boolean {
  const any = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  if (any(/^(?:-o|-O|--output.*|-i|--inplace)$/)) return true;
  switch (program) {
    case 'find':
      return any(/^-(?:exec|execdir|ok|okdir|delete|fprint.*|fls)$/);
    case 'sort':
      return any(/^-[a-zA-Z]*o/);
    case 'curl':
      return any(/^-[a-zA-Z#]*[oO]|^--remote-name/);
    case 'uniq':
    case 'xxd':
      return texts.filter((text) => !text.startsWith('-')).length > 1;
    case 'awk':
    case 'gawk':
      return any(/print[^\n;}]*>|system|(?:^|[^|])\|(?:[^|]|$)/);
    // Packages go to where the others are, unless they stand in the repository or somebody names a place.
    case 'pip':
    case 'pip3':
      return (
        !any(/^(?:install|list|show|freeze|--version|uninstall|check|config)$/) ||
        any(/^(?:\.|-e|--editable|-t|--target|--prefix|--root|--src|--log)/)
      );
    case 'jupyter':
      return any(/^nbconvert$/);
    default:
      return false;
  }
}

/** A program that would do more than is followed: of what it does no more is known than of one that is not modelled. */
export function tooMuch(call: Call, files = false): undefined {
  call.machine.note(call.place, TOO_MUCH_HERE);
  return unmodelled(call, { files, note: false });
}

function isMissing(state: State, path: string): boolean {
  return state.cwd !== undefined && state.files.find(state.cwd, path).node.kind === 'absent';
}

/** Whether a value may hold the name of the server's command. */
function mayBeServer(value: Value): boolean {
  return value.pieces.some((piece) =>
    piece.kind === 'text'
      ? piece.origin?.kind === 'argument' && piece.origin.index === 0
      : piece.label === 'arguments' || piece.alternatives.some(mayBeServer),
  );
}

/** A program of which nothing is known: it cannot change the shell, but files that it is given. */
export function unmodelled(
  call: Call,
  also: { readonly files?: boolean; readonly output?: boolean; readonly note?: boolean } = {},
): undefined {
  const { machine, state, name, place } = call;
  const short = name.slice(name.lastIndexOf('/') + 1);
  const reason = `the output of \`${short}\``;
  if (also.output !== false) {
    write(machine, state, 1, unknown(reason, short, place), place);
    write(machine, state, 2, unknown(`messages of \`${short}\``, short, place), place);
  }
  if (!LEAVING_INPUT.has(short)) readSome(state, 0, `what \`${short}\` leaves of its input`, place);
  if (also.note !== false) machine.note(place, `What \`${short}\` does is not simulated.`);
  state.status = 'unknown';
  if (call.args.some((argument) => mayBeServer(argument.value))) machine.handedOn = true;
  if (also.files === false) return;
  const texts = call.args.map((argument) => knownText(argument.value) ?? '');
  if (READERS.has(short) && !isWriting(short, texts)) return;
  const [script = '-'] = texts;
  // Without its script it does nothing.
  if (/^python[\d.]*$/.test(short) && /^[^-]/.test(script) && isMissing(state, script)) return;
  state.loseFiles(`What \`${short}\` does to files is not known.`, place);
  for (const argument of call.args) {
    const text = argument.certain ? knownText(argument.value) : undefined;
    if (text === undefined || state.cwd === undefined) continue;
    const operand = /^--?[\w-]+=(.+)$/.exec(text)?.[1] ?? text;
    if (operand === '' || operand.startsWith('-') || operand.length > 300 || /[\n{}()]|:\/\//.test(operand))
      continue;
    const found = state.files.find(state.cwd, operand);
    if (repositoryPath(found.path) === undefined || !isWritable(found.path)) continue;
    const why = `whether \`${short}\` changes it`;
    if (found.node.kind === 'absent') {
      const folder = state.files.at(folderOf(found.path));
      if (folder.kind === 'directory') state.files.set(found.path, unknownNode(why, place, [ABSENT]));
    } else if (found.node.kind !== 'directory')
      state.files.set(found.path, perhapsChanged(found.node, why, short, place));
  }
}
