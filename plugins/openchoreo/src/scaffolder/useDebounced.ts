import { useEffect, useState } from 'react';

/** How long a text must stay the same before it is looked up. */
const delayMs = 300;

/** A text that follows another one when that has not changed for a moment, so that not every key is a request. */
export function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(text), delayMs);
    return () => clearTimeout(timer);
  }, [text]);
  return debounced;
}
