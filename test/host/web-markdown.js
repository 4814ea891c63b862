// Stands in for VS Code's own Markdown preview in the web host: code-server leaves that extension's browser build out.
// Draws with the same engine, which the extension keeps for notebooks. Pages have no links between each other here.
const vscode = require('vscode');

/** @param {vscode.ExtensionContext} context of VS Code's own extension, in whose place this file is served */
function activate(context) {
  const asset = (...steps) => vscode.Uri.joinPath(context.extensionUri, ...steps);
  const preview = {
    resolveCustomTextEditor(document, panel) {
      const { webview } = panel;
      const address = (...steps) => webview.asWebviewUri(asset(...steps)).toString(true);
      webview.options = { enableScripts: true };
      const draw = () => {
        webview.html = page(document.getText(), address);
      };
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document) draw();
      });
      panel.onDidDispose(() => listener.dispose());
      draw();
    },
  };
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider('vscode.markdown.preview.editor', preview),
  );
}

function page(markdown, address) {
  return `<!DOCTYPE html>
<link rel="stylesheet" href="${address('media', 'markdown.css')}">
<link rel="stylesheet" href="${address('media', 'highlight.css')}">
<body class="vscode-body"><main></main>
<script type="module">
import { activate } from ${JSON.stringify(address('notebook-out', 'index.js'))};
const text = ${JSON.stringify(markdown).replaceAll('<', '\\u003c')};
const item = { id: 'page', mime: 'text/markdown', metadata: {}, text: () => text, json: () => text };
activate({ workspace: { isTrusted: true } }).renderOutputItem(item, document.querySelector('main'));
</script>`;
}

module.exports = { activate };
