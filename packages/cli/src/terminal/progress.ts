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

/** Takes a bar away. */
export const CLEAR_LINE = '\r\u001b[K';

/** How progress is shown: a bar that redraws itself, plain lines for a log, or JSON lines for a program. */
export type ProgressStyle = 'bar' | 'lines' | 'json';

const EVERY_MS: Readonly<Record<ProgressStyle, number>> = { bar: 100, lines: 5000, json: 1000 };

/**
 * Shows how far a step is, not more often than its style allows.
 *
 * @param unit what is counted, in the plural, such as `clips`
 * @param now milliseconds since whenever; for tests
 */
export function createProgress(
  label: string,
  unit: string,
  stream: ProgressStream,
  style: ProgressStyle,
  now: () => number = () => performance.now(),
): Progress {
  const started = now();
  let drawn = style === 'lines' ? started : Number.NEGATIVE_INFINITY;
  let last = { done: 0, total: 0 };
  let shown: typeof last | undefined;
  const isNews = (): boolean => shown?.done !== last.done || shown.total !== last.total;

  const draw = (): void => {
    drawn = now();
    shown = last;
    const { done, total } = last;
    const seconds = (drawn - started) / 1000;
    if (style === 'json') {
      stream.write(`${JSON.stringify(progressEvent(label, unit, { done, total, seconds }))}\n`);
      return;
    }
    const described = (bar = BAR) => describeProgress(done, total, unit, seconds, bar);
    if (style === 'bar')
      stream.write(CLEAR_LINE + fitted(label, described, (stream.columns ?? 80) - 1));
    else stream.write(`${label} ${described()}\n`);
  };
  return {
    update(done, total) {
      last = { done, total };
      if (isNews() && now() - drawn >= EVERY_MS[style]) draw();
    },
    end() {
      if (style === 'bar') stream.write(CLEAR_LINE);
      else if (shown !== undefined && isNews()) draw();
    },
  };
}

/** A line of `--progress json`; rate is a second and null before anything is done. */
function progressEvent(
  step: string,
  unit: string,
  at: { readonly done: number; readonly total: number; readonly seconds: number },
) {
  const { done, total, seconds } = at;
  const rate = done > 0 && seconds > 0 ? done / seconds : null;
  const secondsLeft = secondsLeftOf(done, total, seconds) ?? null;
  return { event: 'progress', step, unit, done, total, seconds, rate, secondsLeft };
}

/**
 * Undefined before a twentieth is done or a minute over: what comes before the first clip, loading and listing, would
 * make hours of seconds.
 */
function secondsLeftOf(done: number, total: number, seconds: number): number | undefined {
  if (done === 0 || (done < total / 20 && seconds < 60)) return undefined;
  return (Math.max(0, total - done) / done) * seconds;
}

/** Characters of a bar where there is room, and the fewest that still show something. */
const BAR = 20;
const LEAST_BAR = 5;

/** What does not fit is taken from the bar, which says the least, then from the label. */
function fitted(label: string, described: (bar: number) => string, room: number): string {
  const bar = BAR - Math.max(0, label.length + 1 + described(BAR).length - room);
  const text = described(bar < LEAST_BAR ? 0 : bar);
  return `${label.slice(0, Math.max(0, room - 1 - text.length))} ${text}`.slice(0, room);
}

/**
 * `[#####-----]  720/1440 clips  480/s  2 s left`
 *
 * @param width characters between the brackets; 0: no bar
 */
export function describeProgress(
  done: number,
  total: number,
  unit: string,
  seconds: number,
  width = BAR,
): string {
  const filled = total > 0 ? Math.floor((width * Math.min(done, total)) / total) : 0;
  const bar = width === 0 ? '' : `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] `;
  const count = `${bar}${String(done).padStart(String(total).length)}/${total} ${unit}`;
  if (done === 0 || seconds <= 0) return count;
  const rate = done / seconds;
  const secondsLeft = secondsLeftOf(done, total, seconds);
  const left =
    done < total && secondsLeft !== undefined ? `  ${formatDuration(secondsLeft)} left` : '';
  return `${count}  ${rate >= 10 ? Math.round(rate) : rate.toPrecision(2)}/s${left}`;
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
