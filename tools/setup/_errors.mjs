/** A step that cannot go on; its message says what the user can do. */
export class SetupError extends Error {}
