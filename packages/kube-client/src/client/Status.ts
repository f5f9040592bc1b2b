import { z } from 'zod';

const statusSchema = z.object({
  kind: z.literal('Status'),
  status: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({
      name: z.string().optional(),
      group: z.string().optional(),
      kind: z.string().optional(),
      uid: z.string().optional(),
      retryAfterSeconds: z.number().optional(),
      causes: z
        .array(
          z.object({
            reason: z.string().optional(),
            message: z.string().optional(),
            field: z.string().optional(),
          }),
        )
        .nullish()
        .transform(causes => causes ?? undefined),
    })
    .nullish()
    .transform(details => details ?? undefined),
  metadata: z.object({ continue: z.string().optional() }).nullish(),
});

/**
 * meta/v1 StatusDetails.
 *
 * @public
 */
export interface StatusDetails {
  name?: string;
  group?: string;
  /** Plural of the type for storage errors, kind for validation errors. */
  kind?: string;
  uid?: string;
  retryAfterSeconds?: number;
  /** For an invalid object, one cause for each field. */
  causes?: Array<{ reason?: string; message?: string; field?: string }>;
}

/**
 * meta/v1 Status. If the server sent something else, for example the HTML page of a proxy, it is derived from the HTTP status code.
 *
 * @public
 */
export interface Status {
  kind: 'Status';
  status: string;
  message: string;
  reason: string;
  code: number;
  details?: StatusDetails;
}

const reasons: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** Returns the Status in a parsed body, completed from the HTTP code, or undefined if the body is not a Status. */
export function parseStatus(
  body: unknown,
  httpCode: number,
): Status | undefined {
  const parsed = statusSchema.safeParse(body);
  if (!parsed.success) {
    return undefined;
  }
  const { status, message, reason, code = httpCode, details } = parsed.data;
  return {
    kind: 'Status',
    status: status ?? 'Failure',
    message: message || `the server answered ${code}`,
    reason: reason || reasons[code] || 'Unknown',
    code,
    details,
  };
}

const maxExcerptLength = 200;

/** Returns the Status of a failed response with any body. */
export function statusOfResponse(httpCode: number, text: string): Status {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined; // not JSON: a proxy, or the text "404 page not found"
  }
  const excerpt = text.trim().replace(/\s+/g, ' ').slice(0, maxExcerptLength);
  return (
    parseStatus(body, httpCode) ?? {
      kind: 'Status',
      status: 'Failure',
      message: excerpt
        ? `the server answered ${httpCode} with: ${excerpt}`
        : `the server answered ${httpCode} with an empty body`,
      reason: reasons[httpCode] ?? 'Unknown',
      code: httpCode,
    }
  );
}
