import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type LocationLink,
  type Position,
  type PrepareRenameResult,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  definitionsAt,
  highlightsAt,
  type Place,
  referencesAt,
  renameAt,
  renameTargetAt,
} from '../features/index.ts';
import { type Addresses, documentEdit, offsetOf, rangeOf } from './conversion.ts';
import type { DocumentPlace } from './places.ts';
import type { Neighbours } from './protocol.ts';

export function definitions(
  place: DocumentPlace,
  position: Position,
  asLinks: boolean,
  left: Neighbours,
): Location[] | LocationLink[] {
  const { look, path, source, addresses } = place;
  const targets = definitionsAt(look.repository, path, offsetOf(source, position), left);
  if (!asLinks) return targets.map((target) => location(target, addresses));
  return targets.map(({ path: to, span, origin }): LocationLink => {
    const range = rangeOf(addresses.source(to), span);
    return {
      originSelectionRange: rangeOf(source, origin),
      targetUri: addresses.uri(to),
      targetRange: range,
      targetSelectionRange: range,
    };
  });
}

export function references(
  { look, path, source, addresses }: DocumentPlace,
  position: Position,
  withDefinitions: boolean,
  left: Neighbours,
): Location[] {
  const offset = offsetOf(source, position);
  return referencesAt(look.repository, path, offset, withDefinitions, shellOnly(left)).map((place) =>
    location(place, addresses),
  );
}

export function highlights(
  { look, path, source }: DocumentPlace,
  position: Position,
  left: Neighbours,
): DocumentHighlight[] {
  return highlightsAt(look.repository, path, offsetOf(source, position), shellOnly(left)).map(
    ({ span, defines }) => ({
      range: rangeOf(source, span),
      kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }),
  );
}

/** The language servers for YAML lead from an alias to its anchor and rename both, but find and highlight no references. */
function shellOnly({ shell }: Neighbours): Neighbours {
  return shell === undefined ? {} : { shell };
}

/** Why nothing is renamed. */
export interface Refusal {
  readonly reason: string;
}

export function prepareRename(
  { look, path, source }: DocumentPlace,
  position: Position,
  left: Neighbours,
): PrepareRenameResult | Refusal | null {
  const target = renameTargetAt(look.repository, path, offsetOf(source, position), left);
  if (target === undefined) return null;
  if (target.kind === 'refused') return target;
  return { range: rangeOf(source, target.span), placeholder: target.text };
}

export function rename(
  { look, path, source, addresses }: DocumentPlace,
  position: Position,
  newName: unknown,
  versioned: boolean,
  left: Neighbours,
): WorkspaceEdit | Refusal | null {
  if (typeof newName !== 'string') return { reason: 'There is no new name.' };
  const renaming = renameAt(look.repository, path, offsetOf(source, position), newName, left);
  if (renaming === undefined) return null;
  if (renaming.kind === 'refused') return renaming;
  const edits = [...renaming.edits].map(([changed, own]) => documentEdit(changed, own, addresses));
  if (versioned) return { documentChanges: edits };
  return {
    changes: Object.fromEntries(
      edits.map(({ textDocument, edits: own }) => [
        textDocument.uri,
        own.filter((edit) => 'newText' in edit),
      ]),
    ),
  };
}

function location({ path, span }: Place, addresses: Addresses): Location {
  return { uri: addresses.uri(path), range: rangeOf(addresses.source(path), span) };
}
