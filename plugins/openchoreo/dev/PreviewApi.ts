import type {
  BoardMessage,
  ComponentRef,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  plan,
  responseError,
  SampleApi,
  sampleBoards,
} from '../src/__testUtils__';
import { previews, type Preview } from './previews';

/** A backend that responds with the preview that has the name of the component. */
export class PreviewApi extends SampleApi {
  /** The preview of the open stream. */
  #preview: Preview = {};

  constructor() {
    super(sampleBoards.ready);
  }

  async streamBoard(
    ref: ComponentRef,
    options: {
      signal: AbortSignal;
      onMessage: (message: BoardMessage) => void;
    },
  ) {
    const { signal, onMessage } = options;
    const preview = previews[ref.component] ?? { board: sampleBoards.ready };
    this.#preview = preview;
    await failWith(preview.streamStatus);
    if (preview.board) onMessage({ type: 'board', board: preview.board });
    if (preview.isStreamLost) throw new Error('The network is not reachable');
    preview.play?.(signal, board => onMessage({ type: 'board', board }));
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve());
    });
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
}

async function failWith(status: number | undefined) {
  if (status) {
    throw await responseError(status, `This preview responds with ${status}.`);
  }
}
