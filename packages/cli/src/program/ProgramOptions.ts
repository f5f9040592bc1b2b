import type { Command } from 'commander';
import type { Connection } from '../connection/Connection';
import type { ErrorDescription } from '../errors/describeError';
import type { Terminal } from '../Terminal';
import type { Candidate, NameQuery } from './Completion';
import type { GlobalOptions } from './GlobalOptions';
import type { OperationSpec } from './OperationSpec';

/** What commands do when they run. */
export interface Runner {
  describeError(error: unknown): ErrorDescription;
  /** The names that complete a command line. None when they cannot be read. */
  listNames(
    query: NameQuery,
    command: Command,
    options: ProgramOptions,
  ): Promise<Candidate[]>;
  printEvents(command: Command, options: ProgramOptions): Promise<void>;
  printLog(command: Command, options: ProgramOptions): Promise<void>;
  runOperation(
    spec: OperationSpec,
    command: Command,
    options: ProgramOptions,
  ): Promise<void>;
  setState(
    state: 'Active' | 'Suspend' | 'Undeploy',
    command: Command,
    options: ProgramOptions,
  ): Promise<void>;
  startDev(command: Command, options: ProgramOptions): Promise<void>;
}

/** Loads what commands need when they run, so that the help is shown at once. */
export interface Loaders {
  runner(): Runner;
  /** Not needed with a portal. */
  kubernetes(): {
    connectToKubernetes(
      options: GlobalOptions,
      terminal: Terminal,
      signal: AbortSignal,
    ): Promise<Connection>;
  };
}

export interface ProgramOptions {
  /** What the user calls it. */
  name: string;
  version: string;
  operations: readonly OperationSpec[];
  terminal: Terminal;
  signal: AbortSignal;
  loaders: Loaders;
}
