import { nameOf } from '../binder/index.ts';
import { type Call, type Program, parseOptions, textsOf, warnAbout, wrongUse } from './call.ts';
import { withChange } from './change.ts';
import { ABSENT, DIRECTORY, fileNode, unknownNode } from './node.ts';
import { isWritten, keepReading } from './open-files.ts';
import { write } from './output.ts';
import { copyTree, putText, targetOf } from './program-files.ts';
import { unmodelled } from './unmodelled.ts';
import { EMPTY, unknown } from './value.ts';

type Parsed = NonNullable<ReturnType<typeof parseOptions>>;

/** A program whose arguments have to be known; otherwise nothing is. */
function withOptions(
  flags: string,
  long: readonly string[],
  run: (call: Call, parsed: Parsed) => void,
): Program {
  return (call) => {
    const texts = textsOf(call);
    const parsed = texts === undefined ? undefined : parseOptions(texts, flags, long);
    if (parsed === undefined) unmodelled(call);
    else {
      call.state.status = 0;
      run(call, parsed);
    }
  };
}

/** Says what went wrong; the program goes on with its other operands. */
function fail(call: Call, message: string): void {
  warnAbout(call, message);
  call.state.status = 1;
}

function unsure(call: Call, message: string): void {
  const { machine, state, name, place } = call;
  machine.note(place, message);
  write(machine, state, 2, unknown(`messages of \`${name}\``, name, place), place);
  if (state.status === 0) state.status = 'unknown';
}

/** `cp` and `mv`: where each source goes. */
function destinations(
  call: Call,
  operands: readonly string[],
): readonly (readonly [source: string, target: string])[] | undefined {
  const target = operands.at(-1);
  const sources = operands.slice(0, -1);
  if (target === undefined) {
    wrongUse(call, 'missing file operand');
    return undefined;
  }
  if (sources.length === 0) {
    wrongUse(call, `missing destination file operand after '${target}'`);
    return undefined;
  }
  const found = targetOf(call, target);
  if (found === undefined) {
    unmodelled(call);
    return undefined;
  }
  const folder = found.node.kind === 'directory';
  if (sources.length > 1 && !folder) {
    if (found.node.kind === 'unknown') unmodelled(call);
    else
      fail(
        call,
        `${call.name}: target '${target}': ${found.node.kind === 'absent' && found.folder !== 'not-directory' ? 'No such file or directory' : 'Not a directory'}`,
      );
    return undefined;
  }
  return sources.map(
    (source) =>
      [
        source,
        folder ? `${target.replace(/\/+$/, '')}/${nameOf(source.replace(/\/+$/, ''))}` : target,
      ] as const,
  );
}

const copy = withOptions(
  'rRafpdTuvn',
  ['--recursive', '--archive', '--force'],
  (call, { options, operands }) => {
    if ([...'Tuvn'].some((flag) => options.has(flag))) return unmodelled(call);
    const deep = ['r', 'R', 'a', '--recursive', '--archive'].some((option) => options.has(option));
    for (const [source, target] of destinations(call, operands) ?? []) {
      const from = targetOf(call, source);
      const to = targetOf(call, target);
      if (from === undefined || to === undefined) return unmodelled(call);
      const link = deep ? targetOf(call, source, false) : undefined;
      if (link?.node.kind === 'link') {
        // With -r the link itself is copied, and takes the place of another link.
        const own = targetOf(call, target, false);
        const replaced = own?.node.kind === 'link' && own.path !== link.path;
        if (from.path === to.path && !replaced) {
          fail(call, `cp: '${source}' and '${target}' are the same file`);
          continue;
        }
        if (own === undefined || own.folder !== 'there') return unmodelled(call);
        if (!replaced && own.node.kind !== 'file' && own.node.kind !== 'absent') return unmodelled(call);
        call.state.files.set(own.path, link.node);
        continue;
      }
      if (
        from.node.kind === 'file' &&
        to.node.kind === 'absent' &&
        targetOf(call, target, false)?.node.kind === 'link'
      ) {
        fail(call, `cp: not writing through dangling symlink '${target}'`);
        continue;
      }
      if (from.node.kind === 'absent') {
        fail(
          call,
          `cp: cannot stat '${source}': ${from.folder === 'not-directory' ? 'Not a directory' : 'No such file or directory'}`,
        );
      } else if (from.node.kind === 'directory' && !deep)
        fail(call, `cp: -r not specified; omitting directory '${source}'`);
      else if (from.path === to.path && from.node.kind !== 'unknown')
        fail(call, `cp: '${source}' and '${target}' are the same file`);
      else if (to.folder === 'missing') {
        fail(
          call,
          from.node.kind === 'directory'
            ? `cp: cannot create directory '${target}': No such file or directory`
            : `cp: cannot create regular file '${target}': No such file or directory`,
        );
      } else if (to.folder === 'not-directory') {
        fail(call, `cp: cannot stat '${target}': Not a directory`);
      } else if (from.node.kind === 'directory' && to.node.kind === 'file')
        fail(call, `cp: cannot overwrite non-directory '${target}' with directory '${source}'`);
      else if (from.node.kind === 'file' && to.node.kind === 'directory')
        fail(call, `cp: cannot overwrite directory '${target}' with non-directory`);
      else if (from.node.kind === 'file') {
        if (target.endsWith('/') && to.node.kind === 'absent')
          fail(call, `cp: cannot create regular file '${target}': Not a directory`);
        else {
          putText(call, to, from.node.text);
          if (to.folder === 'unknown' || to.node.kind === 'unknown')
            unsure(call, `Whether \`${target}\` can be written is not known.`);
        }
      } else {
        const inside = to.path.startsWith(`${from.path}/`);
        if (inside) {
          call.state.files.set(to.path, unknownNode('a copy of a folder in itself', call.place));
          return unmodelled(call);
        }
        if (!copyTree(call, from.path, to.path) || to.folder === 'unknown')
          unsure(call, 'What is copied here is not known.');
      }
    }
  },
);

const move = withOptions('fuvnT', ['--force'], (call, { options, operands }) => {
  if ([...'uvnT'].some((flag) => options.has(flag))) return unmodelled(call);
  const { state } = call;
  for (const [source, target] of destinations(call, operands) ?? []) {
    const from = targetOf(call, source, false);
    const to = targetOf(call, target, false);
    if (from === undefined || to === undefined) return unmodelled(call);
    if (from.node.kind === 'absent') {
      fail(
        call,
        `mv: cannot stat '${source}': ${from.folder === 'not-directory' ? 'Not a directory' : 'No such file or directory'}`,
      );
    } else if (from.path === to.path && from.node.kind !== 'unknown')
      fail(call, `mv: '${source}' and '${target}' are the same file`);
    else if (from.node.kind === 'link' && targetOf(call, source)?.path === to.path)
      fail(call, `mv: '${source}' and '${target}' are the same file`);
    else if (to.folder === 'missing')
      fail(call, `mv: cannot move '${source}' to '${target}': No such file or directory`);
    else if (to.folder === 'not-directory') fail(call, `mv: cannot stat '${target}': Not a directory`);
    else if (from.node.kind === 'directory' && to.node.kind === 'file')
      fail(call, `mv: cannot overwrite non-directory '${target}' with directory '${source}'`);
    else if (from.node.kind === 'directory' && to.path.startsWith(`${from.path}/`))
      fail(call, `mv: cannot move '${source}' to a subdirectory of itself, '${target}'`);
    else if (from.node.kind === 'file' && to.node.kind === 'directory')
      fail(call, `mv: cannot overwrite directory '${target}' with non-directory`);
    else if (from.node.kind === 'unknown' || (from.node.kind === 'directory' && to.node.kind === 'directory'))
      return unmodelled(call);
    else {
      let done = true;
      const written = [from.path, to.path].some((path) => isWritten(call.machine, state, path));
      if (written && from.node.kind === 'directory') return unmodelled(call);
      keepReading(state, to.path);
      if (from.node.kind === 'file') putText(call, to, from.node.text);
      else done = copyTree(call, from.path, to.path);
      keepReading(state, from.path);
      state.files.remove(from.path);
      if (written) {
        const reason = 'a redirection that writes to what was moved here';
        state.files.set(to.path, unknownNode(reason, call.place, [state.files.at(to.path)]));
        call.machine.note(call.place, `What happens to \`${target}\` is not known.`);
      }
      if (!done || to.folder !== 'there' || to.node.kind === 'unknown')
        unsure(call, `Whether \`${target}\` can be written is not known.`);
    }
  }
});

const remove = withOptions('rRfdv', ['--recursive', '--force'], (call, { options, operands }) => {
  const deep = ['r', 'R', '--recursive'].some((option) => options.has(option));
  const force = options.has('f') || options.has('--force');
  if (options.has('v') || options.has('d')) return unmodelled(call);
  if (operands.length === 0 && !force) return wrongUse(call, 'missing operand');
  for (const operand of operands) {
    const found = operand === '' ? undefined : targetOf(call, operand, false);
    if (operand === '') {
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

const removeFolder = withOptions('', [], (call, { operands }) => {
  if (operands.length === 0) return wrongUse(call, 'missing operand');
  for (const operand of operands) {
    const found = targetOf(call, operand, false);
    const names = found === undefined ? undefined : call.state.files.list(found.path);
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
    const found = operand === '' ? undefined : targetOf(call, operand);
    if (operand === '') fail(call, "mkdir: cannot create directory '': No such file or directory");
    else if (found === undefined) return unmodelled(call);
    // A link that leads nowhere is there all the same.
    else if (found.node.kind === 'absent' && targetOf(call, operand, false)?.node.kind === 'link')
      fail(call, `mkdir: cannot create directory '${operand}': File exists`);
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
  if (found.folder === 'missing')
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

/** Modes do not change a text, but whether a file may be run. */
const changeMode: Program = (call) => {
  const texts = textsOf(call)?.filter((text) => !/^-[RfvcR]+$/.test(text));
  const [mode, ...operands] = texts ?? [];
  if (texts !== undefined && operands.length === 0)
    return wrongUse(call, mode === undefined ? 'missing operand' : `missing operand after '${mode}'`);
  if (
    mode === undefined ||
    !/^(?:[ugoa]*(?:[-+=][rwxXst]*)+|[0-7]{1,4})(?:,[ugoa]*(?:[-+=][rwxXst]*)+)*$/.test(mode)
  )
    return unmodelled(call, { files: false });
  call.state.status = 0;
  for (const operand of operands) {
    const found = targetOf(call, operand);
    if (found === undefined || found.node.kind === 'unknown') {
      call.state.status = 'unknown';
    } else if (found.node.kind === 'absent')
      fail(
        call,
        targetOf(call, operand, false)?.node.kind === 'link'
          ? `chmod: cannot operate on dangling symlink '${operand}'`
          : `chmod: cannot access '${operand}': ${found.folder === 'not-directory' ? 'Not a directory' : 'No such file or directory'}`,
      );
    else if (found.node.kind === 'file') {
      const executable = /^(?:[au]*\+[rwX]*x\w*|[0-7]?[1357][0-7]{2})$/.test(mode)
        ? true
        : /^(?:a?-[rw]*x|[0-7]?[0246]{3})$/.test(mode)
          ? false
          : 'unknown';
      call.state.files.set(found.path, { ...found.node, executable });
    }
  }
};

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
