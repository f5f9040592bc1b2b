import { isDnsLabel, nameLimits } from '@promenade/openchoreo-model';
import { removeCanary } from '../../core/binding/canary-resources';
import { isMissingReference } from '../../core/effective-binding/effective-binding';
import type { RenderResult } from '../../core/render-result';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  effectiveServiceCase,
  objectsOf,
  restApi,
  serviceBinding,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';
import { renderBinding } from './render-binding';
import { renderCanary, type RenderedCanary } from './render-canary';

const workload = (image: string, more: object = {}) => ({
  containers: { main: { image: `registry.test/${image}` } },
  endpoints: { api: { type: 'REST', port: 8080 } },
  ...more,
});
const greeter = workload('app:1');
const canary = {
  artifactRef: 'greeter-default-12345678',
  weight: 20,
  workloadSpec: workload('app:2'),
};
const apis = { api: restApi({ exposeLevels: ['Organization', 'Public'] }) };

/** A case with a canary. */
const canaryCase = (
  more: ServiceCase = {},
  fields: object = {},
): ServiceCase => ({
  apis,
  ...more,
  binding: { ...more.binding, canary: { ...canary, ...fields } },
});

function render(given: ServiceCase) {
  const effective = effectiveServiceCase(given);
  const first = renderBinding(effective);
  return { first, canary: renderCanary(effective, first) };
}

function renderedCanary(given: ServiceCase): {
  first: RenderResult;
  canary: RenderedCanary;
} {
  const { first, canary: found } = render(given);
  if (!found || isMissingReference(found)) {
    throw new Error(`not rendered: ${JSON.stringify(found)}`);
  }
  return { first, canary: found };
}

function obstacleOf(given: ServiceCase) {
  const { canary: found } = render(given);
  return found && isMissingReference(found) ? found.readiness : undefined;
}

const all = (resources: RenderResult['resources']): RenderResult => ({
  resources,
  endpoints: [],
  problems: [],
});

const keyOf = ({ kind, metadata }: { kind: string; metadata: object }) =>
  [kind, jsonAt(metadata, 'namespace'), jsonAt(metadata, 'name')].join('/');

/** Whether a selector without expressions selects labels. */
const selects = (matchLabels: unknown, labels: unknown) =>
  Object.entries(Object(matchLabels)).every(
    ([key, value]) => jsonAt(labels, key) === value,
  );

const podLabels = (object: unknown) =>
  jsonAt(object, 'spec', 'template', 'metadata', 'labels');

const everything: ServiceCase = {
  workload: {
    ...greeter,
    containers: {
      main: {
        image: 'registry.test/app:1',
        files: [{ mountPath: '/etc/app/a', value: 'a' }],
        env: [
          {
            key: 'A',
            valueFrom: { configurationGroupRef: { name: 'group', key: 'a' } },
          },
        ],
      },
    },
  },
  configuration: {
    findGroup: name => ({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'ConfigurationGroup',
      metadata: { name, namespace: 'acme' },
      spec: {
        scope: {},
        configurations: [
          { key: 'a', values: [{ environment: 'development', value: 'x' }] },
        ],
      },
    }),
  },
};
const everythingWithCanary = canaryCase(everything, {
  workloadSpec: everything.workload,
});

describe('the canary of a binding', () => {
  it('is rendered as workload and Service with the suffix of its names', () => {
    const { first, canary: rendered } = renderedCanary(canaryCase());
    const [service] = objectsOf(first, 'Service');
    const [deployment] = objectsOf(first, 'Deployment');
    expect(rendered.own.map(({ id }) => id)).toEqual([
      'greeter-deployment-canary',
      'greeter-service-canary',
    ]);
    const [ownDeployment] = objectsOf(all(rendered.own), 'Deployment');
    const [ownService] = objectsOf(all(rendered.own), 'Service');
    expect(ownDeployment.metadata.name).toBe(
      `${deployment.metadata.name}-canary`,
    );
    expect(ownService.metadata.name).toBe(`${service.metadata.name}-canary`);
    expect(ownDeployment.metadata.namespace).toBe(
      deployment.metadata.namespace,
    );
    expect(ownService.spec.ports).toEqual(service.spec.ports);
    expect(
      jsonListAt(ownDeployment.spec, 'template', 'spec', 'containers'),
    ).toEqual([
      expect.objectContaining({ name: 'main', image: 'registry.test/app:2' }),
    ]);
  });

  it('does not change the objects of the release, but for the weights of routes', () => {
    const { first, canary: rendered } = renderedCanary(everythingWithCanary);
    const { binding, ...rest } = everythingWithCanary;
    const { first: before } = render({ ...rest, apis });
    expect(JSON.stringify(first)).toBe(JSON.stringify(before));
    expect(
      JSON.stringify(
        removeCanary(
          rendered.resources.map(({ id, object }) => ({
            id,
            object: { ...object },
          })),
          serviceBinding(everythingWithCanary),
        ),
      ),
    ).toBe(JSON.stringify(before.resources));
  });

  it('is not rendered without a canary', () => {
    expect(render({ apis }).canary).toBeUndefined();
  });

  it('has objects of its own, with names that no other object has', () => {
    const { canary: rendered } = renderedCanary(everythingWithCanary);
    const keys = rendered.resources.map(({ object }) => keyOf(object));
    expect(new Set(keys).size).toBe(keys.length);
    const ids = rendered.resources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(objectsOf(all(rendered.own), 'ConfigMap')).toHaveLength(2);
    for (const { object } of rendered.own) {
      expect(object.metadata.name).toMatch(/-canary$/);
      expect(object.metadata.labels).toMatchObject({
        'component-name': 'greeter',
        'openchoreo.dev/canary': 'true',
      });
    }
    const names = objectsOf(all(rendered.own), 'ConfigMap').map(
      ({ metadata }) => metadata.name,
    );
    const pods = JSON.stringify(objectsOf(all(rendered.own), 'Deployment'));
    expect(names.filter(name => !pods.includes(`"${name}"`))).toEqual([]);
  });

  it('has pods that the Service and the Deployment of the release do not select, nor the other way round', () => {
    const { canary: rendered } = renderedCanary(canaryCase());
    const [service, ownService] = objectsOf(all(rendered.resources), 'Service');
    const [deployment, ownDeployment] = objectsOf(
      all(rendered.resources),
      'Deployment',
    );
    const selectorOf = (object: unknown) =>
      jsonAt(object, 'spec', 'selector', 'matchLabels');
    const [pods, ownPods] = [podLabels(deployment), podLabels(ownDeployment)];
    expect(selects(service.spec.selector, pods)).toBe(true);
    expect(selects(service.spec.selector, ownPods)).toBe(false);
    expect(selects(ownService.spec.selector, pods)).toBe(false);
    expect(selects(ownService.spec.selector, ownPods)).toBe(true);
    expect(selects(selectorOf(deployment), ownPods)).toBe(false);
    expect(selects(selectorOf(ownDeployment), pods)).toBe(false);
    expect(selects(selectorOf(ownDeployment), ownPods)).toBe(true);
    // Logs of a component are found by these labels.
    expect(ownPods).toMatchObject({
      'project-name': 'shop',
      'environment-name': 'development',
      'component-name': 'greeter',
    });
  });

  it.each([
    ['a'.repeat(63), 'Deployment'],
    ['a'.repeat(253), 'Deployment'],
    ['my.app', 'StatefulSet'],
    ['a'.repeat(253), 'StatefulSet'],
  ])('has valid names for a binding "%s" with a %s', (name, workloadKind) => {
    const { canary: rendered } = renderedCanary(
      canaryCase({ name, serviceClass: { workloadKind } }),
    );
    const [service, ownService] = objectsOf(all(rendered.resources), 'Service');
    const [, own] = objectsOf(all(rendered.resources), workloadKind);
    expect(isDnsLabel(ownService.metadata.name)).toBe(true);
    expect(ownService.metadata.name).not.toBe(service.metadata.name);
    expect(ownService.metadata.name).toMatch(/-canary$/);
    expect(own.metadata.name).toMatch(/-canary$/);
    expect(own.metadata.name.length).toBeLessThanOrEqual(
      workloadKind === 'Deployment'
        ? nameLimits.deployment
        : nameLimits.statefulSet,
    );
    expect([ownService.metadata.name, undefined]).toContain(
      own.spec.serviceName,
    );
  });

  it('has the overrides of the environment, and no restart of the release', () => {
    const { canary: rendered } = renderedCanary(
      canaryCase({
        binding: {
          restartedAt: '2026-01-02T03:04:05Z',
          envOverrides: {
            replicas: 3,
            containers: { main: { env: [{ key: 'A', value: 'b' }] } },
          },
        },
      }),
    );
    const [release, own] = objectsOf(all(rendered.resources), 'Deployment');
    expect(own.spec.replicas).toBe(3);
    expect(JSON.stringify(own.spec)).toContain('{"name":"A","value":"b"}');
    const restartOf = (object: unknown) =>
      jsonAt(object, 'spec', 'template', 'metadata', 'annotations');
    expect(restartOf(release)).toEqual({
      'kubectl.kubernetes.io/restartedAt': '2026-01-02T03:04:05Z',
    });
    expect(restartOf(own)).toBeUndefined();
  });

  it('has its own parameters', () => {
    const { canary: rendered } = renderedCanary(
      canaryCase({}, { parameters: { replicas: 5 } }),
    );
    expect(
      objectsOf(all(rendered.resources), 'Deployment').map(
        ({ spec }) => spec.replicas,
      ),
    ).toEqual([undefined, 5]);
  });

  it('is scaled to zero with the binding', () => {
    const { canary: rendered } = renderedCanary(
      canaryCase({ binding: { releaseState: 'Suspend' } }),
    );
    expect(
      objectsOf(all(rendered.resources), 'Deployment').map(
        ({ spec }) => spec.replicas,
      ),
    ).toEqual([0, 0]);
  });

  it('has volume claims that are deleted with its StatefulSet', () => {
    const { canary: rendered } = renderedCanary(
      canaryCase({
        serviceClass: {
          workloadKind: 'StatefulSet',
          deploymentTemplate: {
            volumeClaimTemplates: [
              { metadata: { name: 'data' }, spec: { accessModes: [] } },
            ],
          },
        },
      }),
    );
    expect(
      objectsOf(all(rendered.resources), 'StatefulSet').map(
        ({ spec }) => spec.persistentVolumeClaimRetentionPolicy,
      ),
    ).toEqual([undefined, { whenDeleted: 'Delete' }]);
  });
});

describe('the routes of a binding with a canary', () => {
  const backendsOf = (rendered: RenderedCanary, kind: string) =>
    objectsOf(all(rendered.resources), kind).flatMap(({ spec }) =>
      jsonListAt(spec, 'rules').map(rule => jsonListAt(rule, 'backendRefs')),
    );

  it.each([0, 20, 100])('lead to both releases with weight %i', weight => {
    const { first, canary: rendered } = renderedCanary(
      canaryCase({}, { weight }),
    );
    const [{ metadata }] = objectsOf(first, 'Service');
    const backends = [
      { name: metadata.name, port: 8080, weight: 100 - weight },
      { name: `${metadata.name}-canary`, port: 8080, weight },
    ];
    expect(backendsOf(rendered, 'HTTPRoute')).toEqual([backends, backends]);
  });

  it('divide the requests of each operation', () => {
    const { canary: rendered } = renderedCanary(
      canaryCase({
        apis: {
          api: restApi({
            operations: [{ path: '/books/{id}', method: 'GET' }],
          }),
        },
      }),
    );
    const backends = backendsOf(rendered, 'HTTPRoute');
    expect(backends).toHaveLength(2);
    for (const refs of backends) {
      expect(refs.map(ref => jsonAt(ref, 'weight'))).toEqual([80, 20]);
    }
  });

  it('divide gRPC, and leave TCP and URLs as they are', () => {
    const { first, canary: rendered } = renderedCanary(
      canaryCase({
        apis: {
          calls: {
            className: 'default',
            type: 'gRPC',
            grpc: { backend: { port: 8080 } },
          },
          stream: {
            className: 'default',
            type: 'TCP',
            tcp: { backend: { port: 8080 } },
          },
          proxy: restApi({
            backend: { port: 0, target: { url: 'https://api.example.com' } },
          }),
        },
      }),
    );
    expect(backendsOf(rendered, 'GRPCRoute')).toEqual([
      [
        expect.objectContaining({ weight: 80 }),
        expect.objectContaining({ weight: 20 }),
      ],
    ]);
    for (const kind of ['TCPRoute', 'HTTPRoute']) {
      expect(objectsOf(all(rendered.resources), kind)).toEqual(
        objectsOf(first, kind),
      );
      expect(objectsOf(first, kind)).toHaveLength(1);
    }
  });

  it('keep the only backend whose port the canary does not serve', () => {
    const { first, canary: rendered } = renderedCanary(
      canaryCase(
        {},
        {
          workloadSpec: workload('app:2', {
            endpoints: { api: { type: 'REST', port: 9090 } },
          }),
        },
      ),
    );
    expect(objectsOf(all(rendered.resources), 'HTTPRoute')).toEqual(
      objectsOf(first, 'HTTPRoute'),
    );
  });
});

describe('a canary with problems', () => {
  it.each([
    [
      'a connection whose target is not deployed',
      {
        connections: {
          peer: {
            type: 'api',
            params: { componentName: 'peer', endpoint: 'api' },
            inject: { env: [] },
          },
        },
      },
      'ConnectionsPending',
      'which is not deployed in development',
    ],
    [
      'an invalid endpoint',
      { endpoints: { api: { type: 'REST', port: 8080, container: 'no' } } },
      'InvalidConfiguration',
      'spec.canary.workloadSpec.endpoints.api.container: the workload has no container "no"',
    ],
  ])('reports %s', (_, more, reason, message) => {
    const given = canaryCase({}, { workloadSpec: workload('app:2', more) });
    expect(obstacleOf(given)).toEqual({
      status: 'False',
      reason,
      message: expect.stringContaining(message),
    });
    expect(render(given).first.problems).toEqual([]);
  });

  it('reports an API whose class does not exist', () => {
    expect(
      obstacleOf(canaryCase({}, { apis: { api: restApi({}, 'absent') } })),
    ).toMatchObject({
      reason: 'InvalidConfiguration',
      message: expect.stringMatching(
        /^spec\.canary\.apis\.api\.className: APIClass "absent" not found/,
      ),
    });
  });

  it('reports configuration of the release that it would lose', () => {
    const given = canaryCase(everything, {
      workloadSpec: {
        ...greeter,
        containers: {
          main: {
            image: 'registry.test/app:2',
            env: [
              {
                key: 'A',
                valueFrom: {
                  configurationGroupRef: { name: 'group', key: 'absent' },
                },
              },
            ],
          },
        },
      },
    });
    expect(obstacleOf(given)).toMatchObject({
      reason: 'ConfigurationMissing',
      message: expect.stringContaining(
        'spec.canary.workloadSpec.containers.main.env[A].valueFrom',
      ),
    });
  });

  it('has warnings in its own fields, without those of the release', () => {
    const valueFrom = { secretRef: { name: 's', key: 'k' } };
    const main = {
      image: 'registry.test/app:2',
      env: [{ key: 'B', value: '', valueFrom }],
    };
    const { first, canary: rendered } = renderedCanary(
      canaryCase(
        { binding: { envOverrides: { containers: { other: {} } } } },
        { workloadSpec: workload('app:2', { containers: { main } }) },
      ),
    );
    expect(first.problems.map(({ field }) => field)).toEqual([
      'spec.envOverrides.containers.other',
    ]);
    expect(rendered.problems.map(({ field }) => field)).toEqual([
      'spec.canary.workloadSpec.containers.main.env[B].value',
    ]);
  });
});
