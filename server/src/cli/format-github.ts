import type { CheckedFile } from './check.ts';

const COMMAND = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const;

/** Annotations of GitHub Actions: one workflow command a finding. */
export function formatGithub(files: readonly CheckedFile[]): string {
  return files
    .flatMap((file) =>
      file.findings.map((finding) => {
        const start = file.file.source.lines.positionAt(finding.span.start);
        const end = file.file.source.lines.positionAt(finding.span.end);
        const properties = [
          `file=${property(file.path)}`,
          `line=${start.line + 1}`,
          `endLine=${end.line + 1}`,
          `col=${start.character + 1}`,
          `endColumn=${end.character + 1}`,
          `title=${property(finding.code)}`,
        ];
        return `::${COMMAND[finding.severity]} ${properties.join(',')}::${message(finding.message)}\n`;
      }),
    )
    .join('');
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
