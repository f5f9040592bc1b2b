import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import { formatGoDuration } from '../../runtime/go-duration';
import { invalid, type Problem } from '../../core/problem';

/** What the gateway takes for an origin: a scheme and a host, whose first label may be a wildcard, or a wildcard alone. */
const originPattern =
  /^(?:\*|https?:\/\/(?:\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*)(?::\d{1,5})?)$/;

/** Which browsers may call, as a SecurityPolicy says it. */
export function corsOf({ cors }: RESTPolicy): JsonObject | undefined {
  return (
    cors && {
      allowOrigins: given(cors.allowOrigins),
      allowMethods: given(cors.allowMethods),
      allowHeaders: given(cors.allowHeaders),
      exposeHeaders: given(cors.exposeHeaders),
      maxAge:
        cors.maxAge === undefined ? undefined : formatGoDuration(cors.maxAge),
    }
  );
}

/**
 * Origins that the gateway does not take.
 *
 * @param field - path of the policy, for problems
 */
export function corsProblems({ cors }: RESTPolicy, field: string): Problem[] {
  return (cors?.allowOrigins ?? [])
    .filter(origin => !originPattern.test(origin))
    .map(origin =>
      invalid(
        `${field}.cors.allowOrigins`,
        `"${origin}" is no origin; write it like https://shop.example.com, https://*.example.com or *`,
      ),
    );
}

function given(list: readonly string[] | undefined) {
  return list?.length ? list : undefined;
}
