import { formatAge, formatAgo, formatDuration } from './formatTime';

const minute = 60_000;

describe('formatDuration', () => {
  it('uses the largest whole unit', () => {
    expect(formatDuration(12_900, 'en')).toBe('12 sec');
    expect(formatDuration(2 * minute + 59_000, 'en')).toBe('2 min');
    expect(formatDuration(49 * 60 * minute, 'en')).toBe('2 days');
  });

  it('uses the given language', () => {
    expect(formatDuration(3 * 60 * minute, 'de')).toBe('3 Std.');
  });

  it('shows a negative duration as 0', () => {
    expect(formatDuration(-5_000, 'en')).toBe('0 sec');
  });
});

describe.each([
  ['formatAge', formatAge, '1 min'],
  ['formatAgo', formatAgo, '1 min. ago'],
])('%s', (_, format, text) => {
  it('is undefined within the first minute', () => {
    expect(format(0, minute - 1, 'en')).toBeUndefined();
    expect(format(0, minute, 'en')).toBe(text);
  });
});
