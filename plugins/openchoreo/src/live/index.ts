export { BoardAnnouncer } from './BoardAnnouncer';
export { LiveIndicator } from './LiveIndicator';
export { type LiveBoard } from './useLiveBoard';
export { useLiveBoard } from './useLiveBoard';
export { useLiveRead } from './useLiveRead';
