import type { Command } from 'commander';
import { connect } from '../connection/connect';
import type { ProgramOptions } from '../program/ProgramOptions';
import type { GlobalOptions } from '../program/GlobalOptions';
import type { Session } from './Session';

/** Connects, works, and closes the connection. */
export async function withSession<T>(
  command: Command,
  { name, terminal, signal, loaders }: ProgramOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { api, close } = await connect(options, {
    loaders,
    terminal,
    signal,
  });
  try {
    return await work({
      api,
      options,
      terminal,
      programName: name,
      signal,
    });
  } finally {
    await close();
  }
}
