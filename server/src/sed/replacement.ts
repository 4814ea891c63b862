import type { ReplacementPart } from './model.ts';

/**
 * Cuts the right side of an `s` command into its parts (`setup_replacement` in sed/compile.c).
 * @param text after `resolveEscapes`
 */
export function parseReplacement(text: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '&') {
      flush();
      parts.push({ kind: 'group', number: 0 });
    } else if (char !== '\\') literal += char;
    else {
      const next = text[++i];
      if (next === undefined) literal += '\\';
      else if (next >= '0' && next <= '9') {
        flush();
        parts.push({ kind: 'group', number: Number(next) });
      } else if (next === 'U' || next === 'L' || next === 'u' || next === 'l' || next === 'E') {
        flush();
        parts.push({ kind: 'case', change: next });
      } else literal += next;
    }
  }
  flush();
  return parts;
}

type All = 'U' | 'L' | undefined;
type First = 'u' | 'l' | undefined;

/** A text of the script and a group behind it, with the change of letters in force for both. */
interface Step {
  readonly text: string;
  readonly group: number | undefined;
  readonly all: All;
  readonly first: First;
}

/** A piece of the expansion: a text of the script or of a group, ASCII letters changed where asked for. */
export interface ExpandedPart {
  readonly text: string;
  /** The group, where the text is a group's and unchanged. */
  readonly group: number | undefined;
}

/**
 * The replacement for one match. `\u` and `\l` change the next character; behind an empty group they wait
 * for the next text, but for one step only (`append_replacement` in sed/execute.c).
 */
export function expandReplacement(
  parts: readonly ReplacementPart[],
  groupText: (number: number) => string,
): readonly ExpandedPart[] {
  const expanded: ExpandedPart[] = [];
  let waiting: First;
  for (const step of steps(parts)) {
    let first = step.first ?? waiting;
    waiting = undefined;
    if (step.text !== '') {
      expanded.push({ text: changeCase(step.text, step.all, first), group: undefined });
      first = undefined;
    }
    if (step.group === undefined) continue;
    const text = groupText(step.group);
    if (text === '') waiting = step.first === undefined ? undefined : first;
    else {
      const changed = changeCase(text, step.all, first);
      expanded.push({ text: changed, group: changed === text ? step.group : undefined });
    }
  }
  return expanded;
}

function steps(parts: readonly ReplacementPart[]): readonly Step[] {
  const result: Step[] = [];
  let text = '';
  let all: All;
  let first: First;
  for (const part of parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    result.push({ text, group: part.kind === 'group' ? part.number : undefined, all, first });
    text = '';
    first = undefined;
    if (part.kind === 'group') continue;
    if (part.change === 'u' || part.change === 'l') first = part.change;
    else all = part.change === 'E' ? undefined : part.change;
  }
  result.push({ text, group: undefined, all, first });
  return result;
}

/** Whether letters may change: beyond ASCII that depends on the locale. */
export function changesCase(parts: readonly ReplacementPart[]): boolean {
  return parts.some((part) => part.kind === 'case' && part.change !== 'E');
}

function changeCase(text: string, all: All, first: First): string {
  const body = all === undefined ? text : all === 'U' ? upper(text) : lower(text);
  if (first === undefined) return body;
  const head = text.slice(0, 1);
  return (first === 'u' ? upper(head) : lower(head)) + body.slice(1);
}

function upper(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
