import { z } from 'zod';

/** A moment as Kubernetes writes it: RFC 3339, with any offset. */
export const timestamp = () => z.iso.datetime({ offset: true });

/** A length of time as Go writes it, for example `1m30s`. */
export const duration = () =>
  z.string().regex(/^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/);

/** An amount of CPU, memory or storage as Kubernetes writes it: `250m`, `64Mi`, or a bare number. */
export const quantity = () =>
  z.union([z.int(), z.string()]).meta({ 'x-kubernetes-int-or-string': true });

/** A port by number or by name. */
export const intOrString = () =>
  z.union([z.int(), z.string()]).meta({ 'x-kubernetes-int-or-string': true });

/** An object whose shape is not ours to know; the API server keeps all of it. */
export const rawObject = () =>
  z
    .record(z.string(), z.unknown())
    .meta({ 'x-kubernetes-preserve-unknown-fields': true });

/** A list of strings; `item` says in a sentence what one of them is. */
export const strings = (item: string) => z.array(z.string().describe(item));
