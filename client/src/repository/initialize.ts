import { l10n, type QuickPickItem, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type {
  InitializeRepositoryAnswer,
  InitializeRepositoryParams,
} from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import type { Sheets } from '../sheets.ts';
import { chooseFolder } from '../subject.ts';

type Cluster = InitializeRepositoryParams['cluster'];
type Directory = InitializeRepositoryAnswer['directory'];

/**
 * The command `pangeoBinder.initializeRepository`: asks for the kind of cluster, and for the folder where that is open,
 * then makes the files that are missing. Nothing is overwritten.
 */
export async function initializeRepository(
  server: LanguageServer,
  sheets: Sheets,
  argument: unknown,
): Promise<void> {
  const folder =
    argument instanceof Uri
      ? argument
      : await chooseFolder(l10n.t('Which folder becomes a Binder repository?'));
  if (!folder) return;
  const cluster = await chooseCluster();
  if (!cluster) return;
  const asked = { folder: folder.toString(), cluster };
  const usual = await server.request('pangeoBinder/initializeRepository', asked);
  const directory = await chooseDirectory(usual);
  if (directory === undefined) return;
  const plan =
    directory === usual.directory
      ? usual
      : await server.request('pangeoBinder/initializeRepository', { ...asked, directory });
  const edit = new WorkspaceEdit();
  for (const { uri, text } of plan.creates) {
    edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text), ignoreIfExists: true });
  }
  await workspace.applyEdit(edit);
  const start = plan.creates.find(({ path }) => /(?:^|\/)start$/.test(path)) ?? plan.creates[0];
  if (start) await window.showTextDocument(Uri.parse(start.uri), { preview: false });
  const left = leftLines(plan);
  if (left.length > 0) sheets.show(l10n.t('Initialize Repository'), left);
  // Folders stay closed in the Explorer, so what was made is not seen there.
  else
    window.setStatusBarMessage(l10n.t('Made {0}.', plan.creates.map(({ path }) => path).join(', ')), 10_000);
}

/** What was made, what was left alone, and what there is to know; nothing when all files were made and no more is to be said. */
function leftLines({ creates, leaves, notes }: InitializeRepositoryAnswer): string[] {
  if (leaves.length === 0 && notes.length === 0) return [];
  return [
    ...creates.map(({ path }) => l10n.t('- Made `{0}`.', path)),
    ...leaves.map(({ path, brings }) =>
      l10n.t('- Left `{0}`: it exists. It has to bring {1}.', path, brings),
    ),
    ...notes.map((note) => `- ${note}`),
  ];
}

async function chooseCluster(): Promise<Cluster | undefined> {
  const item = (cluster: Cluster, label: string, detail: string): QuickPickItem & { cluster: Cluster } => ({
    label,
    detail,
    cluster,
  });
  const picked = await window.showQuickPick(
    [
      item('local', 'LocalCluster', l10n.t('Beside the notebook. Works everywhere, also on mybinder.org.')),
      item('gateway', 'Dask Gateway', l10n.t('Started by the hub. For hubs that offer Dask Gateway.')),
      item(
        'operator',
        l10n.t('dask-kubernetes, Operator'),
        l10n.t('In pods. For hubs with the operator, open to their users.'),
      ),
      item(
        'classic',
        l10n.t('dask-kubernetes, Classic'),
        l10n.t('In pods of a worker template. Needs dask-kubernetes < 2024.5.0.'),
      ),
    ],
    {
      title: l10n.t('Initialize Repository'),
      placeHolder: l10n.t('Where do the workers run?'),
      matchOnDetail: true,
    },
  );
  return picked?.cluster;
}

async function chooseDirectory(plan: InitializeRepositoryAnswer): Promise<Directory | undefined> {
  if (plan.directories.length < 2) return plan.directory;
  const details: Readonly<Record<Directory, string>> = {
    binder: l10n.t('The usual folder.'),
    '.binder': l10n.t('The same, hidden in listings.'),
    '': l10n.t('Beside the files of Binder that are there.'),
  };
  const items = plan.directories.map((directory) => ({
    label: directory === '' ? l10n.t('The root of the repository') : `${directory}/`,
    detail: details[directory],
    directory,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Initialize Repository'),
    placeHolder: l10n.t('Where do the files of Binder go?'),
  });
  return picked?.directory;
}
