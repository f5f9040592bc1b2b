import {
  reads,
  type LogLine,
  type OperationInput,
  type Runtime,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Command } from 'commander';
import { CommandError } from '../errors/CommandError';
import { printOutput } from '../output/printOutput';
import type { ProgramOptions } from '../program/ProgramOptions';
import { readComponentInput } from './readComponentInput';
import type { Session } from './Session';
import { withSession } from './withSession';

interface LogOptions {
  pod?: string;
  container?: string;
  previous?: boolean;
  since?: string;
  tail: number;
  follow?: boolean;
  timestamps?: boolean;
}

/** Prints the log of a container, and with `--follow` its new lines. */
export async function printLog(
  command: Command,
  programOptions: ProgramOptions,
): Promise<void> {
  const options = command.opts<LogOptions>();
  await withSession(command, programOptions, async session => {
    const { api, signal } = session;
    const ref = await readComponentInput(command, session);
    const log = await findLog(ref, options, session);
    const input = { ...ref, ...log, since: options.since, tail: options.tail };
    if (options.follow) {
      await follow(input, options, session);
      return;
    }
    const output = await api.request(reads.readLog, input, { signal });
    if (session.options.output === 'table') {
      printLines(output.lines, options, session);
    } else {
      await printOutput(reads.readLog, output, session);
    }
  });
}

type Log = { pod: string; container?: string; previous?: boolean };

/** The log of the options, or the one to look at first. */
async function findLog(
  ref: {
    organization: string;
    project: string;
    component: string;
    environment: string;
  },
  { pod, container, previous }: LogOptions,
  { api, signal }: Session,
): Promise<Log> {
  if (pod) return { pod, container, previous };
  const runtime = await api.request(reads.getRuntime, ref, { signal });
  if (runtime.failure && !container && previous === undefined) {
    const { at, ...failure } = runtime.failure;
    return failure;
  }
  const found = firstPod(runtime, container);
  if (found) return { ...found, previous };
  throw new CommandError(
    'notFound',
    runtime.podsProblem ??
      `${ref.component} has no pod${
        container ? ` with a container ${container}` : ''
      } in ${ref.environment}`,
  );
}

function firstPod(
  { resources }: Runtime,
  container: string | undefined,
): Log | undefined {
  for (const { name, pod } of resources) {
    const containers = pod?.containers ?? [];
    const found = container
      ? containers.find(each => each.name === container)
      : containers.find(each => each.hasLog) ?? containers[0];
    if (found) return { pod: name, container: found.name };
  }
  return undefined;
}

async function follow(
  input: OperationInput<typeof reads.streamLog>,
  options: LogOptions,
  session: Session,
): Promise<void> {
  await session.api.streamLog(reads.streamLog, input, {
    signal: session.signal,
    onMessage: message => {
      if (message.type === 'lines') printLines(message.lines, options, session);
      if (message.type === 'end' && message.reason !== 'exited') {
        session.terminal.stderr.write(
          `The log ended: ${message.message ?? message.reason}\n`,
        );
      }
    },
  });
}

function printLines(
  lines: readonly LogLine[],
  { timestamps }: LogOptions,
  { terminal }: Session,
): void {
  for (const { at, text } of lines) {
    terminal.stdout.write(timestamps && at ? `${at} ${text}\n` : `${text}\n`);
  }
}
