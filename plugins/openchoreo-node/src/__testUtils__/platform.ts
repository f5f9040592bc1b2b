import { randomUUID } from 'node:crypto';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
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

/** Creates an organization with a project and a pipeline of development, staging and production. */
export async function aPlatform(client: KubeClient) {
  const organization = `test-${randomUUID().slice(0, 8)}`;
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
  for (const name of ['development', 'staging', 'production']) {
    await create(environmentKind, name, {
      isProduction: name === 'production',
    });
  }
  await create(deploymentPipelineKind, 'default', {
    promotionPaths: [
      {
        sourceEnvironmentRef: 'development',
        targetEnvironmentRefs: [{ name: 'staging' }],
      },
      {
        sourceEnvironmentRef: 'staging',
        targetEnvironmentRefs: [{ name: 'production', requiresApproval: true }],
      },
    ],
  });
  await create(projectKind, 'shop', { deploymentPipelineRef: 'default' });
  return {
    organization,
    component: (component: string) => ({
      organization,
      project: 'shop',
      component,
    }),
    /** Creates the binding of a component, as the control plane does. */
    deploy: (component: string, environment: string, image: string) =>
      create(serviceBindingKind, `${component}-${environment}`, {
        owner: { projectName: 'shop', componentName: component },
        environment,
        workloadSpec: { containers: { main: { image } } },
      }),
    /** Writes the Ready condition of a deployment, as the control plane does. */
    async report(
      component: string,
      environment: string,
      status: 'True' | 'False',
      reason = 'ResourcesActive',
    ) {
      const key = {
        namespace: organization,
        name: `${component}-${environment}`,
      };
      const { metadata } = await client.get(serviceBindingKind, key);
      await client.patchStatus(serviceBindingKind, key, {
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
    },
    async remove() {
      await client.delete(namespaceType, { name: organization });
    },
  };
}
