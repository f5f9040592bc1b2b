import { invalid } from '../field-error';
import { JsonValue } from '../json';
import { StructuralSchema } from '../structural-schema';
import { mapOf } from './build';
import { checked } from './checks';

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

/** An amount such as `100m`, `64Mi` or `2`. */
export const quantity: StructuralSchema = checked(
  { 'x-kubernetes-int-or-string': true },
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

/** Amounts by resource name. */
export const quantities = mapOf(quantity);

/** True for a number or for text that Kubernetes reads as an amount. */
export function isQuantity(value: JsonValue): value is number | string {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && pattern.test(value))
  );
}

/** The amount as a number; NaN for what is none. */
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
