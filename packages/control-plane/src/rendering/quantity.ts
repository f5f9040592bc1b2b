import { isJsonObject, type Json, type JsonObject } from '../json';

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const smallestDecimal = -9;
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const written =
  /^(?<sign>[+-]?)(?<whole>\d*)\.?(?<fraction>\d*)(?<suffix>[numkMGTPE]?|[KMGTPE]i)$/;

const anyQuantity =
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)$/;

/** Whether the API server takes a value for a quantity. */
export function isQuantity(value: Json): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    anyQuantity.test(String(value).trim())
  );
}

/**
 * A quantity (`0.5`, `1000m`, `1024Mi`, 1) in the one way that Kubernetes
 * itself writes it (`500m`, `1`, `1Gi`, `1`). What is no such quantity stays
 * as it is, for the API server to refuse or to know better.
 */
export function canonicalQuantity(quantity: Json): Json {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') {
    return quantity;
  }
  const match = written.exec(String(quantity))?.groups;
  if (!match || match.whole + match.fraction === '') return quantity;
  const { sign, whole, fraction, suffix } = match;
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return '0';
  const text = suffix.endsWith('i')
    ? binaryText(digits, fraction.length, binary.indexOf(suffix))
    : decimalText(
        digits,
        decimal.indexOf(suffix) * 3 + smallestDecimal - fraction.length,
      );
  return sign === '-' ? `-${text}` : text;
}

/** Quantities by name, such as those of `requests`, as Kubernetes writes them. */
export function canonicalQuantities(amounts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      amount === undefined ? amount : canonicalQuantity(amount),
    ]),
  );
}

/** Quantities of a container's `resources` as Kubernetes writes them. */
export function canonicalResources(resources: JsonObject): JsonObject {
  const amounts = (member: string): JsonObject => {
    const list = resources[member];
    return isJsonObject(list) ? { [member]: canonicalQuantities(list) } : {};
  };
  return { ...resources, ...amounts('limits'), ...amounts('requests') };
}

/** `digits` times ten to the `exponent`, with the largest suffix that needs no fraction. */
function decimalText(digits: bigint, exponent: number): string {
  let mantissa = digits;
  let power = exponent;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    power += 1;
  }
  for (; power < smallestDecimal; power += 1) {
    mantissa = dividedUp(mantissa, 10n);
  }
  const largest = (decimal.length - 1) * 3 + smallestDecimal;
  while (power % 3 !== 0 || power > largest) {
    mantissa *= 10n;
    power -= 1;
  }
  return `${mantissa}${decimal[(power - smallestDecimal) / 3]}`;
}

/** `digits` with that many decimal places, times 1024 to the `power`; whole units, rounded up. */
function binaryText(digits: bigint, places: number, power: number): string {
  let mantissa = dividedUp(
    digits * 1024n ** BigInt(power),
    10n ** BigInt(places),
  );
  // Too little for a binary suffix, and written without one.
  if (mantissa < 1024n) return decimalText(mantissa, 0);
  let suffix = 0;
  while (mantissa % 1024n === 0n && suffix < binary.length - 1) {
    mantissa /= 1024n;
    suffix += 1;
  }
  return `${mantissa}${binary[suffix]}`;
}

function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
