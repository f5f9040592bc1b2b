type Work = () => Promise<void>;

/**
 * Runs work, a little at the same time. Callers take turns, so that one with a lot of work does not delay that of others. Work that
 * waits is there once.
 *
 * @param max - how many run at the same time
 * @param maxPerCaller - how many of them are of the same caller
 */
export function createLimit(
  max: number,
  maxPerCaller: number,
): (caller: string, work: Work) => void {
  /** The work that waits, by caller. The caller whose turn is next is the first. */
  const waiting = new Map<string, Set<Work>>();
  const running = new Map<string, number>();
  let total = 0;

  const count = (caller: string, change: 1 | -1) => {
    const left = (running.get(caller) ?? 0) + change;
    if (left > 0) running.set(caller, left);
    else running.delete(caller);
    total += change;
  };
  const takeNext = (): [caller: string, work: Work] | undefined => {
    for (const [caller, works] of waiting) {
      if ((running.get(caller) ?? 0) >= maxPerCaller) continue;
      const [work] = works;
      works.delete(work);
      waiting.delete(caller);
      if (works.size > 0) waiting.set(caller, works);
      return [caller, work];
    }
    return undefined;
  };
  const runNext = () => {
    const next = total < max ? takeNext() : undefined;
    if (!next) return;
    const [caller, work] = next;
    count(caller, 1);
    void work().finally(() =>
      // Work that only computes ends at once: others, such as requests, have their turn before the next.
      setImmediate(() => {
        count(caller, -1);
        runNext();
      }),
    );
  };
  return (caller, work) => {
    const works = waiting.get(caller);
    if (works) works.add(work);
    else waiting.set(caller, new Set([work]));
    runNext();
  };
}
