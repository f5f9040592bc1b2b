import {
  cellNamespace,
  configurationGroupSchema,
} from '@promenade/openchoreo-model';
import { describeProblem } from '../../core/problem';
import { jsonAt } from '../../runtime/json';
import {
  effectiveTypedCase,
  type TypedCase,
} from '../../test/__testUtils__/rendering/typed-case';
import { renderBinding } from './render-binding';

const deployment = {
  id: 'deployment',
  template: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: '${metadata.name}' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              image: '${workload.container.image}',
              envFrom: '${configurations.toContainerEnvFrom()}',
              env: '${dependencies.toContainerEnvs()}',
            },
          ],
        },
      },
    },
  },
};

const service = {
  id: 'service',
  template: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: '${metadata.componentName}' },
    spec: {
      selector: '${metadata.podSelectors}',
      ports: '${workload.toServicePorts()}',
    },
  },
};

const route = {
  id: 'route',
  template: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: '${metadata.name}',
      labels: { 'openchoreo.dev/endpoint-name': 'api' },
    },
    spec: {
      parentRefs: [
        {
          name: '${gateway.ingress.external.name}',
          namespace: '${gateway.ingress.external.namespace}',
        },
      ],
      hostnames: ['shop.${gateway.ingress.external.https.host}'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/greeter' } }],
          backendRefs: [{ name: '${metadata.componentName}', port: 8080 }],
        },
      ],
    },
  },
};

const secrets = {
  id: 'secrets',
  forEach: '${configurations.toSecretEnvsByContainer()}',
  var: 'each',
  template: {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: '${each.resourceName}' },
    spec: {
      secretStoreRef: { name: '${dataplane.secretStore}' },
      data: '${each.envs.map(e, {"secretKey": e.name, "remoteRef": e.remoteRef})}',
    },
  },
};

function render({
  resources = [],
  ...given
}: Omit<TypedCase, 'type'> & { resources?: object[] }) {
  const { problems, ...rendered } = renderBinding(
    effectiveTypedCase({
      ...given,
      type: {
        workloadType: 'deployment',
        resources: [deployment, ...resources],
      },
    }),
  );
  return {
    ...rendered,
    problems: problems.map(describeProblem),
    find: (kind: string) =>
      rendered.resources.find(({ object }) => object.kind === kind)?.object,
  };
}

describe('a component with a component type', () => {
  it('has its objects in the cell, and pods with the labels of the component', () => {
    const { find, problems } = render({});
    expect(problems).toEqual([]);
    expect(find('Deployment')).toMatchObject({
      metadata: {
        namespace: cellNamespace('acme', 'shop', 'development'),
        labels: { 'component-name': 'greeter' },
      },
      spec: {
        template: { metadata: { labels: { 'component-name': 'greeter' } } },
      },
    });
  });

  it('has no object in another namespace', () => {
    const { template } = service;
    const metadata = { name: 'x', namespace: 'kube-system' };
    expect(
      render({ resources: [{ id: 'x', template: { ...template, metadata } }] })
        .problems,
    ).toEqual([
      'ComponentType service spec.resources: Service "x" is in the namespace "kube-system", and components have objects in their cell only; use ${metadata.namespace}',
    ]);
  });

  it('has no route at the address of another component', () => {
    expect(
      render({
        resources: [service, route],
        findRouteOwner: () => 'a component of another organization',
      }).problems,
    ).toEqual([
      expect.stringContaining(
        'are already taken by a component of another organization; use others',
      ),
    ]);
  });

  it('has the addresses of its Services and routes', () => {
    expect(render({ resources: [service, route] }).endpoints).toMatchObject([
      {
        name: 'api',
        project: { host: 'greeter', port: 8080 },
        public: {
          host: 'shop.choreoapis.localhost',
          uri: 'https://shop.choreoapis.localhost:8443/greeter',
        },
      },
    ]);
    expect(render({}).endpoints).toEqual([]);
  });

  it('may be called by the gateway of its routes in an isolated cell', () => {
    const { find } = render({
      resources: [service, route],
      isolation: { mode: 'Enforced', provider: 'kubernetes' },
    });
    expect(JSON.stringify(find('NetworkPolicy'))).toContain('gateway-external');
  });

  it('gets secrets of the store by External Secrets, and restarts when they change', () => {
    const workload = {
      containers: {
        main: {
          image: 'registry.test/app:1',
          env: [
            {
              key: 'PASSWORD',
              valueFrom: { configurationGroupRef: { name: 'db', key: 'pin' } },
            },
            {
              key: 'TOKEN',
              valueFrom: { secretRef: { name: 'tokens', key: 'api' } },
            },
          ],
        },
      },
    };
    const group = configurationGroupSchema.parse({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'ConfigurationGroup',
      metadata: { name: 'db' },
      spec: {
        configurations: [
          {
            key: 'pin',
            values: [{ environment: 'development', vaultKey: 'db/pin' }],
          },
        ],
      },
    });
    const withStore = (secretStore: object) =>
      render({
        workload,
        resources: [secrets],
        configuration: {
          findGroup: () => group,
          secretStore: { provider: '', ...secretStore },
        },
      });
    const stored = withStore({
      provider: 'external-secrets',
      storeRef: { name: 'vault', kind: 'ClusterSecretStore' },
    });
    expect(stored.problems).toEqual([]);
    expect(stored.find('ExternalSecret')?.spec).toEqual({
      secretStoreRef: { name: 'vault' },
      data: [
        {
          secretKey: 'PASSWORD',
          remoteRef: { key: 'db/pin', property: 'value' },
        },
      ],
    });
    const name = stored.find('ExternalSecret')?.metadata.name;
    const template = jsonAt(stored.find('Deployment')?.spec, 'template');
    expect(jsonAt(template, 'metadata', 'annotations')).toMatchObject({
      'openchoreo.dev/restart-with-secrets': `${name},tokens`,
    });
    expect(jsonAt(template, 'spec')).toMatchObject({
      containers: [
        {
          envFrom: [{ secretRef: { name } }],
          env: [
            {
              name: 'TOKEN',
              valueFrom: { secretKeyRef: { name: 'tokens', key: 'api' } },
            },
          ],
        },
      ],
    });
    expect(
      withStore({
        provider: 'vault',
        address: 'https://vault.test',
        role: 'reader',
      }).problems,
    ).toEqual([
      'spec.workloadSpec.containers.main.env[PASSWORD].valueFrom: component types read secrets with External Secrets; set the provider external-secrets in spec.secretStore of the DataPlane',
    ]);
  });

  it('leaves out objects for an observability plane', () => {
    const { find, problems } = render({
      resources: [{ ...service, targetPlane: 'observabilityplane' }],
    });
    expect(find('Service')).toBeUndefined();
    expect(problems).toEqual([
      expect.stringContaining('is for an observability plane'),
    ]);
  });
});
