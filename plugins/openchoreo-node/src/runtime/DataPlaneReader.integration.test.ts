import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { DataPlaneReader, type DataPlaneTarget } from './DataPlaneReader';
import { KubernetesNodes } from './KubernetesNodes';

jest.setTimeout(120_000);

const nodeType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  scope: 'Cluster',
};

const ref = { organization: 'acme', name: 'europe' };

describe('DataPlaneReader', () => {
  const suffix = `${process.pid}`;
  const names = [`b-${suffix}`, `a-${suffix}`];
  let kubernetes: TestKubernetes;
  let client: KubeClient;

  const readerOf = (target: Partial<DataPlaneTarget> | undefined) =>
    new DataPlaneReader({
      dataPlane: () =>
        target && {
          isSimulated: false,
          nodes: async () => new KubernetesNodes(client, ref.name),
          ...target,
        },
    });

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    for (const name of names) {
      await client.create(nodeType, {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name },
        spec: { unschedulable: true },
      });
    }
  });

  afterAll(async () => {
    for (const name of names) await client.delete(nodeType, { name });
    await client.close();
    await kubernetes.stop();
  });

  it('has the nodes by name, with whether they are ready and take pods', async () => {
    const { isSimulated, nodes } = await readerOf({}).capacity(ref);
    expect(isSimulated).toBe(false);
    const own = nodes.filter(({ name }) => names.includes(name));
    // No kubelet has reported their state.
    expect(own).toMatchObject(
      [...names]
        .sort()
        .map(name => ({ name, isReady: false, isSchedulable: false })),
    );
  });

  it('does not read the nodes of a simulated data plane', async () => {
    const nodes = jest.fn();
    expect(await readerOf({ isSimulated: true, nodes }).capacity(ref)).toEqual({
      isSimulated: true,
      nodes: [],
    });
    expect(nodes).not.toHaveBeenCalled();
  });

  it('is not found when it does not exist', async () => {
    await expect(readerOf(undefined).capacity(ref)).rejects.toThrow(
      'There is no data plane europe',
    );
  });
});
