import { ResourceType } from '../../api/types';
import {
  age,
  anyList,
  anything,
  builtIn,
  listOf,
  mapOf,
  struct,
} from './build';
import { plain } from './gateway-parts';

const textsByName = mapOf(plain);
const selector = struct({
  matchLabels: textsByName,
  matchExpressions: anyList,
});

const ciliumRule = struct({
  endpointSelector: selector,
  nodeSelector: selector,
  ingress: anyList,
  ingressDeny: anyList,
  egress: anyList,
  egressDeny: anyList,
  labels: anyList,
  description: plain,
  enableDefaultDeny: anything,
  log: anything,
});

const ciliumNetworkPolicy = builtIn({
  group: 'cilium.io',
  version: 'v2',
  kind: 'CiliumNetworkPolicy',
  shortNames: ['cnp', 'ciliumnp'],
  categories: ['cilium', 'ciliumpolicy'],
  columns: [
    age,
    {
      name: 'Valid',
      type: 'string',
      jsonPath: ".status.conditions[?(@.type=='Valid')].status",
    },
  ],
  schema: struct({
    spec: ciliumRule,
    specs: listOf(ciliumRule),
    status: anything,
  }),
});

const ciliumEgressGatewayPolicy = builtIn({
  group: 'cilium.io',
  version: 'v2',
  kind: 'CiliumEgressGatewayPolicy',
  plural: 'ciliumegressgatewaypolicies',
  scope: 'Cluster',
  shortNames: ['cegp'],
  categories: ['cilium', 'ciliumpolicy'],
  columns: [age],
  schema: struct({
    spec: struct({
      selectors: listOf(
        struct({ namespaceSelector: selector, podSelector: selector }),
      ),
      destinationCIDRs: listOf(plain),
      excludedCIDRs: listOf(plain),
      egressGateway: struct({
        nodeSelector: selector,
        egressIP: plain,
        interface: plain,
      }),
    }),
    status: anything,
  }),
});

const ciliumEnvoyConfig = builtIn({
  group: 'cilium.io',
  version: 'v2',
  kind: 'CiliumEnvoyConfig',
  shortNames: ['cec'],
  categories: ['cilium'],
  columns: [age],
  schema: struct({
    spec: struct({
      services: anyList,
      backendServices: anyList,
      resources: anyList,
      nodeSelector: selector,
    }),
    status: anything,
  }),
});

const secretProviderClass = builtIn({
  group: 'secrets-store.csi.x-k8s.io',
  version: 'v1',
  kind: 'SecretProviderClass',
  plural: 'secretproviderclasses',
  schema: struct({
    spec: struct({
      provider: plain,
      parameters: textsByName,
      secretObjects: listOf(
        struct({
          secretName: plain,
          type: plain,
          labels: textsByName,
          annotations: textsByName,
          data: listOf(struct({ objectName: plain, key: plain })),
        }),
      ),
    }),
    status: anything,
  }),
});

const externalSecret = builtIn({
  group: 'external-secrets.io',
  version: 'v1',
  kind: 'ExternalSecret',
  shortNames: ['es'],
  categories: ['external-secrets'],
  columns: [
    {
      name: 'StoreType',
      type: 'string',
      jsonPath: '.spec.secretStoreRef.kind',
    },
    { name: 'Store', type: 'string', jsonPath: '.spec.secretStoreRef.name' },
    {
      name: 'Refresh Interval',
      type: 'string',
      jsonPath: '.spec.refreshInterval',
    },
    {
      name: 'Status',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Ready")].reason',
    },
    {
      name: 'Ready',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="Ready")].status',
    },
    age,
  ],
  schema: struct({ spec: anything, status: anything }),
});

/** The kinds of Cilium and of secret operators. */
export const platformKinds: ResourceType[] = [
  ciliumNetworkPolicy,
  ciliumEgressGatewayPolicy,
  ciliumEnvoyConfig,
  secretProviderClass,
  externalSecret,
];
