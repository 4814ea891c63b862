import { difference, LineIndex } from '../text/index.ts';
import type { CommandEnvironment } from './environment.ts';

/** The lines that differ, each group with the number of its first line. */
export function changedLines(before: string, after: string, style: CommandEnvironment['style']): string[] {
  const index = new LineIndex(before);
  return difference(before, after).flatMap(({ span, text }) => [
    style('dim', `@@ line ${index.lineAt(span.start) + 1} @@`),
    ...split(before.slice(span.start, span.end)).map((line) => style('removed', `-${line}`)),
    ...split(text).map((line) => style('added', `+${line}`)),
  ]);
}

function split(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
