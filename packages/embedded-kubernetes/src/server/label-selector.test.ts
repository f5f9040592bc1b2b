import { parseLabelSelector } from './label-selector';

const red = { colour: 'red', size: '3' };

it.each([
  ['', true],
  ['colour=red', true],
  ['colour == red', true],
  ['colour!=red', false],
  ['colour', true],
  ['!colour', false],
  ['shape', false],
  ['!shape', true],
  ['shape!=round', true],
  ['colour in (blue, red)', true],
  ['colour notin (blue, red)', false],
  ['shape notin (round)', true],
  ['size>2', true],
  ['size<3', false],
  ['colour=red,size=3', true],
  ['colour=red,size=4', false],
  ['colour=', false],
  ['example.com/a.b-c_d=x', false],
  ['toString', false],
])('%s matches: %s', (selector, expected) => {
  expect(parseLabelSelector(selector)(red)).toBe(expected);
});

it.each([
  ['a=b==', "found '==', expected: ',' or 'end of string'"],
  ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
  [
    '=a',
    "unable to parse requirement: found '=', expected: !, identifier, or 'end of string'",
  ],
  [
    'a=b,',
    "unable to parse requirement: found '', expected: identifier after ','",
  ],
])('rejects %s: %s', (selector, message) => {
  expect(() => parseLabelSelector(selector)).toThrow(message);
});
