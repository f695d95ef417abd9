/** Pythons: the one selected in the Python extension, and others on this machine. */

import * as vscode from 'vscode';
import { ask, onPath } from './programs';

/** How long the start may wait for the Python extension, in milliseconds. */
const PATIENCE = 2_000;

/** The little that is used of the API of ms-python.python. */
interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
    resolveEnvironment(path: unknown): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath(listener: () => void): vscode.Disposable;
  };
}

/**
 * The interpreter selected in the Python extension, if that is installed. It is never required: where it does not answer
 * in time, the search goes on without it, and `late` is called with its answer.
 */
export async function selectedPython(late: (python: string) => void): Promise<string | undefined> {
  const asked = selected();
  let isLate = false;
  const timeout = new Promise<undefined>((resolve) =>
    setTimeout(() => {
      isLate = true;
      resolve(undefined);
    }, PATIENCE),
  );
  void asked.then((python) => isLate && python && late(python));
  return Promise.race([asked, timeout]);
}

/** Calls back whenever another interpreter is selected, once the Python extension is there. */
export async function onPythonSelected(listener: () => void): Promise<vscode.Disposable | undefined> {
  return (await api())?.environments?.onDidChangeActiveEnvironmentPath(listener);
}

async function selected(): Promise<string | undefined> {
  try {
    const environments = (await api())?.environments;
    const active = environments?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri);
    return active ? (await environments?.resolveEnvironment(active))?.executable?.uri?.fsPath : undefined;
  } catch {
    return undefined;
  }
}

async function api(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  return extension && (extension.isActive ? extension.exports : extension.activate());
}

/** A Python that was asked who it is: its version, and where it is behind links and shims. */
export interface Python {
  version: string;
  program: string;
}

const WHO = 'import sys; print(*sys.version_info[:3], sep="."); print(sys.executable)';

/** A Python that works and is new enough for the engine. */
export async function usable(program: string): Promise<Python | undefined> {
  const [version, executable] = (await ask(program, ['-I', '-S', '-c', WHO]))?.split(/\r?\n/) ?? [];
  const [major, minor] = (version ?? '').split('.').map(Number);
  return major === 3 && minor >= 11 ? { version, program: executable || program } : undefined;
}

/** The Pythons on PATH, likely ones first. On a Mac, `python3` may be a stub that offers to install developer tools. */
export function installedPythons(): string[] {
  const exact = ['python3.14', 'python3.13', 'python3.12', 'python3.11'];
  const usual = ['python3', 'python'];
  const names = { darwin: [...exact, ...usual], win32: ['py', ...usual] }[process.platform as string] ?? [...usual, ...exact];
  return [...new Set(names.map(onPath).filter((one): one is string => one !== undefined))];
}
