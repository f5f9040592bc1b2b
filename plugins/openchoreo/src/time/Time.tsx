import { useCallback, useSyncExternalStore } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../translation';
import {
  formatAgo,
  formatDuration,
  formatExact,
  useLocale,
} from './formatTime';
import styles from './time.module.css';

/**
 * How long ago a time was, kept up to date; the exact local time shows on hover and on focus.
 *
 * It renders again only when its text changes.
 */
export function RelativeTime(props: {
  /** ISO 8601 time. */
  at: string;
}) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const locale = useLocale();
  const at = Date.parse(props.at);
  const text = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(() => formatAgo(at, Date.now(), locale), [at, locale]),
  );
  if (Number.isNaN(at)) return null;
  return (
    // Focusable, so that the exact time can be read with the keyboard; a title attribute needs a mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <time className={styles.time} dateTime={props.at} tabIndex={0}>
      {text ?? t('time.justNow')}{' '}
      <span className={styles.exact}>{formatExact(at, locale)}</span>
    </time>
  );
}

/** How long something took, or has taken so far. */
export function Elapsed(props: {
  /** ISO 8601 time. */
  from: string;
  /** ISO 8601 time; absent while it is not finished. */
  to?: string;
}) {
  const locale = useLocale();
  const from = Date.parse(props.from);
  const to = props.to ? Date.parse(props.to) : undefined;
  const text = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(
      () => formatDuration((to ?? Date.now()) - from, locale),
      [from, to, locale],
    ),
  );
  if (Number.isNaN(from)) return null;
  return <span className={styles.figure}>{text}</span>;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls the listener once a second. All listeners share one timer. */
function subscribeToSeconds(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach(each => each()), 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
