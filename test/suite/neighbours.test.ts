import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, labelOf, open, uriOf } from './workspace.ts';

// `node test/run.mjs HOST --neighbours`: extensions with these identities are installed, which do nothing. What they say and
// offer is said and offered here, as their servers were seen to: yaml-language-server 1.23.0, bash-language-server 5.8.1,
// ShellCheck 0.9.0.
const YAML = 'redhat.vscode-yaml';
const SHELL = 'mads-hartmann.bash-ide-vscode';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';

if (vscode.extensions.getExtension(YAML) !== undefined) {
  suite('Beside other extensions', () => {
    const made: vscode.Disposable[] = [];

    teardown(async () => {
      for (const one of made.splice(0)) one.dispose();
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    /** The findings of another extension, until the test is over. */
    function says(uri: vscode.Uri, source: string, found: readonly (readonly [number, string])[]) {
      const collection = vscode.languages.createDiagnosticCollection(source);
      made.push(collection);
      const diagnostics = found.map(([line, message]) => {
        const range = new vscode.Range(line, 0, line + 1, 0);
        const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = source;
        return diagnostic;
      });
      collection.set(uri, diagnostics);
      return collection;
    }

    test('a mistake that Red Hat YAML reports stands once, and can be mended', async () => {
      const document = await open(CONFIG);
      await assert.eventually('our findings', () =>
        codesOf(document.uri).includes('yaml/indented-under-scalar'),
      );
      const theirs = says(document.uri, 'YAML', [[5, 'All mapping items must start at the same column']]);
      await assert.eventually(
        'one finding less',
        () => !codesOf(document.uri).includes('yaml/indented-under-scalar'),
      );
      assert.equal(codesOf(document.uri).length, 5);
      assert.equal(codesOf(document.uri).includes('dask/legacy-key'), true);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(5, 2, 5, 20),
      );
      assert.ok(
        actions.some(
          ({ title }) => title === 'Move `tick-maximum-delay` to the column of `diagnostics-link`',
        ),
        actions.map(({ title }) => title).join('; '),
      );
      theirs.clear();
      await assert.eventually('our finding again', () =>
        codesOf(document.uri).includes('yaml/indented-under-scalar'),
      );
    });

    test('whoever speaks first', async () => {
      const uri = uriOf(CONFIG);
      says(uri, 'YAML', [[5, 'All mapping items must start at the same column']]);
      await open(CONFIG);
      await assert.eventually('the others', () => codesOf(uri).length === 5);
      await vscode.commands.executeCommand('pangeoBinder.restartServer');
      await assert.eventually('the others, of another server', () => codesOf(uri).length === 5);
      assert.equal(codesOf(uri).includes('yaml/indented-under-scalar'), false);
    });

    test('what ShellCheck reports of the language stands once, what we know of the launch stays', async () => {
      const document = await open(START);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        '#!/bin/bash\nexport PANGEO_ENV = notebook\nexec $@\n',
      );
      await vscode.workspace.applyEdit(edit);
      await assert.eventually('our findings', () =>
        ['start/bad-assignment', 'start/exec-args'].every((code) => codesOf(document.uri).includes(code)),
      );
      says(document.uri, 'shellcheck', [
        [1, 'Remove spaces around = to assign.'],
        [2, 'Double quote array expansions to avoid re-splitting elements.'],
      ]);
      await assert.eventually(
        'one finding less',
        () => !codesOf(document.uri).includes('start/bad-assignment'),
      );
      assert.equal(codesOf(document.uri).includes('start/exec-args'), true);
    });

    test('the outline is theirs; folding and selection of scripts are ours, since Bash IDE has none', async () => {
      for (const [path, language] of [
        [CONFIG, 'yaml'],
        [START, 'shellscript'],
      ] as const) {
        made.push(
          vscode.languages.registerDocumentSymbolProvider(language, {
            provideDocumentSymbols: (document) => {
              const range = document.lineAt(2).range;
              return [new vscode.DocumentSymbol('theirs', '', vscode.SymbolKind.Key, range, range)];
            },
          }),
        );
        const { uri } = await open(path);
        await assert.eventually('our findings', () => codesOf(uri).length > 0);
        const names = await assert.eventually(
          'the outline',
          async () =>
            (
              (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
                'vscode.executeDocumentSymbolProvider',
                uri,
              )) ?? []
            ).map(({ name }) => name),
          (list) => list.length > 0,
        );
        assert.equal(names, ['theirs']);
      }
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        'vscode.executeFoldingRangeProvider',
        uriOf(START),
      );
      assert.ok(folds.some(({ start }) => start === 8));
    });

    test('a variable of the script is offered once, and explained by each in its way', async () => {
      made.push(
        vscode.languages.registerCompletionItemProvider(
          'shellscript',
          {
            provideCompletionItems: () => [
              new vscode.CompletionItem('DASK_KUBERNETES__WORKER_NAME', vscode.CompletionItemKind.Variable),
            ],
          },
          '$',
        ),
        vscode.languages.registerHoverProvider('shellscript', {
          provideHover: () =>
            new vscode.Hover('Variable: **DASK_KUBERNETES__WORKER_TEMPLATE_PATH** - *defined on line 4*'),
        }),
      );
      const { uri } = await open(START);
      const labels = await assert.eventually(
        'the names',
        async () =>
          (
            await vscode.commands.executeCommand<vscode.CompletionList>(
              'vscode.executeCompletionItemProvider',
              uri,
              new vscode.Position(8, 12),
            )
          ).items.map(labelOf),
        (list) => list.includes('JUPYTERHUB_USER'),
      );
      assert.equal(
        labels.filter((label) => label === 'DASK_KUBERNETES__WORKER_NAME').length,
        1,
        labels.join(' '),
      );
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(11, 58),
      );
      const lines = hovers
        .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
        .flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
      assert.equal(lines.length, new Set(lines).size, lines.join('\n'));
      assert.equal(lines.filter((line) => /defined on line/.test(line)).length, 1, lines.join('\n'));
    });

    test('Red Hat YAML gone, the outline is ours at once', async function () {
      // Extensions of the web host are built in, and cannot be uninstalled.
      if (vscode.env.appHost === 'web') this.skip();
      const { uri } = await open(CONFIG);
      const outline = () =>
        vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          uri,
        );
      await assert.eventually('our findings', () => codesOf(uri).length > 0);
      assert.equal((await outline()) ?? [], []);
      const changed = new Promise<void>((resolve) => {
        made.push(vscode.extensions.onDidChange(() => resolve()));
      });
      await vscode.commands.executeCommand('workbench.extensions.uninstallExtension', YAML);
      await changed;
      assert.equal(vscode.extensions.getExtension(YAML), undefined);
      await assert.eventually('the outline', async () => ((await outline()) ?? []).length > 0);
      // The other one is still there.
      assert.ok(vscode.extensions.getExtension(SHELL));
    });
  });
}
