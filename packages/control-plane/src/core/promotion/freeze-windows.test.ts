import {
  FreezeWindow,
  findFreeze,
  validateFreezeWindows,
} from './freeze-windows';

const zurich = 'Europe/Zurich';

const recurring = (
  schedule: string,
  duration: string,
  timeZone?: string,
): FreezeWindow => ({ name: 'w', schedule, duration, timeZone });

const oneTime = (from: string, to: string): FreezeWindow => ({
  name: 'w',
  from,
  to,
});

const nightly = recurring('30 2 * * *', '1h', zurich);
const weekend = recurring('0 18 * * FRI', '60h', zurich);
const newYear = recurring('0 20 31 12 *', '8h', zurich);
const leapDay = recurring('0 0 29 2 *', '24h');

describe('findFreeze', () => {
  it.each<[string, FreezeWindow, string, string | undefined]>([
    // One-time windows
    [
      'before the start',
      oneTime('2026-12-20T00:00:00Z', '2026-12-27T00:00:00Z'),
      '2026-12-19T23:59:59Z',
      undefined,
    ],
    [
      'at the start',
      oneTime('2026-12-20T00:00:00Z', '2026-12-27T00:00:00Z'),
      '2026-12-20T00:00:00Z',
      '2026-12-27T00:00:00Z',
    ],
    [
      'at the end',
      oneTime('2026-12-20T00:00:00Z', '2026-12-27T00:00:00Z'),
      '2026-12-27T00:00:00Z',
      undefined,
    ],
    [
      'with an offset',
      oneTime('2026-12-20T00:00:00+01:00', '2026-12-20T01:00:00+01:00'),
      '2026-12-19T23:30:00Z',
      '2026-12-20T00:00:00Z',
    ],
    // Recurring windows
    [
      'UTC by default',
      recurring('0 9 * * *', '1h'),
      '2026-07-01T09:30:00Z',
      '2026-07-01T10:00:00Z',
    ],
    [
      'before a start',
      recurring('0 9 * * *', '1h'),
      '2026-07-01T08:59:59.999Z',
      undefined,
    ],
    [
      'exactly at a start',
      recurring('0 9 * * *', '1h'),
      '2026-07-01T09:00:00Z',
      '2026-07-01T10:00:00Z',
    ],
    [
      'exactly at an end',
      recurring('0 9 * * *', '1h'),
      '2026-07-01T10:00:00Z',
      undefined,
    ],
    [
      'a named schedule',
      recurring('@daily', '1h', zurich),
      '2026-07-01T22:30:00Z',
      '2026-07-01T23:00:00Z',
    ],
    [
      'fractions of a second',
      recurring('0 9 * * *', '500ms'),
      '2026-07-01T09:00:00.400Z',
      '2026-07-01T09:00:00.500Z',
    ],
    [
      'a duration of zero',
      recurring('0 9 * * *', '0s'),
      '2026-07-01T09:00:00Z',
      undefined,
    ],
    [
      'a schedule without dates',
      recurring('0 0 30 2 *', '24h'),
      '2026-03-01T00:00:00Z',
      undefined,
    ],
    // Weekend, across midnights
    [
      'a weekend, Friday evening',
      weekend,
      '2026-07-03T16:00:00Z',
      '2026-07-06T04:00:00Z',
    ],
    ['a weekend, Friday afternoon', weekend, '2026-07-03T15:59:59Z', undefined],
    [
      'a weekend, Monday before work',
      weekend,
      '2026-07-06T03:59:59Z',
      '2026-07-06T04:00:00Z',
    ],
    ['a weekend, Monday at work', weekend, '2026-07-06T04:00:00Z', undefined],
    // Clocks go forward on 2026-03-29 at 02:00 (01:00Z): a weekend of 60 h ends at 07:00 local time.
    [
      'a weekend with a short day',
      weekend,
      '2026-03-30T04:30:00Z',
      '2026-03-30T05:00:00Z',
    ],
    // Clocks go back on 2026-10-25 at 03:00 (01:00Z): it ends at 05:00 local time.
    [
      'a weekend with a long day',
      weekend,
      '2026-10-26T03:59:59Z',
      '2026-10-26T04:00:00Z',
    ],
    [
      'after a weekend with a long day',
      weekend,
      '2026-10-26T04:00:00Z',
      undefined,
    ],
    // 02:30 does not exist on 2026-03-29: the window begins at 03:30 (01:30Z).
    ['a skipped start, before', nightly, '2026-03-29T01:29:59Z', undefined],
    [
      'a skipped start',
      nightly,
      '2026-03-29T01:30:00Z',
      '2026-03-29T02:30:00Z',
    ],
    ['the day before', nightly, '2026-03-28T01:30:00Z', '2026-03-28T02:30:00Z'],
    ['the day after', nightly, '2026-03-30T00:30:00Z', '2026-03-30T01:30:00Z'],
    // 02:30 occurs twice on 2026-10-25: the window begins at the first (00:30Z) and opens once.
    ['a repeated start, before', nightly, '2026-10-25T00:29:59Z', undefined],
    [
      'a repeated start',
      nightly,
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
    ],
    [
      'a repeated start, the second time',
      nightly,
      '2026-10-25T01:30:00Z',
      undefined,
    ],
    [
      'a window of every half hour in the repeated hour',
      recurring('*/30 * * * *', '10m', zurich),
      '2026-10-25T00:35:00Z',
      '2026-10-25T00:40:00Z',
    ],
    // Southern hemisphere: clocks go forward on 2026-10-04 at 02:00.
    [
      'a skipped start in Sydney',
      recurring('30 2 * * *', '1h', 'Australia/Sydney'),
      '2026-10-03T16:30:00Z',
      '2026-10-03T17:30:00Z',
    ],
    [
      'a time zone of half an hour',
      recurring('0 9 * * *', '1h', 'Asia/Kolkata'),
      '2026-07-01T03:30:00Z',
      '2026-07-01T04:30:00Z',
    ],
    // New Year
    [
      'New Year, before midnight',
      newYear,
      '2026-12-31T19:00:00Z',
      '2027-01-01T03:00:00Z',
    ],
    [
      'New Year, after midnight',
      newYear,
      '2027-01-01T02:59:59Z',
      '2027-01-01T03:00:00Z',
    ],
    ['New Year, in the morning', newYear, '2027-01-01T03:00:00Z', undefined],
    // Leap day
    ['a leap day', leapDay, '2028-02-29T12:00:00Z', '2028-03-01T00:00:00Z'],
    [
      'the first of March of a leap year',
      leapDay,
      '2028-03-01T00:00:00Z',
      undefined,
    ],
    [
      'the end of February of another year',
      leapDay,
      '2027-02-28T23:59:59Z',
      undefined,
    ],
    [
      'the first of March of another year',
      leapDay,
      '2027-03-01T12:00:00Z',
      undefined,
    ],
  ])('%s', (_, window, now, until) => {
    expect(findFreeze([window], new Date(now))).toEqual(
      until && { name: 'w', until: new Date(until) },
    );
  });

  it('returns the window that ends last', () => {
    const windows = [
      { ...recurring('0 9 * * *', '1h'), name: 'short' },
      { ...recurring('0 8 * * *', '8h'), name: 'long' },
      { ...recurring('0 9 * * *', '2h'), name: 'other' },
    ];
    expect(findFreeze(windows, new Date('2026-07-01T09:30:00Z'))).toEqual({
      name: 'long',
      until: new Date('2026-07-01T16:00:00Z'),
    });
  });

  it.each<[string, Partial<FreezeWindow>, string]>([
    ['a schedule', { schedule: 'every day' }, 'invalid schedule "every day"'],
    [
      'a schedule with seconds',
      { schedule: '0 0 9 * * *' },
      'invalid schedule',
    ],
    [
      'a schedule that is a date',
      { schedule: '2026-12-24T00:00:00' },
      'invalid schedule',
    ],
    ['a schedule out of range', { schedule: '0 25 * * *' }, 'invalid schedule'],
    ['a time zone', { timeZone: 'Mars/Base' }, 'unknown time zone "Mars/Base"'],
    ['a duration', { duration: '2d' }, 'invalid duration "2d"'],
    ['no duration', { duration: undefined }, 'invalid duration ""'],
    ['no times', { schedule: undefined }, 'needs either from and to'],
    [
      'a date',
      { schedule: undefined, from: 'x', to: 'y' },
      'needs either from and to',
    ],
  ])('blocks if it cannot read %s', (_, part, message) => {
    const unreadable = { ...recurring('0 9 * * *', '1h'), ...part };
    const windows = [
      { ...recurring('* * * * *', '1m'), name: 'open' },
      unreadable,
    ];
    expect(findFreeze(windows, new Date('2026-07-01T12:00:00Z'))).toEqual({
      problem: expect.stringContaining(message),
    });
  });

  it('finds nothing without windows', () => {
    expect(findFreeze([], new Date())).toBeUndefined();
  });
});

describe('validateFreezeWindows', () => {
  const now = new Date('2026-07-01T12:00:00Z');

  const validate = (...windows: FreezeWindow[]) =>
    validateFreezeWindows(
      windows.map((window, index) => ({
        ...window,
        name: 'abc'.charAt(index),
      })),
      now,
    );

  it.each<[string, FreezeWindow[]]>([
    ['no window', []],
    ['a weekend and New Year, which may coincide only later', [weekend]],
    ['a leap day', [leapDay]],
    ['consecutive days', [recurring('0 0 * * SAT,SUN', '24h', zurich)]],
    [
      'consecutive days at a change of clocks',
      [
        recurring('0 0 * * SUN', '24h', zurich),
        recurring('0 0 * * MON', '24h', zurich),
      ],
    ],
    [
      'consecutive one-time windows',
      [
        oneTime('2026-12-20T00:00:00Z', '2026-12-21T00:00:00Z'),
        oneTime('2026-12-21T00:00:00Z', '2026-12-22T00:00:00Z'),
      ],
    ],
    [
      'a one-time window between recurring ones',
      [weekend, oneTime('2026-07-07T00:00:00Z', '2026-07-08T00:00:00Z')],
    ],
    [
      'equal local times in distant time zones',
      [
        recurring('0 9 * * *', '1h', zurich),
        recurring('0 9 * * *', '1h', 'Asia/Tokyo'),
      ],
    ],
  ])('accepts %s', (_, windows) => {
    expect(validate(...windows)).toEqual([]);
  });

  it.each<[string, FreezeWindow[], string[]]>([
    [
      'an empty one-time window',
      [oneTime('2026-12-20T00:00:00Z', '2026-12-20T00:00:00Z')],
      ['Freeze window "a" is empty: to must be after from.'],
    ],
    [
      'a reversed one-time window',
      [oneTime('2026-12-20T00:00:00Z', '2026-12-19T00:00:00Z')],
      ['Freeze window "a" is empty: to must be after from.'],
    ],
    [
      'an empty recurring window',
      [recurring('0 9 * * *', '0s')],
      ['Freeze window "a" is empty: duration must be more than zero.'],
    ],
    [
      'a window that never begins',
      [recurring('0 0 30 2 *', '1h')],
      [
        'Freeze window "a" never begins: its schedule "0 0 30 2 *" matches no date.',
      ],
    ],
    [
      'a window that is longer than its period',
      [recurring('0 9 * * *', '25h')],
      [
        'Freeze window "a" begins again before it ends: duration is longer than the time between two starts of its schedule.',
      ],
    ],
    [
      'a window that never ends',
      [recurring('0 9 * * *', '24h', zurich)],
      [
        'Freeze window "a" never ends: duration is as long as the time between two starts of its schedule.',
      ],
    ],
    [
      'overlapping one-time windows',
      [
        oneTime('2026-12-20T00:00:00Z', '2026-12-22T00:00:00Z'),
        oneTime('2026-12-21T00:00:00Z', '2026-12-23T00:00:00Z'),
      ],
      ['Freeze windows "a" and "b" overlap.'],
    ],
    [
      'a one-time window in a recurring one',
      [weekend, oneTime('2031-07-05T00:00:00Z', '2031-07-05T01:00:00Z')],
      ['Freeze windows "a" and "b" overlap.'],
    ],
    [
      'a one-time window at the end of a recurring one',
      [oneTime('2026-07-06T03:00:00Z', '2026-07-06T05:00:00Z'), weekend],
      ['Freeze windows "a" and "b" overlap.'],
    ],
    [
      'recurring windows that overlap once a year',
      [recurring('0 12 31 12 *', '24h'), recurring('0 0 1 1 *', '24h')],
      ['Freeze windows "a" and "b" overlap.'],
    ],
    [
      'recurring windows of different time zones',
      [
        recurring('0 9 * * *', '1h', zurich),
        recurring('30 8 * * *', '1h', 'Europe/London'),
      ].map((window, index) =>
        index ? { ...window, schedule: '30 7 * * *' } : window,
      ),
      ['Freeze windows "a" and "b" overlap.'],
    ],
    [
      'several windows that cannot be read',
      [recurring('x', '1h'), recurring('@daily', '1h', 'Mars/Base')],
      [
        expect.stringContaining('"a" has an invalid schedule'),
        expect.stringContaining('"b" has an unknown time zone'),
      ],
    ],
  ])('reports %s', (_, windows, problems) => {
    expect(validate(...windows)).toEqual(problems);
  });

  it('reports windows of the same name', () => {
    const later = oneTime('2030-01-01T12:00:00Z', '2030-01-01T13:00:00Z');
    expect(validateFreezeWindows([nightly, later], now)).toEqual([
      'Several freeze windows have the name "w".',
    ]);
  });
});
