import { type FileChange, type Finding, type Fix, RULES, type Severity } from '../rules/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import type { CheckedFile } from './check.ts';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/**
 * SARIF 2.1.0 (OASIS), for code scanning services and viewers. Lines and columns count from 1, columns in UTF-16 units,
 * ends are exclusive. Fixes hold those that edit files; SARIF cannot make or rename any.
 */
export function formatSarif(files: readonly CheckedFile[], version: string): string {
  const results = files.flatMap((file) => [
    ...file.findings.map((finding) => resultOf(finding, file, false)),
    ...file.suppressed.map((finding) => resultOf(finding, file, true)),
  ]);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Pangeo Binder', semanticVersion: version, rules: RULES.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          CHECKED: {
            description: { text: 'The folder in which the command was run, or which it was given.' },
          },
        },
        artifacts: files.map(({ path }) => ({ location: locationOf(path) })),
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

function ruleOf({ meta }: (typeof RULES)[number]) {
  return {
    id: meta.code,
    shortDescription: { text: `${meta.summary}.` },
    fullDescription: { text: meta.docs.launch },
    help: { text: plain(meta.docs.detail), markdown: meta.docs.detail },
    defaultConfiguration: { level: LEVEL[meta.severity] },
    properties: { tags: [meta.code.slice(0, meta.code.indexOf('/')), ...(meta.core ? ['core'] : [])] },
  };
}

const INDEX: ReadonlyMap<string, number> = new Map(RULES.map(({ meta }, i) => [meta.code, i]));

function resultOf(finding: Finding, file: CheckedFile, suppressed: boolean) {
  const fixes = finding.fixes().filter(({ changes }) => changes.every(({ kind }) => kind === 'edit'));
  return {
    ruleId: finding.code,
    ruleIndex: INDEX.get(finding.code) ?? -1,
    level: LEVEL[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: physical(file.path, file.file.source, finding.span) }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map(({ path, span, message }, id) => ({
            id,
            physicalLocation: physical(file.shown(path), file.repository.file(path)?.source, span),
            message: { text: message },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, file)) }),
    ...(suppressed ? { suppressions: [{ kind: 'inSource' }] } : {}),
  };
}

function fixOf({ title, safety, changes }: Fix, file: CheckedFile) {
  return {
    description: { text: title },
    artifactChanges: changes.flatMap((change) => changeOf(change, file)),
    properties: { safety },
  };
}

function changeOf(change: FileChange, file: CheckedFile) {
  const source = file.repository.file(change.path)?.source;
  if (change.kind !== 'edit' || source === undefined) return [];
  return [
    {
      artifactLocation: locationOf(file.shown(change.path)),
      replacements: change.edits.map(({ span, text }) => ({
        deletedRegion: regionOf(source, span),
        ...(text === '' ? {} : { insertedContent: { text } }),
      })),
    },
  ];
}

function physical(path: string, source: SourceText | undefined, span: Span) {
  return {
    artifactLocation: locationOf(path),
    ...(source === undefined ? {} : { region: regionOf(source, span) }),
  };
}

function locationOf(path: string) {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'CHECKED' };
}

function regionOf({ lines }: SourceText, span: Span) {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Markdown without its marks of code, for readers that show text as it is. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}
