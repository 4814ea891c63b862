import { nameOf } from '../binder/index.ts';
import { type Call, type Program, wrongUse } from './call.ts';
import { withChange } from './change.ts';
import { fail, isLink, unsure, withOptions } from './file-operands.ts';
import { ABSENT, DIRECTORY, fileNode, unknownNode } from './node.ts';
import { isWritten, keepReading } from './open-files.ts';
import { putText, targetOf } from './program-files.ts';
import { copy, move } from './programs-copy.ts';
import { changeMode } from './programs-modes.ts';
import { unmodelled } from './unmodelled.ts';
import { EMPTY } from './value.ts';

const remove = withOptions('rRfdv', ['--recursive', '--force'], (call, { options, operands }) => {
  const deep = ['r', 'R', '--recursive'].some((option) => options.has(option));
  const force = options.has('f') || options.has('--force');
  if (options.has('v') || options.has('d')) return unmodelled(call);
  if (operands.length === 0 && !force) return wrongUse(call, 'missing operand');
  for (const operand of operands) {
    const found = operand === '' ? undefined : targetOf(call, operand, false);
    if (operand.endsWith('/') && isLink(call, operand)) removeLinked(call, operand, deep, force);
    else if (operand === '') {
      if (!force) fail(call, "rm: cannot remove '': No such file or directory");
    } else if (found === undefined) return unmodelled(call);
    else if (found.node.kind === 'absent') {
      if (found.folder === 'not-directory') {
        if (!force) fail(call, `rm: cannot remove '${operand}': Not a directory`);
      } else if (!force) fail(call, `rm: cannot remove '${operand}': No such file or directory`);
    } else if (found.node.kind === 'directory' && !deep)
      fail(call, `rm: cannot remove '${operand}': Is a directory`);
    else if (found.node.kind === 'unknown' || found.folder !== 'there') {
      call.state.files.set(found.path, unknownNode('whether it is removed', call.place, [ABSENT]));
      unsure(call, `Whether \`${operand}\` is removed is not known.`);
    } else if (/^\.\.?$/.test(nameOf(operand.replace(/\/+$/, '')))) return unmodelled(call);
    else {
      keepReading(call.state, found.path);
      call.state.files.remove(found.path);
    }
  }
});

/** `rm LINK/`: what is in the folder goes, and the link is none. */
function removeLinked(call: Call, operand: string, deep: boolean, force: boolean): undefined {
  const found = targetOf(call, operand);
  if (found === undefined || found.node.kind === 'unknown') return unmodelled(call);
  const folder = found.node.kind === 'directory';
  if (force && !folder) return;
  if (folder && deep) {
    const names = call.state.files.names(found.path);
    if (names === undefined) return unmodelled(call);
    for (const name of names) call.state.files.remove(`${found.path}/${name}`);
  }
  fail(call, `rm: cannot remove '${operand}': ${folder && !deep ? 'Is' : 'Not'} a directory`);
}

const removeFolder = withOptions('', [], (call, { operands }) => {
  if (operands.length === 0) return wrongUse(call, 'missing operand');
  for (const operand of operands) {
    const found = targetOf(call, operand, false);
    const names = found === undefined ? undefined : call.state.files.list(found.path);
    if (operand.endsWith('/') && isLink(call, operand)) {
      const below = found?.folder === 'not-directory';
      const why = below ? 'Not a directory' : 'Symbolic link not followed';
      fail(call, `rmdir: failed to remove '${operand}': ${why}`);
      continue;
    }
    if (found?.node.kind === 'absent' && found.folder !== 'not-directory')
      fail(call, `rmdir: failed to remove '${operand}': No such file or directory`);
    else if (found?.folder === 'not-directory' || found?.node.kind === 'file' || found?.node.kind === 'link')
      fail(call, `rmdir: failed to remove '${operand}': Not a directory`);
    else if (found === undefined || names === undefined || found.folder !== 'there') return unmodelled(call);
    else if (names.length > 0) fail(call, `rmdir: failed to remove '${operand}': Directory not empty`);
    else call.state.files.remove(found.path);
  }
});

const makeFolder = withOptions('p', ['--parents'], (call, { options, operands }) => {
  const parents = options.has('p') || options.has('--parents');
  if (operands.length === 0) return wrongUse(call, 'missing operand');
  for (const operand of operands) {
    const nowhere = leadingNowhere(call, operand);
    const found = operand === '' ? undefined : targetOf(call, operand);
    if (operand === '') fail(call, "mkdir: cannot create directory '': No such file or directory");
    else if (found === undefined) return unmodelled(call);
    // A link that leads nowhere is there all the same.
    else if (found.node.kind === 'absent' && isLink(call, operand))
      fail(call, `mkdir: cannot create directory '${operand}': File exists`);
    else if (parents && nowhere !== undefined)
      fail(call, `mkdir: cannot create directory '${nowhere}': File exists`);
    else if (parents) makeParents(call, operand, found.path);
    else if (found.node.kind === 'file' || found.node.kind === 'directory')
      fail(call, `mkdir: cannot create directory '${operand}': File exists`);
    else if (found.folder === 'missing')
      fail(call, `mkdir: cannot create directory '${operand}': No such file or directory`);
    else if (found.folder === 'not-directory')
      fail(call, `mkdir: cannot create directory '${operand}': Not a directory`);
    else if (found.node.kind === 'unknown' || found.folder === 'unknown')
      unsureFolder(call, operand, found.path);
    else call.state.files.set(found.path, DIRECTORY);
  }
});

/** The part of a path that is a link to nothing. */
function leadingNowhere(call: Call, operand: string): string | undefined {
  const steps = operand.split('/');
  const parts = steps.map((_, i) => steps.slice(0, i + 1).join('/'));
  return parts.find(
    (part) => part !== '' && isLink(call, part) && targetOf(call, part)?.node.kind === 'absent',
  );
}

function unsureFolder(call: Call, operand: string, path: string): undefined {
  call.state.files.set(
    path,
    unknownNode(`whether the folder \`${operand}\` can be made`, call.place, [DIRECTORY]),
  );
  unsure(call, `Whether the folder \`${operand}\` can be made is not known.`);
}

function makeParents(call: Call, operand: string, path: string): undefined {
  const { state } = call;
  const steps = path.split('/').slice(1);
  let current = '';
  for (const step of steps) {
    current += `/${step}`;
    const node = state.files.at(current);
    if (node.kind === 'directory') continue;
    if (node.kind === 'link') return unsureFolder(call, operand, path);
    if (node.kind === 'file') {
      fail(
        call,
        `mkdir: cannot create directory '${current === path ? operand : shownPart(operand, path, current)}': ${current === path ? 'File exists' : 'Not a directory'}`,
      );
      return;
    }
    const target = targetOf(call, current);
    if (node.kind === 'absent' && target?.folder === 'there') state.files.set(current, DIRECTORY);
    else return unsureFolder(call, operand, path);
  }
}

/** The beginning of the operand that leads to a folder above its end. */
function shownPart(operand: string, path: string, part: string): string {
  const below = path.slice(part.length).split('/').length - 1;
  return operand.replace(/\/+$/, '').split('/').slice(0, -below).join('/');
}

const touch = withOptions('cam', [], (call, { options, operands }) => {
  if (operands.length === 0) return wrongUse(call, 'missing file operand');
  for (const operand of operands) {
    const found = targetOf(call, operand);
    if (found === undefined) return unmodelled(call);
    if (found.node.kind !== 'absent' && found.node.kind !== 'unknown') continue;
    if (options.has('c') && found.node.kind === 'absent') continue;
    if (found.folder === 'missing' || operand === '')
      fail(call, `touch: cannot touch '${operand}': No such file or directory`);
    else if (operand.endsWith('/') && found.folder !== 'unknown')
      fail(
        call,
        `touch: setting times of '${operand}': ${found.folder === 'there' ? 'No such file or directory' : 'Not a directory'}`,
      );
    else if (found.folder === 'not-directory')
      fail(call, `touch: cannot touch '${operand}': Not a directory`);
    else if (found.node.kind === 'unknown' || found.folder === 'unknown')
      unsure(call, `Whether \`${operand}\` can be made is not known.`);
    else if (isWritten(call.machine, call.state, found.path)) putText(call, found, EMPTY);
    else
      call.state.files.set(
        found.path,
        fileNode(EMPTY, withChange(call.machine, [], call.place, EMPTY), false),
      );
  }
});

const link = withOptions('sfn', ['--symbolic', '--force'], (call, { options, operands }) => {
  const [target, name] = operands;
  if (!(options.has('s') || options.has('--symbolic')) || target === undefined || operands.length > 2)
    return unmodelled(call);
  const force = options.has('f') || options.has('--force');
  let at = name ?? `./${nameOf(target)}`;
  const into = targetOf(call, at, !options.has('n'));
  if (into?.node.kind === 'directory') at = `${at.replace(/\/+$/, '')}/${nameOf(target.replace(/\/+$/, ''))}`;
  const found = targetOf(call, at, false);
  if (found === undefined || found.node.kind === 'unknown' || found.folder === 'unknown')
    return unmodelled(call);
  if (
    found.folder === 'missing' ||
    (found.folder === 'there' && found.node.kind === 'absent' && at.endsWith('/'))
  )
    fail(call, `ln: failed to create symbolic link '${at}': No such file or directory`);
  else if (found.folder === 'not-directory') {
    const why = at.endsWith('/') ? 'File exists' : 'Not a directory';
    fail(
      call,
      `ln: ${force ? 'failed to access' : 'failed to create symbolic link'} '${at}': ${force ? 'Not a directory' : why}`,
    );
  } else if (found.node.kind !== 'absent' && !force)
    fail(call, `ln: failed to create symbolic link '${at}': File exists`);
  else if (found.node.kind === 'directory') fail(call, `ln: ${at}: cannot overwrite directory`);
  else {
    keepReading(call.state, found.path);
    call.state.files.set(found.path, { kind: 'link', target });
  }
});

export const FILE_PROGRAMS: Readonly<Record<string, Program>> = {
  cp: copy,
  mv: move,
  rm: remove,
  rmdir: removeFolder,
  mkdir: makeFolder,
  touch,
  ln: link,
  chmod: changeMode,
};
