import { type LoadedText, ModelCache, Repository } from '../../binder/index.ts';
import { type Content, chosenLaunch, hubLaunch, type Launch, show } from '../../launch/index.ts';
import { applyEdits, SourceText, type Span, type TextEdit } from '../../text/index.ts';
import type { Place } from './model.ts';

/** The edits of a rename by file, or a sentence that says why there is none. */
export type Renaming =
  | { readonly kind: 'edits'; readonly edits: ReadonlyMap<string, readonly TextEdit[]> }
  | { readonly kind: 'refused'; readonly reason: string };

export function refused(reason: string): Renaming {
  return { kind: 'refused', reason };
}

/** One text in all the places, by file. */
export function replaced(places: readonly Place[], text: string): ReadonlyMap<string, readonly TextEdit[]> {
  const edits = new Map<string, TextEdit[]>();
  for (const { path, span } of places) {
    const list = edits.get(path);
    if (list === undefined) edits.set(path, [{ span, text }]);
    else list.push({ span, text });
  }
  return edits;
}

/** The repository as it is after the edits. */
export function edited(repository: Repository, edits: ReadonlyMap<string, readonly TextEdit[]>): Repository {
  const texts = new Map<string, LoadedText | undefined>(repository.snapshot.texts);
  for (const [path, own] of edits) {
    const loaded = texts.get(path);
    if (loaded === undefined) continue;
    const source = new SourceText(path, applyEdits(loaded.source.text, own), loaded.source.revision);
    texts.set(path, { ...loaded, source });
  }
  return new Repository(
    { ...repository.snapshot, texts },
    new ModelCache(),
    repository.options,
    repository.revision,
  );
}

/**
 * The file in which a launch leaves another text after the edits than before them, or what else differs; undefined when
 * nothing does.
 * @param adapt what the edits themselves make of a text that a launch leaves alone
 */
export function changedLaunch(
  before: Repository,
  after: Repository,
  adapt: (text: string) => string,
): string | undefined {
  for (const launchOf of [hubLaunch, chosenLaunch]) {
    const old = before.derive(launchOf);
    const now = after.derive(launchOf);
    for (const path of new Set([...old.files.keys(), ...now.files.keys()])) {
      const expected = textOf(old, path);
      const found = textOf(now, path);
      if (found !== expected && (expected === undefined || found !== adapt(expected))) return `\`${path}\``;
    }
    if (exportsOf(old) !== exportsOf(now)) return 'the environment';
    if (old.reachesExec !== now.reachesExec) return 'whether the server is started';
  }
  return undefined;
}

/** What a launch leaves at a path that it changes, as a text to compare. */
function textOf(launch: Launch, path: string): string | undefined {
  const outcome = launch.files.get(path);
  return outcome === undefined ? undefined : contentText(outcome.after);
}

function contentText(content: Content): string {
  switch (content.kind) {
    case 'text':
      return show(content.text);
    case 'unknown':
      return content.alternatives.map(contentText).join('\0');
    default:
      return `\0${content.kind}`;
  }
}

function exportsOf({ exported }: Launch): string {
  return [...exported]
    .map(([name, { value, certain }]) => `${name} ${certain} ${value === undefined ? '\0' : show(value)}`)
    .sort()
    .join('\n');
}

/** The span of a stretch of a name, within the place of the whole name. */
export function within(span: Span, start: number, length: number): Span {
  return { start: span.start + start, end: span.start + start + length };
}
