import { z } from 'zod';

/** A time in RFC 3339, with any offset. */
export const timestamp = () => z.iso.datetime({ offset: true });

/** A Go duration, for example `1m30s`. */
export const duration = () =>
  z.string().regex(/^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/);

/** A Kubernetes quantity: `250m`, `64Mi` or a number. */
export const quantity = () =>
  z.union([z.int(), z.string()]).meta({ 'x-kubernetes-int-or-string': true });

/** A port number or port name. */
export const intOrString = () =>
  z.union([z.int(), z.string()]).meta({ 'x-kubernetes-int-or-string': true });

/** An object of any shape. The API server does not prune its fields. */
export const rawObject = () =>
  z
    .record(z.string(), z.unknown())
    .meta({ 'x-kubernetes-preserve-unknown-fields': true });

/** A list of strings. `item` describes one of them. */
export const strings = (item: string) => z.array(z.string().describe(item));
