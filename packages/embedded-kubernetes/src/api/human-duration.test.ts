import { humanDuration } from './human-duration';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

it.each([
  [-5, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [119, '119s'],
  [2 * minute, '2m'],
  [3 * minute + 7, '3m7s'],
  [10 * minute + 30, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 5 * minute, '3h5m'],
  [9 * hour + 5 * minute, '9h'],
  [47 * hour, '47h'],
  [2 * day + 5 * hour, '2d5h'],
  [8 * day + 5 * hour, '8d'],
  [729 * day, '729d'],
  [2 * year + 8 * day, '2y8d'],
  [9 * year, '9y'],
])('%d seconds are shown as %s', (seconds, expected) => {
  expect(humanDuration(seconds)).toBe(expected);
});
