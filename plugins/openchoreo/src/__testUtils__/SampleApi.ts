import {
  reads,
  verbs,
  type BoardMessage,
  type ComponentRef,
  type DeployBoard,
  type OpenChoreoApi,
  type OperationInput,
  type PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { plan, promotion } from './builders';

/** An in-memory backend for tests and the preview page. It has one board and sends it to all streams. */
export class SampleApi implements OpenChoreoApi {
  readonly promoteRequests: OperationInput<typeof verbs.promoteComponent>[] =
    [];
  readonly stateRequests: Omit<
    OperationInput<typeof verbs.setState>,
    keyof ComponentRef
  >[] = [];
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

  readonly request: OpenChoreoApi['request'] = async (operation, input) =>
    operation.output.parse(await this.#respond(operation.name, input));

  async #respond(operation: string, input: object): Promise<unknown> {
    switch (operation) {
      case reads.getDeployBoard.name:
        return this.#board;
      case reads.getPromotionPlan.name:
        return this.plan(reads.getPromotionPlan.input.parse(input));
      case verbs.promoteComponent.name:
        return this.promote(verbs.promoteComponent.input.parse(input));
      case verbs.setState.name:
        return this.setState(verbs.setState.input.parse(input));
      default:
        throw new Error(`The sample has no response for ${operation}`);
    }
  }

  protected async plan({ from, to }: { from: string; to: string }) {
    this.#throwNextError();
    return { ...this.currentPlan, from, to };
  }

  protected async promote(
    request: OperationInput<typeof verbs.promoteComponent>,
  ) {
    this.#throwNextError();
    this.promoteRequests.push(request);
    return promotion({}, { from: request.from, to: request.to });
  }

  protected async setState(request: OperationInput<typeof verbs.setState>) {
    this.#throwNextError();
    const { environment, state, resourceVersion } = request;
    this.stateRequests.push({ environment, state, resourceVersion });
    return {};
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
