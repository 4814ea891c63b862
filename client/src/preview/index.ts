import { commands, type Disposable, languages, Uri, workspace } from 'vscode';
import type { Preview } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { previewTemplate, renewTitles } from './command.ts';
import { PreviewDocuments, previewScheme } from './documents.ts';
import { PreviewMarks } from './marks.ts';

/** What the launch makes of the templates: a command, and the documents it shows beside them. */
export function registerPreview(server: LanguageServer): Disposable[] {
  const ask = async (uri: string) => {
    const preview = spelledAlike(await server.request('pangeoBinder/preview', { uri }));
    // Its text counts while it is typed, wherever it lies.
    if (preview?.targets.some((target) => target.uri === uri)) server.follow(Uri.parse(uri));
    return preview;
  };
  const documents = new PreviewDocuments(ask);
  const marks = new PreviewMarks(documents);
  return [
    documents,
    marks,
    languages.registerHoverProvider({ scheme: previewScheme }, marks),
    languages.registerCodeLensProvider({ scheme: previewScheme }, marks),
    languages.registerDocumentLinkProvider({ scheme: previewScheme }, documents),
    commands.registerCommand('pangeoBinder.previewTemplate', (file: unknown) => previewTemplate(ask, file)),
    server.onRepositoryChanged((root) => documents.refresh(root)),
    server.onRestarted(() => documents.refresh()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === previewScheme) void renewTitles(documents);
    }),
  ];
}

/** The same with URIs as the editor writes them, which may differ in what is escaped: they are compared as texts. */
function spelledAlike(preview: Preview | null): Preview | null {
  const place = <P extends { readonly uri: string }>(one: P): P => ({
    ...one,
    uri: Uri.parse(one.uri).toString(),
  });
  return (
    preview && {
      ...preview,
      script: preview.script && place(preview.script),
      targets: preview.targets.map(place),
      file: preview.file && {
        ...place(preview.file),
        changes: (preview.file.changes ?? []).map((change) => ({ ...change, by: place(change.by) })),
      },
      unknown: preview.unknown.map(place),
    }
  );
}
