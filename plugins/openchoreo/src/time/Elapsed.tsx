import { useCallback, useSyncExternalStore } from 'react';
import { subscribeToSeconds } from './clock';
import { formatDuration } from './formatTime';
import { useLocale } from './useLocale';
import styles from './time.module.css';

/** How long something took, or has been going on. */
export function Elapsed(props: {
  /** ISO 8601 time. */
  from: string;
  /** ISO 8601 time; absent while it goes on. */
  to?: string;
}) {
  const locale = useLocale();
  const from = Date.parse(props.from);
  const to = props.to ? Date.parse(props.to) : undefined;
  const words = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(
      () => formatDuration((to ?? Date.now()) - from, locale),
      [from, to, locale],
    ),
  );
  if (Number.isNaN(from)) return null;
  return <span className={styles.figure}>{words}</span>;
}
