import {
  reads,
  type ComponentRef,
  type Log,
  type LogLine,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type BuildLogRequest,
  type ComponentLogRequest,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import { readDataPlane } from './readDataPlane';
import type { ReadServices } from './ReadServices';
import type { FileExport } from './sendExport';

/** The longest time that reading a log may take, in milliseconds. */
const timeoutMs = 30_000;

/** The most lines of a file, unless the request has a number. */
const fileTail = 5000;

/**
 * A log that can be followed, of a container or of a step of a build.
 *
 * @public
 */
export interface LogStreamRead {
  readonly declaration: ReadDeclaration;
  /** Opens the log. It ends with what writes it, or when the signal is aborted. @throws InputError for an invalid input */
  open(
    services: Pick<ReadServices, 'openChoreo'>,
    input: unknown,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>>;
}

type LogInput = z.output<typeof reads.streamLog.input>;
type BuildLogInput = z.output<typeof reads.streamBuildLog.input>;

/** @public */
export const logStreams: readonly LogStreamRead[] = [
  implementLogStream(reads.streamLog, ({ openChoreo }, input, signal) => {
    const { ref, environment, request } = logRequestOf(input);
    return openChoreo.runtime.followLog(ref, environment, request, signal);
  }),
  implementLogStream(reads.streamBuildLog, ({ openChoreo }, input, signal) => {
    const { ref, request } = buildLogRequestOf(input);
    return openChoreo.buildLogs.follow(ref, request, signal);
  }),
];

function implementLogStream<Input extends z.ZodObject>(
  declaration: ReadDeclaration<Input, z.ZodVoid>,
  open: (
    services: Pick<ReadServices, 'openChoreo'>,
    input: z.output<Input>,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<LogLine>>,
): LogStreamRead {
  return {
    declaration,
    open: async (services, input, signal) =>
      open(services, parseInput(declaration.input, input), signal),
  };
}

/** The last lines of the log of a container. */
export async function readLog(
  { openChoreo }: ReadServices,
  input: LogInput,
): Promise<Log> {
  const { ref, environment, request } = logRequestOf(input);
  return readDataPlane(input, () => {
    const signal = AbortSignal.timeout(timeoutMs);
    return openChoreo.runtime.log(ref, environment, request, signal);
  });
}

/** The last lines of the log of a step of a build. */
export async function readBuildLog(
  { openChoreo }: ReadServices,
  input: BuildLogInput,
): Promise<Log> {
  const { ref, request } = buildLogRequestOf(input);
  const place = { ...ref, name: `builds of ${ref.organization}` };
  return readDataPlane(place, () => {
    const signal = AbortSignal.timeout(timeoutMs);
    return openChoreo.buildLogs.read(ref, request, signal);
  });
}

/** The log of a container as a text file. */
export function exportLog(services: ReadServices, input: LogInput): FileExport {
  const { pod, container, tail = fileTail } = input;
  const name = [pod, container].filter(Boolean).join('-');
  return textFile(name, () => readLog(services, { ...input, tail }));
}

/** The log of a step of a build as a text file. */
export function exportBuildLog(
  services: ReadServices,
  input: BuildLogInput,
): FileExport {
  const { build, step, tail = fileTail } = input;
  // A step of a loop has parentheses and more in its name.
  const name = `${build}-${step.replace(/[^\w.-]+/g, '-')}`;
  return textFile(name, () => readBuildLog(services, { ...input, tail }));
}

function textFile(name: string, read: () => Promise<Log>): FileExport {
  return {
    contentType: 'text/plain',
    fileName: `${name}.log`,
    chunks: (async function* chunks() {
      yield textOf(await read());
    })(),
  };
}

function logRequestOf(input: LogInput): {
  ref: ComponentRef;
  environment: string;
  request: ComponentLogRequest;
} {
  const { organization, project, component, environment, ...rest } = input;
  const { pod, container, previous, since, tail } = rest;
  return {
    ref: { organization, project, component },
    environment,
    request: { pod, container, previous, since, tail },
  };
}

function buildLogRequestOf(input: BuildLogInput): {
  ref: ComponentRef;
  request: BuildLogRequest;
} {
  const { organization, project, component, ...rest } = input;
  const { build, step, since, tail } = rest;
  return {
    ref: { organization, project, component },
    request: { build, step, since, tail },
  };
}

function textOf({ lines }: Log): string {
  return lines
    .map(({ at, text }) => `${at === undefined ? '' : `${at} `}${text}\n`)
    .join('');
}
