import { formatGoDuration, parseGoDuration } from './go-duration';

describe('parseGoDuration', () => {
  it.each([
    ['30s', 30],
    ['1m', 60],
    ['1h', 3600],
    ['1m30s', 90],
    ['1.5h', 5400],
    ['100ms', 0.1],
    ['.5s', 0.5],
    ['-1m', -60],
    ['0', 0],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseGoDuration(text)).toBe(seconds);
  });

  it.each(['', '1d', '10', 'm', '1 m', '1m 30s', 'one minute', '.s'])(
    'refuses "%s"',
    text => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );
});

describe('formatGoDuration', () => {
  it.each([
    [0, '0s'],
    [30, '30s'],
    [60, '1m0s'],
    [3601, '1h0m1s'],
    [86400, '24h0m0s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatGoDuration(seconds)).toBe(text);
  });
});
