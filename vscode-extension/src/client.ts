/** The running server: started, watched, stopped and started again, one step at a time. */

import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, Middleware, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { link } from './problems';
import { findServer, Server } from './server';
import { Status } from './status';

const SELECTOR = ['file', 'untitled'].map((scheme) => ({ scheme, language: 'dockerfile' }));

export class Session implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private last: Promise<void> = Promise.resolve();
  private wasLate = false;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** The client while the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** Stops the server, if there is one, and starts it as the settings are now. */
  restart = (): Promise<void> => {
    this.last = this.last.then(async () => {
      await this.stop();
      await this.start();
    });
    return this.last;
  };

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error: unknown) => this.output.warn(`The server did not stop as it should: ${error}`));
  }

  dispose(): void {
    void this.stop();
  }

  /** Starts anew once the selected Python is known. Only once: where that takes long every time, it would never end. */
  private readonly late = (): void => {
    if (!this.wasLate) {
      this.wasLate = true;
      void this.restart();
    }
  };

  private async start(): Promise<void> {
    this.status.starting();
    const { server, tried } = await findServer(this.extension, this.late);
    tried.forEach((place) => this.output.info(`Not used: ${place}`));
    if (server) {
      await this.run(server);
    } else {
      this.status.failed('no Python 3.11 or newer was found');
      void this.offer('Dockwright needs Python 3.11 or newer to run.', 'dockwright.interpreter');
    }
  }

  private async run(server: Server): Promise<void> {
    this.output.info(`Starting ${server.origin}: ${[server.command, ...server.args].join(' ')}`);
    const { command, args, cwd } = server;
    const client = new LanguageClient('dockwright', 'Dockwright', { command, args, options: { cwd } }, this.options());
    this.client = client;
    client.onDidChangeState(({ newState }) => this.show(client, newState, server));
    try {
      await client.start();
    } catch (error) {
      this.output.error(`The server did not start: ${error}`);
      this.status.failed(`${server.origin} did not start`);
      void this.offer(`Dockwright did not start from ${server.origin}.`, 'dockwright.path');
    }
  }

  private show(client: LanguageClient, state: State, server: Server): void {
    if (client !== this.client) {
      return;
    }
    if (state === State.Running) {
      this.status.running(client.initializeResult?.serverInfo?.version ?? '', server.origin);
    } else if (state === State.Starting) {
      this.status.starting();
    } else {
      this.status.failed('the server stopped');
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { trusted: vscode.workspace.isTrusted },
      synchronize: { configurationSection: 'dockwright' },
      diagnosticPullOptions: { onChange: true, onSave: true },
      middleware: MIDDLEWARE,
    };
  }

  private async offer(message: string, setting: string): Promise<void> {
    const [settings, show, again] = ['Open Settings', 'Show Output', 'Try Again'];
    const picked = await vscode.window.showErrorMessage(message, settings, show, again);
    if (picked === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', setting);
    } else if (picked === show) {
      this.output.show();
    } else if (picked === again) {
      await this.restart();
    }
  }
}

const MIDDLEWARE: Middleware = {
  handleDiagnostics: (uri, found, next) => next(uri, link(found)),
  provideDiagnostics: async (document, previous, token, next) => {
    const report = await next(document, previous, token);
    if (report && 'items' in report) {
      link(report.items);
    }
    return report;
  },
  provideWorkspaceDiagnostics: (previous, token, reporter, next) =>
    next(previous, token, (chunk) => {
      chunk?.items.forEach((report) => 'items' in report && link(report.items));
      reporter(chunk);
    }),
};
