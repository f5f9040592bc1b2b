import { WatchEvent } from '../client/openWatch';
import { Clock } from '../clock/Clock';
import { KubeObject } from '../objects/KubeObject';
import { Watchdog } from './Watchdog';

/** Maximum time without an event. A server that ignores `sendInitialEvents` never sends the final bookmark. */
const maxIdleMs = 10_000;
/** Maximum time for all initial events: as long as kube-apiserver allows a list to take. */
const maxTotalMs = 60_000;

const initialEventsEnd = 'k8s.io/initial-events-end';

/** The bookmark that ends the initial events did not arrive in time. */
export class InitialEventsTimeoutError extends Error {
  override readonly name = 'InitialEventsTimeoutError';
}

/** Collects the objects of a streaming list (WatchList) until the bookmark that ends it. */
export class InitialEvents<T extends KubeObject> {
  readonly objects: T[] = [];
  readonly #idle: Watchdog;
  readonly #cancelTotal: () => void;
  #isComplete = false;

  constructor(clock: Clock, onTimeout: (error: Error) => void) {
    const timeOut = (ms: number) =>
      onTimeout(
        new InitialEventsTimeoutError(
          `no bookmark that ends the initial events within ${ms} ms`,
        ),
      );
    this.#idle = new Watchdog(clock, timeOut, maxIdleMs);
    this.#cancelTotal = clock.after(maxTotalMs, () => timeOut(maxTotalMs));
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  add({ type, object }: WatchEvent<T>): void {
    this.#idle.reset();
    if (type !== 'BOOKMARK') {
      this.objects.push(object);
    } else if (object.metadata.annotations?.[initialEventsEnd] === 'true') {
      this.#isComplete = true;
      this.stop();
    }
  }

  stop(): void {
    this.#idle.stop();
    this.#cancelTotal();
  }
}
