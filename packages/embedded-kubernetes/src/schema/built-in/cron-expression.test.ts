import { cronProblem, parseCron } from './cron-expression';

/** The messages of kube-apiserver 1.36. */
const problems: [expression: string, problem: string][] = [
  ['bad', 'expected exactly 5 fields, found 1: [bad]'],
  ['61 * * * *', 'end of range (61) above maximum (59): 61'],
  ['0 0 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['*/1/2 * * * *', 'too many slashes: */1/2'],
  [
    'a * * * *',
    'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax',
  ],
  ['constructor', 'expected exactly 5 fields, found 1: [constructor]'],
  ['@often', 'unrecognized descriptor: @often'],
];

describe('a cron expression', () => {
  it.each(problems)('%s is rejected: %s', (expression, problem) => {
    expect(cronProblem(expression)).toBe(problem);
  });

  it.each(['*/5 * * * *', '0 9-17/2 * * mon-fri', '@daily', '@every 1h30m'])(
    '%s is accepted',
    expression => expect(cronProblem(expression)).toBeUndefined(),
  );

  it('has its minutes, hours and days', () => {
    expect(parseCron('0/20 8,20 1 jan *')).toEqual({
      minutes: new Set([0, 20, 40]),
      hours: new Set([8, 20]),
      days: new Set([1]),
      months: new Set([1]),
      weekdays: new Set([0, 1, 2, 3, 4, 5, 6]),
      eitherDay: false,
    });
  });
});
