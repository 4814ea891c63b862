// The workspace of the suite, and what is found in it: the Pangeo guide's own example.
import * as vscode from 'vscode';
import * as assert from './assert.ts';

export function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Until the window has its folders. A window of several reads them from a file, and starts the suite meanwhile. */
export async function foldersOpened(): Promise<void> {
  await assert.eventually('a folder', () => (vscode.workspace.workspaceFolders ?? []).length > 0);
}

/** Opens a file of the workspace in front, in a tab that stays. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Writes a file on disk, past all editors. */
export async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
}

export async function textOnDisk(path: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await vscode.workspace.fs.readFile(uriOf(path)),
  );
}

export function ownDiagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Pangeo Binder');
}

/** The codes of our findings. */
export function codesOf(uri: vscode.Uri): string[] {
  return ownDiagnostics(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}
