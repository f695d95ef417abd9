/** The running server: started, watched, stopped and started again, one step at a time. */

import { ChildProcess, spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, Middleware, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { Crashes } from './crashes';
import { link } from './problems';
import { findServer, Server } from './server';
import { Status } from './status';

const SELECTOR = [
  ...['file', 'untitled'].map((scheme) => ({ scheme, language: 'dockerfile' })),
  // Whatever language an ignore file is said to be in: that depends on the other extensions.
  { scheme: 'file', pattern: '**/{.dockerignore,*.dockerignore}' },
];
/** How long a server may take to answer for the first time, in milliseconds. */
const PATIENCE = 30_000;
const PYTHON = vscode.Uri.parse('https://www.python.org/downloads/');

export class Session {
  private client: LanguageClient | undefined;
  private process: ChildProcess | undefined;
  private last: Promise<void> = Promise.resolve();
  private selected: string | undefined;

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
    this.last = this.last
      .then(() => this.stop())
      .then(() => this.start())
      .catch((error: unknown) => this.output.error(String(error)));
    return this.last;
  };

  async stop(): Promise<void> {
    const { client, process } = this;
    this.client = this.process = undefined;
    await client?.dispose().catch((error: unknown) => this.output.warn(`The server did not stop as it should: ${error}`));
    process?.kill();
  }

  /** Starts anew when the selected Python is known at last, with that. */
  private readonly late = (python: string): void => {
    this.selected = python;
    void this.restart();
  };

  private async start(): Promise<void> {
    this.status.starting();
    const selected = this.selected;
    this.selected = undefined;
    const { server, tried } = await findServer(this.extension, selected, this.late);
    tried.forEach((place) => this.output.info(`Not used: ${place}`));
    if (server) {
      await this.run(server);
    } else {
      this.fail('no Python 3.11 or newer was found', 'Dockwright needs Python 3.11 or newer to run.', 'dockwright.interpreter', PYTHON);
    }
  }

  private async run(server: Server): Promise<void> {
    this.output.info(`Starting ${server.origin}: ${[server.command, ...server.args].join(' ')}`);
    const gaveUp = () => this.fail('the server stops again and again', 'Dockwright stops again and again. The output may say why.', 'dockwright.path');
    const crashes = new Crashes(gaveUp);
    const client = new LanguageClient('dockwright', 'Dockwright', () => this.spawn(server), this.options(crashes));
    this.client = client;
    client.onDidChangeState(({ newState }) => this.show(client, newState, server));
    try {
      await within(PATIENCE, client.start());
      crashes.hasRun = true;
    } catch (error) {
      this.client = undefined;
      this.process?.kill();
      this.output.error(`The server did not start: ${error}`);
      this.fail(`${server.origin} did not start`, `Dockwright did not start from ${server.origin}.`, 'dockwright.path');
    }
  }

  private spawn(server: Server): Promise<ChildProcess> {
    const process = spawn(server.command, server.args, { cwd: server.cwd, windowsHide: true });
    this.process = process;
    return new Promise((resolve, reject) => process.once('spawn', () => resolve(process)).once('error', reject));
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

  private options(errorHandler: Crashes): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { trusted: vscode.workspace.isTrusted },
      initializationFailedHandler: () => false,
      errorHandler,
      diagnosticPullOptions: { onChange: true, onSave: true },
      middleware: MIDDLEWARE,
    };
  }

  /** Says that nothing is checked, why, and what can be done about it. */
  private fail(reason: string, message: string, setting: string, page?: vscode.Uri): void {
    this.status.failed(reason);
    const [get, settings, show, again] = ['Get Python', 'Open Settings', 'Show Output', 'Try Again'];
    void vscode.window.showErrorMessage(message, ...(page ? [get] : [show]), settings, again).then((picked) => {
      if (picked === get && page) {
        void vscode.env.openExternal(page);
      } else if (picked === settings) {
        void openSettings(setting);
      } else if (picked === show) {
        this.output.show();
      } else if (picked === again) {
        void this.restart();
      }
    });
  }
}

/** Shows a setting where it is set: that of a program belongs to the machine the program is on. */
async function openSettings(query: string): Promise<void> {
  await vscode.commands.executeCommand(`workbench.action.open${vscode.env.remoteName ? 'Remote' : ''}Settings`, { query });
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} seconds`)), milliseconds),
  );
  return Promise.race([work, late]);
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
