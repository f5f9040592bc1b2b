import { randomUUID } from 'node:crypto';
import { KubeClient, systemClock } from '@promenade/kube-client';
import {
  startTestKubernetes,
  TestKubernetes,
} from '@promenade/test-kubernetes';
import { namespaceType, secretType } from '../runtime/kubernetes-types';
import { signingKeysIn } from './signing-keys';

jest.setTimeout(60_000);

let kubernetes: TestKubernetes;
let client: KubeClient;
let ref: { namespace: string; name: string };

beforeAll(async () => {
  kubernetes = await startTestKubernetes();
  client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
});

beforeEach(() => {
  ref = { namespace: `keys-${randomUUID().slice(0, 8)}`, name: 'signing-key' };
});

afterEach(() => client.delete(namespaceType, { name: ref.namespace }));

afterAll(async () => {
  await client.close();
  await kubernetes.stop();
});

const keys = () => signingKeysIn(client, ref, systemClock);

const patch = (data: Record<string, string | null>) =>
  client.patch(secretType, ref, { data }, { type: 'merge' });

describe('the signing keys', () => {
  it('are created with their namespace, once for all processes', async () => {
    const all = await Promise.all([keys().read(), keys().read()]);
    const [[first], [second]] = all;
    expect(first).toHaveLength(32);
    expect(second).toEqual(first);
    expect(await keys().read()).toEqual([first]);
  });

  it('are the one that signs and others that verify', async () => {
    const [first] = await keys().read();
    const next = Buffer.alloc(32, 'n');
    await patch({
      key: next.toString('base64'),
      former: Buffer.from(first).toString('base64'),
    });
    expect(await keys().read()).toEqual([next, Buffer.from(first)]);
  });

  it('are read again when they may have been replaced', async () => {
    const known = keys();
    await known.read();
    const next = Buffer.alloc(32, 'n');
    await patch({ key: next.toString('base64') });
    expect(await known.read()).not.toEqual([next]);
    expect(await known.read({ fresh: true })).toEqual([next]);
  });

  it('have a problem with what to do when the Secret has no key', async () => {
    await keys().read();
    await patch({ key: null, other: 'AAAA' });
    await expect(keys().read()).rejects.toThrow(
      `Secret "signing-key" in namespace "${ref.namespace}" has no entry "key". Delete the Secret`,
    );
  });
});
