import {
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { AtDocument } from './places.ts';
import type { Neighbours } from './protocol.ts';

/** What the client can do with the answers. */
interface Abilities {
  readonly links: boolean;
  readonly versionedEdits: boolean;
}

/** Definitions, references, highlights and renames: what is announced to a client. */
export function symbolCapabilities({ capabilities }: InitializeParams): ServerCapabilities {
  return {
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider:
      capabilities?.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  };
}

/** Registers the answers; what makes them is loaded with the first question. */
export function answerSymbolRequests(
  connection: Connection,
  at: AtDocument,
  left: () => Neighbours,
): (params: InitializeParams) => void {
  let abilities: Abilities = { links: false, versionedEdits: false };

  connection.onDefinition((params) =>
    at('find a definition', params, async (place) => {
      const { definitions } = await import('./symbols.ts');
      return definitions(place, params.position, abilities.links, left());
    }),
  );

  connection.onReferences((params) =>
    at('find references', params, async (place) => {
      const { references } = await import('./symbols.ts');
      return references(place, params.position, params.context?.includeDeclaration !== false, left());
    }),
  );

  connection.onDocumentHighlight((params) =>
    at('highlight a name', params, async (place) => {
      const { highlights } = await import('./symbols.ts');
      return highlights(place, params.position, left());
    }),
  );

  connection.onPrepareRename((params) =>
    at('prepare a rename', params, async (place) => {
      const { prepareRename } = await import('./symbols.ts');
      return accepted(prepareRename(place, params.position, left()));
    }),
  );

  connection.onRenameRequest((params) =>
    at('rename', params, async (place) => {
      const { rename } = await import('./symbols.ts');
      return accepted(rename(place, params.position, params.newName, abilities.versionedEdits, left()));
    }),
  );

  return ({ capabilities }) => {
    abilities = {
      links: capabilities?.textDocument?.definition?.linkSupport === true,
      versionedEdits: capabilities?.workspace?.workspaceEdit?.documentChanges === true,
    };
  };
}

/** @throws ResponseError with the reason of a refusal, which the editor shows at the name */
function accepted<T extends object>(answer: T | { readonly reason: string } | null): T | null {
  if (answer !== null && 'reason' in answer)
    throw new ResponseError(LSPErrorCodes.RequestFailed, String(answer.reason));
  return answer;
}
