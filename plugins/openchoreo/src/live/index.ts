export { BoardAnnouncer } from './BoardAnnouncer';
export { LiveIndicator } from './LiveIndicator';
export type { ConnectionStatus, LiveBoardSnapshot } from './LiveBoardStore';
export { useLiveBoard } from './useLiveBoard';
