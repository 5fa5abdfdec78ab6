/** A failure the user can act on: what happened, and what to do, each in a sentence. */
export class TensorflowError extends Error {
  /**
   * @param {string} code stable, such as `TENSORFLOW_CHECKSUM`
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'TensorflowError';
    this.code = code;
  }
}
