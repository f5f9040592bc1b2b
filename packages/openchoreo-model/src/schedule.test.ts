import { isTimeZone, validateCron } from './schedule';

describe('isTimeZone', () => {
  it('is true for IANA names only', () => {
    expect(isTimeZone('Europe/Zurich')).toBe(true);
    expect(isTimeZone('UTC')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
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
