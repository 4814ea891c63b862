import { commands, l10n, languages, TabInputTextDiff, Uri, type ViewColumn, window, workspace } from 'vscode';
import type { FilePlace, Preview } from '../../../server/src/lsp/protocol.ts';
import { templateOrScript } from '../selector.ts';
import { chooseStartScript, fileInFront, fileOf } from '../subject.ts';
import { type PreviewDocuments, previewOf, previewOfNothing, previewScheme } from './documents.ts';

type Ask = (uri: string) => Promise<Preview | null>;

/**
 * The command `pangeoBinder.previewTemplate`. From a menu or a code lens it comes with a file; from the palette it
 * takes the file in front, and when that is none of ours, the start script of the window.
 */
export async function previewTemplate(ask: Ask, argument: unknown): Promise<void> {
  const given = fileOf(argument);
  if (given) return await previewFile(ask, given);
  const front = fileInFront();
  if (front && (templateOrScript.test(front.path) || (await isChanged(ask, front))))
    return await previewFile(ask, front);
  const script = await chooseStartScript();
  if (script === null) return await showAlone(previewOfNothing);
  if (script) await previewFile(ask, script);
}

/** Whether the start script changes a file, whatever its name is. */
async function isChanged(ask: Ask, file: Uri): Promise<boolean> {
  const preview = await ask(file.toString()).catch(() => null);
  return preview?.targets.some(({ uri }) => uri === file.toString()) ?? false;
}

/** Gives open previews a new title when the launch profile, which the title names, has changed. */
export async function renewTitles(documents: PreviewDocuments): Promise<void> {
  for (const group of window.tabGroups.all) {
    for (const tab of group.tabs) {
      if (!(tab.input instanceof TabInputTextDiff) || tab.input.modified.scheme !== previewScheme) continue;
      const profile = documents.preview(tab.input.modified)?.profile.title;
      if (profile === undefined || tab.label === title(tab.input.original, profile)) continue;
      // The editor keeps the title of a comparison that is open: it must go first.
      await window.tabGroups.close(tab, true);
      await compare(tab.input.original, profile, { viewColumn: group.viewColumn, preserveFocus: true });
    }
  }
}

async function previewFile(ask: Ask, file: Uri): Promise<void> {
  const preview = await ask(file.toString()).catch(() => null);
  if (!preview) return await showAlone(previewOf(file));
  if (file.toString() !== preview.script?.uri) return await compare(file, preview.profile.title);
  if (preview.targets.length === 0) return await showAlone(previewOf(file));
  const target = await pick(
    preview.targets,
    l10n.t('Which of the files that {0} changes?', preview.script.path),
  );
  if (target) await compare(Uri.parse(target.uri), preview.profile.title);
}

async function compare(
  file: Uri,
  profile: string,
  options: { viewColumn?: ViewColumn; preserveFocus?: boolean } = {},
): Promise<void> {
  const preview = previewOf(file);
  // The script may make a file that is not there: then there is nothing to compare with.
  if (!(await isThere(file))) return await showAlone(preview);
  // A tab of its own: opening the script to edit it must not replace what one wants to watch.
  const showing = { ...options, preview: false };
  await commands.executeCommand('vscode.diff', file, preview, title(file, profile), showing);
  await speakTheSameLanguage(file, preview);
}

async function isThere(file: Uri): Promise<boolean> {
  if (workspace.textDocuments.some((document) => document.uri.toString() === file.toString())) return true;
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

function title(file: Uri, profile: string): string {
  return l10n.t('{0} ↔ at launch ({1})', file.path.slice(file.path.lastIndexOf('/') + 1), profile);
}

/** For files that someone takes for another language than their name says. JSON has no comments, and notes are comments. */
async function speakTheSameLanguage(file: Uri, preview: Uri): Promise<void> {
  const open = (uri: Uri) =>
    workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const [left, right] = [open(file), open(preview)];
  const language = left?.languageId === 'json' ? 'jsonc' : left?.languageId;
  if (language && right && right.languageId !== language) {
    await languages.setTextDocumentLanguage(right, language);
  }
}

async function showAlone(preview: Uri): Promise<void> {
  await window.showTextDocument(preview, { preview: true });
}

async function pick(places: readonly FilePlace[], placeHolder: string): Promise<FilePlace | undefined> {
  if (places.length < 2) return places[0];
  const items = places.map((place) => ({ label: place.path, place }));
  return (await window.showQuickPick(items, { placeHolder }))?.place;
}
