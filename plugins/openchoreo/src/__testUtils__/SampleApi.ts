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

/** A backend in memory, for tests and for the gallery: it holds one board and tells it to whoever follows. */
export class SampleApi implements OpenChoreoApi {
  readonly promoted: PromoteRequest[] = [];
  readonly states: (SetStateRequest & { environment: string })[] = [];
  /** Thrown by the next command, and then forgotten. */
  refusal?: Error;
  planned: PromotionPlan = plan();
  #board: DeployBoard;
  readonly #followers = new Set<(message: BoardMessage) => void>();

  constructor(board: DeployBoard) {
    this.#board = board;
  }

  /** Replaces the board and tells everybody. */
  show(board: DeployBoard) {
    this.#board = board;
    this.#followers.forEach(tell => tell({ type: 'board', board }));
  }

  async board() {
    return this.#board;
  }

  async promotions(): Promise<PromotionView[]> {
    return this.#board.environments.flatMap(({ promotion: one }) =>
      one && !isPromotionComplete(one) ? [one] : [],
    );
  }

  async promotion() {
    return promotion({});
  }

  async plan(_ref: ComponentRef, edge: { from: string; to: string }) {
    this.#refuse();
    return { ...this.planned, ...edge };
  }

  async promote(_ref: ComponentRef, request: PromoteRequest) {
    this.#refuse();
    this.promoted.push(request);
    return promotion({}, { from: request.from, to: request.to });
  }

  async setState(
    _ref: ComponentRef,
    environment: string,
    request: SetStateRequest,
  ) {
    this.#refuse();
    this.states.push({ environment, ...request });
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
    this.#followers.add(onMessage);
    onMessage({ type: 'board', board: this.#board });
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#followers.delete(onMessage);
  }

  #refuse() {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
  }
}
