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

/** `[host[:port]/]path[:tag][@digest]`, as container runtimes parse it. */
export const imageReferencePattern =
  /^(([a-zA-Z0-9.-]+|\[[a-fA-F0-9:]+\])(:[0-9]+)?\/)?[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

const maxImageLength = 1024;

/**
 * Whether a text is a reference of a container image. Pods with any other image fail with the reason InvalidImageName.
 *
 * @public
 */
export function isImageReference(text: string): boolean {
  return text.length <= maxImageLength && imageReferencePattern.test(text);
}

/**
 * A reference of a container image. Pods with any other image fail with the reason InvalidImageName.
 */
export const imageReference = () =>
  z
    .string()
    .min(1)
    .max(maxImageLength)
    .regex(imageReferencePattern, 'not a valid image reference');

/** An object of any shape. The API server does not prune its fields. */
export const rawObject = () =>
  z
    .record(z.string(), z.unknown())
    .meta({ 'x-kubernetes-preserve-unknown-fields': true });

/** A list of strings. `item` describes one of them. */
export const strings = (item: string) => z.array(z.string().describe(item));
