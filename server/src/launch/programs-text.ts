import { finish, type Program, parseOptions, quotedName, say, textsOf, warnAbout } from './call.ts';
import { envsubst } from './envsubst.ts';
import { grep } from './grep.ts';
import { readAll, readsFolder } from './input.ts';
import { openFile, putText, targetOf } from './program-files.ts';
import { FILTERS } from './programs-filters.ts';
import { PATH_PROGRAMS } from './programs-paths.ts';
import { sed } from './sed.ts';
import { unmodelled } from './unmodelled.ts';
import { known } from './value.ts';

/** `cat [FILE...]` */
const cat: Program = (call) => {
  const texts = textsOf(call);
  const parsed = texts === undefined ? undefined : parseOptions(texts, 'u');
  if (parsed === undefined) return unmodelled(call, { files: false });
  let status = 0;
  const target = call.state.descriptors.get(1);
  for (const operand of parsed.operands.length === 0 ? ['-'] : parsed.operands) {
    const opened = openFile(call, operand);
    if (opened.kind === 'unknown') return unmodelled(call, { files: false });
    if (opened.kind === 'error') {
      warnAbout(call, `cat: ${quotedName(operand)}: ${opened.message}`);
      status = 1;
    } else if (target?.kind === 'file' && opened.path === target.path && opened.value.pieces.length > 0) {
      warnAbout(call, `cat: ${quotedName(operand)}: input file is output file`);
      status = 1;
    } else say(call, opened.value);
  }
  finish(call, status);
};

const tee: Program = (call) => {
  const texts = textsOf(call);
  const parsed = texts === undefined ? undefined : parseOptions(texts, 'ai', ['--append']);
  if (parsed === undefined) return unmodelled(call);
  const append = parsed.options.has('a') || parsed.options.has('--append');
  let status: 0 | 1 | 'unknown' = 0;
  const targets = [];
  for (const operand of parsed.operands) {
    if (operand === '/dev/null') continue;
    const target = targetOf(call, operand);
    if (target === undefined || operand.startsWith('/dev/')) return unmodelled(call);
    const folder = operand.endsWith('/') && ['not-directory', 'there'].includes(target.folder);
    if (
      folder ||
      target.node.kind === 'directory' ||
      target.folder === 'missing' ||
      target.folder === 'not-directory'
    ) {
      const why =
        target.node.kind === 'directory' || folder
          ? 'Is a directory'
          : target.folder === 'missing'
            ? 'No such file or directory'
            : 'Not a directory';
      warnAbout(call, `tee: ${quotedName(operand)}: ${why}`);
      status = 1;
    } else {
      if (!append) putText(call, target, known(''));
      if (target.folder === 'unknown' || target.node.kind === 'unknown') status = 'unknown';
      targets.push(operand);
    }
  }
  if (readsFolder(call.state, 0)) return unmodelled(call);
  const value = readAll(call.state, 0);
  for (const operand of targets) {
    const target = targetOf(call, operand);
    if (target !== undefined) putText(call, target, value, true);
  }
  say(call, value);
  finish(call, status);
};

const sequence: Program = (call) => {
  const numbers = textsOf(call)?.map((text) => (/^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN)) ?? [];
  if (numbers.length === 0 || numbers.length > 3 || numbers.some(Number.isNaN))
    return unmodelled(call, { files: false });
  const first = numbers.length === 1 ? 1 : (numbers[0] ?? 1);
  const step = numbers.length === 3 ? (numbers[1] ?? 1) : 1;
  const last = numbers.at(-1) ?? 0;
  if (step === 0 || Math.abs((last - first) / step) > 5000) return unmodelled(call, { files: false });
  const lines: string[] = [];
  for (let i = first; step > 0 ? i <= last : i >= last; i += step) lines.push(`${i}\n`);
  say(call, lines.join(''));
  finish(call, 0);
};

export const TEXT_PROGRAMS: Readonly<Record<string, Program>> = {
  cat,
  tee,
  ...PATH_PROGRAMS,
  seq: sequence,
  grep,
  egrep: grep,
  fgrep: grep,
  envsubst,
  sed,
  ...FILTERS,
};
