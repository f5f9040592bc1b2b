// Finds free ports of this machine.
import { createServer } from 'node:net';
import { startCommand } from './project.mjs';
import { StepFailure } from './terminal.mjs';

const host = '127.0.0.1';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: assigned } = server.address();
      server.close(() => resolve(assigned));
    });
  });
}

/** Throws if another process listens on the port. */
export async function requireFreePort(port) {
  try {
    await listen(port);
  } catch (cause) {
    throw new StepFailure(`port ${port} is in use`, {
      remedy: `Stop the process that listens on port ${port}, or choose another port: ${startCommand} --port ${
        port + 1
      }`,
      cause,
    });
  }
}

/** Returns a free port. */
export const findFreePort = () => listen(0);
