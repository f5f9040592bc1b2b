export { BoardAnnouncer } from './BoardAnnouncer';
export { LiveIndicator } from './LiveIndicator';
export type { Connection, LiveBoardSnapshot } from './LiveBoard';
export { useLiveBoard } from './useLiveBoard';
