import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

import type { Terminal } from './terminal.js';

export interface FinishedPage {
  readonly out: string;
  readonly bytes: number;
  /** The folder that the charts were written to. */
  readonly charts?: string | undefined;
  readonly open: boolean;
}

/** Says where a page lies, and opens it where that was asked for. */
export function finishPage({ out, bytes, charts, open }: FinishedPage, terminal: Terminal): void {
  terminal.result(`Report           ${out}  (${(bytes / 1e6).toFixed(1)} MB)`);
  if (charts !== undefined) terminal.result(`Charts           ${charts}`);
  if (open) openPage(resolve(out), terminal);
}

/** Shows a page in the browser of the system; the program does not wait for it. */
function openPage(file: string, terminal: Terminal): void {
  const [program, ...args] = opener();
  const child = spawn(program, [...args, file], { detached: true, stdio: 'ignore' });
  child.on('error', ({ message }) => {
    terminal.warn(`The page cannot be opened: ${message}`);
  });
  child.unref();
}

function opener(): [program: string, ...args: string[]] {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['explorer'];
  return ['xdg-open'];
}
