import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './text.module.css';

const markedFor = 2500;

/** Marks its children for a moment when their value changes; not when they appear first. */
export function Changed(props: {
  value: string | undefined;
  children: ReactNode;
  className?: string;
}) {
  const { value, children, className } = props;
  const before = useRef(value);
  const [marked, setMarked] = useState(false);
  useEffect(() => {
    if (before.current === value) return undefined;
    before.current = value;
    setMarked(true);
    const timer = setTimeout(() => setMarked(false), markedFor);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <span
      className={[styles.changed, className].filter(Boolean).join(' ')}
      data-changed={marked || undefined}
    >
      {children}
    </span>
  );
}
