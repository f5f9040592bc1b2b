import { ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';

const executable = resolve(
  __dirname,
  '../../../bin/promenade-control-plane.js',
);

const lineSchema = z.object({ health: z.url() });

/** The control plane in a separate process. */
export interface ControlPlaneProcess {
  /** Base URL of /healthz, /readyz and /metrics. */
  health: string;
  /** The standard output and standard error until now. */
  output(): string;
  /** Sends a signal that does not end the process, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
  /** Sends a signal if the process runs. Resolves with its exit status; null if the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the process and waits until it listens.
 *
 * @throws with its output if it ends before that
 */
export async function startControlPlaneProcess(
  ...args: string[]
): Promise<ControlPlaneProcess> {
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [executable, '--metrics-port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env },
  );
  // The process must end with the tests.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const written: string[] = [];
  child.stdout.setEncoding('utf8').on('data', text => written.push(text));
  child.stderr.setEncoding('utf8').on('data', text => written.push(text));
  const output = () => written.join('');
  return {
    health: await listening(child, output),
    output,
    signal: signal => {
      child.kill(signal);
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
}

async function listening(
  child: ChildProcessByStdio<null, Readable, Readable>,
  output: () => string,
): Promise<string> {
  for await (const line of createInterface({ input: child.stderr })) {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (parsed.success) {
      // Leaving the loop pauses the stream.
      child.stderr.resume();
      return parsed.data.health;
    }
  }
  throw new Error(`the control plane ended:\n${output()}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
