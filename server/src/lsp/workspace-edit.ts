import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  ClientCapabilities,
  CreateFile,
  TextEdit as LspEdit,
  RenameFile,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileChange, Fix } from '../rules/index.ts';
import { type Addresses, documentEdit, rangeOf } from './conversion.ts';

/** VS Code's own command. */
export const CHOOSE_ENCODING = 'workbench.action.editor.changeEncoding';

/** What a client can do with an edit beyond changing texts. */
export interface EditAbilities {
  /** Edits that name the version they were made for, and operations between them. */
  readonly documentChanges: boolean;
  readonly creates: boolean;
  readonly renames: boolean;
  /** Edits that it shows before it makes them. */
  readonly annotations: boolean;
  /** Texts with a place for the caret. */
  readonly snippets: boolean;
  /** Its command that lets a person choose the encoding of the file in front. */
  readonly chooseEncoding?: string;
}

export const NO_ABILITIES: EditAbilities = {
  documentChanges: false,
  creates: false,
  renames: false,
  annotations: false,
  snippets: false,
};

export function abilitiesOf(capabilities: ClientCapabilities): EditAbilities {
  const edits = capabilities.workspace?.workspaceEdit;
  const operations = edits?.resourceOperations ?? [];
  const documentChanges = edits?.documentChanges === true;
  return {
    documentChanges,
    creates: documentChanges && operations.includes('create'),
    renames: documentChanges && operations.includes('rename'),
    annotations: documentChanges && edits?.changeAnnotationSupport !== undefined,
    snippets: documentChanges && edits?.snippetEditSupport === true,
  };
}

type Operation = TextDocumentEdit | CreateFile | RenameFile;

/**
 * A fix as the client applies it; undefined for one that needs what the client cannot do. A fix that changes several files
 * and is not safe is shown before it is made, where the client can do that.
 */
export function fixEdit(fix: Fix, addresses: Addresses, abilities: EditAbilities): WorkspaceEdit | undefined {
  const able = fix.changes.every(
    ({ kind }) => kind === 'edit' || (kind === 'create' ? abilities.creates : abilities.renames),
  );
  if (!able || !isWithinText(fix, addresses)) return undefined;
  const operations = fix.changes.flatMap((change) => operationsOf(change, addresses));
  if (!abilities.documentChanges) return plainEdit(operations);
  if (!abilities.annotations || fix.safety === 'safe' || fix.changes.length < 2)
    return { documentChanges: operations };
  const annotation: ChangeAnnotation = { label: fix.title, needsConfirmation: true };
  return {
    documentChanges: operations.map(annotated),
    changeAnnotations: { [ANNOTATION]: annotation },
  };
}

/** Whether a fix leaves alone what editors do not show: they keep a byte order mark, whatever is done to the text. */
export function isWithinText(fix: Fix, addresses: Addresses): boolean {
  return fix.changes.every(
    (change) =>
      change.kind !== 'edit' ||
      change.edits.every(({ span }) => span.start >= (addresses.source(change.path)?.hidden ?? 0)),
  );
}

/** One document's edit in the form that the client understands. */
export function textEdit(edit: TextDocumentEdit, abilities: EditAbilities): WorkspaceEdit {
  return abilities.documentChanges ? { documentChanges: [edit] } : plainEdit([edit]);
}

function operationsOf(change: FileChange, addresses: Addresses): Operation[] {
  const uri = addresses.uri(change.path);
  if (change.kind === 'edit') return [documentEdit(change.path, change.edits, addresses)];
  if (change.kind === 'rename')
    return [{ kind: 'rename', oldUri: uri, newUri: addresses.uri(change.to), options: { overwrite: false } }];
  const start = rangeOf(undefined, { start: 0, end: 0 });
  return [
    { kind: 'create', uri, options: { ignoreIfExists: true } },
    { textDocument: { uri, version: null }, edits: [{ range: start, newText: change.text }] },
  ];
}

const ANNOTATION = 'fix';

function annotated(operation: Operation): Operation {
  if ('kind' in operation) return { ...operation, annotationId: ANNOTATION };
  const edits = operation.edits.map(
    (edit): AnnotatedTextEdit => ({ ...(edit as LspEdit), annotationId: ANNOTATION }),
  );
  return { ...operation, edits };
}

/** Edits by file, without versions. */
function plainEdit(operations: readonly Operation[]): WorkspaceEdit {
  const changes: Record<string, LspEdit[]> = {};
  for (const operation of operations) {
    if ('kind' in operation) continue;
    const list = changes[operation.textDocument.uri] ?? [];
    changes[operation.textDocument.uri] = [...list, ...(operation.edits as LspEdit[])];
  }
  return { changes };
}
