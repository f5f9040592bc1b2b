import type {
  DeployBoard,
  PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards } from '../src/__testUtils__';

/** The responses of the backend in one preview. */
export interface Preview {
  board?: DeployBoard;
  /** HTTP status that the stream fails with. */
  streamStatus?: number;
  /** The stream breaks after the first board. */
  isStreamLost?: boolean;
  plan?: Partial<PromotionPlan>;
  /** HTTP status that the plan fails with. */
  planStatus?: number;
  /** HTTP status that promoting fails with. */
  promoteStatus?: number;
  /** There are no releases, promotions and approvals. */
  isEmpty?: boolean;
  /** HTTP status that the lists of releases, promotions and approvals fail with. */
  listStatus?: number;
  /** The lists never arrive. */
  isListPending?: boolean;
  /** Sends more boards over time. */
  play?: (signal: AbortSignal, send: (board: DeployBoard) => void) => void;
}

type BoardName = keyof typeof sampleBoards;

/** Cycles through boards. */
function cycle(...names: BoardName[]): Preview['play'] {
  return (signal, send) => {
    let turn = 0;
    const timer = setInterval(() => {
      turn += 1;
      send(sampleBoards[names[turn % names.length]]);
    }, 4000);
    signal.addEventListener('abort', () => clearInterval(timer));
  };
}

/** The previews by name: each sample board, and states that depend on time or on responses of the backend. */
export const previews: Readonly<Record<string, Preview>> = {
  ...Object.fromEntries(
    Object.entries(sampleBoards).map(([name, board]) => [name, { board }]),
  ),
  loading: {},
  forbidden: { streamStatus: 403 },
  notFound: { streamStatus: 404 },
  unreachable: { streamStatus: 503 },
  reconnecting: { board: sampleBoards.ready, isStreamLost: true },
  changing: {
    board: sampleBoards.progressing,
    play: cycle('progressing', 'ready', 'promoting'),
  },
  blocked: {
    board: sampleBoards.ready,
    plan: {
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
    plan: { replaces: undefined, changes: [], requiresApproval: false },
  },
  empty: { board: sampleBoards.notDeployed, isEmpty: true },
  listsFail: { board: sampleBoards.ready, listStatus: 503 },
  listsPending: { board: sampleBoards.ready, isListPending: true },
  planFails: { board: sampleBoards.ready, planStatus: 500 },
  sourceChanged: { board: sampleBoards.ready, promoteStatus: 409 },
};
