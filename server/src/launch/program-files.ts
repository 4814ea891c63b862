import { folderOf, nameOf } from '../binder/index.ts';
import type { Call } from './call.ts';
import { withChange } from './change.ts';
import { inputFile, readAll, readsFolder } from './input.ts';
import { ABSENT, changesOf, DIRECTORY, type FileNode, fileNode, unknownNode } from './node.ts';
import { isWritten } from './open-files.ts';
import { repositoryPath } from './places.ts';
import { isWritable } from './redirection.ts';
import { concat, EMPTY, unknown, type Value } from './value.ts';

/** What a program finds when it opens a file to read. */
export type Opened =
  | { readonly kind: 'text'; readonly value: Value; readonly path: string | undefined }
  | {
      readonly kind: 'error';
      readonly message: 'No such file or directory' | 'Is a directory' | 'Not a directory';
    }
  | { readonly kind: 'unknown' };

/** A file by the name that a program is given; `-` is its input. */
export function openFile(call: Call, name: string): Opened {
  const { state } = call;
  if (name === '-' && readsFolder(state, 0)) return { kind: 'error', message: 'Is a directory' };
  if (name === '-') {
    const path = inputFile(state, 0);
    return { kind: 'text', value: readAll(state, 0), path };
  }
  if (name === '/dev/null') return { kind: 'text', value: EMPTY, path: undefined };
  if (name === '/dev/stdin') return { kind: 'text', value: readAll(state, 0), path: undefined };
  if (name === '') return { kind: 'error', message: 'No such file or directory' };
  if (state.cwd === undefined && !name.startsWith('/')) return { kind: 'unknown' };
  const { node, path, error } = state.files.find(state.cwd ?? '/', name);
  if (node.kind === 'file') return { kind: 'text', value: node.text, path };
  if (node.kind === 'directory') return { kind: 'error', message: 'Is a directory' };
  if (node.kind === 'absent')
    return {
      kind: 'error',
      message: error === 'not-directory' ? 'Not a directory' : 'No such file or directory',
    };
  return { kind: 'unknown' };
}

/** Where a program is to make something. */
export interface Target {
  readonly path: string;
  readonly node: FileNode;
  /** Whether the folder around it is there and may be written. */
  readonly folder: 'there' | 'missing' | 'not-directory' | 'unknown';
}

export function targetOf(call: Call, name: string, follow = true): Target | undefined {
  const { state } = call;
  if (name === '') return { path: '', node: ABSENT, folder: 'missing' };
  if (state.cwd === undefined && !name.startsWith('/')) return undefined;
  const found = state.files.find(state.cwd ?? '/', name, follow);
  const folder = state.files.find('/', folderOf(found.path) === '' ? '/' : folderOf(found.path));
  if (found.error === 'not-directory' || folder.node.kind === 'file')
    return { path: found.path, node: found.node, folder: 'not-directory' };
  if (folder.node.kind === 'absent') return { path: found.path, node: found.node, folder: 'missing' };
  const known = folder.node.kind === 'directory' && isWritable(found.path);
  return { path: found.path, node: found.node, folder: known ? 'there' : 'unknown' };
}

/** Puts a text into a file; what stood there before keeps its history. */
export function putText(call: Call, target: Target, value: Value, append = false): void {
  const { machine, state, place } = call;
  const executable = target.node.kind === 'file' ? target.node.executable : false;
  const before = append && target.node.kind === 'file' ? target.node.text : EMPTY;
  const text = concat(before, value);
  const changes = withChange(machine, changesOf(target.node), place, text);
  const node = fileNode(text, changes, executable);
  const plain = target.node.kind === 'absent' || target.node.kind === 'file';
  const sure = target.folder === 'there' && plain && !isWritten(machine, state, target.path);
  state.files.set(
    target.path,
    sure
      ? node
      : unknownNode(`whether \`${nameOf(target.path)}\` can be written`, place, [node], false, changes),
  );
}

/** Copies a file or a whole folder; false when not everything in it is known. */
export function copyTree(call: Call, from: string, to: string, depth = 0): boolean {
  const { machine, state, place } = call;
  machine.spend();
  const node = state.files.at(from);
  if (node.kind === 'directory') {
    const names = depth > 30 ? undefined : state.files.names(from);
    if (names === undefined) {
      machine.note(place, `What is in the folder \`${repositoryPath(from) ?? from}\` is not known.`);
      state.files.perhapsFilled(to, 'a copy of a folder that is not known', place);
      return false;
    }
    if (state.files.at(to).kind !== 'directory') state.files.set(to, DIRECTORY);
    return names
      .map((name) => copyTree(call, `${from}/${name}`, `${to}/${name}`, depth + 1))
      .every((done) => done);
  }
  const text = node.kind === 'file' ? node.text : undefined;
  const changes = withChange(machine, changesOf(state.files.at(to)), place, text);
  if (node.kind === 'file' && !isWritten(machine, state, to))
    state.files.set(to, fileNode(node.text, changes, node.executable));
  else if (node.kind === 'link') state.files.set(to, node);
  else {
    state.files.set(
      to,
      unknownNode(
        'a copy of a file that is not known',
        place,
        [fileNode(unknown('a copy', nameOf(from), place), changes)],
        false,
        changes,
      ),
    );
    return false;
  }
  return true;
}
