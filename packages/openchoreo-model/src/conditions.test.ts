import { getCondition, isConditionTrue, setCondition } from './conditions';

const ready = {
  type: 'Ready',
  status: 'True',
  reason: 'Deployed',
  message: 'Deployed.',
} as const;
const noon = new Date('2025-01-01T12:00:00.750Z');
const later = new Date('2025-01-01T13:00:00Z');

describe('setCondition', () => {
  it('adds a condition with lastTransitionTime in seconds', () => {
    expect(setCondition(undefined, ready, noon)).toEqual([
      { ...ready, lastTransitionTime: '2025-01-01T12:00:00Z' },
    ]);
  });

  it('keeps lastTransitionTime while the status is the same', () => {
    const before = setCondition([], ready, noon);
    const [after] = setCondition(before, { ...ready, reason: 'New' }, later);
    expect(after).toMatchObject({
      reason: 'New',
      lastTransitionTime: '2025-01-01T12:00:00Z',
    });
  });

  it('updates lastTransitionTime when the status changes', () => {
    const before = setCondition([], ready, noon);
    const [after] = setCondition(before, { ...ready, status: 'False' }, later);
    expect(after.lastTransitionTime).toBe('2025-01-01T13:00:00Z');
  });

  it('keeps the order of conditions and does not modify its input', () => {
    const before = setCondition(
      setCondition([], ready, noon),
      { ...ready, type: 'Synced' },
      noon,
    );
    const copy = structuredClone(before);
    const after = setCondition(before, { ...ready, status: 'False' }, later);
    expect(after.map(condition => condition.type)).toEqual(['Ready', 'Synced']);
    expect(before).toEqual(copy);
  });
});

describe('getCondition and isConditionTrue', () => {
  it('find a condition by its type, also in an undefined list', () => {
    const list = setCondition([], ready, noon);
    expect(getCondition(list, 'Ready')?.reason).toBe('Deployed');
    expect(getCondition(undefined, 'Ready')).toBeUndefined();
    expect(isConditionTrue(list, 'Ready')).toBe(true);
    expect(isConditionTrue(list, 'Synced')).toBe(false);
  });
});
