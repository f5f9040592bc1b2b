import { isJsonObject, type Json, type JsonObject } from '../../runtime/json';

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const smallestDecimal = -9;
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const quantityPattern =
  /^(?<sign>[+-]?)(?<whole>\d*)\.?(?<fraction>\d*)(?:[eE](?<power>[+-]?\d+)|(?<suffix>[numkMGTPE]?|[KMGTPE]i))$/;

const anyQuantity =
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)$/;

/** Whether the API server accepts a value as a quantity. */
export function isQuantity(value: Json): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    anyQuantity.test(String(value).trim())
  );
}

/** Parses a quantity to billionths, rounded up; undefined for any other value. */
export function parseQuantity(value: Json): bigint | undefined {
  if (!isQuantity(value)) return undefined;
  const match = quantityPattern.exec(String(value).trim())?.groups;
  if (!match) return undefined;
  const { sign, whole, fraction, power, suffix } = match;
  const digits = BigInt(whole + fraction);
  const isBinary = power === undefined && suffix.endsWith('i');
  const exponent =
    (power === undefined && !isBinary
      ? decimal.indexOf(suffix) * 3 + smallestDecimal
      : Number(power ?? 0)) -
    fraction.length -
    smallestDecimal;
  const units = isBinary
    ? digits * 1024n ** BigInt(binary.indexOf(suffix))
    : digits;
  const amount =
    exponent < 0
      ? divideRoundingUp(units, 10n ** BigInt(-exponent))
      : units * 10n ** BigInt(exponent);
  return sign === '-' ? -amount : amount;
}

/**
 * Canonicalizes a quantity (`0.5`, `1000m`, `1024Mi`, 1) as Kubernetes does (`500m`, `1`, `1Gi`, `1`). An invalid
 * quantity is returned unchanged, for the API server to reject.
 */
export function canonicalQuantity(quantity: Json): Json {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') {
    return quantity;
  }
  const given = String(quantity).trim();
  const match = quantityPattern.exec(given)?.groups;
  if (!match || match.whole + match.fraction === '') return quantity;
  const { sign, whole, fraction, power, suffix } = match;
  if (isCanonical(match)) return given;
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return '0';
  const text =
    power === undefined
      ? formatWithSuffix(digits, fraction.length, suffix)
      : formatExponent(digits, Number(power) - fraction.length);
  return sign === '-' ? `-${text}` : text;
}

/**
 * Whether Kubernetes considers a quantity canonical and keeps its text. It checks the digits and the exponent only, so
 * that it keeps `1.125` and `+2` as well.
 */
function isCanonical({
  whole,
  fraction,
  power,
  suffix,
}: Readonly<Record<string, string>>): boolean {
  const digits = (whole.replace(/^0+/, '') || '0') + fraction;
  if (power === undefined && suffix.endsWith('i')) {
    const exponent = binary.indexOf(suffix) * 10;
    return (
      fraction === '' &&
      digits.length <= 14 - Math.floor(exponent * 0.3) &&
      BigInt(digits) % 8n !== 0n
    );
  }
  const exponent =
    (power === undefined
      ? decimal.indexOf(suffix) * 3 + smallestDecimal
      : Number(power)) - fraction.length;
  return (
    digits.length <= 18 &&
    exponent >= smallestDecimal &&
    exponent % 3 === 0 &&
    !/^0|000$/.test(digits)
  );
}

function formatWithSuffix(
  digits: bigint,
  places: number,
  suffix: string,
): string {
  return suffix.endsWith('i')
    ? formatBinary(digits, places, binary.indexOf(suffix))
    : formatDecimal(
        digits,
        decimal.indexOf(suffix) * 3 + smallestDecimal - places,
      );
}

/** Canonicalizes quantities by name, such as those of `requests`. */
export function canonicalQuantities(amounts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      amount === undefined ? amount : canonicalQuantity(amount),
    ]),
  );
}

/** Canonicalizes the quantities of the `resources` of a container. */
export function canonicalResources(resources: JsonObject): JsonObject {
  const amounts = (member: string): JsonObject => {
    const list = resources[member];
    return isJsonObject(list) ? { [member]: canonicalQuantities(list) } : {};
  };
  return { ...resources, ...amounts('limits'), ...amounts('requests') };
}

/** Formats `digits` × 10^`exponent` with the largest suffix that needs no fraction. */
function formatDecimal(digits: bigint, exponent: number): string {
  const largest = (decimal.length - 1) * 3 + smallestDecimal;
  const { mantissa, power } = scaleToThousands(digits, exponent, largest);
  return `${mantissa}${decimal[(power - smallestDecimal) / 3]}`;
}

/** Formats `digits` × 10^`exponent` with an exponent instead of a suffix. */
function formatExponent(digits: bigint, exponent: number): string {
  const { mantissa, power } = scaleToThousands(digits, exponent);
  return power === 0 ? String(mantissa) : `${mantissa}e${power}`;
}

/** Scales `digits` × 10^`exponent` to the smallest integer times a power of 1000, rounded up to 10^-9. */
function scaleToThousands(
  digits: bigint,
  exponent: number,
  largest = Number.POSITIVE_INFINITY,
) {
  let mantissa = digits;
  let power = exponent;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    power += 1;
  }
  for (; power < smallestDecimal; power += 1) {
    mantissa = divideRoundingUp(mantissa, 10n);
  }
  while (power % 3 !== 0 || power > largest) {
    mantissa *= 10n;
    power -= 1;
  }
  return { mantissa, power };
}

/**
 * Formats `digits` with that many decimal places, times 1024^`power`. A value that is not an integer gets a decimal
 * suffix.
 */
function formatBinary(digits: bigint, places: number, power: number): string {
  const units = digits * 1024n ** BigInt(power);
  const divisor = 10n ** BigInt(places);
  let mantissa = units / divisor;
  // Kubernetes writes values below 1024 or with a fraction without a binary suffix.
  if (mantissa < 1024n || units % divisor !== 0n) {
    return formatDecimal(units, -places);
  }
  let suffix = 0;
  while (mantissa % 1024n === 0n && suffix < binary.length - 1) {
    mantissa /= 1024n;
    suffix += 1;
  }
  return `${mantissa}${binary[suffix]}`;
}

function divideRoundingUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
