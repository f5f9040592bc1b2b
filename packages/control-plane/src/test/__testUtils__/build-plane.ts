import { KubeClient } from '@promenade/kube-client';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import { secretType } from '../../runtime/kubernetes-types';
import { readCredentials } from './release/read-credentials';
import { TestPlatform } from './test-platform';

/** A cluster that simulates the Workflows of builds. */
export interface TestBuildPlane {
  readonly client: KubeClient;
  /** `spec` of its BuildPlane. */
  readonly spec: object;
  stop(): Promise<void>;
}

/** Returns the cluster of the platform as a build plane; where that is a real cluster, which has no Workflows, a separate one. */
export async function startBuildPlane(
  platform: TestPlatform,
): Promise<TestBuildPlane> {
  return process.env.PROMENADE_TEST_KUBECONFIG
    ? startSeparateBuildPlane(platform)
    : { client: platform.client, spec: {}, stop: async () => {} };
}

/** Starts another cluster as a build plane, whose credentials are in a Secret of the organization. */
export async function startSeparateBuildPlane(
  { client, organization }: TestPlatform,
  secretName = 'builds',
): Promise<TestBuildPlane> {
  const { kubeconfig, stop } = await startTestKubernetes({
    simulateDataPlane: true,
    separate: true,
  });
  const buildClient = KubeClient.fromKubeconfig(kubeconfig);
  await client.create(secretType, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace: organization },
    data: readCredentials(kubeconfig),
  });
  return {
    client: buildClient,
    spec: {
      kubernetesCluster: {
        name: 'builds',
        credentials: {
          apiServerURL: buildClient.server,
          secretRef: { name: secretName },
        },
      },
    },
    async stop() {
      await buildClient.close();
      await stop();
    },
  };
}
