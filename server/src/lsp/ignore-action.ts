import { type CodeAction, CodeActionKind, type SnippetTextEdit } from 'vscode-languageserver';
import type { IgnoreFix } from '../lint/index.ts';
import { type Addresses, documentEdit, rangeOf } from './conversion.ts';
import { type EditAbilities, textEdit } from './workspace-edit.ts';

/**
 * The comment that suppresses a finding, as an action of the editor.
 * @param abilities where the client applies snippets, the caret is left where the reason belongs
 */
export function toIgnoreAction(
  { title, path, added: { edit, reasonAt } }: IgnoreFix,
  addresses: Addresses,
  abilities: EditAbilities,
): CodeAction {
  const plain = documentEdit(path, [edit], addresses);
  if (!abilities.snippets || reasonAt === undefined) {
    // Without a caret there nobody fills the blank behind the brackets.
    const text = edit.text.replace(/ (?=\r?\n|$)/, '');
    return action(title, documentEdit(path, [{ ...edit, text }], addresses), abilities);
  }
  const snippet: SnippetTextEdit = {
    range: rangeOf(addresses.source(path), edit.span),
    snippet: {
      kind: 'snippet',
      value: `${escaped(edit.text.slice(0, reasonAt))}$0${escaped(edit.text.slice(reasonAt))}`,
    },
  };
  return action(title, { ...plain, edits: [snippet] }, abilities);
}

function action(title: string, edit: ReturnType<typeof documentEdit>, abilities: EditAbilities): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, edit: textEdit(edit, abilities) };
}

function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
