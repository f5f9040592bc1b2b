export { formatClock, useLocale } from './formatTime';
export { Elapsed, RelativeTime } from './Time';
