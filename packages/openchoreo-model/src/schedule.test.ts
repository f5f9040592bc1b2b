import {
  isTimeZone,
  normalizeSchedule,
  normalizeTimeZone,
  validateCron,
} from './schedule';

describe('isTimeZone', () => {
  it('is true for IANA names only', () => {
    expect(isTimeZone('Europe/Zurich')).toBe(true);
    expect(isTimeZone('UTC')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
  });
});

describe('normalizeTimeZone', () => {
  it.each([
    ...[
      'UTC',
      'Etc/UTC',
      'Etc/GMT+5',
      'EST5EDT',
      'GB-Eire',
      'Asia/Kolkata',
      'US/Eastern',
      'America/Port_of_Spain',
      'America/Argentina/ComodRivadavia',
    ].map(name => [name, name]),
    ['utc', 'UTC'],
    ['Utc', 'UTC'],
    ['etc/utc', 'UTC'],
    ['ETC/UTC', 'UTC'],
    [' Europe/Zurich ', 'Europe/Zurich'],
    ['europe/zurich', 'Europe/Zurich'],
    ['EUROPE/ZURICH', 'Europe/Zurich'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['asia/kolkata', 'Asia/Calcutta'],
    ['Asia/KOLKATA', 'Asia/Calcutta'],
    ['JAPAN', 'Asia/Tokyo'],
  ])('%j is %s', (text, name) => {
    expect(normalizeTimeZone(text)).toBe(name);
  });

  it.each(['', ' ', 'local', 'Local', '+05:30', 'GMT+5', 'Mars/Olympus', 'Z'])(
    '%j is none',
    text => {
      expect(normalizeTimeZone(text)).toBeUndefined();
    },
  );
});

describe('normalizeSchedule', () => {
  it.each([
    [' 0 3 * * * ', '0 3 * * *'],
    ['@Daily', '@daily'],
    ['0 3 * JAN *', '0 3 * JAN *'],
  ])('%j is %j', (expression, normalized) => {
    expect(normalizeSchedule(expression)).toBe(normalized);
    expect(validateCron(expression)).toBeUndefined();
  });
});

describe('validateCron', () => {
  it.each([
    '* * * * *',
    '*/5 0-6,12 1 jan,DEC mon-fri',
    '0 0 29 2 *',
    '0 0 31 2 1',
    '@daily',
    '@every 1h30m',
    '5/15 * ? * *',
    '0 0 * * 0',
  ])('accepts %s', expression => {
    expect(validateCron(expression)).toBeUndefined();
  });

  it.each([
    ['0 0 30 2 *', 'never fires'],
    ['0 0 31 4,6,9,11 *', 'never fires'],
    ['61 * * * *', '"61" is not a minute from 0 to 59'],
    ['* * * * mon-sun', 'is not a day of the week'],
    ['0 0 * * 7', '"7" is not a day of the week from 0 to 6'],
    ['* * * *', 'it has 4 fields, not 5'],
    ['*/0 * * * *', 'is not a minute'],
    ['TZ=UTC * * * * *', 'it has 6 fields'],
  ])('rejects %s: %s', (expression, error) => {
    expect(validateCron(expression)).toContain(error);
  });
});
