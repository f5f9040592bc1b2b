// Finds out whether a port of this machine can be had.
import { createServer } from 'node:net';
import { StepFailure } from './terminal.mjs';

const host = '127.0.0.1';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}

/** Makes sure that nobody listens on the portal's port. */
export async function ensureFree(port) {
  try {
    await listen(port);
  } catch (cause) {
    throw new StepFailure(`port ${port} is taken`, {
      remedy: `Stop what listens on port ${port}, or choose another: npm start -- --port ${
        port + 1
      }`,
      cause,
    });
  }
}

/** A port that nobody listens on. */
export const freePort = () => listen(0);
