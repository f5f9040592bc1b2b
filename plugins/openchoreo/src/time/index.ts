export { Elapsed } from './Elapsed';
export { formatClock } from './formatTime';
export { RelativeTime } from './RelativeTime';
export { useLocale } from './useLocale';
