import { parseDuration } from './parseDuration';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text, '--timeout')).toBe(milliseconds);
  });

  it.each(['', '10', 'm', '10x', '1m 2s'])('rejects "%s"', text => {
    expect(() => parseDuration(text, '--timeout')).toThrow(
      `--timeout is "${text}". Use a duration such as 90s, 10m or 1h30m`,
    );
  });

  it('rejects what timers cannot wait', () => {
    expect(() => parseDuration('1000h', '--timeout')).toThrow(
      '--timeout is "1000h". Use at most 596h',
    );
  });
});
