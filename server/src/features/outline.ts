/** A key that begins a line, behind any dashes. */
const HEADER = /^([ \t]*)((?:-[ \t]+)*)("[^"]*"|'[^']*'|[^\s:#][^:#]*?)[ \t]*:(?=\s|$)/;

/** How many lines are looked at. */
const REACH = 2000;

/**
 * The keys above a line within which it stands by its indentation, its siblings, and the line itself, as a text
 * of its own. Whatever else is wrong with the text is left out.
 */
export function outlineAbove(above: string, line: string): string {
  const kept: string[] = [];
  let column = columnOf(/^[ \t]*/.exec(line)?.[0] ?? '');
  let isItem = /^[ \t]*-(?:\s|$)/.test(line);
  const lines = above.split(/\r\n|\r|\n/).slice(-REACH);
  for (const text of lines.reverse()) {
    const [, lead, dashes = '', key] = HEADER.exec(text) ?? [];
    if (lead === undefined || key === undefined) continue;
    const start = columnOf(lead);
    const inner = columnOf(lead + dashes);
    const isSibling = inner === column && !isItem;
    const isAbove = start < column || (isItem && start === column && dashes === '');
    if (!isSibling && !isAbove) continue;
    kept.push(`${' '.repeat(start)}${dashes}${key}:`);
    if (isSibling && dashes === '') continue;
    column = start;
    isItem = dashes !== '';
  }
  return `${kept.reverse().join('\n')}\n${line}\n`;
}

function columnOf(text: string): number {
  return text.replaceAll('\t', '  ').length;
}
