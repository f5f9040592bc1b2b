import { ReplicaSetSize, nextReplicaCounts, templateHash } from './rollout';

const idle: ReplicaSetSize = { desired: 0, actual: 0, available: 0 };
const limits = { maxSurge: 1, maxUnavailable: 0 };

function running(count: number, available = count): ReplicaSetSize {
  return { desired: count, actual: count, available };
}

describe('nextSizes', () => {
  it('starts all pods of the first revision at once', () => {
    expect(nextReplicaCounts(3, limits, false, idle, [])).toEqual({
      current: 3,
      olds: [],
    });
  });

  it('adds new pods up to maxSurge', () => {
    expect(nextReplicaCounts(3, limits, false, idle, [running(3)])).toEqual({
      current: 1,
      olds: [3],
    });
  });

  it('removes an old pod for each available new pod', () => {
    expect(
      nextReplicaCounts(3, limits, false, running(1), [running(3)]),
    ).toEqual({
      current: 1,
      olds: [2],
    });
    expect(
      nextReplicaCounts(3, limits, false, running(1, 0), [running(3)]),
    ).toEqual({
      current: 1,
      olds: [3],
    });
  });

  it('removes unavailable old pods first', () => {
    const sizes = nextReplicaCounts(
      4,
      { maxSurge: 0, maxUnavailable: 2 },
      false,
      idle,
      [running(4, 2)],
    );
    expect(sizes).toEqual({ current: 0, olds: [2] });
  });

  it('waits for the last old pod with the strategy Recreate', () => {
    const none = { maxSurge: 0, maxUnavailable: 3 };
    const leaving = { desired: 0, actual: 1, available: 0 };
    expect(nextReplicaCounts(3, none, true, idle, [leaving])).toEqual({
      current: 0,
      olds: [0],
    });
    expect(nextReplicaCounts(3, none, true, idle, [idle])).toEqual({
      current: 3,
      olds: [0],
    });
  });
});

describe('templateHash', () => {
  it('is independent of the order of members', () => {
    expect(templateHash({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(
      templateHash({ b: [{ d: 3, c: 2 }], a: 1 }),
    );
    expect(templateHash({ a: 1 })).not.toBe(templateHash({ a: 2 }));
  });
});
