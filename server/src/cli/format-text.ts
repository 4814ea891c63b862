import type { Finding } from '../rules/index.ts';
import type { SourceText } from '../text/index.ts';
import type { CheckedFile } from './check.ts';
import type { CommandEnvironment } from './environment.ts';

type Style = CommandEnvironment['style'];

/** Output for people, in the form of a compiler's. Hints are counted, not shown. */
export function formatText(files: readonly CheckedFile[], fixed: number, style: Style): string {
  const lines: string[] = [];
  for (const file of files) {
    for (const finding of file.findings)
      if (finding.severity !== 'hint') lines.push(...describe(finding, file, style), '');
  }
  lines.push(summary(files, fixed, style), '');
  return lines.join('\n');
}

function describe(finding: Finding, file: CheckedFile, style: Style): string[] {
  const { source } = file.file;
  const start = source.lines.positionAt(finding.span.start);
  const place = `${file.path}:${start.line + 1}:${start.character + 1}`;
  const head = `${style('bold', place)}: ${style(finding.severity, finding.severity)}: ${finding.message} ${style('dim', `[${finding.code}]`)}`;
  return [
    head,
    ...excerpt(source, finding, style),
    ...finding.related.map((related) => relatedLine(related, file, style)),
  ];
}

/** The line with carets under the text that is meant; tabs keep their width. */
function excerpt(source: SourceText, finding: Finding, style: Style): string[] {
  const start = source.lines.positionAt(finding.span.start);
  const text = source.slice(source.lineSpan(start.line)).replace(/^\uFEFF/, '');
  if (text.length > 200) return [];
  const bom = start.line === 0 && source.text.startsWith('\uFEFF') ? 1 : 0;
  const from = Math.max(0, start.character - bom);
  const end = source.lines.positionAt(finding.span.end);
  const to = end.line === start.line ? Math.max(0, end.character - bom) : text.length;
  const gutter = String(start.line + 1);
  const before = text.slice(0, from).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, [...text.slice(from, to)].length));
  return [
    `  ${style('dim', `${gutter} |`)} ${text}`,
    `  ${style('dim', `${' '.repeat(gutter.length)} |`)} ${before}${style(finding.severity, carets)}`,
  ];
}

function relatedLine(
  { path, span, message }: Finding['related'][number],
  file: CheckedFile,
  style: Style,
): string {
  const source = file.repository.file(path)?.source;
  const line = source === undefined ? '' : `:${source.lines.lineAt(span.start) + 1}`;
  return `  ${style('dim', 'see')} ${file.shown(path)}${line}: ${message}`;
}

function summary(files: readonly CheckedFile[], fixed: number, style: Style): string {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('info'), 'note'),
  ];
  const hints = count('hint');
  const fixable = findings.filter((finding) => finding.fixes()[0]?.safety === 'safe').length;
  const text =
    findings.length === hints ? 'No problems' : parts.filter((part) => !part.startsWith('0 ')).join(', ');
  const tail = [
    `in ${plural(files.length, 'file')}`,
    fixed > 0 ? `; ${plural(fixed, 'problem')} fixed` : '',
    fixable > 0 ? `; ${fixable} can be fixed with --fix` : '',
    hints > 0 ? `; ${plural(hints, 'hint')} not shown` : '',
  ];
  return style('bold', `${text} ${tail.join('')}.`);
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
