import { z } from 'zod';
import { circuitBreakerSchema } from './circuit-breaker';
import { strings } from './scalars';

const rateLimitSchema = z.object({
  requests: z.int().describe('Most requests in one window.'),
  window: z.string().describe('Length of the window, for example 1m.'),
});

const secretNameField = z
  .string()
  .optional()
  .describe('Name of the Secret with the credentials of the callers.');

const authenticationSchema = z.object({
  type: z
    .string()
    .describe('How callers prove who they are: jwt, apikey, oauth2 or basic.'),
  jwt: z
    .object({
      jwks: z.string().describe('Address of the key set of the issuer.'),
      issuer: z.string().describe('Issuer that tokens must name.'),
      audience: strings('One audience.')
        .optional()
        .describe('Audiences of which tokens must name one.'),
    })
    .optional()
    .describe('How tokens are checked when the type is jwt.'),
  apikey: z
    .object({
      header: z.string().optional().describe('Header that holds the key.'),
      queryParam: z
        .string()
        .optional()
        .describe('Query parameter that holds the key.'),
      secretRef: secretNameField,
    })
    .optional()
    .describe('Where the key is when the type is apikey.'),
  oauth2: z
    .object({
      tokenUrl: z.string().describe('Address that gives out tokens.'),
      scopes: strings('One scope.')
        .optional()
        .describe('Scopes that a caller must hold.'),
    })
    .optional()
    .describe('What tokens must grant when the type is oauth2.'),
  basic: z
    .object({ secretRef: secretNameField })
    .optional()
    .describe('User names and passwords when the type is basic.'),
});

const corsSchema = z.object({
  allowOrigins: strings('One origin.')
    .optional()
    .describe('Origins that may call from a browser.'),
  allowMethods: strings('One method.')
    .optional()
    .describe('Methods that a browser may use.'),
  allowHeaders: strings('One header.')
    .optional()
    .describe('Request headers that a browser may send.'),
  exposeHeaders: strings('One header.')
    .optional()
    .describe('Response headers that scripts may read.'),
  maxAge: z
    .int()
    .optional()
    .describe('Seconds for which a browser may remember the answer.'),
});

const securitySchema = z.object({
  allowedIPs: strings('One address range in CIDR notation.')
    .optional()
    .describe('Address ranges that may call; all by default.'),
  blockedIPs: strings('One address range in CIDR notation.')
    .optional()
    .describe('Address ranges that may not call.'),
  precedence: z
    .enum(['AllowFirst', 'BlockFirst'])
    .optional()
    .describe(
      'What wins. AllowFirst, the default: the scopes or an allowed address let in, whoever has neither is refused. BlockFirst: a blocked address is refused, the scopes and an allowed address are needed together.',
    ),
  requireTLS: z.boolean().optional().describe('Whether callers must use TLS.'),
  minTLSVersion: z
    .string()
    .optional()
    .describe('Oldest version of TLS that is accepted.'),
});

const transformationSchema = z
  .object({
    type: z.string().describe('Format of the body: json or xml.'),
    action: z
      .string()
      .describe(
        'What is done: addFields, removeFields, addHeader or removeHeaders.',
      ),
    fields: z
      .record(z.string(), z.string().describe('Value of the field.'))
      .optional()
      .describe('Fields that are added, with their values.'),
    headers: strings('One header.')
      .optional()
      .describe('Headers that are removed.'),
    headerName: z.string().optional().describe('Header that is added.'),
    headerValue: z.string().optional().describe('Value of that header.'),
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

/** What a gateway does for the callers of a REST API. */
export const restPolicySchema = z.object({
  rateLimit: rateLimitSchema
    .optional()
    .describe('How many requests are let through.'),
  authentication: authenticationSchema
    .optional()
    .describe('How callers prove who they are.'),
  cors: corsSchema.optional().describe('Which browsers may call, and how.'),
  security: securitySchema
    .optional()
    .describe('Who may call from where, and over which TLS.'),
  mediation: mediationSchema
    .optional()
    .describe('How requests and responses are changed on their way.'),
  circuitBreaker: circuitBreakerSchema
    .optional()
    .describe('Limits past which requests are refused at once.'),
});

export type RESTPolicy = z.infer<typeof restPolicySchema>;
