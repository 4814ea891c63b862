import { byPlace } from '../lint/index.ts';
import type { FileChange, Finding } from '../rules/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import type { CheckedFile } from './check.ts';

/** The contract for programs: lines and columns count from 1, columns in UTF-16 units, ends are exclusive. */
export function formatJson(files: readonly CheckedFile[]): string {
  const answer = {
    version: 1,
    files: files.map((file) => ({
      path: file.path,
      era: eraJson(file),
      findings: [
        ...file.findings.map((finding) => ({ finding, suppressed: false })),
        ...file.suppressed.map((finding) => ({ finding, suppressed: true })),
      ]
        .sort((a, b) => byPlace(a.finding, b.finding))
        .map(({ finding, suppressed }) => ({
          ...toJson(finding, file),
          ...(suppressed ? { suppressed } : {}),
        })),
    })),
  };
  return `${JSON.stringify(answer, null, 1)}\n`;
}

/** The versions that the findings go by, in words. */
function eraJson({ repository }: CheckedFile) {
  return Object.fromEntries(
    (['dask', 'distributed', 'dask-kubernetes'] as const).map((name) => [
      name,
      repository.era.describe(name),
    ]),
  );
}

function toJson(finding: Finding, file: CheckedFile) {
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    range: range(file.file.source, finding.span),
    ...(finding.related.length > 0
      ? { related: finding.related.map((related) => relatedJson(related, file)) }
      : {}),
    fixes: finding.fixes().map((fix) => ({
      title: fix.title,
      safety: fix.safety,
      changes: fix.changes.map((change) => changeJson(change, file)),
    })),
  };
}

function relatedJson({ path, span, message }: Finding['related'][number], file: CheckedFile) {
  const source = file.repository.file(path)?.source;
  return { path: file.shown(path), ...(source === undefined ? {} : { range: range(source, span) }), message };
}

function changeJson(change: FileChange, file: CheckedFile) {
  if (change.kind === 'create')
    return { kind: change.kind, path: file.shown(change.path), text: change.text };
  if (change.kind === 'rename')
    return { kind: change.kind, path: file.shown(change.path), to: file.shown(change.to) };
  const source = file.repository.file(change.path)?.source;
  return {
    kind: change.kind,
    path: file.shown(change.path),
    edits:
      source === undefined
        ? []
        : change.edits.map((edit) => ({ range: range(source, edit.span), text: edit.text })),
  };
}

function range(source: SourceText, span: Span) {
  return { start: place(source, span.start), end: place(source, span.end) };
}

function place(source: SourceText, offset: number) {
  const { line, character } = source.lines.positionAt(offset);
  return { line: line + 1, column: character + 1 };
}
