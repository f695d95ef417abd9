/** What the command palette offers. */

import * as vscode from 'vscode';
import { Session } from './client';
import { showPage } from './pages';
import { problems, ruleOf } from './problems';

const CONFIGURATION = `# How Dockwright checks the files in this folder and below.
profile = "recommended"    # or strict, security, hadolint, buildkit, cis

[rules]                    # error, warning, info, style or off
# latest-tag = "error"
`;

export async function fixFile(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.dockwright', apply: 'first' });
}

/** Has the server ask the registries for the digests of all base images in the active file. */
export async function pinDigests(session: Session): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'dockerfile') {
    await session.running?.sendRequest('workspace/executeCommand', { command: 'dockwright.pinAll', arguments: [document.uri.toString()] });
  }
}

/** Shows the manual page of a rule; without a name, of one that is chosen. */
export async function showRule(extension: vscode.Extension<unknown>, name?: unknown): Promise<void> {
  const rule = typeof name === 'string' ? name : await chooseRule(extension);
  if (rule) {
    await showPage(rule);
  }
}

async function chooseRule(extension: vscode.Extension<unknown>): Promise<string | undefined> {
  const found = problems(vscode.window.activeTextEditor?.document.uri);
  const here = new Set(found.map(ruleOf));
  const known = extension.packageJSON.contributes.configuration.properties['dockwright.rules'].properties;
  const rows = Object.entries<{ markdownDescription: string }>(known).map(([label, rule]) => ({
    label,
    description: rule.markdownDescription.replaceAll('`', ''),
  }));
  rows.sort((one, other) => one.label.localeCompare(other.label));
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const rest = rows.filter((row) => !here.has(row.label));
  const first = rows.filter((row) => here.has(row.label));
  const items = [separator('With problems in this file'), ...first, separator('All others'), ...rest];
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDescription: true }))?.label;
}

/** Opens the configuration file of a folder, written first if there is none. */
export async function createConfiguration(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) {
    return;
  }
  const own = ['dockwright.toml', '.dockwright.toml'].map((name) => vscode.Uri.joinPath(folder.uri, name));
  let file = (await firstOf(own)) ?? (await declared(folder));
  if (!file) {
    const peer = await firstOf(['.hadolint.yaml', '.hadolint.yml'].map((name) => vscode.Uri.joinPath(folder.uri, name)));
    if (peer && !(await confirmed(peer))) {
      return;
    }
    file = own[0];
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(CONFIGURATION));
  }
  await vscode.window.showTextDocument(file);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = (active && vscode.workspace.getWorkspaceFolder(active)) ?? (folders.length === 1 ? folders[0] : undefined);
  if (!folders.length) {
    void vscode.window.showInformationMessage('Open a folder first: the configuration file belongs into it.');
  }
  return folder ?? (folders.length ? vscode.window.showWorkspaceFolderPick() : undefined);
}

async function firstOf(files: vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const file of files) {
    try {
      await vscode.workspace.fs.stat(file);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A pyproject.toml with our table in it. */
async function declared(folder: vscode.WorkspaceFolder): Promise<vscode.Uri | undefined> {
  const file = await firstOf([vscode.Uri.joinPath(folder.uri, 'pyproject.toml')]);
  const text = file && new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return text && /^\s*\[\s*tool\s*\.\s*dockwright\b/m.test(text) ? file : undefined;
}

async function confirmed(peer: vscode.Uri): Promise<boolean> {
  const name = vscode.workspace.asRelativePath(peer, false);
  const message = `${name} is honoured now. A dockwright.toml takes its place.`;
  return (await vscode.window.showWarningMessage(message, { modal: true }, 'Create')) === 'Create';
}
