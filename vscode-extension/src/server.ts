/** Where the language server comes from: the first of several places that has one. */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { ask, onPath } from './programs';
import { installedPythons, usable, selectedPython } from './python';

/** A command line that speaks the protocol on standard streams, and where it was found. */
export interface Server {
  command: string;
  args: string[];
  cwd?: string;
  origin: string;
}

/** A server, or, where there is none, what was tried. */
export interface Search {
  server?: Server;
  tried: string[];
}

/**
 * In a workspace that is not trusted, the bundled engine only. Else the setting `dockwright.path`, the selected Python
 * environment, PATH, and the bundled engine with any Python from 3.11.
 *
 * `known` is the Python of the selected environment if an earlier search came to know it too late; `late` is called with it then.
 */
export async function findServer(extension: vscode.Uri, known: string | undefined, late: (python: string) => void): Promise<Search> {
  const tried: string[] = [];
  if (!vscode.workspace.isTrusted) {
    return { server: await bundled(extension, installedPythons(), tried), tried };
  }
  const command = configured();
  if (command) {
    return { server: command, tried };
  }
  const selected = known ?? (await selectedPython(late));
  const server = (await inEnvironment(selected, tried)) ?? (await installed(tried));
  return { server: server ?? (await bundled(extension, pythons(selected), tried)), tried };
}

/** The command in `dockwright.path`. It counts even if it fails: another server than the one asked for would surprise. */
function configured(): Server | undefined {
  const [command, ...args] = (setting<string[]>('path') ?? []).map(filled);
  return command ? { command, args: args.length ? args : ['lsp'], origin: 'dockwright.path' } : undefined;
}

async function inEnvironment(python: string | undefined, tried: string[]): Promise<Server | undefined> {
  // -P: a module of the folder that is open, say logging.py, must not take the place of Python's own.
  return python ? answering(python, ['-P', '-m', 'dockwright'], `the Python environment ${python}`, tried) : undefined;
}

async function installed(tried: string[]): Promise<Server | undefined> {
  const program = onPath('dockwright');
  if (!program) {
    tried.push('dockwright on PATH, where there is none');
    return undefined;
  }
  return answering(program, [], program, tried);
}

async function answering(command: string, args: string[], origin: string, tried: string[]): Promise<Server | undefined> {
  if ((await ask(command, [...args, '--version']))?.startsWith('dockwright ')) {
    return { command, args: [...args, 'lsp'], cwd: homedir(), origin };
  }
  tried.push(`${origin}, which has no dockwright that works`);
  return undefined;
}

async function bundled(extension: vscode.Uri, candidates: string[], tried: string[]): Promise<Server | undefined> {
  const launcher = vscode.Uri.joinPath(extension, 'bundled', 'launch.py').fsPath;
  if (!existsSync(launcher)) {
    tried.push('the bundled engine, which this build lacks');
    return undefined;
  }
  for (const candidate of candidates) {
    const python = await usable(candidate);
    if (python) {
      const args = ['-I', '-S', launcher, 'lsp'];
      return { command: python.program, args, cwd: homedir(), origin: `the bundled engine with Python ${python.version}` };
    }
    tried.push(`${candidate}, which is not a Python 3.11 or newer that works`);
  }
  if (!candidates.length) {
    tried.push('python3 and python on PATH, where there are none');
  }
  return undefined;
}

function pythons(selected: string | undefined): string[] {
  const chosen = filled(setting<string>('interpreter') ?? '');
  return [chosen, selected, ...installedPythons()].filter((one): one is string => Boolean(one));
}

function setting<T>(name: string): T | undefined {
  return vscode.workspace.getConfiguration('dockwright').get<T>(name);
}

/** A path with its variables replaced. */
function filled(text: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return text
    .replace(/^~(?=$|[/\\])/, homedir())
    .replaceAll('${workspaceFolder}', folder)
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => process.env[name] ?? '');
}
