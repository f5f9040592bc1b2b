import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './text.module.css';

const highlightMs = 2500;

/** Highlights its children for a moment when their value changes. The first value is not highlighted. */
export function ChangeHighlight(props: {
  value: string | undefined;
  children: ReactNode;
  className?: string;
}) {
  const { value, children, className } = props;
  const previous = useRef(value);
  const [isHighlighted, setHighlighted] = useState(false);
  useEffect(() => {
    if (previous.current === value) return undefined;
    previous.current = value;
    setHighlighted(true);
    const timer = setTimeout(() => setHighlighted(false), highlightMs);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <span
      className={[styles.changed, className].filter(Boolean).join(' ')}
      data-changed={isHighlighted || undefined}
    >
      {children}
    </span>
  );
}
