import type { Finding } from '../rules/index.ts';
import type { SourceText, Span } from '../text/index.ts';

/**
 * Rules that say of a line that is not finished what is true of it and helps nobody: something is missing, or the
 * word that stands there is no key, option or value yet.
 */
const WAITING: ReadonlySet<string> = new Set([
  'yaml/syntax',
  'yaml/not-a-mapping',
  'dask/section-is-scalar',
  'dask/bad-value',
  'dask/labextension-class',
  'pod/required-missing',
  'pod/bad-value',
  'pod/restart-policy',
  'worker/args-not-list',
  'worker/flag-value',
  'worker/unknown-flag',
  'worker/no-death-timeout',
  'start/exec-missing',
  'start/syntax',
]);

/** How long nobody has typed when the line is taken for finished (milliseconds). */
export const PATIENCE = 1500;

interface Edited {
  /** Rises with each change of what is held back. */
  readonly number: number;
  /** The offset behind the last edit while somebody types; undefined when nobody does. */
  readonly caret: number | undefined;
}

/**
 * Where somebody types. Findings of the line of the last edit, and of the block that is being written around it, wait
 * until another line is edited, the file is saved, or nobody has typed for a while. What was shown before stays.
 */
export class Typing {
  readonly #texts = new Map<string, string>();
  readonly #edits = new Map<string, Edited>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #shown = new Map<string, ReadonlySet<string>>();
  readonly #held = new Set<string>();

  /** @param released is called when the findings of a document no longer wait */
  constructor(readonly released: (uri: string) => void) {}

  /** A document was opened or edited. */
  changed(uri: string, text: string): void {
    const before = this.#texts.get(uri);
    this.#texts.set(uri, text);
    if (before === undefined || before === text) return;
    this.#stop(uri);
    const caret = caretOf(before, text);
    this.#set(uri, caret);
    if (caret !== undefined)
      this.#timers.set(
        uri,
        setTimeout(() => this.release(uri), PATIENCE),
      );
  }

  /** Nobody types any more: the file was saved, or some time has passed. */
  release(uri: string): void {
    this.#stop(uri);
    if (this.#edits.get(uri)?.caret === undefined) return;
    this.#set(uri, undefined);
    if (this.#held.delete(uri)) this.released(uri);
  }

  closed(uri: string): void {
    this.#stop(uri);
    for (const known of [this.#texts, this.#edits, this.#shown, this.#held]) known.delete(uri);
  }

  /** A number that differs when other findings wait. */
  number(uri: string): number {
    return this.#edits.get(uri)?.number ?? 0;
  }

  /**
   * The findings to show: undefined when what was shown before has to do, because the text cannot be read as long
   * as its line is not finished.
   */
  shown(uri: string, source: SourceText, findings: readonly Finding[]): readonly Finding[] | undefined {
    const typed = this.#edits.get(uri)?.caret;
    const caret = typed === undefined ? undefined : typed + source.hidden;
    const before = this.#shown.get(uri);
    const waiting =
      caret === undefined
        ? []
        : findings.filter(
            (finding) => before?.has(nameOf(finding)) !== true && waits(finding, source, caret),
          );
    if (waiting.length > 0) this.#held.add(uri);
    if (before !== undefined && waiting.some(({ code }) => code === 'yaml/syntax')) return undefined;
    const shown = findings.filter((finding) => !waiting.includes(finding));
    this.#shown.set(uri, new Set(shown.map(nameOf)));
    return shown;
  }

  #set(uri: string, caret: number | undefined): void {
    this.#edits.set(uri, { number: this.number(uri) + 1, caret });
  }

  #stop(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
  }
}

/** Findings that say the same are the same, wherever an edit has moved them. */
function nameOf({ code, message }: Finding): string {
  return `${code}\n${message}`;
}

/**
 * Where the caret is behind an edit by hand: within a line, or to a new one. Undefined behind one that brings or
 * takes whole lines, such as pasting.
 */
function caretOf(before: string, after: string): number | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  const gone = before.slice(start, before.length - tail);
  const come = after.slice(start, after.length - tail);
  const isByHand = !/[\r\n]/.test(gone) && (!/[\r\n]/.test(come) || come.trim() === '');
  return isByHand ? start + come.length : undefined;
}

function waits({ code, span }: Finding, source: SourceText, caret: number): boolean {
  if (!WAITING.has(code) || caret > source.text.length) return false;
  const { lines } = source;
  const line = lines.lineAt(caret);
  const [first, last] = [lines.lineAt(span.start), lines.lineAt(span.end)];
  if (first <= line && line <= last) return true;
  return line > last && isSameBlock(source, span, last, line);
}

/** Whether all lines between a finding and the caret are indented at least as far as what it speaks of. */
function isSameBlock(source: SourceText, span: Span, from: number, to: number): boolean {
  const { lines } = source;
  const column = span.start - lines.lineStart(lines.lineAt(span.start));
  for (let line = from + 1; line <= to; line++) {
    const text = source.slice(source.lineSpan(line));
    if (text.trim() !== '' && text.length - text.trimStart().length < column) return false;
  }
  return true;
}
