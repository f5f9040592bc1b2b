import { invalid } from '../field-error';
import { JsonValue, textOf } from '../json';
import { StructuralSchema } from '../structural-schema';
import { mapOf } from './build';
import { withValidator } from './validators';

const pattern =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

const factors = new Map<string, number>([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

/** A quantity such as `100m`, `64Mi` or `2`. */
export const quantity: StructuralSchema = withValidator(
  {
    'x-kubernetes-int-or-string': true,
    rules: { canonicalize: canonicalizeQuantity },
  },
  (value, { path }) =>
    isQuantity(value)
      ? []
      : [
          invalid(
            path,
            value,
            `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
          ),
        ],
);

/** Quantities by resource name. */
export const quantities = mapOf(quantity);

/** Whether a value is a valid quantity. */
export function isQuantity(value: JsonValue): value is number | string {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && pattern.test(value))
  );
}

/** The numeric value of a quantity; NaN if it is invalid. */
export function quantityValue(value: number | string): number {
  if (typeof value === 'number') return value;
  const match = pattern.exec(value);
  if (!match) return NaN;
  const [, digits, suffix = ''] = match;
  const factor = factors.get(suffix);
  return factor === undefined
    ? Number(`${digits}${suffix}`)
    : Number(digits) * factor;
}

const nano = 9;
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Converts a quantity to its canonical form: the largest suffix without a fraction. */
function canonicalizeQuantity(value: JsonValue): JsonValue {
  const text = textOf(value);
  const match = isQuantity(value) ? pattern.exec(text) : null;
  if (!match) return value;
  const [, digits, suffix = ''] = match;
  if (/^[eE]/.test(suffix) && suffix !== 'E' && suffix !== 'Ei') return value;
  return suffix.endsWith('i')
    ? inBinary(digits, suffix)
    : inDecimal(toNano(digits, decimalSuffixes.indexOf(suffix) - 3));
}

function inBinary(digits: string, suffix: string): string {
  const power = BigInt(binarySuffixes.indexOf(suffix));
  const nanos = toNano(digits, 0) * 1024n ** power;
  const unit = 10n ** BigInt(nano);
  // Fractions of a byte are rounded up.
  let amount = (nanos + unit - 1n) / unit;
  if (amount < 1024n) return inDecimal(nanos);
  let index = 0;
  while (amount % 1024n === 0n && index < binarySuffixes.length - 1) {
    amount /= 1024n;
    index++;
  }
  return `${amount}${binarySuffixes[index]}`;
}

function inDecimal(nanos: bigint): string {
  if (nanos === 0n) return '0';
  // Quantities are rounded up to thousandths.
  let amount = (nanos + 999_999n) / 1_000_000n;
  let index = decimalSuffixes.indexOf('m');
  while (amount % 1000n === 0n && index < decimalSuffixes.length - 1) {
    amount /= 1000n;
    index++;
  }
  return `${amount}${decimalSuffixes[index]}`;
}

/** Converts decimal digits times a power of 1000 to billionths, rounded up. */
function toNano(digits: string, thousands: number): bigint {
  const negative = digits.startsWith('-');
  const [whole, fraction = ''] = digits.replace(/^[+-]/, '').split('.');
  const places = nano + 3 * thousands;
  const kept = fraction
    .slice(0, Math.max(0, places))
    .padEnd(Math.max(0, places), '0');
  const rest = fraction.slice(Math.max(0, places));
  const amount = BigInt(`${whole || '0'}${kept}`);
  const rounded = /[1-9]/.test(rest) ? amount + 1n : amount;
  return negative ? -rounded : rounded;
}
