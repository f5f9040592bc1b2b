import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  projectKind,
  serviceBindingKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

/** The organization of this test process. */
export const organization = `test-${process.pid}`;
export const greeterPath = `/api/openchoreo/organizations/${organization}/projects/shop/components/greeter`;

const binding = { namespace: organization, name: 'greeter' };

/** Creates a component that is ready in development and can be promoted to staging. */
export async function createGreeter(client: KubeClient): Promise<void> {
  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create<KubernetesObject>(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: organization },
      spec,
    });
  await client.create(namespaceType, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: organization },
  });
  const targetEnvironmentRefs = [{ name: 'staging' }];
  await create(environmentKind, 'development', {});
  await create(environmentKind, 'staging', {});
  await create(deploymentPipelineKind, 'default', {
    promotionPaths: [
      { sourceEnvironmentRef: 'development', targetEnvironmentRefs },
    ],
  });
  await create(projectKind, 'shop', { deploymentPipelineRef: 'default' });
  await create(componentKind, 'greeter', {
    owner: { projectName: 'shop' },
    type: 'Service',
  });
  await create(serviceBindingKind, binding.name, {
    owner: { projectName: 'shop', componentName: 'greeter' },
    environment: 'development',
    workloadSpec: { containers: { main: { image: 'registry.test/app:1' } } },
  });
  await reportReady(client, 'True', 'ResourcesActive');
}

/** Sets the Ready condition of the component in development, as the control plane does. */
export async function reportReady(
  client: KubeClient,
  status: 'True' | 'False',
  reason: string,
): Promise<void> {
  const { metadata } = await client.get(serviceBindingKind, binding);
  await client.patchStatus(serviceBindingKind, binding, {
    conditions: [
      {
        type: 'Ready',
        status,
        reason,
        message: reason,
        lastTransitionTime: '2026-03-01T12:00:00Z',
        observedGeneration: metadata.generation,
      },
    ],
  });
}

export async function deleteGreeter(client: KubeClient): Promise<void> {
  await client.delete(namespaceType, { name: organization });
}
