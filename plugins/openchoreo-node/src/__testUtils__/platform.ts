import { randomUUID } from 'node:crypto';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  apiClassKind,
  contentHash,
  deployableArtifactKind,
  deploymentPipelineKind,
  environmentKind,
  imageTag,
  projectKind,
  promotionKind,
  scheduledTaskClassKind,
  serviceBindingKind,
  serviceClassKind,
  webApplicationClassKind,
  type KindDefinition,
  type KubernetesObject,
  type Promotion,
} from '@promenade/openchoreo-model';

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

/** Creates an organization with a project, a pipeline of development, staging and production, and a class of each type. */
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
  for (const kind of [serviceClassKind, webApplicationClassKind]) {
    await create(kind, 'default', {
      deploymentTemplate: { replicas: 1 },
      serviceTemplate: { type: 'ClusterIP' },
    });
  }
  await create(scheduledTaskClassKind, 'default', { cronJobTemplate: {} });
  await create(apiClassKind, 'default', {});
  return {
    organization,
    component: (component: string) => ({
      organization,
      project: 'shop',
      component,
    }),
    /** Creates the binding of a component, as the control plane does. */
    deploy: (
      component: string,
      environment: string,
      image: string,
      spec: object = {},
    ) =>
      create(serviceBindingKind, `${component}-${environment}`, {
        owner: { projectName: 'shop', componentName: component },
        environment,
        workloadSpec: { containers: { main: { image } } },
        ...spec,
      }),
    /** Creates the artifact of a release, as the control plane does. */
    release: (component: string, name: string, image: string) =>
      create(deployableArtifactKind, name, {
        owner: { projectName: 'shop', componentName: component },
        kindOfBinding: 'ServiceBinding',
        className: 'default',
        targetArtifact: { fromImageRef: { tag: imageTag(image) } },
        workload: { containers: { main: { image } } },
        contentHash: contentHash({
          kindOfBinding: 'ServiceBinding',
          className: 'default',
          workload: { containers: { main: { image } } },
          apis: undefined,
        }),
      }),
    /** Creates a Promotion with a status, as the control plane writes it. */
    async promotion(
      component: string,
      name: string,
      spec: Partial<Promotion['spec']>,
      status: object,
    ) {
      await create(promotionKind, name, {
        owner: { projectName: 'shop', componentName: component },
        from: 'development',
        to: 'staging',
        ...spec,
      });
      return client.patchStatus(
        promotionKind,
        { namespace: organization, name },
        status,
      );
    },
    /** Creates the Secret with the key that signs. */
    async signingKey(key: Uint8Array) {
      const metadata = { name: 'signing-key', namespace: organization };
      await client.create(secretType, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        data: { key: Buffer.from(key).toString('base64') },
      });
      return metadata;
    },
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
