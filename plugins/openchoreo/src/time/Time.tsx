import { useCallback, useSyncExternalStore } from 'react';
import { useTexts } from '../useTexts';
import {
  formatAge,
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
  /** `age` for the beginning of a state ("2 min"), `ago` for an event ("2 min. ago"). Default: `age`. */
  as?: 'age' | 'ago';
}) {
  const { t } = useTexts();
  const locale = useLocale();
  const at = Date.parse(props.at);
  const format = props.as === 'ago' ? formatAgo : formatAge;
  const text = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(() => format(at, Date.now(), locale), [format, at, locale]),
  );
  return <ExactTime iso={props.at} text={text ?? t('time.justNow')} />;
}

/** How long it is until a time, kept up to date; the exact local time shows on hover and on focus. */
export function TimeLeft(props: {
  /** ISO 8601 time. */
  until: string;
}) {
  const locale = useLocale();
  const until = Date.parse(props.until);
  const text = useSyncExternalStore(
    subscribeToSeconds,
    useCallback(
      () => formatDuration(until - Date.now(), locale),
      [until, locale],
    ),
  );
  return <ExactTime iso={props.until} text={text} />;
}

/** A short text for a time, with the exact local time on hover and on focus. Nothing for an invalid time. */
function ExactTime(props: { iso: string; text: string }) {
  const locale = useLocale();
  const at = Date.parse(props.iso);
  if (Number.isNaN(at)) return null;
  return (
    // Focusable, so that the exact time can be read with the keyboard; a title attribute needs a mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <time className={styles.time} dateTime={props.iso} tabIndex={0}>
      {props.text}{' '}
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
