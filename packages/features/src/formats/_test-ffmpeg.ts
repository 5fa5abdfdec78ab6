import { execFileSync } from 'node:child_process';

/** For tests: whether this machine has ffmpeg. */
export const ffmpegThere = canRun('ffmpeg');

/** For tests: a sound in another format, which the name of the target tells. */
export function convert(from: string, to: string, ...more: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', from, ...more, to]);
}

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
