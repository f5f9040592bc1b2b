import type {
  DeployBoard,
  PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards } from '../src/__testUtils__';

/** What a page is shown with in the gallery. */
export interface Scene {
  board?: DeployBoard;
  /** Status that the stream is refused with. */
  refused?: number;
  /** The stream breaks after the first board. */
  lost?: boolean;
  planned?: Partial<PromotionPlan>;
  planRefused?: number;
  promoteRefused?: number;
  /** Sends more boards as time goes by. */
  play?: (signal: AbortSignal, show: (board: DeployBoard) => void) => void;
}

type BoardName = keyof typeof sampleBoards;

/** Plays some boards over and over. */
function playing(...names: BoardName[]): Scene['play'] {
  return (signal, show) => {
    let turn = 0;
    const timer = setInterval(() => {
      turn += 1;
      show(sampleBoards[names[turn % names.length]]);
    }, 4000);
    signal.addEventListener('abort', () => clearInterval(timer));
  };
}

/** The scenes by name: each sample board, and what only happens over time or between page and backend. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(
    Object.entries(sampleBoards).map(([name, board]) => [name, { board }]),
  ),
  loading: {},
  forbidden: { refused: 403 },
  notFound: { refused: 404 },
  unreachable: { refused: 503 },
  reconnecting: { board: sampleBoards.ready, lost: true },
  playing: {
    board: sampleBoards.progressing,
    play: playing('progressing', 'ready', 'promoting'),
  },
  blocked: {
    board: sampleBoards.ready,
    planned: {
      blockers: [
        {
          reason: 'SourceNotReady',
          message: 'Staging must have been ready for 10 minutes first.',
        },
      ],
    },
  },
  first: {
    board: sampleBoards.ready,
    planned: { replaces: undefined, changes: [], requiresApproval: false },
  },
  planFails: { board: sampleBoards.ready, planRefused: 500 },
  moved: { board: sampleBoards.ready, promoteRefused: 409 },
};
