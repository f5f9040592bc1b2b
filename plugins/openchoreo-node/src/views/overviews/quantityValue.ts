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

const quantityPattern =
  /^(?<number>\d+(?:\.\d*)?|\.\d+)(?:(?<suffix>[numkMGTPE]|[KMGTPE]i)|[eE](?<power>[+-]?\d+))?$/;

/** The value of a quantity of Kubernetes, such as 0.5 of `500m`, for a comparison. Undefined for any other text. */
export function quantityValue(text: string): number | undefined {
  const {
    number,
    suffix = '',
    power = '0',
  } = quantityPattern.exec(text)?.groups ?? {};
  if (number === undefined) return undefined;
  return Number(number) * factors[suffix] * 10 ** Number(power);
}
