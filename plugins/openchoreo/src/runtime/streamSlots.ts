/** Browsers allow six HTTP/1.1 connections per host. The live answers have one, and two are for requests. */
const slotCount = 3;

/** A request for one of the slots for logs that all tabs of a browser share. */
export interface StreamSlot {
  readonly isGranted: boolean;
  /** Resolves when the slot is granted. */
  readonly granted: Promise<void>;
  /** Gives the slot back, or withdraws the request. */
  release(): void;
}

/**
 * Requests a slot for a stream. The slots are Web Locks, which the browser releases when a tab is closed or crashes. Without
 * Web Locks, which need HTTPS or localhost, a slot is granted at once.
 */
export function requestStreamSlot(): StreamSlot {
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    return { isGranted: true, granted: Promise.resolve(), release: () => {} };
  }
  const pending = new AbortController();
  let isGranted = false;
  let releaseLock: () => void = () => {};
  const released = new Promise<void>(resolve => {
    releaseLock = resolve;
  });
  const granted = new Promise<void>(resolve => {
    const hold = (): Promise<void> | undefined => {
      if (isGranted || pending.signal.aborted) return undefined;
      isGranted = true;
      resolve();
      // Withdraws the requests for the other slots. The lock of this slot is held until `released` resolves.
      pending.abort();
      return released;
    };
    const { signal } = pending;
    for (let slot = 0; slot < slotCount; slot += 1) {
      locks.request(`openchoreo-log-${slot}`, { signal }, hold).catch(() => {
        // The request was withdrawn.
      });
    }
  });
  return {
    get isGranted() {
      return isGranted;
    },
    granted,
    release: () => {
      pending.abort();
      releaseLock();
    },
  };
}
