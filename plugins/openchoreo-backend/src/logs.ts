import type {
  ComponentRef,
  Log,
  OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentLogRequest } from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import { readDataPlane } from './readDataPlane';
import type { ReadServices } from './ReadServices';
import type { FileExport } from './sendExport';

/** The longest time that reading a log may take, in milliseconds. */
const timeoutMs = 30_000;

/** The most lines of a file, unless the request has a number. */
const fileTail = 5000;

/**
 * The input of a request for a log.
 *
 * @public
 */
export type LogInput = z.output<typeof reads.streamLog.input>;

/**
 * The parts of a request for a log.
 *
 * @public
 */
export function logRequestOf(input: LogInput): {
  ref: ComponentRef;
  environment: string;
  request: ComponentLogRequest;
} {
  const { organization, project, component, environment, ...rest } = input;
  const { pod, container, previous, since, tail } = rest;
  const request: ComponentLogRequest = {
    pod,
    container,
    previous,
    since,
    tail,
  };
  return { ref: { organization, project, component }, environment, request };
}

/** The last lines of the log of a container. */
export async function readLog(
  { openChoreo }: ReadServices,
  input: LogInput,
): Promise<OperationOutput<typeof reads.readLog>> {
  const { ref, environment, request } = logRequestOf(input);
  return readDataPlane(input, () => {
    const signal = AbortSignal.timeout(timeoutMs);
    return openChoreo.runtime.log(ref, environment, request, signal);
  });
}

/** The same as a text file. */
export function exportLog(services: ReadServices, input: LogInput): FileExport {
  const { pod, container, tail = fileTail } = input;
  const { formats } = reads.readLog;
  return {
    contentType: formats?.text ?? 'text/plain',
    fileName: `${[pod, container].filter(Boolean).join('-')}.log`,
    chunks: (async function* chunks() {
      yield textOf(await readLog(services, { ...input, tail }));
    })(),
  };
}

function textOf({ lines }: Log): string {
  return lines
    .map(({ at, text }) => `${at === undefined ? '' : `${at} `}${text}\n`)
    .join('');
}
