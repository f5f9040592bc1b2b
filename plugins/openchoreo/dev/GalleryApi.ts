import type {
  BoardMessage,
  ComponentRef,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { plan, refusal, SampleApi, sampleBoards } from '../src/__testUtils__';
import { scenes, type Scene } from './scenes';

/** Plays the scene that a component is named after. */
export class GalleryApi extends SampleApi {
  /** The one that is being followed: boards all name the same component. */
  #scene: Scene = {};

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
    const scene = scenes[ref.component] ?? { board: sampleBoards.ready };
    this.#scene = scene;
    if (scene.refused) throw await refused(scene.refused);
    if (scene.board) tell(options.onMessage, scene.board);
    if (scene.lost) throw new Error('The network is gone');
    scene.play?.(options.signal, board => tell(options.onMessage, board));
    await new Promise<void>(resolve => {
      options.signal.addEventListener('abort', () => resolve());
    });
  }

  async plan(_ref: ComponentRef, edge: { from: string; to: string }) {
    const { planned, planRefused } = this.#scene;
    if (planRefused) throw await refused(planRefused);
    return { ...plan(planned), ...edge };
  }

  async promote(ref: ComponentRef, request: { from: string; to: string }) {
    const { promoteRefused } = this.#scene;
    if (promoteRefused) throw await refused(promoteRefused);
    return super.promote(ref, request);
  }
}

function tell(
  onMessage: (message: BoardMessage) => void,
  board: DeployBoard,
): void {
  onMessage({ type: 'board', board });
}

function refused(status: number) {
  return refusal(status, `The backend answered ${status} in this scene.`);
}
