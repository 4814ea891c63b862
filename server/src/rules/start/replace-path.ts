import { literalText, type Word, type WordPart } from '../../shell/index.ts';
import type { TextEdit } from '../../text/index.ts';
import { pathInRepository } from './repository-path.ts';

/**
 * The edit that makes a word name another file of the repository and keeps what it begins with: `${PWD}/`, `~/`, quotes.
 * Undefined where the path comes from a variable.
 * @param path relative to the root of the repository
 * @param from what the word leads to as the script stands
 */
export function replacePath(word: Word, path: string, from: string): TextEdit | undefined {
  // Behind a `cd` the word means another file than it says.
  if (pathInRepository(word) !== from) return undefined;
  if (/[^\w./@%+,:=-]/.test(path)) return undefined;
  const literal = literalText(word);
  if (literal !== undefined) {
    const absolute = literal.startsWith('/home/jovyan/')
      ? '/home/jovyan/'
      : literal.startsWith('./')
        ? './'
        : '';
    return { span: word.span, text: `${absolute}${path}` };
  }
  const [root, ...rest] = word.parts.flatMap(inner);
  const [tail] = rest;
  if (
    rest.length !== 1 ||
    (tail?.kind !== 'literal' && tail?.kind !== 'single') ||
    !tail.text.startsWith('/')
  )
    return undefined;
  const isRoot =
    root?.kind === 'tilde'
      ? root.text === '~'
      : root?.kind === 'parameter' && ['PWD', 'HOME', 'REPO_DIR'].includes(root.name);
  return isRoot ? { span: tail.span, text: tail.kind === 'single' ? `'/${path}'` : `/${path}` } : undefined;
}

function inner(part: WordPart): readonly WordPart[] {
  return part.kind === 'double' ? part.parts : [part];
}
