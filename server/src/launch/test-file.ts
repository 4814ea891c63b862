import type { State } from './state.ts';
import { isEmpty } from './value.ts';

/** `-f`, `-d`, `-e` and the like; unknown where the answer is. */
export function testFile(state: State, operator: string, path: string | undefined): boolean | 'unknown' {
  if (path === '') return false;
  if (path === undefined || (state.cwd === undefined && !path.startsWith('/'))) return 'unknown';
  const { node } = state.files.find(state.cwd ?? '/', path, !(operator === '-h' || operator === '-L'));
  const answers = nodesOf(node).map((one) => answer(operator, one));
  if (node.kind === 'unknown' && !node.exhaustive) return 'unknown';
  return answers.every((one) => one === answers[0]) ? (answers[0] ?? 'unknown') : 'unknown';
}

type Node = ReturnType<State['files']['at']>;

function nodesOf(node: Node): readonly Node[] {
  return node.kind === 'unknown' ? node.alternatives : [node];
}

function answer(operator: string, node: Node): boolean | 'unknown' {
  if (node.kind === 'unknown') return 'unknown';
  if (node.kind === 'absent') return false;
  switch (operator) {
    case '-e':
    case '-a':
      return true;
    case '-f':
      return node.kind === 'file';
    case '-d':
      return node.kind === 'directory';
    case '-s': {
      if (node.kind !== 'file') return node.kind === 'directory' ? true : 'unknown';
      const empty = isEmpty(node.text);
      return empty === 'unknown' ? 'unknown' : !empty;
    }
    case '-r':
    case '-w':
      return node.kind === 'file' || node.kind === 'directory' ? true : 'unknown';
    case '-x':
      return node.kind === 'directory' ? true : node.kind === 'file' ? node.executable : 'unknown';
    case '-h':
    case '-L':
      // A file of the repository may be a link: where its mode is not told, that is not told either.
      if (node.kind === 'link') return true;
      return node.kind === 'file' && node.changes.length === 0 && node.executable === 'unknown'
        ? 'unknown'
        : false;
    case '-p':
    case '-S':
    case '-b':
    case '-c':
      return node.kind === 'file' || node.kind === 'directory' ? false : 'unknown';
    default:
      return 'unknown';
  }
}

export const FILE_TESTS: ReadonlySet<string> = new Set(
  '-a -b -c -d -e -f -g -h -k -p -r -s -u -w -x -L -O -G -N -S'.split(' '),
);
