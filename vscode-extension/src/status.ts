/** The status item: the server's version, where it comes from, and the number of problems in the active file. */

import * as vscode from 'vscode';
import { problems } from './problems';

const { Information, Error: Failure } = vscode.LanguageStatusSeverity;

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];
  private version: string | undefined;

  constructor(selector: vscode.DocumentSelector) {
    this.item = vscode.languages.createLanguageStatusItem('dockwright', selector);
    this.item.name = 'Dockwright';
    this.subscriptions = [
      this.item,
      vscode.languages.onDidChangeDiagnostics(() => this.count()),
      vscode.window.onDidChangeActiveTextEditor(() => this.count()),
    ];
    this.starting();
  }

  starting(): void {
    this.version = undefined;
    this.show('Dockwright is starting', '', Information);
    this.item.busy = true;
  }

  running(version: string, origin: string): void {
    this.version = version;
    this.show('', `from ${origin}`, Information);
    this.count();
  }

  /** Nothing is checked, and why. */
  failed(reason: string): void {
    this.version = undefined;
    this.show('Dockwright does not run', reason, Failure);
  }

  dispose(): void {
    this.subscriptions.forEach((one) => one.dispose());
  }

  private count(): void {
    if (this.version !== undefined) {
      const found = problems(vscode.window.activeTextEditor?.document.uri).length;
      this.item.text = `Dockwright ${this.version}: ${found === 1 ? '1 problem' : `${found || 'no'} problems`}`;
    }
  }

  private show(text: string, detail: string, severity: vscode.LanguageStatusSeverity): void {
    const failed = severity === Failure;
    this.item.busy = false;
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command = failed
      ? { command: 'dockwright.restart', title: 'Restart' }
      : { command: 'dockwright.showOutput', title: 'Show Output' };
  }
}
