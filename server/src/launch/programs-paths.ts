import {
  type Call,
  finish,
  type Program,
  parseOptions,
  quotedName,
  say,
  textsOf,
  warnAbout,
  wrongUse,
} from './call.ts';
import { HOME } from './places.ts';
import { unmodelled } from './unmodelled.ts';

const basename: Program = (call) => {
  const given = textsOf(call);
  const texts = given?.[0] === '--' ? given.slice(1) : given;
  const [path, suffix, ...more] = texts ?? [];
  if (texts === undefined || path?.startsWith('-')) return unmodelled(call, { files: false });
  if (path === undefined) return wrongUse(call, 'missing operand');
  if (more[0] !== undefined) return wrongUse(call, `extra operand '${more[0]}'`);
  let name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (name === '' && path !== '') name = '/';
  if (suffix !== undefined && name !== suffix && name.endsWith(suffix))
    name = name.slice(0, name.length - suffix.length);
  say(call, `${name}\n`);
  finish(call, 0);
};

const dirname: Program = (call) => {
  const given = textsOf(call);
  const texts = given?.[0] === '--' ? given.slice(1) : given;
  if (texts === undefined || texts.some((text) => text.startsWith('-')))
    return unmodelled(call, { files: false });
  if (texts.length === 0) return wrongUse(call, 'missing operand');
  for (const path of texts) {
    const trimmed = path.replace(/\/+$/, '');
    const folder = trimmed.includes('/')
      ? trimmed.slice(0, trimmed.lastIndexOf('/')).replace(/\/+$/, '')
      : undefined;
    say(
      call,
      `${folder === undefined ? (trimmed === '' && path !== '' ? '/' : '.') : folder === '' ? '/' : folder}\n`,
    );
  }
  finish(call, 0);
};

/** `realpath PATH...`, `readlink -f PATH...`: the path without links, `.` and `..`; only its last part may be missing. */
const realpath: Program = (call) => {
  const texts = textsOf(call);
  const parsed = texts === undefined ? undefined : parseOptions(texts, call.name === 'readlink' ? 'f' : '');
  if (parsed === undefined) return unmodelled(call, { files: false });
  if (parsed.operands.length === 0) return wrongUse(call, 'missing operand');
  if (call.name === 'readlink' && !parsed.options.has('f')) return readLinks(call, parsed.operands);
  let status = 0;
  for (const operand of parsed.operands) {
    const resolved = resolve(call, operand);
    if (resolved === 'unknown') return unmodelled(call, { files: false });
    if (resolved.path !== undefined) {
      say(call, `${resolved.path}\n`);
      continue;
    }
    status = 1;
    if (call.name === 'realpath') warnAbout(call, `realpath: ${quotedName(operand)}: ${resolved.error}`);
  }
  finish(call, status);
};

function resolve(
  call: Call,
  path: string,
): 'unknown' | { readonly path: string } | { readonly path: undefined; readonly error: string } {
  const { cwd, files } = call.state;
  if (cwd === undefined && !path.startsWith('/')) return 'unknown';
  if (path === '') return { path: undefined, error: 'No such file or directory' };
  const found = files.find(cwd ?? '/', path);
  if (!isBelowHome(found.path) || found.node.kind === 'unknown') return 'unknown';
  if (found.node.kind !== 'absent') return { path: found.path };
  if (found.error === 'not-directory') return { path: undefined, error: 'Not a directory' };
  // The last part may be missing, but what stands for it may be a link that leads nowhere.
  const name = /(?:^|\/)([^/]+)$/.exec(path)?.[1];
  if (name === undefined || name === '.' || name === '..') return 'unknown';
  if (files.find(cwd ?? '/', path, false).node.kind !== 'absent') return 'unknown';
  const folder = files.find(cwd ?? '/', path.slice(0, path.length - name.length) || '.');
  if (folder.node.kind === 'absent') return { path: undefined, error: 'No such file or directory' };
  return folder.node.kind === 'directory' ? { path: `${folder.path}/${name}` } : 'unknown';
}

/** `readlink PATH...`: what links hold; of others nothing is said. */
function readLinks(call: Call, operands: readonly string[]): undefined {
  const { cwd, files } = call.state;
  let status = 0;
  for (const operand of operands) {
    if (cwd === undefined && !operand.startsWith('/')) return unmodelled(call, { files: false });
    const { node, path } = files.find(cwd ?? '/', operand, false);
    if (node.kind === 'unknown' || !isBelowHome(path)) return unmodelled(call, { files: false });
    if (node.kind === 'link') say(call, `${node.target}\n`);
    else status = 1;
  }
  finish(call, status);
}

/** Whether a path is of the repository; what stands elsewhere depends on the image. */
function isBelowHome(path: string): boolean {
  return path === HOME || path.startsWith(`${HOME}/`);
}

export const PATH_PROGRAMS: Readonly<Record<string, Program>> = {
  basename,
  dirname,
  realpath,
  readlink: realpath,
};
