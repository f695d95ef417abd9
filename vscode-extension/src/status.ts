/** The status item: the server's version and the number of problems in the active file. */

import * as vscode from 'vscode';

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable[];
  private version = '';
  private isRunning = false;

  constructor(selector: vscode.DocumentSelector) {
    this.item = vscode.languages.createLanguageStatusItem('dockwright', selector);
    this.item.name = 'Dockwright';
    this.item.command = { command: 'dockwright.showOutput', title: 'Output' };
    this.subscriptions = [
      this.item,
      vscode.languages.onDidChangeDiagnostics(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    ];
    this.running(false);
  }

  running(isRunning: boolean, version = ''): void {
    this.isRunning = isRunning;
    this.version = version || this.version;
    this.update();
  }

  missing(): void {
    this.show('no server found', vscode.LanguageStatusSeverity.Error);
  }

  failed(): void {
    this.show('the server did not start', vscode.LanguageStatusSeverity.Error);
  }

  dispose(): void {
    this.subscriptions.forEach((one) => one.dispose());
  }

  private update(): void {
    const editor = vscode.window.activeTextEditor;
    const found = editor ? vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.source === 'dockwright') : [];
    const problems = found.length === 1 ? '1 problem' : `${found.length || 'no'} problems`;
    const text = this.isRunning ? `${this.version} · ${problems}` : 'starting…';
    this.show(text, vscode.LanguageStatusSeverity.Information);
  }

  private show(text: string, severity: vscode.LanguageStatusSeverity): void {
    this.item.text = `Dockwright ${text}`;
    this.item.severity = severity;
    this.item.busy = !this.isRunning && severity === vscode.LanguageStatusSeverity.Information;
  }
}
