import { env, l10n, window } from 'vscode';
import type { LaunchAddressAnswer } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { chooseFolder, fileInFront, fileOf } from '../subject.ts';

type Known = Extract<LaunchAddressAnswer, { kind: 'known' }>;
type Address = Known['addresses'][number];

/** The command `pangeoBinder.copyLaunchLink`: the address that launches the branch that is checked out. */
export async function copyLaunchLink(server: LanguageServer, argument: unknown): Promise<void> {
  const chosen = await chooseAddress(server, argument);
  if (chosen) await copied(chosen.address.url, l10n.t('Copied the link that launches {0}.', chosen.name));
}

/** The command `pangeoBinder.copyBadge`: a badge for the README, in the language of the file in front. */
export async function copyBadge(server: LanguageServer, argument: unknown): Promise<void> {
  const isRst = fileInFront()?.path.endsWith('.rst') ?? false;
  const chosen = await chooseAddress(server, argument);
  if (!chosen) return;
  const { restructuredText, markdown } = chosen.address;
  await copied(isRst ? restructuredText : markdown, l10n.t('Copied a badge that launches {0}.', chosen.name));
}

async function chooseAddress(
  server: LanguageServer,
  argument: unknown,
): Promise<{ readonly address: Address; readonly name: string } | undefined> {
  const file =
    fileOf(argument) ?? fileInFront() ?? (await chooseFolder(l10n.t('Which folder is the repository?')));
  if (!file) return undefined;
  const answer = await server.request('pangeoBinder/launchAddress', { uri: file.toString() });
  if (answer.kind === 'unknown') {
    // Somebody asked for it, and has to know why there is nothing to paste.
    void window.showInformationMessage(reasons()[answer.why]);
    return undefined;
  }
  const { addresses, repository, ref } = answer;
  const address = await chooseHub(addresses);
  return address && { address, name: `${repository}, ${ref}` };
}

async function chooseHub(addresses: readonly Address[]): Promise<Address | undefined> {
  if (addresses.length < 2) return addresses[0];
  const items = addresses.map((address) => ({ label: address.host, detail: address.url, address }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('On which hub?') }))?.address;
}

async function copied(text: string, message: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(message, 5000);
}

function reasons(): Readonly<Record<'no-git' | 'no-remote' | 'not-hosted', string>> {
  return {
    'no-git': l10n.t('No link yet: there is no git repository here that can be read.'),
    'no-remote': l10n.t('No link yet: this git repository has no remote.'),
    'not-hosted': l10n.t('No link: the remote of this repository is nothing that a hub can fetch.'),
  };
}
