import { ResponseError } from '@backstage/errors';
import type { EventSourceMessage } from 'eventsource-parser';
import { z } from 'zod';
import {
  deployBoardSchema,
  type ComponentRef,
  type DeployBoard,
} from './board';
import { readServerSentEvents } from './eventStream';
import { promotionPlanSchema, type PromotionPlan } from './plan';
import {
  promotionListSchema,
  promotionViewSchema,
  type PromotionView,
} from './promotions';
import { rejectedReportSchema, type RejectedResource } from './rejected';
import type { PromoteRequest, SetStateRequest } from './requests';
import { componentPath } from './routes';

/**
 * What a live board says.
 *
 * - `board`: the whole board, at once and whenever it changed.
 * - `heartbeat`: nothing changed, and the stream is alive. Every 15 seconds.
 * - `end`: the server ends the stream and says why; a new one may be opened.
 *
 * @public
 */
export type BoardMessage =
  | { type: 'board'; board: DeployBoard }
  | { type: 'heartbeat'; at: string }
  | { type: 'end'; reason: string };

/**
 * What the pages ask the backend. Every answer is checked against its schema; a refusal is a `ResponseError` of
 * `@backstage/errors`.
 *
 * @public
 */
export interface OpenChoreoApi {
  /** How a component fares in every environment. */
  board(ref: ComponentRef, options?: RequestOptions): Promise<DeployBoard>;
  /** The promotions of a component, newest first. */
  promotions(
    ref: ComponentRef,
    options?: RequestOptions,
  ): Promise<PromotionView[]>;
  /** One promotion of a component. */
  promotion(
    ref: ComponentRef,
    name: string,
    options?: RequestOptions,
  ): Promise<PromotionView>;
  /** What would change, and what stands in the way. */
  plan(
    ref: ComponentRef,
    edge: { from: string; to: string },
    options?: RequestOptions,
  ): Promise<PromotionPlan>;
  /** Asks for a promotion; it runs on in the control plane. */
  promote(
    ref: ComponentRef,
    request: PromoteRequest,
    options?: RequestOptions,
  ): Promise<PromotionView>;
  /** Runs, suspends or removes a component in an environment. */
  setState(
    ref: ComponentRef,
    environment: string,
    request: SetStateRequest,
    options?: RequestOptions,
  ): Promise<void>;
  /**
   * Follows a board over one connection. Resolves when the stream ends and rejects when it breaks: to connect again is the
   * caller's choice.
   */
  streamBoard(
    ref: ComponentRef,
    options: {
      signal: AbortSignal;
      onMessage: (message: BoardMessage) => void;
    },
  ): Promise<void>;
  /** The resources that could not be used, and why. */
  rejected(options?: RequestOptions): Promise<RejectedResource[]>;
}

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
}

/** @public */
export interface OpenChoreoClientOptions {
  /** As Backstage's `discoveryApiRef` gives it. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** As Backstage's `fetchApiRef` gives it: it adds the credentials of the user. */
  fetchApi: { fetch: typeof fetch };
}

const heartbeatSchema = z.object({ at: z.string() });
const endSchema = z.object({ reason: z.string() });

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

  async board(ref: ComponentRef, options?: RequestOptions) {
    return this.#json(
      deployBoardSchema,
      `${componentPath(ref)}/board`,
      options,
    );
  }

  async promotions(ref: ComponentRef, options?: RequestOptions) {
    const path = `${componentPath(ref)}/promotions`;
    return (await this.#json(promotionListSchema, path, options)).promotions;
  }

  async promotion(ref: ComponentRef, name: string, options?: RequestOptions) {
    const path = `${componentPath(ref)}/promotions/${encodeURIComponent(name)}`;
    return this.#json(promotionViewSchema, path, options);
  }

  async plan(
    ref: ComponentRef,
    edge: { from: string; to: string },
    options?: RequestOptions,
  ) {
    const query = new URLSearchParams({ from: edge.from, to: edge.to });
    const path = `${componentPath(ref)}/plan?${query}`;
    return this.#json(promotionPlanSchema, path, options);
  }

  async promote(
    ref: ComponentRef,
    request: PromoteRequest,
    options?: RequestOptions,
  ) {
    return this.#json(promotionViewSchema, `${componentPath(ref)}/promotions`, {
      ...options,
      method: 'POST',
      body: request,
    });
  }

  async setState(
    ref: ComponentRef,
    environment: string,
    request: SetStateRequest,
    options?: RequestOptions,
  ) {
    const name = encodeURIComponent(environment);
    await this.#fetch(`${componentPath(ref)}/environments/${name}/state`, {
      ...options,
      method: 'PUT',
      body: request,
    });
  }

  async streamBoard(
    ref: ComponentRef,
    options: {
      signal: AbortSignal;
      onMessage: (message: BoardMessage) => void;
    },
  ) {
    const response = await this.#fetch(`${componentPath(ref)}/events`, {
      signal: options.signal,
      accept: 'text/event-stream',
    });
    if (!response.body) return;
    for await (const event of readServerSentEvents(response.body)) {
      const message = boardMessageOf(event);
      if (message) options.onMessage(message);
    }
  }

  async rejected(options?: RequestOptions) {
    return (await this.#json(rejectedReportSchema, '/rejected', options))
      .resources;
  }

  async #json<T>(
    schema: z.ZodType<T>,
    path: string,
    request: ClientRequest = {},
  ): Promise<T> {
    const response = await this.#fetch(path, request);
    return schema.parse(await response.json());
  }

  async #fetch(path: string, request: ClientRequest): Promise<Response> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('openchoreo');
    const response = await this.#options.fetchApi.fetch(`${baseUrl}${path}`, {
      method: request.method ?? 'GET',
      signal: request.signal,
      headers: {
        Accept: request.accept ?? 'application/json',
        ...(request.body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: request.body ? JSON.stringify(request.body) : undefined,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

interface ClientRequest extends RequestOptions {
  method?: 'GET' | 'POST' | 'PUT';
  accept?: string;
  body?: object;
}

/** Ignores unknown events, which a newer backend may send. */
function boardMessageOf({
  event,
  data,
}: EventSourceMessage): BoardMessage | undefined {
  switch (event) {
    case 'board':
      return {
        type: 'board',
        board: deployBoardSchema.parse(JSON.parse(data)),
      };
    case 'heartbeat':
      return { type: 'heartbeat', ...heartbeatSchema.parse(JSON.parse(data)) };
    case 'end':
      return { type: 'end', ...endSchema.parse(JSON.parse(data)) };
    default:
      return undefined;
  }
}
