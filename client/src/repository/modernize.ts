import { l10n, Range, Uri, WorkspaceEdit, type WorkspaceEditEntryMetadata, workspace } from 'vscode';
import type { Modernized, TextRange } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import type { Sheets } from '../sheets.ts';
import { chooseFolder, chooseStartScript, fileInFront, fileOf } from '../subject.ts';

/**
 * The command `pangeoBinder.modernize`: shows the edits that take the repository to what works today, for a person to
 * choose from, and then what they cannot do.
 */
export async function modernizeRepository(
  server: LanguageServer,
  sheets: Sheets,
  argument: unknown,
): Promise<void> {
  const chosen = fileOf(argument) ?? fileInFront() ?? (await chooseStartScript());
  const file = chosen === null ? await chooseFolder(l10n.t('Which folder is the repository?')) : chosen;
  const plan = file && (await server.request('pangeoBinder/modernize', { uri: file.toString() }));
  if (!plan) return;
  const isNothing = plan.files.length === 0 && plan.renames.length === 0;
  // The editor shows the edits, and makes those that are confirmed.
  const isMade = isNothing || (await workspace.applyEdit(editOf(plan), { isRefactoring: true }));
  const lines = leftLines(plan, isMade);
  if (isNothing) lines.unshift(l10n.t('There is nothing to do by itself.'), '');
  if (lines.length > 0) sheets.show(l10n.t('Modernize Repository'), lines);
}

function editOf({ files, renames }: Modernized): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { uri, path, isNew, edits, done } of files) {
    const target = Uri.parse(uri);
    const about = metadata(l10n.t('Modernize {0}', path), done.map(plain).join('; '));
    if (isNew) {
      const contents = new TextEncoder().encode(edits.map(({ text }) => text).join(''));
      edit.createFile(target, { contents, ignoreIfExists: true }, about);
    } else for (const { range, text } of edits) edit.replace(target, rangeOf(range), text, about);
  }
  for (const { from, to } of renames) {
    const about = metadata(l10n.t('Move {0}', from.path), l10n.t('to {0}, where Dask looks', to.path));
    edit.renameFile(Uri.parse(from.uri), Uri.parse(to.uri), { overwrite: false }, about);
  }
  return edit;
}

function metadata(label: string, description: string): WorkspaceEditEntryMetadata {
  return { needsConfirmation: true, label, description };
}

/** @param withLines whether the texts are those that the edits make, so that the numbers of the lines are right */
function leftLines({ left }: Modernized, withLines: boolean): string[] {
  if (left.length === 0) return [];
  return [
    l10n.t('This needs a person:'),
    '',
    ...left.map(({ uri, path, line, message }) =>
      withLines
        ? `- [${path}:${line + 1}](${uri}#L${line + 1}): ${message}`
        : `- [${path}](${uri}): ${message}`,
    ),
  ];
}

/** The list of edits shows no Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}

function rangeOf({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
