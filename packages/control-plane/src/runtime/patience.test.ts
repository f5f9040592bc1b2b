import { Clock, systemClock } from '@promenade/kube-client';
import { aComponent } from '../__testUtils__/builders';
import { Patience } from './patience';

/** A clock that stands still until it is set. */
function clockAt(time: { now: number }): Clock {
  return { ...systemClock, monotonic: () => time.now };
}

const version = (resourceVersion: string) => {
  const component = aComponent('greeter');
  return {
    ...component,
    metadata: { ...component.metadata, uid: 'its-uid', resourceVersion },
  };
};

describe('patience with states that pass', () => {
  it('lasts as long as is said, from when the status fell behind', () => {
    const time = { now: 0 };
    const patience = new Patience(clockAt(time));
    expect(patience.left(version('1'), 1000)).toBe(1000);
    time.now = 400;
    expect(patience.left(version('1'), 1000)).toBe(600);
    time.now = 1000;
    expect(patience.left(version('1'), 1000)).toBe(0);
  });

  it('is shorter when it turns out that the state is known', () => {
    const time = { now: 0 };
    const patience = new Patience(clockAt(time));
    patience.left(version('1'), 10_000);
    time.now = 1500;
    expect(patience.left(version('1'), 1000)).toBe(0);
  });

  it('begins anew with the next version of the object', () => {
    const time = { now: 0 };
    const patience = new Patience(clockAt(time));
    patience.left(version('1'), 1000);
    time.now = 900;
    expect(patience.left(version('2'), 1000)).toBe(1000);
  });
});
