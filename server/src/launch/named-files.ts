import { changesOf } from './node.ts';
import { repositoryPath } from './places.ts';
import type { State } from './state.ts';
import type { Argument, CommandStep, NamedFile } from './step.ts';
import { knownText } from './value.ts';

/** What an operand leads to now. */
export function namedFile(
  state: State,
  text: string | undefined,
): NamedFile & { readonly absolute: string | undefined } {
  if (text === '') return { path: undefined, state: 'empty-operand', touched: false, absolute: undefined };
  if (text === undefined || (state.cwd === undefined && !text.startsWith('/'))) {
    return { path: undefined, state: 'unknown', touched: false, absolute: undefined };
  }
  const found = state.files.find(state.cwd ?? '/', text);
  const path = repositoryPath(found.path);
  const touched = changesOf(found.node).length > 0;
  const kind = found.node.kind;
  const base = { path, touched, absolute: found.path };
  if (path === undefined)
    return { ...base, state: kind === 'file' || kind === 'directory' ? kind : 'outside' };
  if (kind === 'file' || kind === 'directory') return { ...base, state: kind };
  return { ...base, state: kind === 'absent' ? 'missing' : 'unknown' };
}

/** For each argument that may be a path, what it leads to. */
export function namedFiles(state: State, args: readonly Argument[]): CommandStep['files'] {
  const files: (NamedFile & { readonly argument: Argument })[] = [];
  for (const argument of args) {
    const text = argument.certain ? knownText(argument.value) : undefined;
    if (
      text !== undefined &&
      (text.startsWith('-') ||
        /^[a-z][a-z0-9+.-]*:\/\//.test(text) ||
        text.length > 300 ||
        /[\n{}()]/.test(text))
    )
      continue;
    const { path, state: found, touched } = namedFile(state, text);
    files.push({ path, state: found, touched, argument });
  }
  return files;
}
