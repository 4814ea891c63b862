import { walk } from './budget.ts';
import { type Call, finish, say, textsOf, warn } from './call.ts';
import { inputFile } from './input.ts';
import { HOME } from './places.ts';
import { openFile } from './program-files.ts';
import { firstMatch, type Match } from './regular-expression.ts';
import { tooMuch, unmodelled } from './unmodelled.ts';
import { knownText } from './value.ts';

const FLAGS = 'qvcilEFGsxehnorR';
/** Longer inputs are not searched. */
const MAX_LINES = 3000;
/** Folders inside folders that are searched. */
const MAX_FOLDERS = 20;

/** `grep [-qvcilnorREFsxh] [-e] PATTERN [FILE...]` */
export function grep(call: Call): undefined {
  const texts = textsOf(call);
  const lost = (): undefined => unmodelled(call, { files: false });
  if (texts === undefined) return lost();
  const flags = new Set<string>();
  const operands: string[] = [];
  let pattern: string | undefined;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    if (text === '--') {
      operands.push(...texts.slice(i + 1));
      break;
    }
    if (text === '--quiet' || text === '--silent') flags.add('q');
    else if (text === '--recursive') flags.add('r');
    else if (text.startsWith('-') && text !== '-') {
      if ([...text.slice(1)].some((flag) => !FLAGS.includes(flag))) return lost();
      const at = text.indexOf('e');
      if (at > 0 && (at < text.length - 1 || pattern !== undefined)) return lost();
      if (at > 0) pattern = texts[++i];
      for (const flag of text.slice(1)) flags.add(flag);
    } else operands.push(text);
  }
  pattern ??= operands.shift();
  if (pattern === undefined || pattern.includes('\n')) return lost();
  const recursive = flags.has('r') || flags.has('R');
  // Whether all files of the home folder are known, nobody can say.
  const files = recursive
    ? operands.flatMap((operand) => filesBelow(call, operand, flags.has('R')))
    : operands;
  if (recursive && (operands.length === 0 || files.includes(undefined))) return lost();
  const named = files.filter((file) => file !== undefined);
  const inFolders = recursive && named.some((file, i) => file !== operands[i]);
  search(call, pattern, flags, named.length === 0 && !recursive ? ['-'] : named, inFolders, lost);
}

/** A file, or all files below a folder, in no order that is known; links in it are left out. */
function filesBelow(call: Call, operand: string, follow: boolean): readonly (string | undefined)[] {
  const { state } = call;
  if (state.cwd === undefined && !operand.startsWith('/')) return [undefined];
  const { node, path } = state.files.find(state.cwd ?? '/', operand);
  if (node.kind !== 'directory') return [operand];
  const walkFolder = (folder: string, shown: string, depth: number): readonly (string | undefined)[] => {
    const names =
      depth > MAX_FOLDERS || folder === HOME || !folder.startsWith(HOME)
        ? undefined
        : state.files.list(folder);
    return (names ?? [undefined]).flatMap((name) => {
      if (name === undefined) return [undefined];
      const inner = state.files.at(`${folder}/${name}`);
      if (inner.kind === 'link' && !follow) return [];
      if (inner.kind === 'directory') return walkFolder(`${folder}/${name}`, `${shown}/${name}`, depth + 1);
      return inner.kind === 'file' ? [`${shown}/${name}`] : [undefined];
    });
  };
  return walkFolder(path, operand.replace(/\/+$/, ''), 0);
}

/** @param inFolders whether the files were found in folders, in an order that nobody knows */
function search(
  call: Call,
  pattern: string,
  flags: ReadonlySet<string>,
  files: readonly string[],
  inFolders: boolean,
  lost: () => undefined,
): undefined {
  const extended = flags.has('E') || call.name === 'egrep';
  const plain = flags.has('F') || call.name === 'fgrep' || /^[\w /:=@,-]+$/.test(pattern);
  const regex = plain ? pattern.replace(/[\\^$.*[\]]/g, '\\$&') : pattern;
  const matchIn = (line: string): Match =>
    pattern === ''
      ? 'unknown'
      : firstMatch(
          regex,
          line,
          { extended: extended && !plain, ignoreCase: flags.has('i') },
          call.machine.budget,
        );
  const hit = (line: string): boolean | 'unknown' => {
    if (plain && !flags.has('i')) return flags.has('x') ? line === pattern : line.includes(pattern);
    const match = matchIn(line);
    if (match === 'unknown' || (flags.has('x') && match !== 'none' && match[0] !== line)) return 'unknown';
    return match !== 'none';
  };
  const showsLines = !['q', 'c', 'l'].some((flag) => flags.has(flag));
  let found = false;
  let failed = false;
  const several = (files.length > 1 || inFolders) && !flags.has('h');
  let output = '';
  let speaking = 0;
  const count = (file: string, hits: number): void => {
    if (flags.has('c') && !flags.has('l')) output += `${several ? `${file}:` : ''}${hits}\n`;
  };
  for (const file of files) {
    const opened = openFile(call, file);
    if (opened.kind === 'unknown') return lost();
    if (opened.kind === 'error') {
      // The message is written at once, the lines at the end.
      if (!flags.has('s')) warn(call, `grep: ${file}: ${opened.message}`);
      failed = true;
      // A folder is opened; that it cannot be read shows later.
      if (opened.message === 'Is a directory') count(file, 0);
      continue;
    }
    if (showsLines && isOutput(call, opened.path)) {
      warn(call, `grep: ${file === '-' ? '(standard input)' : file}: input file is also the output`);
      failed = true;
      continue;
    }
    const text = knownText(opened.value);
    if (text !== undefined && !call.machine.budget.take(walk(text.length))) return tooMuch(call);
    const lines = text?.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    if (text === undefined || lines.length > MAX_LINES || text.includes('\0')) return lost();
    const before = output.length;
    let hits = 0;
    for (const [i, line] of lines.entries()) {
      const body = line.endsWith('\n') ? line.slice(0, -1) : line;
      const matched = hit(body);
      if (matched === 'unknown') return lost();
      if (matched === flags.has('v')) continue;
      hits++;
      if (flags.has('c') || flags.has('l')) continue;
      const parts =
        flags.has('o') && !flags.has('x') ? (flags.has('v') ? [] : partsOf(body, matchIn)) : [body];
      if (parts === undefined || (flags.has('o') && /[\^$\\]/.test(regex))) return lost();
      const head = `${several ? `${file}:` : ''}${flags.has('n') ? `${i + 1}:` : ''}`;
      output += parts.map((part) => `${head}${part}\n`).join('');
    }
    if (hits > 0) found = true;
    if (flags.has('l') && hits > 0) output += `${file}\n`;
    else count(file, hits);
    if (output.length > before) speaking++;
    // It ends at the first line that is found.
    if (flags.has('q') && found) break;
  }
  if (inFolders && speaking > 1 && !flags.has('q')) return lost();
  if (!flags.has('q')) say(call, output);
  finish(call, failed && !(flags.has('q') && found) ? 2 : found ? 0 : 1);
}

/** All that an expression without anchors matches in a line; undefined when it is not known. */
function partsOf(line: string, matchIn: (rest: string) => Match): readonly string[] | undefined {
  const parts: string[] = [];
  for (let rest = line; rest !== ''; ) {
    const match = matchIn(rest);
    if (match === 'none') break;
    const part = match === 'unknown' ? undefined : match[0];
    if (part === undefined || part === '') return undefined;
    parts.push(part);
    rest = rest.slice(rest.indexOf(part) + part.length);
  }
  return parts;
}

/** Whether what is written goes into the file that is read; without a path it is what stands for input. */
function isOutput({ state }: Call, path: string | undefined): boolean {
  const output = state.descriptors.get(1);
  return output?.kind === 'file' && output.path === (path ?? inputFile(state, 0));
}
