/** Aborts its signal when what it was last told to expect does not come in time. */
export class Watchdog {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  expect(what: string, seconds: number): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error(`no sign of ${what} for ${seconds} s`));
    }, seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
