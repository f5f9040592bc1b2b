import { normalizeTime } from './time';

describe('normalizeTime', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05.678901+00:00', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05Z'],
    ['2026-01-02', undefined],
    ['2026-13-02T03:04:05Z', undefined],
    ['9999-12-31T23:59:59-14:00', undefined],
    ['yesterday', undefined],
  ])('converts %s to %s', (text, expected) => {
    expect(normalizeTime(text)).toBe(expected);
  });
});
