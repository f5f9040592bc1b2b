import {
  dataPlaneSchema,
  environmentSchema,
} from '@promenade/openchoreo-model';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  restApi,
} from '../../test/__testUtils__/rendering/service-case';

const kinds = (result: ReturnType<typeof renderCase>) =>
  result.resources.map(({ object }) => object.kind);

describe('renderService', () => {
  it('quirk 16: renders no Service without endpoints, because the API server rejects it', () => {
    const result = renderCase({ workload: { endpoints: {} } });
    expect(kinds(result)).toEqual(['Deployment']);
    expect(result.endpoints).toEqual([]);
  });

  it('renders every container, main first, then by name, with the ports of its endpoints', () => {
    const [deployment] = objectsOf(
      renderCase({
        workload: {
          containers: {
            zeta: { image: 'z' },
            alpha: { image: 'a' },
            main: { image: 'm' },
          },
          endpoints: {
            api: { type: 'REST', port: 8080 },
            stats: {
              type: 'HTTP',
              port: 9000,
              container: 'zeta',
              targetPort: 9,
            },
          },
        },
      }),
      'Deployment',
    );
    expect(
      jsonAt(deployment, 'spec', 'template', 'spec', 'containers'),
    ).toEqual([
      expect.objectContaining({
        name: 'main',
        ports: [{ containerPort: 8080, name: 'ep-8080-tcp', protocol: 'TCP' }],
      }),
      { image: 'a', name: 'alpha', resources: {} },
      expect.objectContaining({
        name: 'zeta',
        ports: [{ containerPort: 9, name: 'ep-9000-tcp', protocol: 'TCP' }],
      }),
    ]);
  });

  it('scales a suspended component to 0 and keeps the other objects', () => {
    const result = renderCase({
      binding: { releaseState: 'Suspend' },
      apis: { api: restApi() },
      serviceClass: { deploymentTemplate: { replicas: 3 } },
    });
    expect(jsonAt(result.resources[0].object, 'spec', 'replicas')).toBe(0);
    expect(kinds(result)).toEqual([
      'Deployment',
      'Service',
      'HTTPRoute',
      'SecurityPolicy',
      'BackendTrafficPolicy',
    ]);
  });

  it('quirk 18: uses one default level for the route, the policies and the address of an API', () => {
    const result = renderCase({ apis: { api: restApi() } });
    const [route] = objectsOf(result, 'HTTPRoute');
    for (const kind of ['SecurityPolicy', 'BackendTrafficPolicy']) {
      const [policy] = objectsOf(result, kind);
      expect(jsonAt(policy, 'spec', 'targetRefs')).toEqual([
        expect.objectContaining({ name: route.metadata.name }),
      ]);
    }
    expect(jsonAt(route, 'spec', 'hostnames')).toEqual([
      'development.choreoapis.localhost',
    ]);
    expect(result.endpoints[0].public?.uri).toBe(
      'https://development.choreoapis.localhost:8443/shop/greeter/v1',
    );
  });

  it('quirk 17: uses hosts of the data plane and the environment with hostMode Configured', () => {
    const object = (kind: string, spec: object) => ({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind,
      metadata: { name: 'it', namespace: 'acme' },
      spec,
    });
    const hosts = resolveHosts(
      'development',
      environmentSchema.parse(
        object('Environment', { gateway: { dnsPrefix: 'dev' } }),
      ),
      dataPlaneSchema.parse(
        object('DataPlane', {
          registry: { prefix: 'registry.test' },
          gateway: {
            publicVirtualHost: 'apis.example.com',
            organizationVirtualHost: 'apis.internal',
            hostMode: 'Configured',
          },
        }),
      ),
    );
    const { endpoints } = renderCase({
      hosts,
      apis: { api: restApi({ exposeLevels: ['Organization', 'Public'] }) },
    });
    expect(endpoints[0].public?.host).toBe('dev.apis.example.com');
    expect(endpoints[0].organization?.host).toBe('dev.apis.internal');
    expect(hosts.webApplication('site').host).toBe('site-dev.apis.example.com');
  });

  it('renders empty policies for an APIClass with empty defaults', () => {
    const result = renderCase({
      apis: { api: restApi() },
      policies: { default: { defaults: {} } },
    });
    expect(result.problems).toEqual([]);
    for (const kind of ['SecurityPolicy', 'BackendTrafficPolicy']) {
      const [{ spec }] = objectsOf(result, kind);
      expect(Object.keys(spec)).toEqual(['targetRefs']);
    }
  });

  it('renders no policies at a level that the APIClass does not set', () => {
    const result = renderCase({
      apis: { api: restApi({ exposeLevels: ['Organization', 'Public'] }) },
      policies: { default: { organization: {} } },
    });
    expect(result.problems).toEqual([]);
    expect(kinds(result)).toEqual([
      'Deployment',
      'Service',
      'HTTPRoute',
      'HTTPRoute',
      'SecurityPolicy',
      'BackendTrafficPolicy',
    ]);
  });

  it('reports an invalid quantity in the layer that sets it', () => {
    const container = (cpu: string) => ({
      template: {
        spec: {
          containers: [{ name: 'main', resources: { limits: { cpu } } }],
        },
      },
    });
    const { problems } = renderCase({
      serviceClass: { deploymentTemplate: container('lots') },
      binding: {
        parameters: container('more'),
        envOverrides: {
          containers: { main: { resources: { requests: { memory: '1x' } } } },
        },
      },
    });
    const resources = 'template.spec.containers[main].resources.limits.cpu';
    expect(problems.map(({ severity, field }) => [severity, field])).toEqual([
      ['Error', `ServiceClass default spec.deploymentTemplate.${resources}`],
      ['Error', `spec.parameters.${resources}`],
      ['Error', 'spec.envOverrides.containers.main.resources.requests.memory'],
    ]);
  });

  it('canonicalizes a pod template as its Go type does', () => {
    const result = renderCase({
      serviceClass: {
        deploymentTemplate: {
          template: {
            spec: {
              overhead: { memory: '1024Mi' },
              volumes: [
                { name: 'cache', emptyDir: { sizeLimit: '1024Mi' } },
                {
                  name: 'data',
                  ephemeral: { volumeClaimTemplate: { spec: {} } },
                },
                {
                  name: 'pod',
                  downwardAPI: {
                    items: [
                      { path: 'cpu', resourceFieldRef: { divisor: '1000m' } },
                    ],
                  },
                },
              ],
              containers: [
                {
                  name: 'main',
                  env: [
                    {
                      name: 'CPU',
                      valueFrom: {
                        resourceFieldRef: { resource: 'limits.cpu' },
                      },
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    });
    expect(
      jsonAt(result.resources[0].object, 'spec', 'template', 'spec'),
    ).toMatchObject({
      overhead: { memory: '1Gi' },
      volumes: [
        { emptyDir: { sizeLimit: '1Gi' } },
        { ephemeral: { volumeClaimTemplate: { spec: { resources: {} } } } },
        { downwardAPI: { items: [{ resourceFieldRef: { divisor: '1' } }] } },
      ],
      containers: [
        {
          resources: {},
          env: [{ valueFrom: { resourceFieldRef: { divisor: '0' } } }],
        },
      ],
    });
  });

  it('omits zero values of the class as its Go types do, and keeps all others', () => {
    const result = renderCase({
      serviceClass: {
        deploymentTemplate: {
          paused: false,
          minReadySeconds: 0,
          revisionHistoryLimit: 0,
          strategy: { type: '', rollingUpdate: null },
          template: {
            metadata: { annotations: {} },
            spec: {
              hostNetwork: false,
              automountServiceAccountToken: false,
              nodeSelector: {},
              tolerations: [],
              securityContext: {},
              volumes: [{ name: 'tmp', emptyDir: { medium: '' } }],
              containers: [
                {
                  name: 'main',
                  command: [],
                  tty: false,
                  env: [{ name: 'EMPTY', value: '' }],
                  ports: [{ containerPort: 8080, hostPort: 0 }],
                  volumeMounts: [
                    { name: 'tmp', mountPath: '/tmp', readOnly: false },
                  ],
                  livenessProbe: {
                    initialDelaySeconds: 0,
                    httpGet: { port: 8080, path: '' },
                  },
                  securityContext: {
                    privileged: false,
                    capabilities: { add: [], drop: ['ALL'] },
                  },
                },
              ],
            },
          },
        },
        serviceTemplate: {
          externalIPs: [],
          publishNotReadyAddresses: false,
          ports: [{ port: 1, name: '', nodePort: 0 }],
        },
      },
    });
    const [deployment, service] = result.resources.map(
      ({ object }) => object.spec,
    );
    expect(deployment).toEqual({
      revisionHistoryLimit: 0,
      strategy: {},
      selector: expect.anything(),
      template: {
        metadata: { labels: expect.anything() },
        spec: {
          automountServiceAccountToken: false,
          securityContext: {},
          volumes: [{ name: 'tmp', emptyDir: {} }],
          containers: [
            {
              name: 'main',
              image: 'registry.test/app:1',
              env: [{ name: 'EMPTY' }],
              ports: [
                { name: 'ep-8080-tcp', containerPort: 8080, protocol: 'TCP' },
              ],
              resources: {},
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              livenessProbe: { httpGet: { port: 8080 } },
              securityContext: {
                privileged: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    });
    expect(service).toEqual({
      type: 'ClusterIP',
      selector: expect.anything(),
      ports: [
        expect.objectContaining({ port: 8080 }),
        { port: 1, targetPort: 0 },
      ],
    });
  });

  it('warns of a variable that is set twice and keeps the last value', () => {
    const result = renderCase({
      workload: {
        containers: {
          main: {
            image: 'm',
            env: [
              { key: 'A', value: '1' },
              { key: 'A', value: '2' },
            ],
          },
        },
      },
    });
    const [deployment] = objectsOf(result, 'Deployment');
    expect(
      jsonAt(deployment, 'spec', 'template', 'spec', 'containers'),
    ).toEqual([expect.objectContaining({ env: [{ name: 'A', value: '2' }] })]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.containers.main.env[A]',
      }),
    ]);
  });

  it('warns of an API whose port is not the port of an endpoint', () => {
    const { problems } = renderCase({
      apis: { api: restApi({ backend: { port: 1 } }) },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.apis.api.rest.backend.port',
      }),
    ]);
  });
});
