import { type CodeAction, CodeActionKind, type SnippetTextEdit } from 'vscode-languageserver';
import type { IgnoreFix } from '../lint/index.ts';
import { type Addresses, documentEdit, rangeOf } from './conversion.ts';

/**
 * The comment that suppresses a finding, as an action of the editor.
 * @param snippets whether the client applies snippets: then the caret is left where the reason belongs
 */
export function toIgnoreAction(
  { title, path, added: { edit, reasonAt } }: IgnoreFix,
  addresses: Addresses,
  snippets: boolean,
): CodeAction {
  const plain = documentEdit(path, [edit], addresses);
  if (!snippets || reasonAt === undefined) {
    // Without a caret there nobody fills the blank behind the brackets.
    const text = edit.text.replace(/ (?=\r?\n|$)/, '');
    return action(title, documentEdit(path, [{ ...edit, text }], addresses));
  }
  const snippet: SnippetTextEdit = {
    range: rangeOf(addresses.source(path), edit.span),
    snippet: {
      kind: 'snippet',
      value: `${escaped(edit.text.slice(0, reasonAt))}$0${escaped(edit.text.slice(reasonAt))}`,
    },
  };
  return action(title, { ...plain, edits: [snippet] });
}

function action(title: string, edit: ReturnType<typeof documentEdit>): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, edit: { documentChanges: [edit] } };
}

function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
