/**
 * A failure that trying again does not mend: the controller logs and counts it, and waits for the next change.
 *
 * @public
 */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
}
