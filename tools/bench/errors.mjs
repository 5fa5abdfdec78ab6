/** What keeps a benchmark from being run; the message is for people, the code for programs. */
export class BenchError extends Error {
  /**
   * @param {'ARGUMENTS' | 'INPUT' | 'CONTENDER_FAILED' | 'RESULT_DIFFERS' | 'SETUP' | 'INTERRUPTED'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'BenchError';
    this.code = code;
  }

  /**
   * @param {BenchError['code']} code
   * @param {string} what
   * @param {string} name
   * @param {unknown} value
   */
  static expected(code, what, name, value) {
    return new BenchError(code, `Expected ${what} for ${name} but received ${String(value)}`);
  }
}
