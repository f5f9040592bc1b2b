import { z } from 'zod';
import { httpMethodSchema } from './workload-endpoint';
import { strings } from './scalars';

const scopesField = strings('One scope.').describe(
  'Scopes that the token of a caller must have.',
);

const claimsToHeadersField = z
  .array(
    z
      .object({
        name: z.string().describe('Name of the claim.'),
        header: z
          .string()
          .describe('Header that carries the claim to the backend.'),
      })
      .describe('One claim and its header.'),
  )
  .describe('Claims of the token that are sent to the backend as headers.');

const authorizationSchema = z.object({
  apiType: z
    .enum(['REST', 'GRPC', 'GraphQL'])
    .describe('Type of the protected API.'),
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
        .describe('Protected operations.'),
    })
    .optional()
    .describe('Authorization of a REST API.'),
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
                .describe('Protected methods.'),
            })
            .describe('One service.'),
        )
        .describe('Protected services.'),
    })
    .optional()
    .describe('Authorization of a gRPC API.'),
  graphql: z
    .object({
      claimsToHeaders: claimsToHeadersField,
      operations: z
        .array(
          z
            .object({
              type: z
                .string()
                .describe(
                  'Type of the operation: query, mutation or subscription.',
                ),
              name: z.string().describe('Name of the operation.'),
              scopes: scopesField,
            })
            .describe('One operation.'),
        )
        .describe('Protected operations.'),
    })
    .optional()
    .describe('Authorization of a GraphQL API.'),
});

const jwtSchema = z.object({
  authorization: authorizationSchema.describe('Authorization of callers.'),
  claims: z
    .array(
      z
        .object({
          key: z.string().describe('Name of the claim.'),
          values: strings('One value.').describe('Accepted values.'),
        })
        .describe('One claim.'),
    )
    .optional()
    .describe('Claims that a token must have.'),
});

const headerAuthSchemeDescription =
  'Authentication scheme in the header, for example Bearer.';

const apiKeyAuthSchema = z.object({
  keySource: z
    .object({
      header: z.string().describe('Header with the key.'),
      headerAuthScheme: z
        .string()
        .optional()
        .describe(headerAuthSchemeDescription),
    })
    .describe('Location of the key in a request.'),
  secretRefs: strings('Name of one Secret.').describe(
    'Secrets with the accepted keys.',
  ),
});

const basicAuthSchema = z.object({
  header: z.string().describe('Header with the credentials.'),
  headerAuthScheme: z.string().describe(headerAuthSchemeDescription),
  users: z
    .array(
      z
        .object({
          username: z.string().describe('User name.'),
          passwordFromSecret: z
            .string()
            .describe('Name of the Secret with the password.'),
        })
        .describe('One user.'),
    )
    .describe('Accepted users.'),
});

const corsSchema = z.object({
  allowOrigins: strings('One origin.').describe('Allowed origins.'),
  allowMethods: strings('One method.').describe('Allowed methods.'),
  allowHeaders: strings('One header.').describe('Allowed request headers.'),
  exposeHeaders: strings('One header.').describe(
    'Response headers that scripts may read.',
  ),
  allowCredentials: z
    .boolean()
    .describe('Whether requests may carry credentials.'),
  maxAge: z
    .int()
    .describe(
      'Time in seconds for which a browser may cache the answer to a preflight request.',
    ),
});

const requestLimit = {
  requestLimit: z
    .int()
    .describe('Maximum number of requests in one time unit.'),
  timeUnit: z.string().describe('Time unit, for example Minute.'),
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

/** A policy of an Endpoint of the first generation of OpenChoreo. */
export const endpointPolicySchema = z.object({
  name: z.string().describe('Name of the policy.'),
  type: z
    .string()
    .describe(
      'Type of the policy: oauth2, api-key, basic-auth, rate-limit, cors or mediation.',
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
        .object({ jwt: jwtSchema.describe('Verification of tokens.') })
        .optional()
        .describe('Settings of a policy of type oauth2.'),
      rateLimit: rateLimitSchema
        .optional()
        .describe('Settings of a policy of type rate-limit.'),
    })
    .describe('Settings of the policy.'),
});
