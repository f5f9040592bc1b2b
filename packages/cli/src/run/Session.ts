import type { Api } from '../connection/Connection';
import type { GlobalOptions } from '../program/GlobalOptions';
import type { Terminal } from '../Terminal';

/** What a running command works with. */
export interface Session {
  api: Api;
  options: GlobalOptions;
  terminal: Terminal;
  /** What the user calls the program. */
  programName: string;
  /** Aborted when the command is interrupted. */
  signal: AbortSignal;
}
