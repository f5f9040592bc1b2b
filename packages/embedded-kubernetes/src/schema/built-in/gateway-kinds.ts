import { ResourceType } from '../../api/types';
import { StructuralSchema } from '../structural-schema';
import {
  age,
  anyList,
  anything,
  builtIn,
  defaulting,
  listBy,
  mapOf,
  struct,
} from './build';
import {
  backendRef,
  bounded,
  gatewayConditions,
  group,
  hostname,
  kind,
  labels,
  match,
  namespaceName,
  objectName,
  parentRef,
  port,
  routeColumns,
  routeStatus,
  secretReference,
  sectionName,
  boundedList,
  enumOf,
} from './gateway-parts';
import { httpRoute } from './http-route';

const apiGroup = 'gateway.networking.k8s.io';
const categories = ['gateway-api'];

const pending = (...types: string[]) =>
  types.map(type => ({
    type,
    status: 'Unknown',
    reason: 'Pending',
    message: 'Waiting for controller',
    lastTransitionTime: '1970-01-01T00:00:00Z',
  }));

const selector = struct({ matchLabels: labels, matchExpressions: anyList });

const listener = struct(
  {
    name: sectionName,
    hostname,
    port,
    protocol: bounded(1, 255),
    tls: struct({
      mode: defaulting(enumOf('Terminate', 'Passthrough'), 'Terminate'),
      certificateRefs: boundedList(64, secretReference),
      options: mapOf({ type: 'string', maxLength: 4096 }),
    }),
    allowedRoutes: defaulting(
      struct({
        namespaces: defaulting(
          struct({
            from: defaulting(enumOf('All', 'Selector', 'Same'), 'Same'),
            selector: { ...selector, 'x-kubernetes-map-type': 'atomic' },
          }),
          { from: 'Same' },
        ),
        kinds: boundedList(
          8,
          struct(
            { group: defaulting(group, apiGroup), kind },
            { required: ['kind'] },
          ),
        ),
      }),
      { namespaces: { from: 'Same' } },
    ),
  },
  { required: ['name', 'port', 'protocol'] },
);

const gateway = builtIn({
  group: apiGroup,
  version: 'v1',
  kind: 'Gateway',
  shortNames: ['gtw'],
  categories,
  columns: [
    { name: 'Class', type: 'string', jsonPath: '.spec.gatewayClassName' },
    { name: 'Address', type: 'string', jsonPath: '.status.addresses[*].value' },
    {
      name: 'Programmed',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Programmed")].status',
    },
    age,
  ],
  schema: struct(
    {
      spec: struct(
        {
          gatewayClassName: objectName,
          listeners: {
            ...listBy('name', listener),
            minItems: 1,
            maxItems: 64,
          },
          addresses: boundedList(16, anything),
          infrastructure: anything,
        },
        { required: ['gatewayClassName', 'listeners'] },
      ),
      status: defaulting(
        struct({
          addresses: boundedList(16, anything),
          conditions: defaulting(
            gatewayConditions,
            pending('Accepted', 'Programmed'),
          ),
          listeners: listBy('name', anything),
        }),
        { conditions: pending('Accepted', 'Programmed') },
      ),
    },
    { required: ['spec'] },
  ),
});

const gatewayClass = builtIn({
  group: apiGroup,
  version: 'v1',
  kind: 'GatewayClass',
  shortNames: ['gc'],
  categories,
  scope: 'Cluster',
  columns: [
    { name: 'Controller', type: 'string', jsonPath: '.spec.controllerName' },
    {
      name: 'Accepted',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Accepted")].status',
    },
    age,
    {
      name: 'Description',
      type: 'string',
      priority: 1,
      jsonPath: '.spec.description',
    },
  ],
  schema: struct(
    {
      spec: struct(
        {
          controllerName: bounded(1, 253),
          parametersRef: struct(
            { group, kind, name: objectName, namespace: namespaceName },
            { required: ['group', 'kind', 'name'] },
          ),
          description: { type: 'string', maxLength: 64 },
        },
        { required: ['controllerName'] },
      ),
      status: defaulting(
        struct({
          conditions: defaulting(gatewayConditions, pending('Accepted')),
        }),
        { conditions: pending('Accepted') },
      ),
    },
    { required: ['spec'] },
  ),
});

const grpcFilters = boundedList(16, anything);
const grpcRoute = builtIn({
  group: apiGroup,
  version: 'v1',
  kind: 'GRPCRoute',
  categories,
  columns: routeColumns,
  schema: struct({
    spec: struct({
      parentRefs: boundedList(32, parentRef),
      hostnames: boundedList(16, hostname),
      rules: boundedList(
        16,
        struct({
          matches: boundedList(
            8,
            struct({
              method: struct({
                type: defaulting(enumOf('Exact', 'RegularExpression'), 'Exact'),
                service: { type: 'string', maxLength: 1024 },
                method: { type: 'string', maxLength: 1024 },
              }),
              headers: match(4096),
            }),
          ),
          filters: grpcFilters,
          backendRefs: boundedList(16, backendRef({ filters: grpcFilters })),
        }),
      ),
    }),
    status: routeStatus,
  }),
});

const referenceGrant = builtIn({
  group: apiGroup,
  version: 'v1beta1',
  kind: 'ReferenceGrant',
  shortNames: ['refgrant'],
  categories,
  schema: struct({
    spec: struct(
      {
        from: {
          ...boundedList(
            16,
            struct(
              { group, kind, namespace: namespaceName },
              { required: ['group', 'kind', 'namespace'] },
            ),
          ),
          minItems: 1,
        },
        to: {
          ...boundedList(
            16,
            struct(
              { group, kind, name: objectName },
              { required: ['group', 'kind'] },
            ),
          ),
          minItems: 1,
        },
      },
      { required: ['from', 'to'] },
    ),
  }),
});

/** The kinds of the Gateway API. */
export const gatewayKinds: ResourceType[] = [
  gatewayClass,
  gateway,
  httpRoute,
  grpcRoute,
  connectionRoute('TCPRoute'),
  connectionRoute('UDPRoute'),
  connectionRoute('TLSRoute', { hostnames: boundedList(16, hostname) }),
  referenceGrant,
];

/** A route of connections, whose rules have only backends. */
function connectionRoute(
  name: string,
  more: Record<string, StructuralSchema> = {},
): ResourceType {
  return builtIn({
    group: apiGroup,
    version: 'v1alpha2',
    kind: name,
    categories,
    schema: struct(
      {
        spec: struct(
          {
            parentRefs: boundedList(32, parentRef),
            ...more,
            rules: {
              ...boundedList(
                16,
                struct({
                  name: sectionName,
                  backendRefs: {
                    ...boundedList(16, backendRef()),
                    minItems: 1,
                  },
                }),
              ),
              minItems: 1,
            },
          },
          { required: ['rules'] },
        ),
        status: routeStatus,
      },
      { required: ['spec'] },
    ),
  });
}
