/** Starts the language server, and gives it commands and a status item; everything else is the server's. */

import * as vscode from 'vscode';
import { Session } from './client';
import * as commands from './commands';
import { providePages } from './pages';
import { onPythonSelected } from './python';
import { Status } from './status';

let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Dockwright', { log: true });
  const status = new Status({ language: 'dockerfile' });
  const running = (session = new Session(context.extensionUri, output, status));
  const command = (name: string, run: (...args: unknown[]) => unknown) => vscode.commands.registerCommand(`dockwright.${name}`, run);
  context.subscriptions.push(
    output,
    status,
    providePages(context.extensionUri),
    command('restart', running.restart),
    command('showOutput', () => output.show()),
    command('fixFile', commands.fixFile),
    command('pinDigests', () => commands.pinDigests(running)),
    command('showRule', (name) => commands.showRule(context.extension, name)),
    command('createConfiguration', commands.createConfiguration),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void running.restart();
      void followPython(context, running);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (['dockwright.path', 'dockwright.interpreter'].some((name) => change.affectsConfiguration(name))) {
        void running.restart();
      }
    }),
  );
  void running.restart();
  void followPython(context, running);
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

async function followPython(context: vscode.ExtensionContext, running: Session): Promise<void> {
  const following = vscode.workspace.isTrusted ? await onPythonSelected(running.restart).catch(() => undefined) : undefined;
  if (following) {
    context.subscriptions.push(following);
  }
}
