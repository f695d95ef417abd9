/** What the server found, as the editor holds it. */

import * as vscode from 'vscode';
import { pageOf } from './pages';

/** The problems in a file that Dockwright found. */
export function problems(uri: vscode.Uri | undefined): vscode.Diagnostic[] {
  return uri ? vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'dockwright') : [];
}

/** The name of the rule that found it; empty where the file could not be checked at all. */
export function ruleOf(problem: vscode.Diagnostic): string {
  const code = problem.code;
  return String((typeof code === 'object' ? code.value : code) ?? '');
}

/** Makes the links of problems open the rule's page in the editor. */
export function link<T extends vscode.Diagnostic>(found: T[]): T[] {
  for (const problem of found) {
    if (typeof problem.code === 'object') {
      problem.code.target = pageOf(String(problem.code.value));
    }
  }
  return found;
}
