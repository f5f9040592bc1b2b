import type { RESTPolicy } from '@promenade/openchoreo-model';
import { normalizeHttpUrl } from '../../../core/effective-binding/address';
import { invalid, type Problem } from '../../../core/problem';
import { formatGoDuration } from '../../../runtime/go-duration';
import { nonEmpty, type JsonObject } from '../../../runtime/json';

/** Pattern of origins in the SecurityPolicy CRD: a scheme and a host, whose first label may be a wildcard, or `*`. */
const originPattern =
  /^(?:\*|https?:\/\/(?:\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*)(?::\d{1,5})?)$/;

/** Normalizes an origin to the spelling that browsers send: lower case and no slash at the end. */
function normalizeOrigin(origin: string): string {
  return (normalizeHttpUrl(origin) ?? origin.trim()).replace(/\/+$/, '');
}

/** Renders the `cors` member of a SecurityPolicy. */
export function renderCors({ cors }: RESTPolicy): JsonObject | undefined {
  return (
    cors && {
      allowOrigins: nonEmpty(cors.allowOrigins?.map(normalizeOrigin)),
      allowMethods: nonEmpty(cors.allowMethods),
      allowHeaders: nonEmpty(cors.allowHeaders),
      exposeHeaders: nonEmpty(cors.exposeHeaders),
      maxAge:
        cors.maxAge === undefined ? undefined : formatGoDuration(cors.maxAge),
    }
  );
}

/**
 * Validates the allowed origins.
 *
 * @param field - path of the policy, for problems
 */
export function validateCors({ cors }: RESTPolicy, field: string): Problem[] {
  return (cors?.allowOrigins ?? [])
    .filter(origin => !originPattern.test(normalizeOrigin(origin)))
    .map(origin =>
      invalid(
        `${field}.cors.allowOrigins`,
        `"${origin}" is not an origin; write it like https://shop.example.com, https://*.example.com or *`,
      ),
    );
}
