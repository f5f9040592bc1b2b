const pattern =
  /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE]([+-]?\d{1,2}))?$/;

const decimalExponents: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const maxInt = 2n ** 63n;

/** The decimal places of `Quantity.scaled`: enough for exponents down to -20 and some digits. */
const places = 60n;
const one = 10n ** places;

/** An exact quantity of Kubernetes, such as `100m` or `64Mi`, in CEL expressions. */
export class Quantity {
  private constructor(private readonly scaled: bigint) {}

  /** Returns undefined if the text is not a quantity. */
  static parse(text: string): Quantity | undefined {
    const match = text.length <= 100 ? pattern.exec(text) : null;
    if (!match) return undefined;
    const [, sign, whole = '0', fraction, onlyFraction, suffix = '', exponent] =
      match;
    const digits = (fraction ?? onlyFraction ?? '').slice(0, 30);
    const tens = exponent ? Number(exponent) : decimalExponents[suffix] ?? 0;
    const power = Number(places) + tens - digits.length;
    const binary = BigInt(binarySuffixes.indexOf(suffix) + 1);
    const amount =
      power >= 0
        ? BigInt(whole + digits) * 10n ** BigInt(power)
        : BigInt(whole + digits) / 10n ** BigInt(-power);
    const scaled = amount * 1024n ** binary;
    return new Quantity(sign === '-' ? -scaled : scaled);
  }

  static ofInteger(value: bigint): Quantity {
    return new Quantity(value * one);
  }

  get isInteger(): boolean {
    const value = this.scaled / one;
    return this.scaled % one === 0n && value < maxInt && value >= -maxInt;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return this.compareTo(new Quantity(0n));
  }

  /** Negative, 0 or positive. */
  compareTo(other: Quantity): number {
    if (this.scaled === other.scaled) return 0;
    return this.scaled < other.scaled ? -1 : 1;
  }

  add(other: Quantity): Quantity {
    return new Quantity(this.scaled + other.scaled);
  }

  subtract(other: Quantity): Quantity {
    return new Quantity(this.scaled - other.scaled);
  }

  toInteger(): bigint {
    return this.scaled / one;
  }

  toNumber(): number {
    return Number(this.scaled) / Number(one);
  }
}
