import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentUri,
  type TextEdit as LspEdit,
  type Position,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver';
import type { Finding, Severity } from '../rules/index.ts';
import { BYTE_ORDER_MARK, type SourceText, type Span, type TextEdit } from '../text/index.ts';

/** Where the files of one repository are, as the client knows them. */
export interface Addresses {
  uri(path: string): DocumentUri;
  /** The version of an open document; null for files that are not open. */
  version(path: string): number | null;
  source(path: string): SourceText | undefined;
  /** The page of a rule. */
  page(code: string): string | undefined;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const SOURCE = 'Pangeo Binder';

export function rangeOf(source: SourceText | undefined, span: Span): Range {
  if (source === undefined) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { start: positionOf(source, span.start), end: positionOf(source, span.end) };
}

/** The place of an offset as editors count: without a byte order mark that they do not show. */
export function positionOf(source: SourceText, offset: number): Position {
  const { line, character } = source.lines.positionAt(offset);
  return { line, character: line === 0 ? Math.max(0, character - source.hidden) : character };
}

/** The offset of a position, whatever a client sends as one: what is no position is the start of the text. */
export function offsetOf(source: SourceText, position: unknown): number {
  if (typeof position !== 'object' || position === null) return 0;
  const { line, character } = position as { readonly line?: unknown; readonly character?: unknown };
  const at = { line: wholeNumber(line), character: wholeNumber(character) };
  return source.lines.offsetAt(at.line === 0 ? { line: 0, character: at.character + source.hidden } : at);
}

function wholeNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.floor(value) : 0;
}

export function toDiagnostic(finding: Finding, addresses: Addresses): Diagnostic {
  const page = addresses.page(finding.code);
  const diagnostic: Diagnostic = {
    range: rangeOf(addresses.source(finding.path), finding.span),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    source: SOURCE,
    message: finding.message,
  };
  if (page !== undefined) diagnostic.codeDescription = { href: page };
  if (finding.tag !== undefined)
    diagnostic.tags = [finding.tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary];
  if (finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map((related) => ({
      location: {
        uri: addresses.uri(related.path),
        range: rangeOf(addresses.source(related.path), related.span),
      },
      message: related.message,
    }));
  }
  return diagnostic;
}

export function documentEdit(
  path: string,
  edits: readonly TextEdit[],
  addresses: Addresses,
): TextDocumentEdit {
  const source = addresses.source(path);
  return {
    textDocument: { uri: addresses.uri(path), version: addresses.version(path) },
    edits: edits.map((edit) => editOf(source, edit)),
  };
}

/** An edit in the text as editors have it: a byte order mark that they do not show is theirs to keep. */
export function editOf(source: SourceText | undefined, { span, text }: TextEdit): LspEdit {
  const isKept = source?.hidden === 1 && span.start === 0 && text.startsWith(BYTE_ORDER_MARK);
  return { range: rangeOf(source, span), newText: isKept ? text.slice(1) : text };
}
