import { commands, type Disposable } from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import { Sheets } from '../sheets.ts';
import { initializeRepository } from './initialize.ts';
import { copyBadge, copyLaunchLink } from './launch-link.ts';
import { modernizeRepository } from './modernize.ts';

/** What is done to a whole repository. */
export function registerRepository(server: LanguageServer): Disposable[] {
  const sheets = new Sheets();
  return [
    sheets,
    commands.registerCommand('pangeoBinder.initializeRepository', (folder: unknown) =>
      initializeRepository(server, sheets, folder),
    ),
    commands.registerCommand('pangeoBinder.modernize', (file: unknown) =>
      modernizeRepository(server, sheets, file),
    ),
    commands.registerCommand('pangeoBinder.copyLaunchLink', (file: unknown) => copyLaunchLink(server, file)),
    commands.registerCommand('pangeoBinder.copyBadge', (file: unknown) => copyBadge(server, file)),
  ];
}
