import {
  isPromotionComplete,
  type BoardMessage,
  type ComponentRef,
  type DeployBoard,
  type OpenChoreoApi,
  type PromoteRequest,
  type PromotionPlan,
  type PromotionView,
  type SetStateRequest,
} from '@promenade/backstage-plugin-openchoreo-common';
import { plan, promotion } from './builders';

/** An in-memory backend for tests and the preview page. It has one board and sends it to all streams. */
export class SampleApi implements OpenChoreoApi {
  readonly promoteRequests: PromoteRequest[] = [];
  readonly stateRequests: (SetStateRequest & { environment: string })[] = [];
  /** Thrown by the next request, then cleared. */
  nextError?: Error;
  currentPlan: PromotionPlan = plan();
  #board: DeployBoard;
  readonly #streams = new Set<(message: BoardMessage) => void>();

  constructor(board: DeployBoard) {
    this.#board = board;
  }

  /** Replaces the board and sends it to all streams. */
  publish(board: DeployBoard) {
    this.#board = board;
    this.#streams.forEach(send => send({ type: 'board', board }));
  }

  /** Ends all streams as for a deleted component. */
  delete() {
    this.#streams.forEach(send => send({ type: 'end', reason: 'deleted' }));
  }

  async board() {
    return this.#board;
  }

  async promotions(): Promise<PromotionView[]> {
    return this.#board.environments.flatMap(({ promotion: running }) =>
      running && !isPromotionComplete(running) ? [running] : [],
    );
  }

  async promotion() {
    return promotion({});
  }

  async plan(_ref: ComponentRef, edge: { from: string; to: string }) {
    this.#throwNextError();
    return { ...this.currentPlan, ...edge };
  }

  async promote(_ref: ComponentRef, request: PromoteRequest) {
    this.#throwNextError();
    this.promoteRequests.push(request);
    return promotion({}, { from: request.from, to: request.to });
  }

  async setState(
    _ref: ComponentRef,
    environment: string,
    request: SetStateRequest,
  ) {
    this.#throwNextError();
    this.stateRequests.push({ environment, ...request });
  }

  async rejected() {
    return [];
  }

  async streamBoard(
    _ref: ComponentRef,
    options: {
      signal: AbortSignal;
      onMessage: (message: BoardMessage) => void;
    },
  ) {
    const { signal, onMessage } = options;
    this.#streams.add(onMessage);
    onMessage({ type: 'board', board: this.#board });
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#streams.delete(onMessage);
  }

  #throwNextError() {
    const { nextError } = this;
    this.nextError = undefined;
    if (nextError) throw nextError;
  }
}
