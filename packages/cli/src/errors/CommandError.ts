import { ExitStatus, type ExitStatusName } from './ExitStatus';

/** An error with an exit status of its own. The message says what failed and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number;

  constructor(status: ExitStatusName, message: string, cause?: unknown) {
    super(message, { cause });
    this.status = ExitStatus[status];
  }
}
