type Work = () => Promise<void>;

/**
 * Runs work in its order, a few at the same time. Work that waits is there once.
 *
 * @param max - how many run at the same time
 */
export function createLimit(max: number): (work: Work) => void {
  const waiting = new Set<Work>();
  let running = 0;
  const runNext = () => {
    const [next] = waiting;
    if (!next || running >= max) return;
    waiting.delete(next);
    running += 1;
    void next().finally(() => {
      running -= 1;
      runNext();
    });
  };
  return work => {
    waiting.add(work);
    runNext();
  };
}
