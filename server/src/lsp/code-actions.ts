import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { fixToFixedPoint, ignoreFixes } from '../lint/index.ts';
import type { Finding } from '../rules/index.ts';
import { difference } from '../text/index.ts';
import { type Addresses, documentEdit, offsetOf, toDiagnostic } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import { toIgnoreAction } from './ignore-action.ts';
import { lintConfiguration, repositoryOptions } from './settings.ts';
import { type EditAbilities, fixEdit, isWithinText, NO_ABILITIES, textEdit } from './workspace-edit.ts';

/** The fixes at a place, and the one that makes all safe ones, from the findings as they are now. */
export async function codeActions(
  params: CodeActionParams,
  path: string,
  host: RepositoryHost,
  look: Look,
  addresses: Addresses,
  fixAll: string,
  abilities: EditAbilities = NO_ABILITIES,
): Promise<CodeAction[]> {
  const only = params.context?.only;
  const wants = (kind: string) =>
    only === undefined ||
    only === null ||
    only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...quickFixes(params, path, look, addresses, abilities));
  // Fixing everything costs several looks: only when it is what was asked for.
  if (only !== undefined && only !== null && wants(fixAll)) {
    const action = await fixEverything(path, host, look, addresses, fixAll, abilities);
    if (action !== undefined) actions.push(action);
  }
  return actions;
}

function quickFixes(
  params: CodeActionParams,
  path: string,
  look: Look,
  addresses: Addresses,
  abilities: EditAbilities,
): CodeAction[] {
  const source = look.repository.file(path)?.source;
  if (source === undefined) return [];
  const start = offsetOf(source, params.range?.start);
  const end = offsetOf(source, params.range?.end);
  const findings = (look.result.findings.get(path) ?? []).filter(
    ({ span }) => span.start <= end && start <= span.end,
  );
  const fixes = findings.flatMap((finding) =>
    finding.fixes().flatMap((fix, i): CodeAction[] => {
      const edit = fixEdit(fix, addresses, abilities);
      if (edit === undefined) return [];
      return [
        {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [toDiagnostic(finding, addresses)],
          isPreferred: i === 0 && fix.safety === 'safe',
          edit,
        },
      ];
    }),
  );
  const { chooseEncoding } = abilities;
  const misread = findings.filter((finding) => isAboutEncoding(finding, look, addresses));
  if (chooseEncoding !== undefined && misread.length > 0) {
    fixes.push({
      title: 'Choose "Save with Encoding", then "UTF-8"...',
      kind: CodeActionKind.QuickFix,
      diagnostics: misread.map((finding) => toDiagnostic(finding, addresses)),
      command: { title: 'Change File Encoding', command: chooseEncoding },
    });
  }
  const ignores = new Map<string, CodeAction>();
  for (const finding of findings) {
    for (const fix of ignoreFixes(look.repository, finding)) {
      const known = ignores.get(fix.title);
      const action = known ?? toIgnoreAction(fix, addresses, abilities);
      action.diagnostics = [...(known?.diagnostics ?? []), toDiagnostic(finding, addresses)];
      ignores.set(fix.title, action);
    }
  }
  return [...fixes, ...ignores.values()];
}

/** Whether saving a file in another encoding is what mends it; no edit of its text can. */
function isAboutEncoding(finding: Finding, look: Look, addresses: Addresses): boolean {
  const file = look.repository.file(finding.path);
  if (file?.binary === true) return file.source.text.includes('\uFFFD') && finding.span.start === 0;
  return finding.fixes().some((fix) => !isWithinText(fix, addresses));
}

/** All safe fixes of this document's findings, repeated until none is left, as one edit of this document. */
async function fixEverything(
  path: string,
  host: RepositoryHost,
  look: Look,
  addresses: Addresses,
  kind: string,
  abilities: EditAbilities,
): Promise<CodeAction | undefined> {
  const { texts } = await fixToFixedPoint(
    host.loader,
    { ...repositoryOptions(look.settings), ignored: look.repository.options.ignored },
    lintConfiguration(look.settings),
    (fix, finding) =>
      finding.path === path &&
      fix.safety === 'safe' &&
      fix.changes.every((change) => change.kind === 'edit' && change.path === path) &&
      isWithinText(fix, addresses),
    host.loader.options.overlay,
  );
  const before = look.repository.file(path)?.source.text;
  const after = texts.get(path);
  if (before === undefined || after === undefined || before === after) return undefined;
  return {
    title: 'Fix all problems that have a safe fix',
    kind,
    edit: textEdit(documentEdit(path, difference(before, after), addresses), abilities),
  };
}
