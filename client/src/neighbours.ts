import { extensions } from 'vscode';
import type { Neighbours } from '../../server/src/lsp/protocol.ts';

/** Extensions that look after all files of a language. */
const providers = { yaml: 'redhat.vscode-yaml', shell: 'mads-hartmann.bash-ide-vscode' } as const;

/** The languages for which another extension of this window does what ours would do too. */
export function neighbours(): Required<Neighbours> {
  const isThere = (id: string): boolean => extensions.getExtension(id) !== undefined;
  return { yaml: isThere(providers.yaml), shell: isThere(providers.shell) };
}

/** This extension, by the publisher and the name of its manifest. */
const ownId = 'pangeo-binder.pangeo-binder';

/** What the server may offer: the commands that this extension contributes, and one of the editor's own. */
export function ownCommands(): readonly string[] {
  const manifest: unknown = extensions.getExtension(ownId)?.packageJSON;
  const contributed = field(field(manifest, 'contributes'), 'commands');
  if (!Array.isArray(contributed)) return [];
  const own = contributed.flatMap((entry) => {
    const command = field(entry, 'command');
    return typeof command === 'string' ? [command] : [];
  });
  return [...own, 'workbench.action.editor.changeEncoding'];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
