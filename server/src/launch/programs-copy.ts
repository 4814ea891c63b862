import { nameOf } from '../binder/index.ts';
import { type Call, wrongUse } from './call.ts';
import { fail, isLink, unsure, withOptions } from './file-operands.ts';
import { unknownNode } from './node.ts';
import { isWritten, keepReading } from './open-files.ts';
import { copyTree, putText, targetOf } from './program-files.ts';
import { unmodelled } from './unmodelled.ts';

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

export const copy = withOptions(
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
      } else if (from.node.kind === 'directory' && to.node.kind === 'absent' && isLink(call, target)) {
        fail(
          call,
          target.endsWith('/')
            ? `cp: cannot create directory '${target}': File exists`
            : `cp: cannot overwrite non-directory '${target}' with directory '${source}'`,
        );
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
        if (from.node.kind === 'directory' && to.node.kind === 'unknown') return unmodelled(call);
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

export const move = withOptions('fuvnT', ['--force'], (call, { options, operands }) => {
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
    else if (to.node.kind === 'absent' && target.endsWith('/') && from.node.kind !== 'directory')
      fail(call, `mv: cannot move '${source}' to '${target}': Not a directory`);
    else if (to.folder === 'not-directory') fail(call, `mv: cannot stat '${target}': Not a directory`);
    else if (from.node.kind === 'directory' && (to.node.kind === 'file' || isLink(call, target)))
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
