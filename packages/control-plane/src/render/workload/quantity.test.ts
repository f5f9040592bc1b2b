import { canonicalQuantity, canonicalResources, isQuantity } from './quantity';

describe('canonicalQuantity', () => {
  it.each([
    ['400m', '400m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['0.5', '500m'],
    ['.25', '250m'],
    ['0.125', '125m'],
    [1.125, '1.125'],
    ['1.500', '1.500'],
    ['100.125M', '100.125M'],
    ['+2', '+2'],
    ['010Mi', '010Mi'],
    [1, '1'],
    [0.5, '500m'],
    ['0', '0'],
    ['1000', '1k'],
    ['1500', '1500'],
    ['1000M', '1G'],
    ['128974848', '128974848'],
    ['64Mi', '64Mi'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000Mi', '1000Mi'],
    ['512Ki', '512Ki'],
    ['0.5Ki', '512'],
    ['0.0000000001', '1n'],
    ['-2', '-2'],
    ['1000E', '1000E'],
    ['0.1Gi', '107374182400m'],
    ['1.10Ki', '1126400m'],
    ['0.0001Ki', '102400u'],
    ['1e3', '1e3'],
    ['1.5E3', '1500'],
    ['100e2', '10e3'],
    ['1000e0', '1e3'],
    ['5E6', '5E6'],
    ['0.123456789e-3', '123457e-9'],
    [' 2 ', '2'],
  ])('canonicalizes %s to %s', (given, expected) => {
    expect(canonicalQuantity(given)).toBe(expected);
  });

  it.each(['lots', '', '.', '1x', 'e3', null, true])(
    'returns %j unchanged',
    given => {
      expect(canonicalQuantity(given)).toBe(given);
    },
  );
});

describe('isQuantity', () => {
  it.each(['400m', '.5', '1.', 2, '128Mi', '1e3', '+1', '-1E-3'])(
    'accepts %j',
    given => {
      expect(isQuantity(given)).toBe(true);
    },
  );

  it.each(['lots', '', '.', '1x', '1 Gi', 'Mi', true, null])(
    'rejects %j',
    given => {
      expect(isQuantity(given)).toBe(false);
    },
  );
});

describe('canonicalResources', () => {
  it('rewrites limits and requests and nothing else', () => {
    expect(
      canonicalResources({
        limits: { cpu: 1 },
        requests: { memory: '1024Mi' },
        claims: [{ name: 'gpu' }],
      }),
    ).toEqual({
      limits: { cpu: '1' },
      requests: { memory: '1Gi' },
      claims: [{ name: 'gpu' }],
    });
  });
});
