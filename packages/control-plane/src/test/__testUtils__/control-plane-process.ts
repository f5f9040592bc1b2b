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

/** The control plane as a process of its own, as an operator starts it. */
export interface ControlPlaneProcess {
  /** Base URL of /healthz, /readyz and /metrics. */
  health: string;
  /** Everything that it wrote to standard output and standard error up to now. */
  output(): string;
  /** Ends it, as `kill` does, if it still runs, and resolves with its exit status; null when it had no chance to choose one. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the process and waits until it listens.
 *
 * @throws with what it wrote when it ends before that
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
  // It must not outlive the tests, however they end.
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', text => said.push(text));
  child.stderr.setEncoding('utf8').on('data', text => said.push(text));
  const output = () => said.join('');
  return {
    health: await listening(child, output),
    output,
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
  said: () => string,
): Promise<string> {
  for await (const line of createInterface({ input: child.stderr })) {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (parsed.success) {
      // Who leaves the lines stops the stream.
      child.stderr.resume();
      return parsed.data.health;
    }
  }
  throw new Error(`the control plane ended:\n${said()}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
