import { EventRecorder, KubeClient, isNotFound } from '@promenade/kube-client';
import { deploymentKind } from '@promenade/openchoreo-model';
import {
  TestKubernetes,
  startTestKubernetes,
} from '@promenade/test-kubernetes';
import { waitUntil } from '../test/__testUtils__/wait-for';
import { ApiWrite } from './api-write';
import {
  customResourceDefinitionType,
  namespaceType,
} from './kubernetes-types';

jest.setTimeout(60_000);

const namespace = 'acme';
const key = { namespace, name: 'greeter' };

let kubernetes: TestKubernetes;
let client: KubeClient;
let write: ApiWrite;

beforeAll(async () => {
  // A real cluster is shared with tests that need the definitions as they are.
  kubernetes = await startTestKubernetes({ separate: true });
  client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
  write = new ApiWrite({
    client,
    events: new EventRecorder({ client, component: 'test' }),
    observer: { created() {}, changed() {} },
    fieldManager: 'test',
  });
  await client.create(namespaceType, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
});

afterAll(async () => {
  await client?.close();
  await kubernetes?.stop();
});

const deploymentOf = (artifact: string) =>
  deploymentKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'Deployment',
    metadata: key,
    spec: { deploymentArtifactRef: artifact },
    status: {
      revisions: [
        {
          revision: 1,
          artifactRef: artifact,
          deployedAt: '2026-01-01T00:00:00Z',
        },
      ],
    },
  });

/** Whether the API server serves the status of Deployments as a subresource. It does after their definition was changed. */
async function servesStatus(): Promise<boolean> {
  const path = `/apis/openchoreo.dev/v1alpha1/namespaces/${namespace}/deployments/${key.name}/status`;
  try {
    await client.request({ method: 'GET', path });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

describe('writeWithStatus', () => {
  const expectWritten = async (artifact: string) => {
    const stored = await client.get(deploymentKind, key);
    expect(stored).toMatchObject({
      spec: { deploymentArtifactRef: artifact },
      status: { revisions: [{ artifactRef: artifact }] },
    });
  };

  it('writes object and status, also if the definition has a status subresource, as that of OpenChoreo has', async () => {
    const first = await write.writeWithStatus(
      deploymentKind,
      undefined,
      deploymentOf('a'),
    );
    await expectWritten('a');
    await client.patch(
      customResourceDefinitionType,
      { name: 'deployments.openchoreo.dev' },
      [
        {
          op: 'add',
          path: '/spec/versions/0/subresources',
          value: { status: {} },
        },
      ],
      { type: 'json' },
    );
    expect(await waitUntil(servesStatus)).toBe(true);
    const changed = {
      ...first,
      ...deploymentOf('b'),
      metadata: first.metadata,
    };
    await write.writeWithStatus(deploymentKind, first, changed);
    await expectWritten('b');
    await client.delete(deploymentKind, key);
    await write.writeWithStatus(deploymentKind, undefined, deploymentOf('c'));
    await expectWritten('c');
  });
});
