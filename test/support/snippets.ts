import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const root = process.env.PROJECT_ROOT ?? '';

/** The snippets of a file by their prefix. */
export function readSnippets(file: string): ReadonlyMap<string, Snippet> {
  const snippets: Record<string, Snippet> = JSON.parse(readFileSync(join(root, 'snippets', file), 'utf8'));
  return new Map(Object.values(snippets).map((snippet) => [snippet.prefix, snippet]));
}

/** The text when nothing is typed at any tab stop: the part of the snippet grammar that our snippets use. */
export function expandSnippet(body: readonly string[]): string {
  return body
    .join('\n')
    .replaceAll(
      /\\([\\$}])|\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^|]*\|\}|\$\d+|\$(?=.)/g,
      (found, escaped, value, choice) => {
        if (found === '$') throw new Error('a dollar sign that is neither escaped nor a tab stop');
        return escaped ?? value ?? choice ?? '';
      },
    );
}
