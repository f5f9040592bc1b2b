import { z } from 'zod';

/**
 * The methods of requests to endpoints.
 *
 * @public
 */
export const callMethods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
] as const;

/**
 * Headers that belong to the connection, name a browser session, tell where a request comes from or change where a gateway sends it.
 * Envoy takes `x-envoy-` from addresses that it trusts, such as that of the backend.
 */
const reservedHeaders =
  /^(connection|content-length|cookie2?|expect|forwarded|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|true-client-ip|upgrade|via|x-client-ip|x-envoy-.*|x-forwarded-.*|x-original-.*|x-real-ip|x-rewrite-url)$/i;

/** @public */
export const callHeadersSchema = z
  .record(
    z
      .string()
      .max(100)
      .regex(/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/, 'is not the name of a header')
      .refine(name => !reservedHeaders.test(name), {
        message: 'cannot be set',
      }),
    z
      .string()
      .max(8000)
      .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has characters that no header has'),
  )
  .refine(headers => Object.keys(headers).length <= 30, {
    message: 'has more than 30 headers',
  });

/** @public */
export const callPathSchema = z
  .string()
  .max(4000)
  .regex(/^\/[\x21-\x7e]*$/, 'is not a path that begins with /')
  .refine(path => !path.includes('#') && !path.includes('\\'), {
    message: 'has a character that is not part of a path',
  });

/** @public */
export const callResponseSchema = z
  .object({
    status: z.int().describe('HTTP status of the response.'),
    statusText: z.string(),
    headers: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .describe('Headers of the response, without cookies.'),
    body: z
      .string()
      .optional()
      .describe('The body. Absent when it is not text.'),
    isTruncated: z
      .boolean()
      .describe('Whether the body is longer than what is returned.'),
    durationMs: z
      .number()
      .describe('Time until the headers of the response, in milliseconds.'),
  })
  .describe('The response of an endpoint.');

/**
 * The response of an endpoint.
 *
 * @public
 */
export type CallResponse = z.infer<typeof callResponseSchema>;
