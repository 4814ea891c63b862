import {
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { AtDocument } from './places.ts';
import type { ClientNotifications, InitializationOptions, Neighbours } from './protocol.ts';
import { readNeighbours } from './settings.ts';

/** How long changes of one file may keep what is shown in the others as it was (milliseconds). */
const REFRESH_DELAY = 300;

const NEIGHBOURS: keyof ClientNotifications = 'pangeoBinder/neighbours';

/** What the client can do, and what it leaves to others. */
interface Abilities {
  readonly commands: readonly string[];
  readonly hierarchy: boolean;
  readonly refreshLenses: boolean;
  readonly refreshHints: boolean;
}

/** Lenses, hints, links, outline, folding and selection, and what of them a client gets. */
export interface EditorRequests {
  /** Takes up what the client says of itself, and announces what it gets. */
  announce(params: InitializeParams): ServerCapabilities;
  /** What other programs of the editor look after, as of now. */
  neighbours(): Neighbours;
  /** Something changed in a repository: what is shown beside the texts is asked for again. */
  refresh(): void;
}

/** Registers the answers; what makes them is loaded with the first question. */
export function answerEditorRequests(
  connection: Connection,
  at: AtDocument,
  options: () => InitializationOptions,
): EditorRequests {
  let abilities: Abilities = { commands: [], hierarchy: false, refreshLenses: false, refreshHints: false };
  let neighbours: Neighbours = {};
  let refreshing = false;

  connection.onCodeLens((params) =>
    at('offer lenses', params, async (place) => {
      const { lenses } = await import('./editor-features.ts');
      return lenses(place, abilities.commands);
    }),
  );

  connection.onCodeLensResolve(async (lens: CodeLens) => {
    const { resolvedLens } = await import('./editor-features.ts');
    return resolvedLens(lens);
  });

  connection.languages.inlayHint.on((params) =>
    at('show hints', params, async (place) => {
      const { hints } = await import('./editor-features.ts');
      return hints(place, params.range);
    }),
  );

  connection.onDocumentLinks((params) =>
    at('find links', params, async (place) => {
      const { links } = await import('./editor-features.ts');
      return links(place);
    }),
  );

  connection.onDocumentSymbol((params) =>
    at('outline a file', params, async (place) => {
      const { isLeft, symbols } = await import('./editor-structure.ts');
      return isLeft(place, 'outline', neighbours) ? null : symbols(place, abilities.hierarchy);
    }),
  );

  connection.onFoldingRanges((params) =>
    at('find what can be folded', params, async (place) => {
      const { folds, isLeft } = await import('./editor-structure.ts');
      return isLeft(place, 'folding', neighbours) ? null : folds(place);
    }),
  );

  connection.onSelectionRanges((params) =>
    at('find what can be selected', params, async (place) => {
      const { isLeft, selections } = await import('./editor-structure.ts');
      return isLeft(place, 'selection', neighbours) ? null : selections(place, params.positions);
    }),
  );

  connection.onNotification(NEIGHBOURS, (given: unknown) => {
    neighbours = readNeighbours(given);
  });

  return {
    announce: ({ capabilities }) => {
      const { commands, neighbours: given } = options();
      neighbours = given ?? {};
      abilities = {
        commands: commands ?? [],
        hierarchy: capabilities?.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
        refreshLenses: capabilities?.workspace?.codeLens?.refreshSupport === true,
        refreshHints: capabilities?.workspace?.inlayHint?.refreshSupport === true,
      };
      return {
        // A lens whose command the editor does not have is a dead one.
        ...(abilities.commands.length > 0 ? { codeLensProvider: { resolveProvider: true } } : {}),
        inlayHintProvider: true,
        documentLinkProvider: {},
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
      };
    },
    neighbours: () => neighbours,
    refresh: () => {
      if (refreshing || (!abilities.refreshLenses && !abilities.refreshHints)) return;
      refreshing = true;
      setTimeout(() => {
        refreshing = false;
        if (abilities.refreshLenses) void quietly(() => connection.sendRequest(CodeLensRefreshRequest.type));
        if (abilities.refreshHints) void quietly(() => connection.languages.inlayHint.refresh());
      }, REFRESH_DELAY);
    },
  };
}

/** A client that refuses, or is gone meanwhile, has nothing to ask for again. */
async function quietly(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch {
    // Nothing is shown that could be out of date.
  }
}
