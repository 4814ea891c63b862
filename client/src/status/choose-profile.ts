import {
  ConfigurationTarget,
  commands,
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import { chooseStartScript, fileInFront, fileOf } from '../subject.ts';

/** A launch to choose from, as the manifest names it in the language of the editor. */
export interface ProfileChoice {
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

interface Item extends QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** The command `pangeoBinder.chooseProfile`: which launch previews and rules take their values from. */
export async function chooseProfile(
  server: LanguageServer,
  profiles: readonly ProfileChoice[],
  argument: unknown,
): Promise<void> {
  const file = fileOf(argument) ?? fileInFront() ?? (await chooseStartScript()) ?? undefined;
  const settings = workspace.getConfiguration('pangeoBinder', file);
  const chosen = settings.get<string>('launch.profile', '');
  const status =
    file && (await server.request('pangeoBinder/status', { uri: file.toString() }).catch(() => undefined));
  const used = status?.profile.name ?? chosen;
  const items: Item[] = profiles.map(({ name, label, description }) => ({
    label,
    detail: description,
    ...(name === used ? { description: l10n.t('in use') } : {}),
    run: () => settings.update('launch.profile', name, targetOf(settings.inspect('launch.profile'))),
  }));
  items.push({ label: '', kind: QuickPickItemKind.Separator });
  items.push({
    label: l10n.t('Values of Your Own…'),
    detail: l10n.t('Opens the setting whose variables win over those of the launch.'),
    run: () => commands.executeCommand('workbench.action.openSettings', 'pangeoBinder.launch.env'),
  });
  // The repository's own file wins over the setting (`launch` in .pangeo-binder.yaml).
  const own =
    status && used !== chosen ? Uri.joinPath(Uri.parse(status.root), '.pangeo-binder.yaml') : undefined;
  if (own && (await exists(own))) {
    items.unshift({
      label: l10n.t('Open {0}', '.pangeo-binder.yaml'),
      detail: l10n.t('It names the launch of this repository, and wins over your choice here.'),
      run: () => commands.executeCommand('vscode.open', own),
    });
  }
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Launch'),
    placeHolder: l10n.t('Choose the launch whose values are filled in'),
    matchOnDetail: true,
  });
  await picked?.run?.();
}

/** Where the setting stands already, else the user's own settings: a choice of what to look at is no part of a repository. */
function targetOf(
  inspected: { workspaceFolderValue?: unknown; workspaceValue?: unknown } | undefined,
): ConfigurationTarget {
  if (inspected?.workspaceFolderValue !== undefined) return ConfigurationTarget.WorkspaceFolder;
  if (inspected?.workspaceValue !== undefined) return ConfigurationTarget.Workspace;
  return ConfigurationTarget.Global;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
