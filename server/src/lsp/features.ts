import {
  type CompletionContext,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionTriggerKind,
  type Hover,
  InsertTextMode,
  type MarkupContent,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { Repository, RepositoryLoader } from '../binder/index.ts';
import { type Completion, type CompletionKind, completionsAt, hoverAt } from '../features/index.ts';
import type { SourceText } from '../text/index.ts';
import { offsetOf, rangeOf } from './conversion.ts';
import type { Look } from './host.ts';
import type { Neighbours } from './protocol.ts';

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  section: CompletionItemKind.Module,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  choice: CompletionItemKind.EnumMember,
  option: CompletionItemKind.Constant,
  variable: CompletionItemKind.Variable,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  line: CompletionItemKind.Snippet,
};

/** A character that was typed has asked; only types are taken from the protocol's own package here. */
const BY_CHARACTER: typeof CompletionTriggerKind.TriggerCharacter = 2;

/** What is said about a place; null where nothing is. */
export function hover(look: Look, path: string, position: Position): Hover | null {
  const source = look.repository.file(path)?.source;
  const found = source === undefined ? undefined : hoverAt(look.repository, path, offsetOf(source, position));
  return found === undefined
    ? null
    : { contents: markup(found.markdown), range: rangeOf(source, found.span) };
}

/** What can be written at a place; empty where nothing is known. */
export async function completions(
  look: Look,
  loader: RepositoryLoader,
  path: string,
  position: Position,
  context: CompletionContext | undefined,
  left: Neighbours,
): Promise<CompletionList> {
  const source = look.repository.file(path)?.source;
  if (source === undefined) return { isIncomplete: false, items: [] };
  const offset = offsetOf(source, position);
  const isIndenting = context?.triggerCharacter === ' ' && isBlank(source, offset);
  if (context?.triggerKind === BY_CHARACTER && isIndenting) return { isIncomplete: false, items: [] };
  const offered = (repository: Repository) => completionsAt(repository, path, offset, left);
  let found = offered(look.repository);
  // Folders and files that the findings did not need.
  const { entries, texts, folders } = look.repository.wanted;
  if (entries.size + texts.size + folders.size > 0)
    found = (await loader.load(look.repository.options, offered)).result;
  return {
    // Amounts are made from the number that is typed, so they are asked for again as it grows.
    isIncomplete: found.some(({ kind }) => kind === 'value'),
    items: found.map((completion) => itemOf(completion, source)),
  };
}

/** Whether nothing but blanks stands before an offset on its line. */
function isBlank(source: SourceText, offset: number): boolean {
  const start = source.lines.lineStart(source.lines.lineAt(offset));
  return source.text.slice(start, offset).trim() === '';
}

function itemOf(completion: Completion, source: SourceText): CompletionItem {
  const { label, kind, detail, documentation, edit, sort, filter } = completion;
  const item: CompletionItem = {
    label,
    kind: KINDS[kind],
    sortText: sort,
    filterText: filter,
    textEdit: { range: rangeOf(source, edit.span), newText: edit.text },
    // The text holds the indentation already.
    insertTextMode: InsertTextMode.asIs,
  };
  if (detail !== undefined) item.detail = detail;
  if (documentation !== undefined) item.documentation = markup(documentation);
  return item;
}

function markup(value: string): MarkupContent {
  return { kind: MarkupKind.Markdown, value };
}
