import type {
  LiveMessage,
  LiveTopic,
  OperationInput,
  reads,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  catalogSync,
  plan,
  responseError,
  SampleApi,
  sampleBoards,
  troubledCatalogSync,
} from '../src/__testUtils__';
import { crashingRuntime, readyRuntime } from '../src/__testUtils__/runtimes';
import { previews, type Preview } from './previews';

/** A backend that responds with the preview that is named in the address of the page. */
export class PreviewApi extends SampleApi {
  get #preview(): Preview {
    const name = new URLSearchParams(window.location.search).get('preview');
    return previews[name ?? ''] ?? { board: sampleBoards.ready };
  }

  constructor() {
    super(sampleBoards.ready);
  }

  /** The board as the preview has it: rejected, lost, or played. */
  async followReads(
    topics: readonly LiveTopic[],
    options: {
      signal: AbortSignal;
      onMessage: (message: LiveMessage) => void;
    },
  ) {
    const { board, isStreamLost, play, streamStatus } = this.#preview;
    await failWith(streamStatus);
    if (board) this.publish(board);
    const following = super.followReads(topics, options);
    if (isStreamLost) {
      // After the answers were sent.
      await new Promise(resolve => {
        setTimeout(resolve, 500);
      });
      throw new Error('The network is not reachable');
    }
    play?.(options.signal, next => this.publish(next));
    await following;
  }

  protected async getRuntime() {
    await this.#respondToLists();
    const { isEmpty, board } = this.#preview;
    const isCrashing = board?.environments.some(
      ({ state }) => state === 'Failed' || state === 'Degraded',
    );
    const runtime = isCrashing ? crashingRuntime : readyRuntime;
    return isEmpty ? { ...runtime, resources: [] } : runtime;
  }

  protected async plan({ from, to }: { from: string; to: string }) {
    await failWith(this.#preview.planStatus);
    return { ...plan(this.#preview.plan), from, to };
  }

  protected async promote(
    request: OperationInput<typeof verbs.promoteComponent>,
  ) {
    await failWith(this.#preview.promoteStatus);
    return super.promote(request);
  }

  protected async listReleases() {
    await this.#respondToLists();
    return this.#preview.isEmpty ? { environments: [] } : super.listReleases();
  }

  protected async listPromotions(
    input: OperationInput<typeof reads.listOrganizationPromotions>,
  ) {
    await this.#respondToLists();
    return this.#preview.isEmpty
      ? { promotions: [], nextCursor: undefined }
      : super.listPromotions(input);
  }

  protected async listApprovals() {
    await this.#respondToLists();
    return this.#preview.isEmpty ? { approvals: [] } : super.listApprovals();
  }

  protected async getCatalogSync() {
    await this.#respondToLists();
    return this.#preview.isEmpty ? catalogSync() : troubledCatalogSync();
  }

  protected async overview(read: string, input: object) {
    await this.#respondToLists();
    return super.overview(read, input);
  }

  async #respondToLists() {
    const { listStatus, isListPending } = this.#preview;
    await failWith(listStatus);
    if (isListPending) await new Promise<never>(() => {});
  }
}

async function failWith(status: number | undefined) {
  if (status) {
    throw await responseError(status, `This preview responds with ${status}.`);
  }
}
