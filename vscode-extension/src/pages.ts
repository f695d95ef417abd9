/**
 * The manual pages of the rules, as documents of the editor: they need no network and fit the version that is installed.
 * `workbench.editorAssociations` in package.json shows them as a preview, wherever they are opened from.
 */

import * as vscode from 'vscode';

const SCHEME = 'dockwright-rule';

/** The document that is a rule's page. */
export function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** Serves the pages that the extension brings along. */
export function providePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const name = uri.path.replace(/^\/|\.md$/g, '');
      const file = vscode.Uri.joinPath(extension, 'bundled', 'pages', `${name}.md`);
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      } catch {
        return `# ${name}\n\nThis version of the extension has no page about it. \`dockwright explain ${name}\` of the server that runs may have.\n`;
      }
    },
  });
}

/** Shows a page beside the file that it is about. */
export async function showPage(rule: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', pageOf(rule), 'vscode.markdown.preview.editor', vscode.ViewColumn.Beside);
}
