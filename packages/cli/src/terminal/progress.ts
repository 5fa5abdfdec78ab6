/** Where progress is drawn: process.stderr, or a stand-in. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A long step that reports how far it is. */
export interface Progress {
  /** Call as often as you like; what is drawn is limited. */
  update(done: number, total: number): void;
  /** Clears the bar, or leaves a last plain line where there was one. */
  end(): void;
}

const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 5000;

/**
 * A bar that redraws itself on a terminal, a plain line every few seconds elsewhere (logs, pipes).
 *
 * @param unit what is counted, in the plural, such as `clips`
 * @param now milliseconds since whenever; for tests
 */
export function createProgress(
  label: string,
  unit: string,
  stream: ProgressStream,
  now: () => number = () => performance.now(),
): Progress {
  const bar = stream.isTTY === true;
  const started = now();
  let drawn = bar ? Number.NEGATIVE_INFINITY : started;
  let lines = 0;
  let last = { done: 0, total: 0 };

  const draw = (): void => {
    drawn = now();
    const text = `${label} ${describeProgress(last.done, last.total, unit, (drawn - started) / 1000)}`;
    if (bar) stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    else stream.write(`${text}\n`);
    lines += 1;
  };
  return {
    update(done, total) {
      last = { done, total };
      if (now() - drawn >= (bar ? BAR_EVERY_MS : LINE_EVERY_MS)) draw();
    },
    end() {
      if (bar) stream.write('\r\u001b[K');
      else if (lines > 0) draw();
    },
  };
}

/** `[#####-----]  720/1440 clips  480/s  2 s left` */
export function describeProgress(
  done: number,
  total: number,
  unit: string,
  seconds: number,
): string {
  const width = 20;
  const filled = total > 0 ? Math.floor((width * Math.min(done, total)) / total) : 0;
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
  const count = `${String(done).padStart(String(total).length)}/${total} ${unit}`;
  if (done === 0 || seconds <= 0) return `${bar} ${count}`;
  const rate = done / seconds;
  const left = done < total ? `  ${formatDuration((total - done) / rate)} left` : '';
  return `${bar} ${count}  ${rate >= 10 ? Math.round(rate) : rate.toPrecision(2)}/s${left}`;
}

/** `0.8 s`, `42 s`, `3 min 05 s`, `1 h 02 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
