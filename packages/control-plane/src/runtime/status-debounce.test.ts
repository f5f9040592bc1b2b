import { Clock, systemClock } from '@promenade/kube-client';
import { aComponent } from '../test/__testUtils__/builders';
import { StatusDebounce } from './status-debounce';

/** A clock that stands still until it is set. */
function clockAt(time: { now: number }): Clock {
  return { ...systemClock, monotonic: () => time.now };
}

const version = (resourceVersion: string, uid = 'its-uid') => {
  const component = aComponent('greeter');
  return {
    ...component,
    metadata: { ...component.metadata, uid, resourceVersion },
  };
};

describe('patience with states that pass', () => {
  it('lasts as long as is said, from when the status fell behind', () => {
    const time = { now: 0 };
    const patience = new StatusDebounce(clockAt(time));
    expect(patience.remainingMs(version('1'), 1000)).toBe(1000);
    time.now = 400;
    expect(patience.remainingMs(version('1'), 1000)).toBe(600);
    time.now = 1000;
    expect(patience.remainingMs(version('1'), 1000)).toBe(0);
  });

  it('is shorter when it turns out that the state is known', () => {
    const time = { now: 0 };
    const patience = new StatusDebounce(clockAt(time));
    patience.remainingMs(version('1'), 10_000);
    time.now = 1500;
    expect(patience.remainingMs(version('1'), 1000)).toBe(0);
  });

  it('begins anew with the next version of the object', () => {
    const time = { now: 0 };
    const patience = new StatusDebounce(clockAt(time));
    patience.remainingMs(version('1'), 1000);
    time.now = 900;
    expect(patience.remainingMs(version('2'), 1000)).toBe(1000);
  });

  it('is longer, up to five times, where very many change at a time', () => {
    const patience = new StatusDebounce(clockAt({ now: 0 }));
    const waiting = (from: number, to: number) => {
      for (let each = from; each < to; each += 1) {
        patience.remainingMs(version('1', `uid-${each}`), 1000);
      }
    };
    waiting(0, 16);
    expect(patience.remainingMs(version('1'), 1000)).toBe(2000);
    waiting(16, 500);
    expect(patience.remainingMs(version('1'), 1000)).toBe(5000);
  });

  it('is none where a state is to be told at once, however many change at a time', () => {
    const patience = new StatusDebounce(clockAt({ now: 0 }));
    for (let each = 0; each < 500; each += 1) {
      patience.remainingMs(version('1', `uid-${each}`), 1000);
    }
    expect(patience.remainingMs(version('1'), 0)).toBe(0);
  });
});
