import { lastWriteTime } from './lastWriteTime';

describe('lastWriteTime', () => {
  it('is the time of the newest managed field', () => {
    const managedFields = [
      { manager: 'kubectl', time: '2026-03-01T12:00:00Z' },
      { manager: 'control-plane', time: '2026-03-01T12:00:07Z' },
      { manager: 'other' },
    ];
    expect(lastWriteTime({ metadata: { name: 'a', managedFields } })).toBe(
      Date.parse('2026-03-01T12:00:07Z'),
    );
  });

  it('is not known without managed fields', () => {
    expect(lastWriteTime({ metadata: { name: 'a' } })).toBeUndefined();
    expect(
      lastWriteTime({ metadata: { name: 'a', managedFields: [] } }),
    ).toBeUndefined();
  });
});
