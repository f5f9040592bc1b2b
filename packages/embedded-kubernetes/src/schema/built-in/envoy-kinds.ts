import { ResourceType } from '../../api/types';
import { StructuralSchema } from '../structural-schema';
import {
  age,
  anyList,
  anything,
  builtIn,
  defaulting,
  listOf,
  struct,
} from './build';
import {
  bounded,
  gatewayConditions,
  plain,
  policyStatus,
  policyTarget,
  targetSelectors,
  boundedList,
  enumOf,
} from './gateway-parts';

const group = 'gateway.envoyproxy.io';
const version = 'v1alpha1';
const categories = ['envoy-gateway'];

const texts = listOf(plain);
const targets = {
  targetRef: policyTarget,
  targetRefs: listOf(policyTarget),
  targetSelectors,
};
const limit: StructuralSchema = {
  type: 'integer',
  format: 'int64',
  minimum: 0,
  maximum: 4294967295,
};

const rateLimitRule = struct(
  {
    clientSelectors: boundedList(8, anything),
    limit: struct(
      {
        requests: { type: 'integer' },
        unit: enumOf('Second', 'Minute', 'Hour', 'Day'),
      },
      { required: ['requests', 'unit'] },
    ),
    cost: anything,
  },
  { required: ['limit'] },
);

const securityPolicy = builtIn({
  group,
  version,
  kind: 'SecurityPolicy',
  shortNames: ['sp'],
  categories,
  schema: struct(
    {
      spec: struct({
        ...targets,
        apiKeyAuth: anything,
        authorization: struct({
          defaultAction: enumOf('Allow', 'Deny'),
          rules: listOf(
            struct(
              {
                name: bounded(1, 253),
                action: enumOf('Allow', 'Deny'),
                principal: struct({
                  clientCIDRs: listOf({
                    type: 'string',
                    pattern:
                      '((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.){3}(25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)/([0-9]+)|(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|:((:[0-9a-fA-F]{1,4}){1,7}|:))/([0-9]+)',
                  }),
                  jwt: struct(
                    {
                      provider: bounded(1, 253),
                      claims: boundedList(16, anything),
                      scopes: boundedList(16, bounded(1, 253)),
                    },
                    { required: ['provider'] },
                  ),
                }),
              },
              { required: ['action', 'principal'] },
            ),
          ),
        }),
        basicAuth: anything,
        cors: struct({
          allowOrigins: listOf(
            bounded(
              1,
              253,
              '^(\\*|https?:\\/\\/(\\*|(\\*\\.)?(([\\w-]+\\.?)+)?[\\w-]+)(:\\d{1,5})?)$',
            ),
          ),
          allowMethods: texts,
          allowHeaders: texts,
          exposeHeaders: texts,
          maxAge: plain,
          allowCredentials: { type: 'boolean' },
        }),
        extAuth: anything,
        jwt: struct(
          {
            optional: { type: 'boolean' },
            providers: {
              ...boundedList(
                4,
                struct(
                  {
                    name: bounded(1, 253),
                    issuer: { type: 'string', maxLength: 253 },
                    audiences: boundedList(8, plain),
                    remoteJWKS: struct(
                      {
                        uri: bounded(1, 253),
                        backendRef: anything,
                        backendRefs: boundedList(16, anything),
                        backendSettings: anything,
                      },
                      { required: ['uri'] },
                    ),
                    claimToHeaders: anyList,
                    recomputeRoute: { type: 'boolean' },
                    extractFrom: anything,
                  },
                  { required: ['name', 'remoteJWKS'] },
                ),
              ),
              minItems: 1,
            },
          },
          { required: ['providers'] },
        ),
        oidc: anything,
      }),
      status: policyStatus,
    },
    { required: ['spec'] },
  ),
});

const backendTrafficPolicy = builtIn({
  group,
  version,
  kind: 'BackendTrafficPolicy',
  shortNames: ['btp'],
  categories,
  schema: struct(
    {
      spec: struct({
        ...targets,
        circuitBreaker: struct({
          maxConnections: defaulting(limit, 1024),
          maxParallelRequests: defaulting(limit, 1024),
          maxParallelRetries: defaulting(limit, 1024),
          maxPendingRequests: defaulting(limit, 1024),
          maxRequestsPerConnection: limit,
        }),
        rateLimit: struct(
          {
            type: enumOf('Global', 'Local'),
            global: struct(
              { rules: boundedList(64, rateLimitRule) },
              { required: ['rules'] },
            ),
            local: struct({ rules: boundedList(16, rateLimitRule) }),
          },
          { required: ['type'] },
        ),
        retry: struct({
          numRetries: defaulting(
            { type: 'integer', format: 'int32', minimum: 0 },
            2,
          ),
          perRetry: anything,
          retryOn: anything,
        }),
        timeout: anything,
        compression: anyList,
        connection: anything,
        dns: anything,
        faultInjection: anything,
        healthCheck: anything,
        http2: anything,
        loadBalancer: anything,
        proxyProtocol: anything,
        responseOverride: anyList,
        tcpKeepalive: anything,
        useClientProtocol: { type: 'boolean' },
      }),
      status: policyStatus,
    },
    { required: ['spec'] },
  ),
});

const clientTrafficPolicy = builtIn({
  group,
  version,
  kind: 'ClientTrafficPolicy',
  shortNames: ['ctp'],
  categories,
  schema: struct(
    { spec: anything, status: policyStatus },
    { required: ['spec'] },
  ),
});

const routeFilter = builtIn({
  group,
  version,
  kind: 'HTTPRouteFilter',
  shortNames: ['hrf'],
  categories,
  schema: struct(
    {
      spec: struct({
        urlRewrite: anything,
        directResponse: anything,
      }),
    },
    { required: ['spec'] },
  ),
});

const backend = builtIn({
  group,
  version,
  kind: 'Backend',
  shortNames: ['be'],
  categories,
  columns: [
    {
      name: 'Status',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Accepted")].reason',
    },
    age,
  ],
  schema: struct(
    {
      spec: struct({
        appProtocols: listOf(
          enumOf(
            'gateway.envoyproxy.io/h2c',
            'gateway.envoyproxy.io/ws',
            'gateway.envoyproxy.io/wss',
          ),
        ),
        endpoints: { ...boundedList(4, anything), minItems: 1 },
        fallback: { type: 'boolean' },
      }),
      status: struct({ conditions: gatewayConditions }),
    },
    { required: ['spec'] },
  ),
});

/** The kinds of Envoy Gateway. */
export const envoyKinds: ResourceType[] = [
  securityPolicy,
  backendTrafficPolicy,
  clientTrafficPolicy,
  routeFilter,
  backend,
];
