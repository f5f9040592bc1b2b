export { formatClock, formatExact, useLocale } from './formatTime';
export { Elapsed, RelativeTime, TimeLeft } from './Time';
