/** What happens when the server ends on its own. */

import { CloseAction, CloseHandlerResult, ErrorAction, ErrorHandler, ErrorHandlerResult } from 'vscode-languageclient/node';

const MOST = 3;
const MEANWHILE = 3 * 60_000;

/** Starts a server that ran again, up to three times within three minutes. One that never ran is not started again. */
export class Crashes implements ErrorHandler {
  hasRun = false;
  private readonly times: number[] = [];

  constructor(private readonly giveUp: () => void) {}

  error(): ErrorHandlerResult {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.times.push(now);
    const recent = this.times.filter((time) => now - time < MEANWHILE);
    if (this.hasRun && recent.length <= MOST) {
      return { action: CloseAction.Restart, handled: true, message: 'The server ended. It is started again.' };
    }
    if (this.hasRun) {
      this.giveUp();
    }
    return { action: CloseAction.DoNotRestart, handled: true, message: 'The server ended. It is not started again.' };
  }
}
