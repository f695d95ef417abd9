/** Starts the language server and gives it commands and a status item; everything else is the server's. */

import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, ServerOptions, State, TransportKind } from 'vscode-languageclient/node';
import { findServer, Server } from './server';
import { Status } from './status';

const SELECTOR: vscode.DocumentSelector = [{ language: 'dockerfile' }, { pattern: '**/.dockerignore' }, { pattern: '**/*.dockerignore' }];
const PAGES = 'https://dockwright.example.com/rules/';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Dockwright', { log: true });
  const status = new Status(SELECTOR);
  const restart = async () => {
    await stop();
    await start(context, output, status);
  };
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand('dockwright.restart', restart),
    vscode.commands.registerCommand('dockwright.showOutput', () => output.show()),
    vscode.commands.registerCommand('dockwright.fixAll', fixAll),
    vscode.commands.registerCommand('dockwright.pinDigests', pinDigests),
    vscode.commands.registerCommand('dockwright.showRule', showRule),
    vscode.commands.registerCommand('dockwright.createConfiguration', createConfiguration),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('dockwright.path') || change.affectsConfiguration('dockwright.interpreter')) {
        await restart();
      }
    }),
  );
  await start(context, output, status);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose().catch(() => undefined);
}

async function start(context: vscode.ExtensionContext, output: vscode.LogOutputChannel, status: Status): Promise<void> {
  const { server, tried } = await findServer(context);
  if (!server) {
    status.missing();
    output.error(`No server was found. Tried: ${tried.join('; ')}.`);
    await offerHelp(output);
    return;
  }
  output.info(`Starting the server from ${server.origin}: ${server.command} ${server.args.join(' ')}`);
  client = new LanguageClient('dockwright', 'Dockwright', serverOptions(server), clientOptions(output));
  client.onDidChangeState((change) => status.running(change.newState === State.Running, client?.initializeResult?.serverInfo?.version));
  try {
    await client.start();
  } catch (error) {
    status.failed();
    output.error(`The server did not start: ${error}`);
    await offerHelp(output, 'Dockwright: the server did not start.');
  }
}

function serverOptions(server: Server): ServerOptions {
  return { command: server.command, args: server.args, transport: TransportKind.stdio, options: { env: server.env } };
}

function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [
      { scheme: 'file', language: 'dockerfile' },
      { scheme: 'untitled', language: 'dockerfile' },
      { scheme: 'file', pattern: '**/{.dockerignore,*.dockerignore}' },
    ],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { trusted: vscode.workspace.isTrusted },
    diagnosticPullOptions: { onChange: true, onSave: true },
  };
}

async function offerHelp(output: vscode.LogOutputChannel, message = 'Dockwright needs Python 3.11 or newer, or the dockwright command.'): Promise<void> {
  const [choose, show, install] = ['Choose Python…', 'Show Output', 'How to Install'];
  const picked = await vscode.window.showErrorMessage(message, choose, show, install);
  if (picked === choose) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'dockwright.interpreter');
  } else if (picked === show) {
    output.show();
  } else if (picked === install) {
    await vscode.env.openExternal(vscode.Uri.parse('https://dockwright.example.com/install/'));
  }
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.dockwright', apply: 'first' });
}

async function pinDigests(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document && client) {
    await client.sendRequest('workspace/executeCommand', { command: 'dockwright.pin', arguments: [document.uri.toString()] });
  }
}

async function showRule(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor ? vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.source === 'dockwright') : [];
  const names = [...new Set(found.map((one) => (typeof one.code === 'object' ? String(one.code.value) : String(one.code))))].sort();
  const picked = names.length ? await vscode.window.showQuickPick(names, { placeHolder: 'Rules with a problem in this file' }) : undefined;
  if (picked || !names.length) {
    await vscode.env.openExternal(vscode.Uri.parse(picked ? `${PAGES}${picked}/` : PAGES));
  }
}

async function createConfiguration(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    await vscode.window.showInformationMessage('Open a folder first: the configuration file belongs into it.');
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, 'dockwright.toml');
  try {
    await vscode.workspace.fs.stat(file);
  } catch {
    const text = 'profile = "recommended"\n\n[rules]\n# latest-tag = "error"\n# apt-recommends = "off"\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
  await vscode.window.showTextDocument(file);
}
