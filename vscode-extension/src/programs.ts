/** Programs on this machine: where they are, and whether they answer. */

import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
/** Where programs are on a Mac that an application started from the Dock does not look. */
const MORE = process.platform === 'darwin' ? ['/opt/homebrew/bin', '/usr/local/bin'] : [];

/**
 * The absolute path of a program on PATH. Relative entries of PATH do not count: they would mean the folder that is
 * open, and nothing from there may run before it is trusted.
 */
export function onPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...MORE].filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name + SUFFIX)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What a program writes on standard output; undefined where it fails or takes too long. */
export async function ask(program: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run(program, args, { timeout: 5_000, windowsHide: true, cwd: path.dirname(program) })).stdout;
  } catch {
    return undefined;
  }
}
