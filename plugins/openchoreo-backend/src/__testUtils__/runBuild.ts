import type { KubeClient, ResourceType } from '@promenade/kube-client';
import {
  annotations,
  buildKind,
  buildNamespace,
  buildPlaneKind,
  dataPlaneLabels,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { organization } from './greeter';

const name = 'greeter-1';

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

const workflowType: ResourceType = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Workflow',
  plural: 'workflows',
  scope: 'Namespaced',
};

/** Starts a build of the component on a simulated build plane as the control plane does. */
export async function runBuild(client: KubeClient): Promise<void> {
  const buildPlane = { namespace: organization, name: 'default' };
  await client.create(buildPlaneKind, {
    apiVersion: buildPlaneKind.apiVersion,
    kind: buildPlaneKind.kind,
    metadata: {
      ...buildPlane,
      annotations: { [annotations.simulated]: 'true' },
    },
    spec: {},
  });
  const build = await client.create<KubernetesObject>(buildKind, {
    apiVersion: buildKind.apiVersion,
    kind: buildKind.kind,
    metadata: { name, namespace: organization },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      repository: {
        url: 'https://git.test/greeter',
        revision: { branch: 'main' },
        appPath: '/',
      },
      templateRef: { name: 'docker' },
    },
  });
  const namespace = buildNamespace(organization);
  await client.create(namespaceType, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const labels = { [dataPlaneLabels.uuid]: build.metadata.uid ?? '' };
  await client.create(workflowType, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name, namespace, labels },
    spec: {
      podMetadata: { labels },
      workflowTemplateRef: { name: 'docker', clusterScope: true },
    },
  });
  await client.patchStatus(
    buildKind,
    { namespace: organization, name },
    { phase: 'Running', buildPlane, workflow: { namespace, name } },
  );
}
