import type { DataPlane, ServiceBinding } from '@promenade/openchoreo-model';
import { findEffectiveBinding } from '../../core/effective-binding/find-effective-binding';
import { isMissingReference } from '../../core/effective-binding/effective-binding';
import {
  canaryTarget,
  renderTarget,
} from '../../core/effective-binding/target';
import { classTypes } from '../../core/component-type/binding-types';
import type { Manifest } from '../../core/manifest';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  InMemoryCluster,
  aServiceClass,
  anAPIClass,
  inOrganization,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  componentConnection,
  createCellCluster,
  externalConnection,
  withEndpointStatus,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';
import { enforcedProject } from '../../test/__testUtils__/cells/enforced-cell';
import { renderBinding } from '../bindings/render-binding';
import { renderCanary } from '../bindings/render-canary';

const [service] = classTypes;
const endpoints = {
  api: { type: 'REST', port: 8080, visibility: ['organization'] },
};
const otherProject = aProjectWithCell({ isolation: 'Enforced' }, 'stock');

/** A binding whose canary has these connections, and target port 9000. */
function withCanary(
  name: string,
  project = testProject,
  connections: object = {},
): ServiceBinding {
  return aBinding(
    name,
    project,
    withWorkload({ endpoints }),
    withSpec({
      canary: {
        artifactRef: 'other',
        weight: 20,
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:2' } },
          endpoints: { api: { ...endpoints.api, targetPort: 9000 } },
          connections,
        },
      },
    }),
  );
}

function clusterOf(
  plane: DataPlane,
  ...bindings: ServiceBinding[]
): InMemoryCluster {
  const organization = inOrganization(testOrganization);
  return createCellCluster(
    enforcedProject,
    plane,
    otherProject,
    aServiceClass('default', organization),
    anAPIClass('default', organization),
    ...bindings,
  );
}

/** The objects of a binding with its canary. */
function render(cluster: InMemoryCluster, binding: ServiceBinding): Manifest[] {
  const effective = findEffectiveBinding(service, binding.metadata, cluster);
  if (isMissingReference(effective)) throw new Error('not found');
  const rendered = renderBinding(effective);
  const canary = renderCanary(effective, rendered);
  if (canary && isMissingReference(canary)) {
    throw new Error(canary.readiness.message);
  }
  return (canary ?? rendered).resources.map(({ object }) => object);
}

const policies = (objects: readonly Manifest[]) =>
  objects.filter(({ kind }) => /NetworkPolicy$/.test(kind));

/** The policies whose selector selects the pods of a target. */
function policiesFor(
  objects: readonly Manifest[],
  labels: Record<string, string>,
) {
  return policies(objects).filter(({ spec }) =>
    Object.entries(Object(jsonAt(spec, 'podSelector', 'matchLabels'))).every(
      ([key, value]) => labels[key] === value,
    ),
  );
}

const text = (value: unknown) => JSON.stringify(value);

describe('the network policies of a binding with a canary', () => {
  const plane = aDataPlaneWith('kubernetes');
  const external = { outside: externalConnection('192.0.2.7', 5432, 'tcp') };
  const binding = withCanary('greeter', testProject, external);
  const target = renderTarget(binding);
  const own = canaryTarget(target);
  const objects = render(clusterOf(plane, binding), binding);

  it('are one for the pods of each release', () => {
    expect(policies(objects).map(({ metadata }) => metadata.name)).toEqual([
      target.name,
      `${target.name}-canary`,
    ]);
    expect(
      policiesFor(objects, { ...target.labels }).map(
        ({ metadata }) => metadata.name,
      ),
    ).toEqual([target.name]);
    expect(
      policiesFor(objects, { ...own.labels }).map(
        ({ metadata }) => metadata.name,
      ),
    ).toEqual([`${target.name}-canary`]);
  });

  it('allow each release its own connections', () => {
    const [policy, canaryPolicy] = policies(objects);
    expect(text(policy.spec?.egress)).not.toContain('192.0.2.7/32');
    expect(text(canaryPolicy.spec?.egress)).toContain('192.0.2.7/32');
  });

  it('allow the gateways to call the port of each release', () => {
    const portsOf = ({ spec }: Manifest) =>
      jsonListAt(spec, 'ingress')
        .filter(rule => text(rule).includes('owning-gateway-name'))
        .flatMap(rule => jsonListAt(rule, 'ports'))
        .map(port => jsonAt(port, 'port'));
    const [policy, canaryPolicy] = policies(objects);
    expect(portsOf(policy)).toEqual([8080]);
    expect(portsOf(canaryPolicy)).toEqual([9000]);
  });

  it('allow the canary the traffic of its cell, as they do the release', () => {
    const [policy, canaryPolicy] = policies(objects);
    const inCell = { from: [{ podSelector: {} }] };
    expect(policy.spec?.ingress).toContainEqual(inCell);
    expect(canaryPolicy.spec?.ingress).toContainEqual(inCell);
  });

  it('mark the pods of both releases as user workloads', () => {
    const marks = objects
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) =>
        jsonAt(spec, 'template', 'metadata', 'labels', 'belong-to'),
      );
    expect(marks).toEqual(['user-workloads', 'user-workloads']);
  });

  it('allow the operations of the routes at both releases', () => {
    const restricted = {
      ...binding,
      spec: {
        ...binding.spec,
        apis: {
          api: {
            className: 'default',
            type: 'REST',
            rest: {
              backend: { port: 8080 },
              exposeLevels: ['Organization'],
              operations: [{ path: '/books', method: 'GET' as const }],
            },
          },
        },
      },
    };
    const operationsOf = ({ spec }: Manifest) =>
      jsonListAt(spec, 'ingress')
        .flatMap(rule => jsonListAt(rule, 'toPorts'))
        .flatMap(port => jsonListAt(port, 'rules', 'http'))
        .map(rule => jsonAt(rule, 'path'));
    const [policy, canaryPolicy] = policies(
      render(clusterOf(aDataPlaneWith('cilium'), restricted), restricted),
    );
    expect(operationsOf(policy)).toHaveLength(1);
    expect(operationsOf(canaryPolicy)).toEqual(operationsOf(policy));
  });
});

describe('the network policies of the peers of a canary', () => {
  const plane = aDataPlaneWith('kubernetes');
  const toBackend = { backend: componentConnection('stock', 'backend') };

  it('allow a canary whose connection the release does not have', () => {
    const consumer = withCanary('greeter', testProject, toBackend);
    const backend = withEndpointStatus(
      aBinding(
        'backend',
        'stock',
        withWorkload({
          endpoints: {
            api: { type: 'REST', port: 8080, visibility: ['public'] },
          },
        }),
      ),
    );
    const cluster = clusterOf(plane, consumer, backend);
    const [policy] = policies(render(cluster, backend));
    const own = canaryTarget(renderTarget(consumer));
    expect(policy.spec?.ingress).toContainEqual({
      from: [
        {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': own.namespace },
          },
          podSelector: { matchLabels: own.labels },
        },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
    expect(text(policy.spec?.ingress)).not.toContain(
      text({ matchLabels: renderTarget(consumer).labels }),
    );
    const [ofRelease, ofCanary] = policies(render(cluster, consumer));
    expect(text(ofRelease.spec?.egress)).not.toContain('backend');
    expect(text(ofCanary.spec?.egress)).toContain('backend');
  });

  it('allow consumers both releases of their target', () => {
    const consumer = aBinding(
      'greeter',
      testProject,
      withWorkload({ connections: toBackend }),
    );
    const backend = withEndpointStatus(withCanary('backend', 'stock'));
    const cluster = clusterOf(plane, consumer, backend);
    const target = renderTarget(backend);
    const [policy] = policies(render(cluster, consumer));
    const peers = jsonListAt(policy.spec, 'egress').map(rule => [
      jsonAt(jsonListAt(rule, 'to')[0], 'podSelector', 'matchLabels'),
      jsonAt(jsonListAt(rule, 'ports')[0], 'port'),
    ]);
    expect(peers).toContainEqual([target.labels, 8080]);
    expect(peers).toContainEqual([canaryTarget(target).labels, 9000]);
  });
});
