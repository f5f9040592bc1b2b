import { quantityValue } from './quantity';

describe('quantityValue', () => {
  it.each([
    ['250m', 0.25],
    ['12345678n', 0.012345678],
    ['2', 2],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1.', 1],
    ['-1k', -1000],
    ['64Mi', 67_108_864],
    ['20480Ki', 20_971_520],
    ['1G', 1e9],
    ['1e3', 1000],
    ['2E', 2e18],
  ])('reads %s', (text, value) => {
    expect(quantityValue(text)).toBeCloseTo(value, 12);
  });

  it.each(['', 'm', '1 Mi', '1mi', 'x', '1Kib'])('rejects %j', text => {
    expect(quantityValue(text)).toBeUndefined();
  });
});
