import { l10n, Uri, window, workspace } from 'vscode';
import { currentSchemes } from './language-client.ts';
import { findStartScripts } from './start-scripts.ts';

/** Documents of ours that speak of a file: their query is its address. */
const derivedSchemes: ReadonlySet<string> = new Set(['pangeo-binder-preview', 'pangeo-binder-page']);

/**
 * The file that a command was given: menus give a URI, code lenses of the server its text. A document of ours stands for
 * the file it speaks of. Undefined for anything else.
 */
export function fileOf(argument: unknown): Uri | undefined {
  const uri =
    typeof argument === 'string' ? Uri.parse(argument, true) : argument instanceof Uri ? argument : undefined;
  return uri && original(uri);
}

/** The file in front; undefined when nothing of this window's folders is. */
export function fileInFront(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri ?? tabInFront();
  const file = uri && original(uri);
  return file && currentSchemes().includes(file.scheme) ? file : undefined;
}

/** A start script of the window, chosen when there are several. Null: there is none; undefined: nobody chose. */
export async function chooseStartScript(): Promise<Uri | null | undefined> {
  const scripts = await findStartScripts();
  if (scripts.length < 2) return scripts[0] ?? null;
  const items = scripts.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which start script?') }))?.uri;
}

/** A folder of the window, chosen when there are several; undefined: nobody chose, or there is none. */
export async function chooseFolder(placeHolder: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length < 2 ? folders[0]?.uri : (await window.showWorkspaceFolderPick({ placeHolder }))?.uri;
}

/** A Markdown preview, which is no text editor. */
function tabInFront(): Uri | undefined {
  const input: unknown = window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = typeof input === 'object' && input !== null && 'uri' in input ? input.uri : undefined;
  return uri instanceof Uri ? uri : undefined;
}

function original(uri: Uri): Uri | undefined {
  if (!derivedSchemes.has(uri.scheme)) return uri;
  return uri.query === '' ? undefined : Uri.parse(uri.query);
}
