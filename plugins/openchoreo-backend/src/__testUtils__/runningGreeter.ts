import { setTimeout } from 'node:timers/promises';
import type { KubeClient, ResourceType } from '@promenade/kube-client';
import { dataPlaneKind, releaseKind } from '@promenade/openchoreo-model';
import { organization } from './greeter';

const deploymentType: ResourceType = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  scope: 'Namespaced',
};

const labels = {
  'component-name': 'greeter',
  'environment-name': 'development',
};

/** Runs the component in development as the control plane does: a Release with its objects, applied in the organization's namespace. */
export async function runGreeter(
  client: KubeClient,
  options: { fail?: string; credentials?: object; apiServerURL?: string } = {},
): Promise<void> {
  const { fail, credentials, apiServerURL = '' } = options;
  const metadata = { name: 'greeter', namespace: organization };
  const annotations: Record<string, string> = fail
    ? {
        'simulated.openchoreo.dev/fail': fail,
        'simulated.openchoreo.dev/fail-message': 'no route to the database',
      }
    : {};
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...metadata,
      annotations,
    },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.test/app:1',
              env: [{ name: 'PASSWORD', value: 'very-secret' }],
            },
          ],
        },
      },
    },
  };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'greeter-keys', namespace: organization },
    stringData: { key: 'very-secret' },
  };
  await client.create(dataPlaneKind, {
    apiVersion: dataPlaneKind.apiVersion,
    kind: dataPlaneKind.kind,
    metadata: { name: 'default', namespace: organization },
    spec: {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
      ...(credentials && {
        kubernetesCluster: { name: 'remote', credentials },
      }),
    },
  });
  await client.create(releaseKind, {
    apiVersion: releaseKind.apiVersion,
    kind: releaseKind.kind,
    metadata,
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environmentName: 'development',
      resources: [
        { id: 'deployment', object: deployment },
        { id: 'secret', object: secret },
      ],
    },
  });
  await client.patchStatus(releaseKind, metadata, {
    target: {
      dataPlane: { namespace: organization, name: 'default' },
      apiServerURL,
    },
    resources: [
      {
        id: 'deployment',
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        ...metadata,
        healthStatus: fail ? 'Degraded' : 'Healthy',
        status: { replicas: 2 },
      },
    ],
  });
  await client.create(deploymentType, deployment);
}

/** Repeats a request until its result matches. */
export async function waitFor<T>(
  request: () => Promise<T>,
  matches: (result: T) => boolean,
): Promise<T> {
  for (;;) {
    const result = await request();
    if (matches(result)) return result;
    await setTimeout(100);
  }
}
