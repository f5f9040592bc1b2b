import { z } from 'zod';
import { httpMethodSchema } from './workload-endpoint';
import { strings } from './scalars';

const scopesField = strings('One scope.').describe(
  'Scopes that a caller must hold.',
);

const claimsToHeadersField = z
  .array(
    z
      .object({
        name: z.string().describe('Name of the claim.'),
        header: z.string().describe('Header that it is passed on in.'),
      })
      .describe('One claim and its header.'),
  )
  .describe('Claims of the token that are passed on as headers.');

const authorizationSchema = z.object({
  apiType: z
    .enum(['REST', 'GRPC', 'GraphQL'])
    .describe('Kind of API that is protected.'),
  rest: z
    .object({
      claimsToHeaders: claimsToHeadersField,
      operations: z
        .array(
          z
            .object({
              target: z.string().describe('Path of the operation.'),
              method: httpMethodSchema.describe('Method of the operation.'),
              scopes: scopesField,
            })
            .describe('One operation.'),
        )
        .describe('Operations that are protected.'),
    })
    .optional()
    .describe('What a REST API asks of callers.'),
  grpc: z
    .object({
      claimsToHeaders: claimsToHeadersField,
      operations: z
        .array(
          z
            .object({
              name: z.string().describe('Name of the service.'),
              methods: z
                .array(
                  z
                    .object({
                      name: z.string().describe('Name of the method.'),
                      scopes: scopesField,
                    })
                    .describe('One method.'),
                )
                .describe('Methods that are protected.'),
            })
            .describe('One service.'),
        )
        .describe('Services that are protected.'),
    })
    .optional()
    .describe('What a gRPC API asks of callers.'),
  graphql: z
    .object({
      claimsToHeaders: claimsToHeadersField,
      operations: z
        .array(
          z
            .object({
              type: z.string().describe('Query, mutation, or subscription.'),
              name: z.string().describe('Name of the operation.'),
              scopes: scopesField,
            })
            .describe('One operation.'),
        )
        .describe('Operations that are protected.'),
    })
    .optional()
    .describe('What a GraphQL API asks of callers.'),
});

const jwtSchema = z.object({
  authorization: authorizationSchema.describe('What callers may do.'),
  claims: z
    .array(
      z
        .object({
          key: z.string().describe('Name of the claim.'),
          values: strings('One value.').describe('Values that are accepted.'),
        })
        .describe('One claim.'),
    )
    .optional()
    .describe('Claims that a token must make.'),
});

const headerAuthSchemeDescription =
  'Word before the credentials in the header, for example Bearer.';

const apiKeyAuthSchema = z.object({
  keySource: z
    .object({
      header: z.string().describe('Header that holds the key.'),
      headerAuthScheme: z
        .string()
        .optional()
        .describe(headerAuthSchemeDescription),
    })
    .describe('Where the key is in a request.'),
  secretRefs: strings('Name of one Secret.').describe(
    'Secrets that hold the accepted keys.',
  ),
});

const basicAuthSchema = z.object({
  header: z.string().describe('Header that holds the credentials.'),
  headerAuthScheme: z.string().describe(headerAuthSchemeDescription),
  users: z
    .array(
      z
        .object({
          username: z.string().describe('User name.'),
          passwordFromSecret: z
            .string()
            .describe('Name of the Secret that holds the password.'),
        })
        .describe('One user.'),
    )
    .describe('Users that are accepted.'),
});

const corsSchema = z.object({
  allowOrigins: strings('One origin.').describe('Origins that may call.'),
  allowMethods: strings('One method.').describe('Methods that may be used.'),
  allowHeaders: strings('One header.').describe('Headers that may be sent.'),
  exposeHeaders: strings('One header.').describe(
    'Response headers that scripts may read.',
  ),
  allowCredentials: z.boolean().describe('Whether credentials may be sent.'),
  maxAge: z.int().describe('Seconds for which the answer may be remembered.'),
});

const requestLimit = {
  requestLimit: z.int().describe('Most requests in one unit of time.'),
  timeUnit: z.string().describe('Unit of time, for example Minute.'),
};

const rateLimitSchema = z.object({
  apiLevel: z.object(requestLimit).describe('Limit of the API as a whole.'),
  operationLevel: z
    .object({
      rest: z
        .array(
          z
            .object({
              target: z.string().describe('Path of the operation.'),
              method: z.string().describe('Method of the operation.'),
              ...requestLimit,
            })
            .describe('One operation and its limit.'),
        )
        .describe('Limits of REST operations.'),
    })
    .describe('Limits of single operations.'),
});

/** A policy that protects an endpoint of the older generation. */
export const endpointPolicySchema = z.object({
  name: z.string().describe('Name of the policy.'),
  type: z
    .string()
    .describe(
      'What it does: oauth2, api-key, basic-auth, rate-limit, cors, or mediation.',
    ),
  policySpec: z
    .object({
      apiKeyAuth: apiKeyAuthSchema
        .optional()
        .describe('Settings of a policy of type api-key.'),
      basicAuth: basicAuthSchema
        .optional()
        .describe('Settings of a policy of type basic-auth.'),
      cors: corsSchema
        .optional()
        .describe('Settings of a policy of type cors.'),
      oauth2: z
        .object({ jwt: jwtSchema.describe('How tokens are checked.') })
        .optional()
        .describe('Settings of a policy of type oauth2.'),
      rateLimit: rateLimitSchema
        .optional()
        .describe('Settings of a policy of type rate-limit.'),
    })
    .describe('Settings of the policy.'),
});
