import { z } from 'zod';
import { circuitBreakerSchema } from './circuit-breaker';
import { strings } from './scalars';

const rateLimitSchema = z.object({
  requests: z
    .int()
    .describe(
      'Maximum number of requests in one window, for each replica of the gateway.',
    ),
  window: z
    .string()
    .describe(
      'Length of the window as a Go duration, for example 1m. The gateways count per second, minute or hour: the window is rounded up to the next of these, and the number of requests stays the same (90s is one hour).',
    ),
});

const secretNameField = z
  .string()
  .optional()
  .describe(
    'Name of the Secret with the credentials of callers, in the namespace of the cell on the data plane.',
  );

const authenticationSchema = z.object({
  type: z
    .string()
    .describe('Type of authentication: jwt, apikey, oauth2 or basic.'),
  jwt: z
    .object({
      jwks: z.string().describe('URL of the JSON Web Key Set of the issuer.'),
      issuer: z.string().describe('Issuer that tokens must have.'),
      audience: strings('One audience.')
        .optional()
        .describe('Accepted audiences. A token must have one of them.'),
    })
    .optional()
    .describe('Verification of tokens, for type jwt.'),
  apikey: z
    .object({
      header: z.string().optional().describe('Header with the key.'),
      queryParam: z
        .string()
        .optional()
        .describe('Query parameter with the key.'),
      secretRef: secretNameField,
    })
    .optional()
    .describe('Location of the key, for type apikey.'),
  oauth2: z
    .object({
      tokenUrl: z.string().describe('URL of the token endpoint. Only shown.'),
      scopes: strings('One scope.')
        .optional()
        .describe('Scopes that the token of a caller must have.'),
    })
    .optional()
    .describe('Required scopes, for type oauth2.'),
  basic: z
    .object({ secretRef: secretNameField })
    .optional()
    .describe('User names and passwords, for type basic.'),
});

const corsSchema = z.object({
  allowOrigins: strings('One origin.').optional().describe('Allowed origins.'),
  allowMethods: strings('One method.').optional().describe('Allowed methods.'),
  allowHeaders: strings('One header.')
    .optional()
    .describe('Allowed request headers.'),
  exposeHeaders: strings('One header.')
    .optional()
    .describe('Response headers that scripts may read.'),
  maxAge: z
    .int()
    .optional()
    .describe(
      'Time in seconds for which a browser may cache the answer to a preflight request.',
    ),
});

const securitySchema = z.object({
  allowedIPs: strings('One address range in CIDR notation.')
    .optional()
    .describe('Address ranges that may call. Default: all.'),
  blockedIPs: strings('One address range in CIDR notation.')
    .optional()
    .describe('Address ranges that may not call.'),
  precedence: z
    .enum(['AllowFirst', 'BlockFirst'])
    .optional()
    .describe(
      'How the rules combine. AllowFirst (the default): a caller needs the scopes or an allowed address. BlockFirst: a blocked address is rejected, and a caller needs both the scopes and an allowed address.',
    ),
  requireTLS: z
    .boolean()
    .optional()
    .describe(
      'Whether callers must use TLS. The route is then attached to port 443 of the gateway only.',
    ),
  minTLSVersion: z
    .string()
    .optional()
    .describe(
      'Oldest accepted TLS version, for example 1.2. The API is closed when minTLSVersion of the DataPlane is older.',
    ),
});

const transformationSchema = z
  .object({
    type: z.string().describe('Format of the body: json or xml.'),
    action: z
      .string()
      .describe(
        'Type of the change: addHeader or removeHeaders. addFields and removeFields are rejected, because gateways do not change bodies.',
      ),
    fields: z
      .record(z.string(), z.string().describe('Value of the field.'))
      .optional()
      .describe('Fields to add to the body. Not supported.'),
    headers: strings('One header.').optional().describe('Headers to remove.'),
    headerName: z.string().optional().describe('Header to add.'),
    headerValue: z.string().optional().describe('Value of the header to add.'),
  })
  .describe('One change to a message.');

const mediationSchema = z.object({
  requestTransformations: z
    .array(transformationSchema)
    .optional()
    .describe('Changes to requests, in order.'),
  responseTransformations: z
    .array(transformationSchema)
    .optional()
    .describe('Changes to responses, in order.'),
});

/** Policies of an API that a gateway enforces. */
export const restPolicySchema = z.object({
  rateLimit: rateLimitSchema.optional().describe('Rate limit.'),
  authentication: authenticationSchema
    .optional()
    .describe('Authentication of callers.'),
  cors: corsSchema.optional().describe('Cross-origin resource sharing.'),
  security: securitySchema.optional().describe('Address and TLS restrictions.'),
  mediation: mediationSchema
    .optional()
    .describe('Changes to requests and responses.'),
  circuitBreaker: circuitBreakerSchema
    .optional()
    .describe('Limits beyond which requests are rejected at once.'),
});

/**
 * Policies of an API that a gateway enforces.
 *
 * @public
 */
export type RESTPolicy = z.infer<typeof restPolicySchema>;
