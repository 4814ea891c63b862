import { commands, type Disposable, type Hover, l10n, MarkdownString, Uri, workspace } from 'vscode';
import { type ReadOnlyFile, registerReadOnlyFiles } from './read-only-files.ts';
import { explainRule, withCommandLinks } from './rule-links.ts';

/**
 * The pages of the rules as files of their own scheme. The editor follows the link of a finding's code without
 * running commands, and a `file:` or `https:` link would show raw Markdown or leave the editor. The manifest
 * associates this scheme with the Markdown preview.
 */
export const rulePages = 'pangeo-binder-rule:';

const scheme = rulePages.slice(0, -1);

export function registerRulePages(extensionUri: Uri): Disposable[] {
  return [
    registerReadOnlyFiles(scheme, (uri) => readPage(extensionUri, uri.path)),
    commands.registerCommand(explainRule, (code: unknown) =>
      commands.executeCommand('vscode.open', Uri.from({ scheme, path: `/${String(code)}.md` })),
    ),
  ];
}

/**
 * Hovers show links of a few schemes only; links to rule pages become links of the command, which opens the same page.
 * The client's options trust this one command.
 */
export function linkRulePages(hover: Hover | null | undefined): Hover | null | undefined {
  for (const content of hover?.contents ?? []) {
    if (content instanceof MarkdownString) content.value = withCommandLinks(content.value);
  }
  return hover;
}

async function readPage(extensionUri: Uri, path: string): Promise<ReadOnlyFile> {
  const code = /^\/([a-z]+\/[a-z0-9-]+|README)\.md$/.exec(path)?.[1];
  try {
    if (code === undefined) throw new Error(`Not a rule: ${path}`);
    const page = Uri.joinPath(extensionUri, 'docs', 'rules', `${code}.md`);
    return { content: await workspace.fs.readFile(page), modified: 1 };
  } catch {
    const name = path.slice(1).replace(/\.md$/, '');
    return { content: new TextEncoder().encode(l10n.t('There is no page about `{0}`.', name)), modified: 0 };
  }
}
