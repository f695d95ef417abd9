/** Where the language server comes from: the first of several places that has one. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const run = promisify(execFile);

/** A command line that speaks the protocol on stdio, and where it was found. */
export interface Server {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  origin: string;
}

/** A server, or, where there is none, what was tried. */
export interface Search {
  server?: Server;
  tried: string[];
}

/**
 * Untrusted workspace: the bundled engine only. Else `dockwright.path`, the selected Python environment, PATH,
 * and the bundled engine with any Python from 3.11.
 */
export async function findServer(context: vscode.ExtensionContext): Promise<Search> {
  const tried: string[] = [];
  if (vscode.workspace.isTrusted) {
    const chosen = configured() ?? (await selectedEnvironment(tried)) ?? (await onPath(tried));
    if (chosen) {
      return { server: chosen, tried };
    }
  }
  return { server: await bundled(context, tried), tried };
}

function configured(): Server | undefined {
  const [command, ...args] = vscode.workspace.getConfiguration('dockwright').get<string[]>('path') ?? [];
  return command ? { command, args, env: process.env, origin: 'the setting dockwright.path' } : undefined;
}

async function selectedEnvironment(tried: string[]): Promise<Server | undefined> {
  const python = await selectedPython();
  if (!python) {
    return undefined;
  }
  tried.push(`the selected Python environment (${python})`);
  return (await answers(python, ['-m', 'dockwright', '--version']))
    ? { command: python, args: ['-m', 'dockwright', 'lsp'], env: process.env, origin: 'the selected Python environment' }
    : undefined;
}

/** The interpreter chosen in the Python extension, if that is there; it is never required. */
async function selectedPython(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension('ms-python.python');
  if (!extension) {
    return undefined;
  }
  try {
    const api = extension.isActive ? extension.exports : await extension.activate();
    const environments = api?.environments;
    const active = environments?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri);
    const resolved = active && (await environments.resolveEnvironment(active));
    return resolved?.executable?.uri?.fsPath;
  } catch {
    return undefined;
  }
}

async function onPath(tried: string[]): Promise<Server | undefined> {
  tried.push('dockwright on PATH');
  return (await answers('dockwright', ['--version']))
    ? { command: 'dockwright', args: ['lsp'], env: process.env, origin: 'PATH' }
    : undefined;
}

async function bundled(context: vscode.ExtensionContext, tried: string[]): Promise<Server | undefined> {
  const libraries = context.asAbsolutePath('bundled');
  if (!existsSync(path.join(libraries, 'dockwright'))) {
    tried.push('the bundled engine (this build has none)');
    return undefined;
  }
  const env = { ...process.env, PYTHONPATH: libraries, PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: undefined };
  for (const python of await interpreters()) {
    tried.push(`the bundled engine with ${python}`);
    if (await answers(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'])) {
      return { command: python, args: ['-m', 'dockwright', 'lsp'], env, origin: `the bundled engine with ${python}` };
    }
  }
  return undefined;
}

async function interpreters(): Promise<string[]> {
  const chosen = vscode.workspace.isTrusted ? vscode.workspace.getConfiguration('dockwright').get<string>('interpreter') : '';
  const selected = vscode.workspace.isTrusted ? await selectedPython() : undefined;
  const usual = process.platform === 'win32' ? ['py', 'python', 'python3'] : ['python3', 'python'];
  const exact = ['3.14', '3.13', '3.12', '3.11'].map((version) => `python${version}`);
  return [chosen, selected, ...usual, ...exact].filter((one): one is string => Boolean(one));
}

async function answers(command: string, args: string[]): Promise<boolean> {
  try {
    await run(command, args, { timeout: 10_000, windowsHide: true });
    return true;
  } catch {
    return false;
  }
}
