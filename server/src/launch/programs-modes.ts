import { type Call, type Program, say, textsOf, wrongUse } from './call.ts';
import { fail } from './file-operands.ts';
import type { FileNode } from './node.ts';
import { targetOf } from './program-files.ts';
import { unmodelled } from './unmodelled.ts';
import { unknown } from './value.ts';

const OPTIONS = /^-[RfvcHLP]+$/;
const MODE = /^(?:[ugoa]*(?:[-+=][rwxXst]*)+|[0-7]{1,4})(?:,[ugoa]*(?:[-+=][rwxXst]*)+)*$/;

/** How deep folders are followed. */
const MAX_DEPTH = 50;

/** `chmod [OPTION...] MODE FILE...`: modes do not change a text, but whether a file may be run. */
export const changeMode: Program = (call) => {
  const read = readArguments(textsOf(call));
  if (read === undefined) return unmodelled(call, { files: false });
  const { flags, mode, operands } = read;
  if (operands.length === 0)
    return wrongUse(call, mode === undefined ? 'missing operand' : `missing operand after '${mode}'`);
  if (mode === undefined || !MODE.test(mode)) return unmodelled(call, { files: false });
  if (/[vc]/.test(flags)) say(call, unknown('which modes are changed', 'chmod', call.place));
  call.state.status = 0;
  for (const operand of operands) {
    const found = targetOf(call, operand);
    if (found === undefined || found.node.kind === 'unknown') {
      call.state.status = 'unknown';
    } else if (found.node.kind === 'absent') {
      const dangling = targetOf(call, operand, false)?.node.kind === 'link';
      const why = found.folder === 'not-directory' ? 'Not a directory' : 'No such file or directory';
      if (flags.includes('f')) call.state.status = 1;
      else if (dangling) fail(call, `chmod: cannot operate on dangling symlink '${operand}'`);
      else fail(call, `chmod: cannot access '${operand}': ${why}`);
    } else if (!apply(call, found.path, found.node, mode, flags.includes('R'), 0))
      return unmodelled(call, { files: false });
  }
};

interface Arguments {
  readonly flags: string;
  readonly mode: string | undefined;
  readonly operands: readonly string[];
}

/** Undefined: they are not known, or some of them are not simulated. */
function readArguments(texts: readonly string[] | undefined): Arguments | undefined {
  if (texts === undefined) return undefined;
  let flags = '';
  let mode: string | undefined;
  const others: string[] = [];
  for (const [i, text] of texts.entries()) {
    if (text === '--') {
      others.push(...texts.slice(i + 1));
      break;
    }
    if (text.startsWith('--')) return undefined;
    if (OPTIONS.test(text)) flags += text.slice(1);
    // `-x` takes a right away; `-Rx` is read in another way.
    else if (text.startsWith('-') && text !== '-') {
      if (mode !== undefined || !MODE.test(text)) return undefined;
      mode = text;
    } else others.push(text);
  }
  return mode === undefined
    ? { flags, mode: others[0], operands: others.slice(1) }
    : { flags, mode, operands: others };
}

/** @returns whether everything below it is known */
function apply(
  call: Call,
  path: string,
  node: FileNode,
  mode: string,
  deep: boolean,
  depth: number,
): boolean {
  const { files } = call.state;
  if (node.kind === 'file') {
    files.set(path, { ...node, executable: executableAfter(mode, node.executable) });
    return true;
  }
  if (node.kind !== 'directory' || !deep) return true;
  const names = depth < MAX_DEPTH ? files.names(path) : undefined;
  if (names === undefined) return false;
  return names.every((name) => {
    call.machine.spend();
    return apply(call, `${path}/${name}`, files.at(`${path}/${name}`), mode, deep, depth + 1);
  });
}

function executableAfter(mode: string, before: boolean | 'unknown'): boolean | 'unknown' {
  if (/^(?:[au]*\+[rwX]*x\w*|[0-7]?[1357][0-7]{2})$/.test(mode)) return true;
  if (/^(?:a?-[rw]*x|[0-7]?[0246]{3})$/.test(mode)) return false;
  return /^[ugoa]*[-+][rw]+$/.test(mode) ? before : 'unknown';
}
