import { JsonValue } from '../json';
import { isQuantity, quantity, quantityValue } from './quantity';

/** The canonical quantities of kube-apiserver 1.36. */
const amounts: [given: JsonValue, kept: string][] = [
  [1, '1'],
  ['1', '1'],
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['100m', '100m'],
  ['1000', '1k'],
  ['2500', '2500'],
  ['0', '0'],
  ['64Mi', '64Mi'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1024Ki', '1Mi'],
  ['128M', '128M'],
  ['1000M', '1G'],
  ['512Ki', '512Ki'],
  ['0.5Ki', '512'],
  ['1000n', '1m'],
  ['0.1m', '1m'],
];

describe('a quantity', () => {
  it.each(amounts)('%s is stored as %s', (given, kept) => {
    expect(quantity.rules?.canonicalize?.(given)).toBe(kept);
  });

  it('is compared by its value', () => {
    expect(quantityValue('500m')).toBe(0.5);
    expect(quantityValue('1Ki')).toBe(1024);
    expect(quantityValue('1e3')).toBe(1000);
  });

  it('is distinguished from an invalid value', () => {
    expect(['1', '1.5Gi', '-3m', 2].every(isQuantity)).toBe(true);
    expect(['one', '1 Gi', '', '1KB'].some(isQuantity)).toBe(false);
  });
});
