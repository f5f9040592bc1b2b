import { normalizeTime } from './time';

describe('normalizeTime', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05.678901+00:00', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05Z'],
    ['2026-01-02T03:04:05,5Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T3:04:05Z', '2026-01-02T03:04:05Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59Z'],
    ['2026-01-02T24:00:00Z', undefined],
    ['2026-02-30T03:04:05Z', undefined],
    ['2026-01-02t03:04:05z', undefined],
    ['2026-01-02 03:04:05Z', undefined],
    ['2026-01-02T03:04:05', undefined],
    ['2026-01-02', undefined],
    ['2026-13-02T03:04:05Z', undefined],
    ['9999-12-31T23:59:59-14:00', undefined],
    ['yesterday', undefined],
  ])('converts %s to %s', (text, expected) => {
    expect(normalizeTime(text)).toBe(expected);
  });
});
