import type { Repository, RepositoryFile } from '../binder/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import type { CommentLanguage } from './language.ts';
import { shellSheet } from './shell-sheet.ts';
import { yamlSheet } from './yaml-sheet.ts';

/** Where the comments of a file are, and which of its lines no comment can come before. */
export interface CommentSheet {
  /** In order, from `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** Lines (from 0) that begin inside something in which `#` begins no comment: they belong to the line before. */
  readonly continued: ReadonlySet<number>;
  /** Whether the file could be read to its end. */
  readonly complete: boolean;
}

export function commentSheet(
  repository: Repository,
  file: RepositoryFile,
  language: CommentLanguage,
): CommentSheet {
  switch (language) {
    case 'yaml':
      return yamlSheet(repository.yaml(file));
    case 'shell':
      return shellSheet(repository.script(file));
    case 'lines':
      return lineSheet(file.source);
    case 'head':
      return { comments: [], continued: new Set(), complete: false };
  }
}

/** In a Dockerfile and in requirements.txt whole lines are comments; a backslash at the end continues a line. */
function lineSheet(source: SourceText): CommentSheet {
  const comments: Span[] = [];
  const continued = new Set<number>();
  let open = false;
  for (let line = 0; line < source.lines.lineCount; line++) {
    const { start, end } = source.lineSpan(line);
    const text = source.text.slice(start, end);
    const begin = text.length - text.trimStart().length;
    if (text[begin] === '#') {
      comments.push({ start: start + begin, end });
      if (open) continued.add(line);
      continue;
    }
    if (open) continued.add(line);
    open = /\\[ \t]*$/.test(text.slice(-200));
  }
  return { comments, continued, complete: true };
}
