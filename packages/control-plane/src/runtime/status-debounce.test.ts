import { Clock, systemClock } from '@promenade/kube-client';
import {
  StatusDebounce,
  debounceMs,
  dependencyDebounceMs,
  statusDebounceMs,
} from './status-debounce';

/** A clock that shows the given time. */
function clockAt(time: { now: number }): Clock {
  return { ...systemClock, monotonic: () => time.now };
}

const version = (resourceVersion: string, uid = 'its-uid') => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'it', uid, resourceVersion },
});

describe('debounceMs', () => {
  const transient = { isTransient: true, replacesTransient: true };

  it('debounces a transient status that replaces another one', () => {
    expect(debounceMs(transient)).toBe(statusDebounceMs);
  });

  it('debounces longer until the dependencies are observed', () => {
    expect(debounceMs({ ...transient, dependenciesObserved: false })).toBe(
      dependencyDebounceMs,
    );
  });

  it.each([
    { ...transient, isTransient: false },
    { ...transient, replacesTransient: false },
  ])('writes any other status at once: %j', pending => {
    expect(debounceMs({ ...pending, dependenciesObserved: false })).toBe(0);
  });
});

describe('StatusDebounce', () => {
  it('counts from the first unwritten status', () => {
    const time = { now: 0 };
    const debounce = new StatusDebounce(clockAt(time));
    expect(debounce.remainingMs(version('1'), 1000)).toBe(1000);
    time.now = 400;
    expect(debounce.remainingMs(version('1'), 1000)).toBe(600);
    time.now = 1000;
    expect(debounce.remainingMs(version('1'), 1000)).toBe(0);
  });

  it('uses the latest limit', () => {
    const time = { now: 0 };
    const debounce = new StatusDebounce(clockAt(time));
    debounce.remainingMs(version('1'), 10_000);
    time.now = 1500;
    expect(debounce.remainingMs(version('1'), 1000)).toBe(0);
  });

  it('starts again with the next resource version', () => {
    const time = { now: 0 };
    const debounce = new StatusDebounce(clockAt(time));
    debounce.remainingMs(version('1'), 1000);
    time.now = 900;
    expect(debounce.remainingMs(version('2'), 1000)).toBe(1000);
  });

  it('extends the limit up to fifteen times while many objects change', () => {
    const debounce = new StatusDebounce(clockAt({ now: 0 }));
    const add = (from: number, to: number) => {
      for (let each = from; each < to; each += 1) {
        debounce.remainingMs(version('1', `uid-${each}`), 1000);
      }
    };
    add(0, 16);
    expect(debounce.remainingMs(version('1'), 1000)).toBe(2000);
    add(16, 500);
    expect(debounce.remainingMs(version('1'), 1000)).toBe(15_000);
  });

  it('does not delay an immediate write, however many objects change', () => {
    const debounce = new StatusDebounce(clockAt({ now: 0 }));
    for (let each = 0; each < 500; each += 1) {
      debounce.remainingMs(version('1', `uid-${each}`), 1000);
    }
    expect(debounce.remainingMs(version('1'), 0)).toBe(0);
  });
});
