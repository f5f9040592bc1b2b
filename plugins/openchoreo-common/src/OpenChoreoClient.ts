import { ResponseError } from '@backstage/errors';
import type { EventSourceMessage } from 'eventsource-parser';
import { z } from 'zod';
import { readServerSentEvents } from './eventStream';
import { parseLiveMessage, type LiveMessage, type LiveTopic } from './live';
import {
  operationPath,
  pathParameters,
  type Operation,
} from './operations/Operation';
import { dryRunParameter, dryRunValue } from './operations/dryRun';
import type { ReadDeclaration } from './operations/ReadDeclaration';
import { reads } from './operations/reads';
import { logLineSchema, type LogMessage } from './runtime';

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Of a verb: the API server validates the change and stores nothing. The response is that of the change. */
  dryRun?: boolean;
}

/**
 * The requests of pages to the backend plugin.
 *
 * @public
 */
export interface OpenChoreoApi {
  /**
   * Sends the request of a read or a verb, such as `request(reads.getDeployBoard, ref)`, and returns its validated response.
   *
   * @throws ResponseError of `@backstage/errors` for a status that is not 2xx
   */
  request<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    input: z.input<Input>,
    options?: RequestOptions,
  ): Promise<z.output<Output>>;
  /**
   * Sends the request of a read in another format than JSON, such as `download(reads.listPromotions, { ...ref, format: 'csv' })`,
   * and returns the response as it is.
   *
   * @throws ResponseError of `@backstage/errors` for a status that is not 2xx
   */
  download<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: ReadDeclaration<Input, Output>,
    input: z.input<Input>,
    options?: RequestOptions,
  ): Promise<Blob>;
  /**
   * Follows the answers of reads over one connection. Resolves when the stream ends, rejects when it breaks. It does not reconnect.
   */
  followReads(
    topics: readonly LiveTopic[],
    options: {
      signal: AbortSignal;
      onMessage: (message: LiveMessage) => void;
      /** Ends when each topic has been answered or has failed once. */
      once?: boolean;
    },
  ): Promise<void>;
  /**
   * Follows a log over one connection, such as `streamLog(reads.streamBuildLog, input, options)`. Resolves when the stream ends,
   * rejects when it breaks. It does not reconnect.
   */
  streamLog<Input extends z.ZodObject>(
    operation: ReadDeclaration<Input, z.ZodVoid>,
    log: z.input<Input>,
    options: {
      signal: AbortSignal;
      onMessage: (message: LogMessage) => void;
    },
  ): Promise<void>;
}

const formatSchema = z.object({ format: z.string().optional() });

/** @public */
export interface OpenChoreoClientOptions {
  /** Backstage's `discoveryApiRef`. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Backstage's `fetchApiRef`, which adds the credentials of the user. */
  fetchApi: { fetch: typeof fetch };
}

/**
 * The client of the `openchoreo` backend plugin.
 *
 * @public
 */
export class OpenChoreoClient implements OpenChoreoApi {
  readonly #options: OpenChoreoClientOptions;

  constructor(options: OpenChoreoClientOptions) {
    this.#options = options;
  }

  async request<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    input: z.input<Input>,
    options?: RequestOptions,
  ): Promise<z.output<Output>> {
    const response = await this.#fetch(operation, input, options);
    const body = response.status === 204 ? {} : await response.json();
    return operation.output.parse(body);
  }

  async download<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: ReadDeclaration<Input, Output>,
    input: z.input<Input>,
    options?: RequestOptions,
  ): Promise<Blob> {
    const { format } = formatSchema.parse(input);
    const mediaType = format && operation.formats?.[format];
    const response = await this.#fetch(
      { ...operation, mediaType },
      input,
      options,
    );
    return response.blob();
  }

  async followReads(
    topics: readonly LiveTopic[],
    {
      signal,
      onMessage,
      once,
    }: {
      signal: AbortSignal;
      onMessage: (message: LiveMessage) => void;
      once?: boolean;
    },
  ) {
    await this.#stream(
      reads.followReads,
      { topics: [...topics], once },
      signal,
      event => {
        const message = parseLiveMessage(event);
        if (message) onMessage(message);
      },
    );
  }

  async streamLog<Input extends z.ZodObject>(
    operation: ReadDeclaration<Input, z.ZodVoid>,
    log: z.input<Input>,
    {
      signal,
      onMessage,
    }: { signal: AbortSignal; onMessage: (message: LogMessage) => void },
  ) {
    await this.#stream(operation, log, signal, event => {
      const message = parseLogMessage(event);
      if (message) onMessage(message);
    });
  }

  async #stream(
    operation: Operation & { mediaType?: string },
    input: object,
    signal: AbortSignal,
    onEvent: (event: EventSourceMessage) => void,
  ): Promise<void> {
    const response = await this.#fetch(operation, input, { signal });
    if (!response.body) return;
    for await (const event of readServerSentEvents(response.body)) {
      onEvent(event);
    }
  }

  async #fetch(
    operation: Operation & { mediaType?: string },
    input: object,
    options: RequestOptions = {},
  ): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl('openchoreo');
    const { path, query, body } = requestParts(operation, input);
    if (options.dryRun) query.set(dryRunParameter, dryRunValue);
    const search = query.size ? `?${query}` : '';
    const response = await fetchApi.fetch(`${baseUrl}${path}${search}`, {
      method: operation.http.method,
      signal: options.signal,
      headers: {
        Accept: operation.mediaType ?? 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

/** The parts of an HTTP request: path parameters first, then the rest of the input in the query or the body. */
function requestParts(operation: Operation, input: object) {
  const rest = new Map<string, unknown>(
    Object.entries(input).filter(([, value]) => value !== undefined),
  );
  let path = operationPath(operation);
  for (const name of pathParameters(operation)) {
    path = path.replace(
      `{${name}}`,
      encodeURIComponent(String(rest.get(name))),
    );
    rest.delete(name);
  }
  if (operation.http.method !== 'GET') {
    const body = JSON.stringify(Object.fromEntries(rest));
    return { path, query: new URLSearchParams(), body };
  }
  const query = new URLSearchParams(
    [...rest].map(([name, value]) => [name, String(value)]),
  );
  return { path, query, body: undefined };
}

const heartbeatSchema = z.object({ at: z.string() });
const endSchema = z.object({
  reason: z.string(),
  message: z.string().optional(),
});
const linesSchema = z.object({ lines: z.array(logLineSchema) });

/** @returns undefined for an event that this version does not know: the backend may be newer */
function parseLogMessage({
  event,
  data,
}: EventSourceMessage): LogMessage | undefined {
  switch (event) {
    case 'lines':
      return { type: 'lines', ...linesSchema.parse(JSON.parse(data)) };
    case 'heartbeat':
      return { type: 'heartbeat', ...heartbeatSchema.parse(JSON.parse(data)) };
    case 'end':
      return { type: 'end', ...endSchema.parse(JSON.parse(data)) };
    default:
      return undefined;
  }
}
