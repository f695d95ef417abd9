/** What the server found, as the editor holds it. */

import * as vscode from 'vscode';
import { pageOf } from './pages';

/** The problems in a file that Dockwright found. */
export function problems(uri: vscode.Uri | undefined): vscode.Diagnostic[] {
  return uri ? vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'dockwright') : [];
}

/** The name of the rule that found it; empty where the file could not be checked at all, or where ShellCheck found it. */
export function ruleOf(problem: vscode.Diagnostic): string {
  const code = problem.code;
  return (typeof code === 'object' ? ruleAt(code.target) : undefined) ?? '';
}

/** Makes the links of problems open the rule's page in the editor. What ShellCheck found leads to its own page on the web. */
export function link<T extends vscode.Diagnostic>(found: T[]): T[] {
  for (const problem of found) {
    const rule = typeof problem.code === 'object' ? ruleAt(problem.code.target) : undefined;
    if (rule && typeof problem.code === 'object') {
      problem.code.target = pageOf(rule);
    }
  }
  return found;
}

/** The rule whose page is at an address. The code of a problem need not be its name: profiles may call it `DL3020`. */
function ruleAt(target: vscode.Uri): string | undefined {
  return /^\/(?:rules\/)?([a-z0-9-]+)(?:\/|\.md)$/.exec(target.path)?.[1];
}
