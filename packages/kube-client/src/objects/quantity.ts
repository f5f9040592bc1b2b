const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const syntax =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]?|[KMGTPE]i)$/;

/**
 * The value of a quantity such as `250m` or `64Mi`, in its unit. Undefined for any other text.
 *
 * @public
 */
export function quantityValue(text: string): number | undefined {
  const [, amount, suffix] = syntax.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * factors[suffix];
}
