import { DEFAULT_PROFILE, type LaunchProfile, profileOf } from '../binder/index.ts';
import type { Content, FileOutcome, Launch } from './launch.ts';
import { type ChangedSpan, changedSpans, shownText } from './provenance.ts';
import { knownText } from './value.ts';

/** What a launch does to the files, in texts and sentences for people. */
export interface LaunchPreview {
  readonly profile: LaunchProfile;
  /** In the order of the first change. */
  readonly files: readonly PreviewFile[];
  /** What could not be computed, in the order of the script. */
  readonly unknown: readonly PreviewNote[];
}

export interface PreviewFile {
  readonly path: string;
  /** Empty when there was none. */
  readonly before: string;
  /** With `<...>` for what is not known; empty when there is none any more. */
  readonly after: string;
  /** What changed each stretch of the text, in the order of the text. */
  readonly changes: readonly ChangedSpan[];
  /** False where pieces of the text, or the change itself, are not certain. */
  readonly certain: boolean;
}

export interface PreviewNote {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  /** The file that it is about; undefined when it may be about all. */
  readonly about?: string;
}

/** The changed files of a launch as texts, and a sentence for everything that is not certain. */
export function previewLaunch(launch: Launch): LaunchPreview {
  const files: PreviewFile[] = [];
  const notes: PreviewNote[] = launch.unknown.map(({ path, place, message }) => ({
    path,
    line: place.line,
    message,
  }));
  for (const outcome of launch.files.values()) {
    const before = shownText(outcome.before);
    const after = shownText(outcome.after);
    if (before === undefined || after === undefined || before === after) continue;
    const certain =
      outcome.after.kind === 'absent' ||
      (outcome.after.kind === 'text' && knownText(outcome.after.text) !== undefined);
    const changes = changedSpans(launch, before, after, outcome.changes);
    files.push({ path: outcome.path, before, after, changes, certain });
    if (!certain) notes.push(uncertain(outcome));
  }
  const { unknownFrom } = launch;
  if (unknownFrom !== undefined) {
    const { path, line } = unknownFrom.place;
    notes.push({
      path,
      line,
      message: 'From here on the result is not certain; it is shown as if this line did nothing.',
    });
  }
  const script = launch.script;
  const order = (note: PreviewNote): number => (note.path === script ? 0 : 1);
  notes.sort(
    (a, b) => order(a) - order(b) || (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  );
  return {
    profile: launch.profile ?? profileOf(DEFAULT_PROFILE) ?? { name: '', title: '' },
    files,
    unknown: notes,
  };
}

/** What a reader of one file has to know: nothing when it is certain what becomes of it. */
export function notesAbout(launch: Launch, preview: LaunchPreview, path: string): readonly PreviewNote[] {
  const file = preview.files.find((one) => one.path === path);
  const mayBeOther =
    file?.certain === false ||
    launch.unknownFrom !== undefined ||
    launch.anyFile !== undefined ||
    launch.perhapsChanged.has(path);
  return mayBeOther ? preview.unknown.filter(({ about }) => about === undefined || about === path) : [];
}

function uncertain(outcome: FileOutcome): PreviewNote {
  const change = outcome.changes.at(-1);
  const place = { path: change?.path ?? outcome.path, line: change?.line ?? 1 };
  const reason = outcome.after.kind === 'unknown' ? outcome.after.reason : reasonOf(outcome.after);
  const message = `\`${outcome.path}\` is shown with what is likely: ${reason} is not known.`;
  return { ...place, message, about: outcome.path };
}

function reasonOf(content: Content): string {
  const piece =
    content.kind === 'text' ? content.text.pieces.find((one) => one.kind === 'unknown') : undefined;
  return piece?.kind === 'unknown' ? piece.reason : 'part of it';
}
