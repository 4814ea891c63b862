import {
  exportedVariables,
  isSecretName,
  knownVariable,
  type LoadedText,
  type Repository,
} from '../../binder/index.ts';
import {
  type ChangedSpan,
  changesIn,
  type FileOutcome,
  hubLaunch,
  knownText,
  type Launch,
} from '../../launch/index.ts';
import type { SourceText, Span } from '../../text/index.ts';
import type { Finding, Round } from '../rule.ts';

/** A mistake in what a launch makes of the files, and where it comes from. */
export interface ResultFinding {
  readonly finding: Finding;
  /** The template; the start script for files that it makes. */
  readonly path: string;
  readonly span: Span;
  /** What the command changed there, or nearest to it. */
  readonly change: ChangedSpan;
  /** The text after the launch that the finding speaks of. */
  readonly text: string;
}

/** Values of a hub are only examples: that an image has a fixed name after the launch is what everybody wants. */
const EXPECTED: ReadonlySet<string> = new Set(['pod/fixed-image']);

/** Every mistake that the files have after a launch on a hub, and that they do not have before it. */
export function resultFindings(repository: Repository, round: Round): readonly ResultFinding[] {
  const launch = repository.derive(hubLaunch);
  if (launch.unknownFrom !== undefined) return [];
  const changed = new Map<string, LoadedText>();
  for (const [path, { after }] of launch.files) {
    const text = after.kind === 'text' ? knownText(after.text) : undefined;
    if (text !== undefined && /\.(?:ya?ml|json)$/i.test(path))
      changed.set(path, { source: repository.models.made(path, text), binary: text.includes('\0') });
  }
  if (changed.size === 0) return [];
  const result = repository.withTexts(changed, [hubLaunch, exportedVariables]);
  const found = round
    .look(result)
    .filter(
      ({ path, severity, code }) =>
        changed.has(path) && (severity === 'error' || severity === 'warning') && !EXPECTED.has(code),
    );
  if (found.length === 0) return [];
  const before = round.look(repository);
  return found.flatMap((finding): ResultFinding[] => {
    const outcome = launch.files.get(finding.path);
    const placed = outcome === undefined ? undefined : place(repository, launch, outcome, finding);
    if (placed === undefined || isKnown(placed, before)) return [];
    return placed.change.values.some(({ name }) => isStandIn(name)) ? [] : [placed];
  });
}

/** Variables of which the profile has a stand-in only. */
function isStandIn(name: string): boolean {
  return isSecretName(name) || knownVariable(name)?.unpredictable === true;
}

/** Whether the files have the mistake before the launch: there, or where the text was copied from. */
function isKnown({ finding, path, span }: ResultFinding, before: readonly Finding[]): boolean {
  return before.some(
    (one) =>
      one.code === finding.code &&
      (one.message === finding.message ||
        (one.path === path && one.span.start <= span.end && span.start <= one.span.end)),
  );
}

function place(
  repository: Repository,
  launch: Launch,
  outcome: FileOutcome,
  finding: Finding,
): ResultFinding | undefined {
  const { after, spans } = changesIn(launch, outcome);
  const text = after.slice(finding.span.start, finding.span.end);
  const touched = spans.filter(({ span }) => touches(span, finding.span));
  const change = touched[0] ?? nearest(spans, finding.span);
  if (change === undefined) return undefined;
  const source = repository.file(outcome.path)?.source;
  if (source === undefined || outcome.before.kind !== 'text') {
    const script = repository.file(change.by.path)?.source;
    const span = inScript(script, after, finding.span) ?? change.by.span;
    return { finding, path: change.by.path, span, change, text };
  }
  const last = touched.at(-1);
  const span =
    last === undefined
      ? moved(finding.span, spans)
      : { start: change.before.start, end: Math.max(change.before.end, last.before.end) };
  const line = source.lines.lineAt(span.start);
  return {
    finding,
    path: outcome.path,
    span: span.end > span.start ? span : source.lineSpan(line),
    change,
    text,
  };
}

/** The place in the script of a line that stands in it as it is, such as one of a here-document. */
function inScript(script: SourceText | undefined, after: string, span: Span): Span | undefined {
  const begin = after.lastIndexOf('\n', span.start - 1) + 1;
  const end = after.indexOf('\n', span.start);
  const line = `\n${after.slice(begin, end < 0 ? undefined : end)}\n`;
  const at = script?.text.indexOf(line) ?? -1;
  if (script === undefined || at < 0 || script.text.includes(line, at + 1) || span.end > begin + line.length)
    return undefined;
  const start = at + 1 + span.start - begin;
  return { start, end: Math.min(start + span.end - span.start, at + line.length - 1) };
}

function touches(change: Span, span: Span): boolean {
  return change.start === change.end
    ? span.start <= change.start && change.start <= span.end
    : change.start < span.end && span.start < change.end;
}

function nearest(spans: readonly ChangedSpan[], { start }: Span): ChangedSpan | undefined {
  const distance = (one: ChangedSpan): number => Math.abs(one.span.start - start);
  return [...spans].sort((a, b) => distance(a) - distance(b))[0];
}

/** The place before the launch of something that the launch left alone. */
function moved({ start, end }: Span, spans: readonly ChangedSpan[]): Span {
  const shift = spans
    .filter(({ span }) => span.end <= start)
    .reduce((sum, { span, before }) => sum + before.end - before.start - (span.end - span.start), 0);
  return { start: start + shift, end: end + shift };
}
